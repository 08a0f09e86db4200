"""Which remedy a decision leaves open and until when; what an entry about one may not say."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from cases.choices.rights import MERITS, AppealOutcome
from clocks.deadlines import REMEDIES, Remedy, next_steps, remedies_of
from clocks.words import cn_date

ENTERPRISE = "enterprise_manager"
# In 监委, 监察组, 监察专员办公室 and 纪委监委 alike.
SUPERVISION_MARKS = ("监委", "监察")
OWN_MARKS = ("作出", "批准")
# 公务员法 95: whoever asked for 复核 appeals against its outcome; both at once are not open.
BESIDE = {
    "office_direct_appeal": frozenset({"office_recheck"}),
    "office_recheck": frozenset({"office_direct_appeal"}),
}


@dataclass(frozen=True, slots=True)
class Deciding:
    """A decision as far as remedies ask: of which system, by which organ, known since when."""

    system: str
    organ_name: str
    identity: str
    decided_on: date
    delivered_on: date | None = None
    annulled_on: date | None = None


@dataclass(frozen=True, slots=True)
class Lodged:
    """One appeal that counts; `delivered_on` is the day its outcome reached the person."""

    kind: str
    lodged_on: date
    decided_on: date | None = None
    outcome: str = ""
    delivered_on: date | None = None

    @property
    def is_used_up(self) -> bool:
        """Pending or decided on the merits; one taken back or not accepted may be asked again."""
        return self.decided_on is None or self.outcome in MERITS


@dataclass(frozen=True, slots=True)
class Option:
    """A remedy that may be asked for, or might have been; `by` None: nothing limits it."""

    remedy: Remedy
    by: date | None
    receipt_known: bool
    is_over: bool

    def __str__(self) -> str:
        name, to = self.remedy.name, self.remedy.heard_by
        if self.by is None:
            return f"可以向{to}提出{name}，规定没有限定提出的日期。"
        if self.is_over:
            return f"提出{name}的期限已于{cn_date(self.by)}届满。"
        verb = "提出" if name.startswith("申诉") else "申请"
        return f"可在{cn_date(self.by)}前（含当日）向{to}{verb}{name}。"

    @property
    def note(self) -> str:
        if self.receipt_known or self.by is None:
            return ""
        return f"“{self.remedy.asked_from}”没有登记，暂自决定之日推算；登记后重新推算。"


def organ_of(deciding: Deciding) -> str:
    """A key of deadlines.ORGANS: whose decision it is; the name of the organ says it."""
    if deciding.system != "state":
        return deciding.system
    if any(mark in deciding.organ_name for mark in SUPERVISION_MARKS):
        return "supervision"
    return "enterprise" if deciding.identity == ENTERPRISE else "office"


def hearer_of(kind: str, organ_name: str) -> str:
    """The deciding organ by its name where it looks at its own decision again, else in words."""
    remedy = REMEDIES.get(kind)
    if remedy is None or remedy.heard_by.startswith(OWN_MARKS):
        return organ_name
    return remedy.heard_by


def remedies_for(deciding: Deciding) -> list[Remedy]:
    """Every remedy of the system, those against this kind of organ first."""
    organ = organ_of(deciding)
    return sorted(remedies_of(deciding.system), key=lambda each: each.organ != organ)


def options(deciding: Deciding, appeals: Collection[Lodged], *, today: date) -> Iterator[Option]:
    """First steps not taken yet, then what follows an outcome that left the decision standing."""
    if deciding.annulled_on is not None:
        return
    used = {each.kind for each in appeals if each.is_used_up}
    organ = organ_of(deciding)
    for remedy in remedies_of(deciding.system):
        shut = {remedy.key} | BESIDE.get(remedy.key, frozenset())
        if remedy.organ == organ and not remedy.follows and not shut & used:
            yield _option(remedy, deciding.delivered_on, deciding.decided_on, today)
    for each in appeals:
        if each.outcome == AppealOutcome.MAINTAINED and each.decided_on is not None:
            for remedy in next_steps(each.kind):
                if remedy.key not in used:
                    yield _option(remedy, each.delivered_on, each.decided_on, today)


def _option(remedy: Remedy, received: date | None, decided: date, today: date) -> Option:
    by = remedy.ask_by(received or decided)
    return Option(
        remedy=remedy,
        by=by,
        receipt_known=received is not None,
        is_over=by is not None and by < today,
    )


def asked_late(kind: str, deciding: Deciding, appeals: Iterable[Lodged], *, lodged_on: date) -> str:
    """Said beside the entry, never a refusal: whether to accept is for the hearing organ."""
    remedy = REMEDIES.get(kind)
    if remedy is None:
        return ""
    before = _before(remedy, appeals)
    since = deciding.delivered_on or deciding.decided_on
    if before is not None:
        since = before.delivered_on or before.decided_on or since
    by = remedy.ask_by(since)
    if by is None or lodged_on <= by:
        return ""
    return f"提出日期晚于{remedy.name}的期限{cn_date(by)}，是否受理由办理机关决定。"


def due_by(kind: str, *, lodged_on: date, accepted_on: date | None, extended: bool) -> date | None:
    """The last day for the answer; until acceptance is entered it is counted from lodging."""
    remedy = REMEDIES.get(kind)
    if remedy is None:
        return None
    start = accepted_on or lodged_on
    return remedy.extended_decide_by(start) if extended else remedy.decide_by(start)


def lodging_faults(
    kind: str, deciding: Deciding, appeals: Collection[Lodged], *, lodged_on: date, today: date
) -> Iterator[str]:
    """What is wrong with an appeal about to be entered."""
    remedy = REMEDIES.get(kind)
    if remedy is not None and remedy.system != deciding.system:
        yield f"{remedy.name}不适用于这项决定，请从列出的几项里选择。"
    if lodged_on > today:
        yield _not_yet("提出", lodged_on, today)
    if lodged_on < deciding.decided_on:
        yield _too_early("提出", lodged_on, "决定", deciding.decided_on)
    if deciding.annulled_on is not None and lodged_on > deciding.annulled_on:
        annulled = cn_date(deciding.annulled_on)
        yield f"这项决定已于{annulled}撤销，此后不再有可以申诉的决定，请核对日期。"
    if any(each.kind == kind and each.decided_on is None for each in appeals):
        yield "同一项申诉正在办理，不能重复登记。请打开已登记的一项办理。"
    if remedy is not None and remedy.follows:
        yield from _step_faults(remedy, appeals, lodged_on)


def _step_faults(remedy: Remedy, appeals: Collection[Lodged], lodged_on: date) -> Iterator[str]:
    first = REMEDIES[remedy.follows].name
    before = _before(remedy, appeals)
    if before is None or before.decided_on is None:
        yield f"{remedy.name}在收到{first}决定以后提出，请先登记{first}和它的结果。"
    elif lodged_on < before.decided_on:
        yield _too_early("提出", lodged_on, f"{first}决定", before.decided_on)


def _before(remedy: Remedy, appeals: Iterable[Lodged]) -> Lodged | None:
    """The newest decided appeal whose outcome this remedy is against."""
    earlier = [
        each for each in appeals if each.kind == remedy.follows and each.decided_on is not None
    ]
    return max(earlier, key=lambda each: each.decided_on or date.min, default=None)


def accepting_faults(
    kind: str, *, lodged_on: date, accepted_on: date, extended: bool, today: date
) -> Iterator[str]:
    remedy = REMEDIES.get(kind)
    if accepted_on > today:
        yield _not_yet("受理", accepted_on, today)
    if accepted_on < lodged_on:
        yield _too_early("受理", accepted_on, "提出", lodged_on)
    if extended and (remedy is None or remedy.extension is None):
        yield "这项申诉的办理期限没有延长的规定，请取消“经批准延长”。"


def answer_faults(
    outcome: str, *, lodged_on: date, accepted_on: date | None, decided_on: date, today: date
) -> Iterator[str]:
    if outcome in MERITS and accepted_on is None:
        yield "还没有登记受理日期，请先登记受理，再登记结果。"
    if outcome == AppealOutcome.NOT_ACCEPTED and accepted_on is not None:
        yield f"已于{cn_date(accepted_on)}受理，不能再登记“不予受理”，请核对结果。"
    if decided_on > today:
        yield _not_yet("结果", decided_on, today)
    if decided_on < (accepted_on or lodged_on):
        what = "受理" if accepted_on else "提出"
        yield _too_early("结果", decided_on, what, accepted_on or lodged_on)


def delivery_faults(delivered_on: date, *, decided_on: date, today: date) -> Iterator[str]:
    """When the outcome reached the person; the next step is counted from this day."""
    if delivered_on > today:
        yield _not_yet("送达", delivered_on, today)
    if delivered_on < decided_on:
        yield _too_early("送达", delivered_on, "结果", decided_on)


def _not_yet(what: str, day: date, today: date) -> str:
    return f"{what}日期{cn_date(day)}还没有到，请核对。例如{cn_date(today)}。"


def _too_early(what: str, day: date, other: str, earliest: date) -> str:
    return f"{what}日期{cn_date(day)}早于{other}日期{cn_date(earliest)}，请核对。"
