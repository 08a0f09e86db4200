"""What 组织部门 is told of an issue handed to it: who it concerns, which item, what is asked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from accounts.acting import as_system
from accounts.models import User
from cases.choices.execution import IssueAct
from cases.models import DossierRow, ExecutionIssue, IssueStep

# Addressed to the assignee by the office; the other acts of the office are its own.
TOLD = frozenset({IssueAct.ASSIGNED, IssueAct.RETURNED, IssueAct.CLOSED})


@dataclass(frozen=True)
class Said:
    """One line of what was asked and answered."""

    act: str
    text: str
    by: str
    on: date


@dataclass(frozen=True)
class Handed:
    """No measure, no decision, no text of the finding."""

    issue: ExecutionIssue
    name: str
    unit: str
    asked_by: str
    said: tuple[Said, ...] = ()


def handed(issues: Iterable[ExecutionIssue]) -> list[Handed]:
    """The issues are the reader's; name and unit stand in rows that he does not see."""
    found = list(issues)
    with as_system():
        rows = DossierRow.objects.filter(dossier_id__in=[each.dossier_id for each in found])
        people = {row.dossier_id: row for row in rows.select_related("owner")}
    return [
        Handed(
            issue=each,
            name=people[each.dossier_id].name,
            unit=people[each.dossier_id].unit_name,
            asked_by=people[each.dossier_id].owner.full_name,
        )
        for each in found
    ]


def handed_whole(issue: ExecutionIssue, reader: User) -> Handed:
    """With what was asked, and what his own organ has answered."""
    (one,) = handed([issue])
    return Handed(one.issue, one.name, one.unit, one.asked_by, tuple(_said(issue, reader)))


def _said(issue: ExecutionIssue, reader: User) -> Iterator[Said]:
    for step in IssueStep.objects.filter(issue=issue).select_related("by"):
        own = step.by.unit_id == reader.unit_id
        if own or step.act in TOLD:
            by = step.by.display_name if own else ""
            yield Said(step.get_act_display(), step.text, by, step.on)
