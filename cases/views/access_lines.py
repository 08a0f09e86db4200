"""Lines of 知悉范围: who finds the file and why, who does not, and what he still holds."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from accounts.roles import Role
from cases.choices.access import SightWay
from cases.facts.access import HANDLER, HELPER, Reader, Way, stands_as, visits_with
from cases.models import Dossier, Recusal

# Whole staffs are counted by role; everybody else is named.
STAFFS = (SightWay.OWNER, SightWay.CARRIER)


@dataclass(frozen=True)
class SightLine:
    why: str
    who: str
    until: date | None = None


@dataclass(frozen=True)
class RecusalLine:
    """`places`: what the office should give to somebody else; `visits`: how many he was on."""

    recusal: Recusal
    places: list[str]
    visits: int

    @property
    def is_handler(self) -> bool:
        return HANDLER in self.places

    @property
    def is_helper(self) -> bool:
        return HELPER in self.places


def sight_lines(readers: Iterable[Reader], *, by_name: bool) -> list[SightLine]:
    """`by_name`: a sealed file names everybody on its list."""
    found = list(readers)
    if by_name:
        return [
            SightLine("、".join(_why(way) for way in each.ways), person(each.user))
            for each in found
        ]
    lines = [line for kind in STAFFS for line in _staff(found, kind)]
    for kind in SightWay:
        if kind not in STAFFS:
            lines += _people(found, kind)
    return lines


def person(user: User) -> str:
    """江一苇（临澜市北渡镇纪委，镇纪委书记）"""
    return f"{user.display_name}（{place(user)}）"


def place(user: User) -> str:
    post = user.post or user.get_role_display()
    return "，".join(filter(None, (user.unit.full_name, post)))


def recusal_lines(recusals: Iterable[Recusal], dossier: Dossier) -> list[RecusalLine]:
    return [
        RecusalLine(each, stands_as(each.user, dossier), visits_with(each.user, dossier))
        for each in recusals
    ]


def _staff(readers: list[Reader], kind: SightWay) -> Iterator[SightLine]:
    """管档机关 临澜市纪委监委: 案件审理室主任1人、案件审理室干部2人"""
    staff = [each for each in readers if each.ways and each.ways[0].kind == kind]
    if not staff:
        return
    roles = Counter(each.user.role for each in staff)
    words = "、".join(f"{role.label}{roles[role]}人" for role in Role if roles[role])
    yield SightLine(_why(staff[0].ways[0]), words)


def _people(readers: list[Reader], kind: SightWay) -> Iterator[SightLine]:
    for each in readers:
        for way in each.ways:
            if way.kind == kind:
                yield SightLine(_why(way), person(each.user), way.until)


def _why(way: Way) -> str:
    organ = way.organ if way.kind in (*STAFFS, SightWay.LENT) else ""
    return f"{way.kind.label}：{organ}" if organ else way.kind.label
