"""What stands in the database's own catalogue: tables of people, policies, grants.

Every function takes a psycopg connection and answers the list of what is wrong.
"""

import re
from dataclasses import dataclass

# Everything that leads to a person or a dossier: by a chain of foreign keys, or by a plain column;
# a paper and an import are led to instead, by what stands in them.
REACHING = """
WITH RECURSIVE reached(oid) AS (
  SELECT unnest(ARRAY['cases_cadre', 'cases_dossier', 'cases_document', 'intake_importbatch'
               ]::regclass[])::oid
  UNION
  SELECT c.conrelid FROM pg_constraint c JOIN reached ON c.confrelid = reached.oid
   WHERE c.contype = 'f'
)
SELECT k.relname FROM pg_class k
 WHERE k.relkind IN ('r', 'p') AND k.relnamespace = 'public'::regnamespace
   AND (k.oid IN (SELECT oid FROM reached)
        -- The versions of a row stand beside it, without a key of their own.
        OR k.relname IN (SELECT oid::regclass::text || 'history' FROM reached)
        OR EXISTS (SELECT FROM pg_attribute a
                    WHERE a.attrelid = k.oid AND a.attnum > 0 AND NOT a.attisdropped
                      AND a.attname IN ('cadre_id', 'dossier_id')))
 ORDER BY 1
"""
UNGUARDED = (
    "SELECT NOT (relrowsecurity AND relforcerowsecurity) FROM pg_class WHERE oid = %s::regclass"
)
POLICIES = """
SELECT tablename, policyname, coalesce(qual, '') || ' ; ' || coalesce(with_check, '')
  FROM pg_policies WHERE schemaname = 'public' ORDER BY 1, 2
"""
GRANTS = """
SELECT coalesce(grantee.rolname, 'PUBLIC') AS who, acl.privilege_type, k.relname
  FROM pg_class k, aclexplode(coalesce(k.relacl, acldefault('r', k.relowner))) acl
  LEFT JOIN pg_roles grantee ON grantee.oid = acl.grantee
 WHERE k.relkind IN ('r', 'p', 'v', 'm') AND k.relnamespace = 'public'::regnamespace
   AND acl.grantee <> k.relowner
 ORDER BY 1, 2, 3
"""
# A table that records what happens is written by everybody and read by nobody without a name.
WRITTEN_BY_ALL = {"audit_entry"}
# A worker takes a job before it knows for whom it acts; its page shows a job to who asked for it
# and to nobody else, which the matrix of tests/walls asks of every actor.
WITHOUT_WALL = {"jobs_job"}
# Called for each row, and why that is no harm.
PER_ROW = {
    ("cases_receipt", "hf_is_void"): "asked of the few receipts one organ holds, by primary key",
    ("cases_handover", "hf_is_void"): "asked of the few offers an organ gives or gets, by its key",
    ("reminders_letterbatch", "count"): "counts the letters of each batch, thirty at most a page",
    (
        "audit_entry",
        "pg_current_xact_id_if_assigned",
    ): "reads a number of the transaction, no table",
}
CALL = re.compile(r"\b([a-z_][a-z0-9_]*)\s*\(")
NO_CALL = {
    *("select", "exists", "any", "all", "some", "in", "and", "or", "not", "case", "when", "then"),
    *("else", "array", "row", "values", "from", "where", "varying", "numeric", "union", "as"),
}
DENIED = "42501"


@dataclass(frozen=True)
class Found:
    table: str
    policy: str
    call: str

    def __str__(self) -> str:
        return f"{self.table}: {self.policy} calls {self.call}() for every row"


def tables_of_people(connection) -> list[str]:
    found = [name for (name,) in connection.execute(REACHING)]
    return [name for name in found if name not in WITHOUT_WALL]


