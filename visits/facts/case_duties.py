"""What the records of the case owe (practice E.2): the execution list, issues, the way to rights.

Their terms are computed where they are shown; here each becomes an obligation of its dossier.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from django.db.models import Q

from cases.choices.execution import ExecutionItem, ExecutionResult
from cases.choices.rights import RestorationKind
from cases.facts.execution import CheckLine, listed, loaded
from cases.facts.restoration import Chain, chain_of, probations
from cases.models import Decision, ExecutionIssue
from needs.facts.owed import replies_owed
from visits.choices import ObligationKind as K
from visits.choices import ObligationState
from visits.facts.owing import standings
from visits.models import Obligation
from visits.rules.owed import Duty, Standing
from workdays.models import load_calendar
from workdays.rules import Calendar

# E.2 names these of the list; the others have no term or are looked at on a visit.
ITEMS = {
    ExecutionItem.ANNOUNCED: K.ANNOUNCE,
    ExecutionItem.FILED: K.FILING,
    ExecutionItem.POST: K.POST_CHANGE,
    ExecutionItem.PAY: K.PAY_CHANGE,
    ExecutionItem.REPORT: K.EXECUTION_REPORT,
}
STEPS = {
    RestorationKind.NOTICE: K.RESTORE_NOTICE,
    RestorationKind.APPLICATION: K.RESTORE_APPLY,
    RestorationKind.PUBLICITY_BEGUN: K.RESTORE_PUBLIC,
    RestorationKind.REPORT: K.RESTORE_REPORT,
}
KEYED = ("dossier_id", "kind", "period", "due_on")
# The longest term is six months, with approval six more; what is older is looked at while open.
LOOKED_BACK = timedelta(days=730)


def execution_duties(owing: Mapping[int, Standing], on: date) -> dict[int, list[Duty]]:
    """The five of each decision for which its measure has a legal term."""
    open_ones = Obligation.objects.filter(
        dossier_id__in=owing, kind__in=ITEMS.values(), state=ObligationState.OPEN
    )
    recent = Q(decided_on__gte=on - LOOKED_BACK) | Q(code__in=open_ones.values("period"))
    by_dossier: dict[int, list[Decision]] = defaultdict(list)
    for decision in loaded(Decision.objects.filter(recent, dossier_id__in=owing)):
        if decision.dossier_id is not None:
            by_dossier[decision.dossier_id].append(decision)
    return {
        key: [
            duty
            for each in listed(decisions)
            if not owing[key].is_before(each.decision.decided_on)
            for line in each.lines
            for duty in _of_line(line)
        ]
        for key, decisions in by_dossier.items()
    }


def _of_line(line: CheckLine) -> Iterator[Duty]:
    kind, due_on, check = ITEMS.get(line.item), line.due_on, line.check
    if kind is None or due_on is None:
        return
    if check is not None and check.result == ExecutionResult.NOT_APPLICABLE:
        return
    met_on = None if line.waits else line.done_on or (check.entered_on if check else None)
    yield Duty(kind, line.decision.code, due_on, met_on)


def issue_duties(owing: Mapping[int, Standing], _on: date) -> dict[int, list[Duty]]:
    """整改: until the unit has reported; the office's own check has no term."""
    found: dict[int, list[Duty]] = defaultdict(list)
    issues = ExecutionIssue.objects.filter(
        dossier_id__in=owing, voided_at__isnull=True, due_on__isnull=False
    )
    columns = ("dossier_id", "code", "due_on", "reported_on")
    for key, code, due_on, reported_on in issues.values_list(*columns):
        if due_on is not None:
            found[key].append(Duty(K.ISSUE_FIX, code, due_on, reported_on))
    return found


def need_duties(owing: Mapping[int, Standing], on: date) -> dict[int, list[Duty]]:
    """诉求: an answer by the day that was promised."""
    return {
        key: [Duty(K.NEED_REPLY, code, due_on, met_on) for code, due_on, met_on in needs]
        for key, needs in replies_owed(owing.keys(), on).items()
    }


def restoration_duties(owing: Mapping[int, Standing], on: date) -> dict[int, list[Duty]]:
    """The steps of a branch that have a term, from the day that opens it."""
    return _restorations(owing, on, load_calendar())


def moved_by(calendar: Calendar, *, on: date) -> Counter[tuple[str, date, date]]:
    """What would move were this the calendar of working days: (kind, last day, new last day) and
    how many. Only the way back to rights is counted in working days (decisions 1.10)."""
    waiting = Obligation.objects.filter(kind__in=STEPS.values(), state=ObligationState.OPEN)
    was = {(key, kind, period): due for key, kind, period, due in waiting.values_list(*KEYED)}
    owing = standings({key for key, _, _ in was}, on=on)
    moved: Counter[tuple[str, date, date]] = Counter()
    for key, duties in _restorations(owing, on, calendar).items():
        for duty in duties:
            before = was.get((key, duty.kind, duty.period))
            if duty.met_on is None and before is not None and before != duty.due_on:
                moved[duty.kind, before, duty.due_on] += 1
    return moved


def _restorations(
    owing: Mapping[int, Standing], on: date, calendar: Calendar
) -> dict[int, list[Duty]]:
    begun = Q(dossier__awaiting_restoration=True) | Q(restoration_steps__isnull=False)
    decisions = probations(Decision.objects.filter(begun, dossier_id__in=owing)).distinct()
    found: dict[int, list[Duty]] = defaultdict(list)
    for decision in decisions:
        chain = chain_of(decision, calendar=calendar)
        if chain is not None and decision.dossier_id is not None and chain.probation_end < on:
            found[decision.dossier_id].extend(_of_chain(chain))
    return found


def _of_chain(chain: Chain) -> Iterator[Duty]:
    for link in chain.links:
        kind = STEPS.get(link.kind)
        if kind is None or link.due is None:
            continue
        if link.step is None and not chain.is_undecided:
            continue
        met_on = link.step.on if link.step is not None else None
        yield Duty(kind, f"{chain.decision.code}-{chain.round}", link.due.day, met_on)
