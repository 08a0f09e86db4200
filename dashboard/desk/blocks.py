"""Which blocks stand on whose desk, in their fixed order (ux 3.1)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from accounts.models import User
from accounts.roles import Role
from dashboard.desk.execution import Sum, sums_of
from dashboard.desk.figures import LONGEST, SHOWN, Block, Desk, Figure


@dataclass(frozen=True)
class Part:
    slug: str
    title: str
    empty: str
    figures: Callable[[Desk], Iterator[Figure]]
    sums: Callable[[User, date], list[Sum]] | None = None


OVERDUE = Part("overdue", "逾期未办", "没有逾期的事项。", Desk.overdue)
SOON = Part("soon", "7日内到期", "7日内没有到期的事项。", Desk.soon)
WAITING = Part("waiting", "待我办理", "没有等您办理的文件。", Desk.waiting)
PASSED = Part("passed", "逾期转办", "没有转到您这里的逾期事项。", Desk.passed)
VISITS = Part("visits", "回访", "没有需要办理的回访。", Desk.visits)
RATINGS = Part("ratings", "评价进行中", "没有正在进行的评价。", Desk.ratings)
QUARTER = Part("quarter", "本季度内到期", "本季度其余事项都已办完。", Desk.quarter)
ENDING = Part("ending", "90日内届满", "90日内没有影响期届满的对象。", Desk.ending)
DRAFTS = Part("drafts", "草稿和退回", "没有未写完的草稿。", Desk.drafts)
EXECUTION = Part("execution", "执行问题", "没有未销号的执行问题。", Desk.execution, sums_of)
CONTACT = Part("contact", "需要联系", "没有需要联系的对象和单位。", Desk.contact)
TO_SIGN = Part("to-sign", "待阅签", "没有等待阅签的谈心谈话。", Desk.to_sign)

PARTS = {
    part.slug: part
    for part in (
        *(OVERDUE, SOON, WAITING, VISITS, PASSED, CONTACT, TO_SIGN),
        *(RATINGS, QUARTER, ENDING, EXECUTION, DRAFTS),
    )
}
OFFICE = (
    OVERDUE,
    SOON,
    WAITING,
    VISITS,
    PASSED,
    CONTACT,
    RATINGS,
    QUARTER,
    ENDING,
    EXECUTION,
    DRAFTS,
)
DESKS: dict[str, tuple[Part, ...]] = {
    Role.DIRECTOR: OFFICE,
    Role.OFFICER: OFFICE,
    Role.LEADER: (WAITING, VISITS, PASSED, OVERDUE, SOON, ENDING, EXECUTION),
    Role.ROOM: (OVERDUE, SOON, WAITING, VISITS, QUARTER, ENDING, EXECUTION, DRAFTS),
    Role.INSPECTOR: (OVERDUE, SOON, WAITING, VISITS, QUARTER, ENDING, EXECUTION, DRAFTS),
    Role.UNIT: (OVERDUE, SOON, PASSED, TO_SIGN, QUARTER, EXECUTION, DRAFTS),
    # He has one card instead: dashboard.desk.helping.
    Role.HELPER: (),
    Role.PERSONNEL: (WAITING,),
    Role.ADMIN: (),
    Role.SECURITY: (),
    Role.AUDITOR: (),
}


def blocks_of(desk: Desk) -> list[Block]:
    """Every block with its number and its first lines."""
    return [_block(part, desk, SHOWN) for part in DESKS[desk.user.role]]


def whole_block(desk: Desk, slug: str) -> Block | None:
    """One block to its end; None when it does not stand on this desk."""
    part = PARTS.get(slug)
    if part is None or part not in DESKS[desk.user.role]:
        return None
    return _block(part, desk, LONGEST)


def _block(part: Part, desk: Desk, limit: int) -> Block:
    figures = list(part.figures(desk))
    rows = [list(figure.query[: limit + 1]) for figure in figures]
    counts = [
        len(found) if len(found) <= limit else figure.query.count()
        for figure, found in zip(figures, rows, strict=True)
    ]
    told = (
        figure.line(row, desk.user, desk.today)
        for figure, found in zip(figures, rows, strict=True)
        for row in found
    )
    return Block(
        slug=part.slug,
        title=part.title,
        empty=part.empty,
        total=sum(counts),
        lines=list(chain(told))[:limit],
        sums=part.sums(desk.user, desk.today) if part.sums is not None else [],
    )