def unguarded_tables(connection) -> list[str]:
    """Without row-level security, or without FORCE, which binds the owner too."""
    return [
        f"{table} has no wall"
        for table in tables_of_people(connection)
        if connection.execute(UNGUARDED, [table]).fetchone()[0]
    ]


def readable_by_nobody(connection) -> list[str]:
    """Rows that hf_app finds although nobody has said who asks."""
    faults = []
    with connection.transaction(force_rollback=True):
        connection.execute("SET LOCAL ROLE hf_app")
        for table in tables_of_people(connection):
            (rows,) = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()
            if rows:
                faults.append(f"{table}: {rows} rows without a user")
    return faults


def writable_by_nobody(connection) -> list[str]:
    """Tables that hf_app could fill, change or empty although nobody has said who asks."""
    faults = []
    for table in tables_of_people(connection):
        if table in WRITTEN_BY_ALL:
            continue
        (column,) = connection.execute(
            "SELECT quote_ident(attname) FROM pg_attribute"
            " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped LIMIT 1",
            [table],
        ).fetchone()
        for statement in (
            f'INSERT INTO "{table}" DEFAULT VALUES',
            f'UPDATE "{table}" SET {column} = {column}',
            f'DELETE FROM "{table}"',
        ):
            said = _tried(connection, statement)
            faults += [f"{table}: {statement.split()[0]} {said}"] if said else []
    return faults


def _tried(connection, statement: str) -> str:
    """Empty where it was refused by a right or a policy, or found no row."""
    import psycopg

    try:
        with connection.transaction(force_rollback=True):
            connection.execute("SET LOCAL ROLE hf_app")
            done = connection.execute(statement).rowcount
    except psycopg.Error as fault:
        return "" if fault.sqlstate == DENIED else f"met {fault.sqlstate} and no wall"
    return f"changed {done} rows" if done else ""


def calls_per_row(connection) -> list[str]:
    """Functions in a policy that stand in no (SELECT ...) of their own, so that the database asks
    them again for every row (security.md E1: 42 seconds instead of one)."""
    found = [
        Found(table, policy, call)
        for table, policy, expression in connection.execute(POLICIES)
        for call in unwrapped(expression)
    ]
    return [str(each) for each in found if (each.table, each.call) not in PER_ROW]


def unwrapped(expression: str) -> list[str]:
    """Names of functions called outside of every scalar (SELECT f(...)) without FROM."""
    found = []
    for match in CALL.finditer(expression):
        if match[1].lower() in NO_CALL:
            continue
        if not any(_is_asked_once(inside) for inside in _around(expression, match.start())):
            found.append(match[1])
    return found


def _around(expression: str, at: int) -> list[str]:
    """The bracketed parts that hold this place, the narrowest first."""
    opened: list[int] = []
    for place, letter in enumerate(expression[:at]):
        if letter == "(":
            opened.append(place)
        elif letter == ")":
            opened.pop()
    return [expression[start : _closing(expression, start)] for start in reversed(opened)]


def _closing(expression: str, start: int) -> int:
    depth = 0
    for place in range(start, len(expression)):
        depth += {"(": 1, ")": -1}.get(expression[place], 0)
        if depth == 0:
            return place + 1
    return len(expression)


def _is_asked_once(part: str) -> bool:
    return part.startswith("( SELECT ") and " FROM " not in part.replace("\n", " ")


def grants(connection) -> dict[str, list[str]]:
    """Who may do what to which tables, beside their owner: "hf_app SELECT" → tables."""
    held: dict[str, list[str]] = {}
    for who, right, table in connection.execute(GRANTS):
        held.setdefault(f"{who} {right}", []).append(table)
    return held


def powerful_roles(connection) -> list[str]:
    """Roles of ours that could pass by a wall or make another role."""
    return [
        f"{name} has a power it must not have"
        for (name,) in connection.execute(
            "SELECT rolname FROM pg_roles WHERE rolname IN ('hf_app', 'hf_owner', 'hf_system')"
            " AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)"
        )
    ]
