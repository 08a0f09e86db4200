"""The facts of a feedback letter, gathered from a dossier as it stands on a day."""

import re
from collections.abc import Iterable
from datetime import date

from accounts.models import Unit
from cases.choices import DecisionStatus, Identity, Rank
from cases.models import Cadre, Clock, Decision, Dossier, HelperDesignation, Policy
from evaluation.choices import Agreement, Verdict
from evaluation.models import Conclusion
from reports.models import Letterhead
from reports.rules.facts import (
    ClockFacts,
    ConductFacts,
    DecisionFacts,
    ExecutionFacts,
    LetterFacts,
    OpinionFacts,
    PendingItem,
    PersonFacts,
    RatingFacts,
    WorkFacts,
)
from visits.choices.visiting import CheckItem, CheckResult, VisitMode
from visits.models import Talk, Visit, VisitCheck, VisitInterview

# Ranks that say something beside a post.
SPOKEN_RANKS = frozenset(Rank) - {Rank.STAFF, Rank.OTHER}
# Items of 执行核查 that a letter counts; announcement and filing have words of their own.
COUNTED_ITEMS = (CheckItem.POST, CheckItem.PAY, CheckItem.YEARLY_GRADE)


def letterhead_of(office: Unit) -> Letterhead:
    """The office's own, or an unsaved one with what is known, which lacks its 机关代字."""
    kept = Letterhead.objects.select_related("addressee").filter(office=office).first()
    return kept or Letterhead(office=office, mark=office.office_name, department="案件审理室")


def addressee_of(head: Letterhead, *, today: date) -> Unit | None:
    """The one the office set, else the 组织部门 of its own area."""
    if head.addressee is not None:
        return head.addressee
    return Unit.objects.open(on=today).personnel_beside(head.office).first()


def gather(dossier: Dossier, *, opinion: OpinionFacts, today: date) -> LetterFacts:
    cadre = dossier.cadre
    if cadre is None:
        raise ValueError(f"dossier {dossier.pk} is about a unit and has no feedback letter")
    head = letterhead_of(dossier.owner)
    addressee = addressee_of(head, today=today)
    clocks = list(cadre.clocks.select_related("decision__measure").order_by("start", "pk"))
    decisions = _decisions(dossier)
    conclusion = _conclusion(dossier)
    own = {decision.pk for decision in decisions}
    return LetterFacts(
        as_of=today,
        organ=head.mark,
        addressee=addressee.full_name if addressee else "",
        basis=_basis(dossier.owner, today),
        office=head.department,
        person=_person(cadre),
        decisions=tuple(map(_decision, decisions)),
        clocks=tuple(_clock(clock) for clock in clocks if clock.decision_id in own),
        bound=any(clock.end is None or clock.end >= today for clock in clocks),
        free_from=_free_from(clocks),
        execution=_execution(dossier, decisions),
        work=_work(dossier, cadre),
        rating=_rating(conclusion),
        conduct=ConductFacts(),
        remarks=_remarks(conclusion),
        opinion=opinion,
    )


def _basis(office: Unit, today: date) -> str:
    """A named document stands in 《》; the remark of a default policy is none."""
    policy = Policy.objects.governing(office, on=today)
    return policy.document if policy and "《" in policy.document else ""


def _person(cadre: Cadre) -> PersonFacts:
    return PersonFacts(
        name=cadre.name,
        sex=cadre.get_sex_display(),
        ethnicity=cadre.ethnicity,
        born=f"{cadre.born_month:%Y-%m}" if cadre.born_month else "",
        joined_party=f"{cadre.joined_month:%Y-%m}" if cadre.joined_month else "",
        politics=cadre.get_politics_display(),
        post=f"{cadre.unit.full_name}{cadre.post}" if cadre.post else "",
        rank=Rank(cadre.rank).label if cadre.rank in SPOKEN_RANKS else "",
        retired=cadre.identity == Identity.RETIRED,
    )


def _decisions(dossier: Dossier) -> list[Decision]:
    """What stands: neither void nor annulled."""
    return list(
        dossier.decisions.live()
        .exclude(status__in=[DecisionStatus.ANNULLED, DecisionStatus.VOID])
        .select_related("document", "measure")
        .prefetch_related("events__measure")
        .order_by("decided_on", "pk")
    )


def _measure(decision: Decision) -> str:
    """What it is now, without a note in brackets."""
    return decision.present_measure.name.partition("（")[0]


