"""Who sees which line of the list of dossiers, in SQL; every other table leads to such a line.

    anchored = organ ∨ unit ∨ helper ∨ assigned          (decisions 3.2)
    visible  = anchored ∧ live ∧ ¬denied ∧ ¬dormant      (security.md 3.1, deny wins)

Each name is one clause, so that a test can take one out and must see it missed.
"""

from collections.abc import Mapping

ROW = "cases_dossierrow"
UID = "(SELECT hf_uid())"


def _once(call: str, kind: str = "bigint[]") -> str:
    """Evaluated once per statement, not once per row."""
    return f"(SELECT {call})::{kind}"


ORGANS = _once(f"hf_organs({UID})")
KEPT = _once(f"hf_kept({UID})")
ASSIGNED = _once(f"hf_assigned({UID})")
DENIED = _once(f"hf_denied({UID})")

ANCHORS = {
    "owner": f"owner_id = ANY ({ORGANS})",
    "carrier": f"carrier_id = ANY ({ORGANS})",
    # ~>=~ and ~<~ are what a LIKE 'prefix%' becomes; written so, the index by path serves them.
    "unit": f"unit_path ~>=~ (SELECT hf_below({UID}))"
    f" AND unit_path ~<~ (SELECT hf_below({UID}) || '~')",
    "helper": f"helper_id = (SELECT hf_helper({UID}))",
    "assigned": f"dossier_id = ANY ({ASSIGNED})",
}
LIMITS = {
    "live": "status <> 'void'",
    "denied": f"(cadre_id IS NULL OR cadre_id <> ALL ({DENIED}))",
    # 已销号 for six months: only the office that keeps the file still finds it.
    "dormant": "(closed_on IS NULL OR closed_on > (SELECT hf_dormant_day())"
    f" OR owner_id = ANY ({KEPT}))",
}

# Asked inside functions of hf_owner, whom no wall binds; all of them by the id of the user.
_CURRENT = "{0}.from_on <= hf_today() AND ({0}.to_on IS NULL OR {0}.to_on >= hf_today())"


def _is_now(alias: str) -> str:
    return _CURRENT.format(alias)


def row_rule(anchors: Mapping[str, str] = ANCHORS, limits: Mapping[str, str] = LIMITS) -> str:
    """The condition on a line of cases_dossierrow."""
    anchored = " OR ".join(f"({clause})" for clause in anchors.values())
    return " AND ".join([f"({anchored})", *limits.values()])


# What denies, one SELECT of cadre ids each.
DENIALS = {
    "recused": f"SELECT x.cadre_id FROM cases_recusal x WHERE x.user_id = who AND {_is_now('x')}",
    "own": "SELECT c.id FROM cases_cadre c WHERE c.account_id = who",
    # Until two people have said that it is somebody else.
    "perhaps own": "SELECT f.cadre_id FROM cases_ownfile f"
    " WHERE f.user_id = who AND (f.settled_on IS NULL OR f.is_own)",
    "sealed": "SELECT s.cadre_id FROM cases_seal s WHERE s.lifted_on IS NULL AND NOT EXISTS"
    " (SELECT 1 FROM cases_sealgrant g WHERE g.seal_id = s.id AND g.user_id = who"
    f" AND {_is_now('g')})",
}

_DISCIPLINE = "('director', 'officer', 'leader', 'room', 'inspector')"
_OFFICE = "('director', 'officer', 'leader')"
_ORGANS = (
    "SELECT u.unit_id FROM accounts_user u WHERE u.id = who AND u.is_active AND u.role IN {0}"
    " UNION SELECT d.unit_id FROM accounts_delegation d JOIN accounts_user u ON u.id = d.user_id"
    " WHERE d.user_id = who AND u.is_active AND u.role IN {0}"
    f" AND d.confirmed_by_id IS NOT NULL AND {_is_now('d')}"
)


def _array(query: str) -> str:
    return f"SELECT coalesce(array_agg(found.key), '{{}}') FROM ({query}) AS found(key)"


