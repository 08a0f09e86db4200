"""FieldPolicy: which role sees a number of the person masked, and who may ask for it in full.

Practice D.3 (最少知悉) and PIPL 6: the smallest circle. In full only one at a time, for a reason
that is typed and recorded. A field that does not stand here is shown to nobody in full.
"""

from enum import Enum

from accounts.choices import Role


class Sight(Enum):
    NONE = ""
    MASKED = "部分隐藏"
    REVEAL = "部分隐藏，写明事由后可看"


M, R = Sight.MASKED, Sight.REVEAL
LABELS = {"phone": "联系电话", "id_number": "身份证号", "family": "家属面谈和家庭情况"}
# Whoever is not named sees nothing: 组织部门 reads issued papers, 三员 no case data at all.
# phone: whoever has to arrange a talk or a visit. id_number: the case office alone, which checks
# it against the certificate. family: who may read it at all is asked of the dossier besides.
FIELD_POLICY: dict[str, dict[Role, Sight]] = {
    "phone": {
        Role.DIRECTOR: R, Role.OFFICER: R, Role.LEADER: M, Role.ROOM: R, Role.INSPECTOR: R,
        Role.UNIT: R, Role.HELPER: R,
    },
    "id_number": {
        Role.DIRECTOR: R, Role.OFFICER: R, Role.LEADER: M, Role.ROOM: M, Role.INSPECTOR: M,
        Role.UNIT: M,
    },
    "family": {
        Role.DIRECTOR: R, Role.OFFICER: R, Role.ROOM: R, Role.INSPECTOR: R,
    },
}  # fmt: skip
# Columns of the person himself; `family` stands in records of visits.
OF_PERSON = ("phone", "id_number")


def sight(role: str, field: str) -> Sight:
    return FIELD_POLICY.get(field, {}).get(Role(role), Sight.NONE)


def may_reveal(role: str, field: str) -> bool:
    return sight(role, field) is Sight.REVEAL