def _decision(decision: Decision) -> DecisionFacts:
    return DecisionFacts(
        decided_on=decision.decided_on,
        reason=decision.reason,
        organ=decision.document.organ_name,
        number=decision.document.number,
        system=decision.system,
        measure=_measure(decision),
    )


def _clock(clock: Clock) -> ClockFacts:
    return ClockFacts(
        system=clock.system,
        kind=clock.slot,
        measure=_measure(clock.decision),
        start=clock.start,
        end=clock.end,
    )


def _free_from(clocks: Iterable[Clock]) -> date | None:
    """The day after the last of all periods; unknown while one has no end."""
    days = [clock.first_free for clock in clocks]
    known = [day for day in days if day]
    return max(known) if known and len(known) == len(days) else None


def _execution(dossier: Dossier, decisions: Iterable[Decision]) -> ExecutionFacts:
    """Each item as the newest visit that looked at it found it."""
    announced = [decision.announced_on for decision in decisions]
    checks = VisitCheck.objects.filter(
        visit__in=Visit.objects.done().filter(dossier=dossier)
    ).order_by("visit__visited_on", "visit_id")
    found = {CheckItem(check.item): CheckResult(check.result) for check in checks}
    counted = {item: found[item] for item in COUNTED_ITEMS if item in found}
    open_results = {CheckResult.UNDER_WAY, CheckResult.PROBLEM}
    return ExecutionFacts(
        announced_on=max((day for day in announced if day), default=None)
        if all(announced)
        else None,
        filed=found.get(CheckItem.FILED) == CheckResult.DONE,
        done=tuple(item.label for item, result in counted.items() if result == CheckResult.DONE),
        pending=tuple(
            PendingItem(name=item.label, faulty=result == CheckResult.PROBLEM)
            for item, result in found.items()
            if result in open_results
        ),
    )


def _work(dossier: Dossier, cadre: Cadre) -> WorkFacts:
    visits = list(Visit.objects.done().filter(dossier=dossier).order_by("visited_on"))
    talks = list(Talk.objects.live().filter(dossier=dossier).order_by("held_on"))
    days = [visit.visited_on for visit in visits if visit.visited_on]
    days += [talk.held_on for talk in talks]
    modes = [visit.mode for visit in visits]
    return WorkFacts(
        begun=min(days, default=None),
        ended=max(days, default=None),
        unit_party=f"{cadre.unit.full_name}党组织",
        visits=len(visits),
        face_to_face=modes.count(VisitMode.FACE),
        at_home=modes.count(VisitMode.HOME),
        helper=_helper(dossier),
        talks=len(talks),
        heard=_heard(visits),
    )


def _helper(dossier: Dossier) -> str:
    helper = HelperDesignation.objects.current().filter(dossier=dossier).first()
    if helper is None:
        return ""
    return f"{helper.name}（{helper.post}）" if helper.post else helper.name


def _heard(visits: Iterable[Visit]) -> int:
    """People heard about him; relatives stand in a table of their own and are not counted."""
    told = VisitInterview.objects.filter(visit__in=list(visits)).values_list("people", flat=True)
    return sum(map(heads, told))


def heads(people: str) -> int:
    """「3人」 and 「王某、李某、陈某」 are three; an empty cell is the one who was heard."""
    number = re.search(r"\d+", people)
    if number:
        return int(number[0])
    return max(1, len([name for name in re.split(r"[、，,；;\s]+", people) if name]))


def _conclusion(dossier: Dossier) -> Conclusion | None:
    """The newest one that was signed."""
    return (
        Conclusion.objects.of(dossier)
        .confirmed()
        .select_related("round__result")
        .prefetch_related("round__groups")
        .first()
    )


def _rating(conclusion: Conclusion | None) -> RatingFacts:
    if conclusion is None or conclusion.verdict == Verdict.NONE:
        return RatingFacts()
    round_, result = conclusion.round, conclusion.round.result
    held = round_.closed_on or round_.opened_on
    return RatingFacts(
        held=f"{held:%Y-%m}",
        sent=sum(group.expected for group in round_.groups.all()),
        valid=result.valid,
        groups=result.groups_heard,
        wording=Verdict(conclusion.verdict).label,
        agreed=result.agreement != Agreement.SPLIT if result.agreement else None,
    )


def _remarks(conclusion: Conclusion | None) -> tuple[str, ...]:
    if conclusion is not None and conclusion.verdict == Verdict.NONE:
        return ("本次综合评价有效票数较少，未评定等次",)
    return ()
