"""what_if(): the act itself, carried out and taken back; so what is shown is what is saved."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from accounts.acting import act
from accounts.models import User
from accounts.roles import Permission, Role, may
from cases.choices import DossierStatus
from cases.models import Cadre, Dossier
from columns.refusal import Refused
from corrections.actions.acts import Done, Hand, cadre_of, carry_out, hold, settle
from corrections.choices import RECALLS_PAPERS, TWO_PEOPLE
from corrections.facts.picture import picture_of
from corrections.rules.act import Act
from corrections.rules.moves import Move, digest_of, moves_between
from corrections.rules.pictures import ClockShot, Picture
from corrections.rules.points import Point, Touched, points_of
from corrections.rules.possible import BECAUSE
from evaluation.models import Round
from web.dates import cn_date

# decisions 1.6: this near to an end the page says that offices count differently.
NEAR_DAYS = 3
NOBODY_TO_CONFIRM = (
    "这项变动须由另一位同志复核，本机关目前没有其他可以复核的账号。"
    "请先由系统管理员为审理室或者分管领导开通账号。"
)


@dataclass(frozen=True)
class WhatIf:
    """What the act moves, where practice differs about it, and what a person should look at."""

    moves: tuple[Move, ...]
    points: tuple[Point, ...]
    notes: tuple[str, ...]
    takes_two: bool

    @property
    def digest(self) -> str:
        return digest_of(self.moves)

    @property
    def tasks(self) -> tuple[Move, ...]:
        """What it leaves for people to do."""
        return tuple(move for move in self.moves if move.task)


@act
def what_if(dossier: Dossier, act: Act, hand: Hand, *, seen_by: User | None = None) -> WhatIf:
    """Everything `act` would move. It is carried out within a savepoint that is always rolled
    back, so a refusal here is the refusal there, and nothing is written. `seen_by`: who looks at
    it, where that is not the one who enters it."""
    if act.kind in TWO_PEOPLE and hand.second is None:
        hand = replace(hand, second=somebody_else(dossier, hand.by))
    with transaction.atomic():
        seen, _ = carried_out(dossier, act, hand, seen_by=seen_by or hand.by)
        transaction.set_rollback(True)
    return seen


def carried_out(dossier: Dossier, act: Act, hand: Hand, *, seen_by: User) -> tuple[WhatIf, Done]:
    """The act done, between a picture before and a picture after; the caller keeps it or not."""
    cadre = cadre_of(dossier)
    hold(cadre)
    # What fell due since the last sweep is no work of this act.
    settle(cadre.pk, on=hand.on)
    before = picture_of(cadre, viewer=seen_by, today=hand.on)
    done = carry_out(dossier, act, hand)
    after = picture_of(cadre, viewer=seen_by, today=hand.on)
    moves = moves_between(
        before, after, because=BECAUSE[act.kind], recalls=act.kind in RECALLS_PAPERS
    )
    seen = WhatIf(
        moves=moves,
        points=tuple(points_of(_touched(act, before, after))),
        notes=tuple(_notes(cadre, after, act, hand.on)),
        takes_two=act.kind in TWO_PEOPLE,
    )
    return seen, done


def somebody_else(dossier: Dossier, by: User) -> User:
    """Whoever may confirm stands in for the second person while it is only rehearsed; nobody is
    named by what a rehearsal shows."""
    roles = [role for role in Role if may(role, Permission.CORRECTION_CONFIRM)]
    others = User.objects.filter(role__in=roles, unit=dossier.owner_id, is_active=True)
    found = others.exclude(pk=by.pk).order_by("pk").first()
    if found is None:
        raise Refused(NOBODY_TO_CONFIRM)
    return found


def _touched(act: Act, before: Picture, after: Picture) -> Touched:
    was = {clock.key: clock for clock in before.clocks}
    moved = [clock for clock in after.clocks if was.get(clock.key) != clock]
    joined = [clock for clock in moved if "S" in clock.method]
    systems = {clock.system for clock in moved}
    days = [each.decided_on for each in after.decisions if each.system in systems]
    return Touched(
        kind=act.kind,
        systems=frozenset(systems),
        measures=frozenset(clock.measure for clock in moved),
        joined=bool(joined),
        earliest=min(days, default=None),
    )


def _notes(cadre: Cadre, after: Picture, act: Act, today: date) -> Iterator[str]:
    yield from _near_ends(after.clocks, today)
    if act.kind in RECALLS_PAPERS:
        rounds = Round.objects.unfinished().filter(dossier__cadre=cadre)
        for unfinished in rounds.select_related("dossier").order_by("pk"):
            yield f"{unfinished}正在进行，请核对是否需要作废。"
        if Dossier.objects.filter(cadre=cadre, status=DossierStatus.PAUSED).exists():
            yield "档案正在暂停，恢复办理后从研判开始。"


def _near_ends(clocks: Iterable[ClockShot], today: date) -> Iterator[str]:
    for clock in clocks:
        if clock.end is None or clock.safe is None or abs((clock.end - today).days) > NEAR_DAYS:
            continue
        yield (
            f"口径差异：{clock.title}各地算法不同，按各种算法都已届满的日子是{cn_date(clock.safe)}。"
        )
