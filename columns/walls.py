"""Wall: through which column a row is reached and which roles read it; the SQL made of it.

Row-level security asks one question of one table: may the acting user see this line of the list
of dossiers? Every other table only says how it leads there. The rule itself stands in
cases.rules.walls; a model of case data says `wall = Wall(...)`.
"""

from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from hashlib import sha256

from django.db import models

APP, SYSTEM, OWNER = "hf_app", "hf_system", "hf_owner"
# The role of the work at hand: SYSTEM within a job of the program, empty for a user's own work.
# accounts.acting sets it together with the database's role.
at_work: ContextVar[str] = ContextVar("at_work", default="")
ROW = "cases_dossierrow"
UID = "(SELECT hf_uid())"
ROLE = f"(SELECT hf_role({UID}))"
UNIT = f"(SELECT hf_unit({UID}))"
DENIED_DOSSIERS = f"(SELECT hf_denied_dossiers({UID}))::bigint[]"
OFFICE = ("director", "officer", "leader")
# Rooms of the organ also read its letters (practice D.2).
LETTER_READERS = (*OFFICE, "room")
DISCIPLINE = (*OFFICE, "room", "inspector")
LEADS = {
    "dossier": f"EXISTS (SELECT 1 FROM {ROW} r WHERE r.dossier_id = {{table}}.{{column}})",
    "cadre": f"EXISTS (SELECT 1 FROM {ROW} r WHERE r.cadre_id = {{table}}.{{column}})",
    # A paper is read with any decision it holds.
    "decision": "EXISTS (SELECT 1 FROM cases_decision d WHERE d.document_id = {table}.{column})",
}


def one_of(column: str, values: Iterable[str]) -> str:
    """`column` holds one of our own codes; never a text that a user typed."""
    return f"{column} IN ({', '.join(repr(str(value)) for value in sorted(values))})"


@dataclass(frozen=True)
class Wall:
    """`column` leads to a dossier, a cadre, or (`leads_to` a table) a row with a wall of its own.

    `roles`: who reads such rows at all (None: everyone who sees the file). `further`: role → the
    condition under which that role reads a row too. `narrower`: what must hold besides.
    `addressed`: what opens a row to its addressee, who sees nothing of the file. `rule`: the whole
    condition in SQL instead.
    """

    column: str = ""
    leads_to: str = "dossier"
    roles: tuple[str, ...] | None = None
    further: Mapping[str, str] = field(default_factory=dict)
    narrower: str = ""
    addressed: str = ""
    rule: str = ""

    def condition(self, table: str) -> str:
        if self.rule:
            return self.rule
        seen = " AND ".join([*self._readers(), self._reached(table)])
        seen = f"{seen} AND {self.narrower}" if self.narrower else seen
        return f"({seen}) OR ({self.addressed})" if self.addressed else seen

    def _readers(self) -> list[str]:
        if self.roles is None:
            return []
        ways = [one_of(ROLE, self.roles)]
        ways += [f"{ROLE} = '{role}' AND {condition}" for role, condition in self.further.items()]
        return [f"({' OR '.join(ways)})"]

    def _reached(self, table: str) -> str:
        parent = f"EXISTS (SELECT 1 FROM {self.leads_to} p WHERE p.id = {{table}}.{{column}})"
        form = LEADS.get(self.leads_to, parent)
        return form.format(table=table, column=self.column)


def walled(everything: Iterable[type[models.Model]]) -> dict[str, Wall]:
    """Table → its wall, for all models that have one, in the order of their names."""
    declared = {model._meta.db_table: getattr(model, "wall", None) for model in everything}
    return {table: wall for table, wall in sorted(declared.items()) if isinstance(wall, Wall)}


def histories(everything: Iterable[type[models.Model]]) -> list[str]:
    """Tables of the versions of walled rows; only jobs of the program read them."""
    return sorted(
        model._meta.db_table
        for model in everything
        if isinstance(getattr(_tracked_by(model), "wall", None), Wall)
    )


def _tracked_by(version: type[models.Model]) -> type[models.Model] | None:
    found: type[models.Model] | None = getattr(version, "pgh_tracked_model", None)
    return found


def policies(walls: Mapping[str, Wall], versions: Iterable[str]) -> list[str]:
    """Statements that put every wall up anew; the same ones any number of times."""
    made = [line for table, wall in walls.items() for line in _table(table, wall.condition(table))]
    return made + [line for table in versions for line in _table(table, "")]


def digest(statements: Iterable[str]) -> str:
    """Of what stands in the database, so that a start can see whether it is this code's."""
    return sha256("\n".join(statements).encode()).hexdigest()[:16]


def _table(table: str, condition: str) -> list[str]:
    lines = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"DROP POLICY IF EXISTS hf_all ON {table}",
        f"CREATE POLICY hf_all ON {table} TO {SYSTEM}, {OWNER} USING (true) WITH CHECK (true)",
        f"DROP POLICY IF EXISTS hf_read ON {table}",
    ]
    if condition:
        # Read only: what a user changes goes through an act, which runs as hf_system after it has
        # found its object behind this wall (accounts.acting.act).
        lines.append(f"CREATE POLICY hf_read ON {table} FOR SELECT TO {APP} USING ({condition})")
    return lines