def _role_is(role: str, what: str) -> str:
    return (
        f"SELECT {what} FROM accounts_user u LEFT JOIN accounts_unit w ON w.id = u.unit_id"
        f" WHERE u.id = who AND u.is_active AND u.role = '{role}'"
    )


WHO = "who bigint"
_ACTIVE = "FROM accounts_user u WHERE u.id = who AND u.is_active"
_GIVEN = (
    "SELECT a.dossier_id FROM cases_assignment a JOIN accounts_user u ON u.id = a.user_id"
    f" WHERE a.user_id = who AND u.is_active AND u.role IN {_DISCIPLINE} AND {_is_now('a')}"
)
# Name → (arguments, what it returns, body); what the transaction was told.
TOLD = {
    "hf_uid": ("", "bigint", "SELECT nullif(current_setting('app.user_id', true), '')::bigint"),
    "hf_today": (
        "",
        "date",
        "SELECT coalesce(nullif(current_setting('app.today', true), '')::date,"
        " (now() AT TIME ZONE 'Asia/Shanghai')::date)",
    ),
    "hf_dormant_day": ("", "date", "SELECT (hf_today() - interval '6 months')::date"),
}


def functions(denials: Mapping[str, str] = DENIALS) -> dict[str, tuple[str, str, str]]:
    """What a user holds, by his id."""
    return TOLD | {
        "hf_role": (WHO, "text", f"SELECT u.role {_ACTIVE}"),
        "hf_unit": (WHO, "bigint", f"SELECT u.unit_id {_ACTIVE}"),
        "hf_organs": (WHO, "bigint[]", _array(_ORGANS.format(_DISCIPLINE))),
        "hf_kept": (WHO, "bigint[]", _array(_ORGANS.format(_OFFICE))),
        "hf_below": (WHO, "text", _role_is("unit", "w.path")),
        "hf_helper": (WHO, "bigint", _role_is("helper", "u.id")),
        "hf_assigned": (WHO, "bigint[]", _array(_GIVEN)),
        "hf_denied": (WHO, "bigint[]", _array(" UNION ".join(denials.values()))),
        "hf_is_void": (
            "dossier bigint",
            "boolean",
            "SELECT d.voided_at IS NOT NULL FROM cases_dossier d WHERE d.id = dossier",
        ),
        "hf_denied_dossiers": (
            WHO,
            "bigint[]",
            _array("SELECT d.id FROM cases_dossier d WHERE d.cadre_id = ANY (hf_denied(who))"),
        ),
    }


def searches(rule: str) -> dict[str, tuple[str, str, str]]:
    """hf_written, hf_spelt: dossiers whose name is written or spelt so, behind the same rule.

    @> on arrays is not leakproof, so behind a wall its index would lie idle; asked by a function of
    the owner it serves, and what it answers is joined to the guarded table again. A job of the
    program, which no wall binds, finds all.
    """
    seen = f"(current_setting('role', true) = 'hf_system' OR ({rule}))"
    found = f"SELECT r.dossier_id FROM {ROW} r WHERE"
    return {
        "hf_written": (
            "pieces varchar[], part text",
            "SETOF bigint",
            f"{found} r.name_grams @> pieces AND position(part IN r.name) > 0 AND {seen}",
        ),
        "hf_spelt": (
            "spelling varchar[]",
            "SETOF bigint",
            f"{found} r.typed @> spelling AND {seen}",
        ),
    }


def statements(rule: str, denials: Mapping[str, str] = DENIALS) -> list[str]:
    """CREATE OR REPLACE of everything the rule calls."""
    made = functions(denials) | searches(rule)
    return [_create(name, *parts) for name, parts in made.items()]


def _create(name: str, arguments: str, result: str, body: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {name}({arguments}) RETURNS {result} LANGUAGE sql STABLE"
        f" SECURITY DEFINER SET search_path = public, pg_temp AS $body$ {body} $body$"
    )
