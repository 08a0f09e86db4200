"""What one person of an organ would hand to another, file by file."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial

from accounts.acting import as_system
from accounts.models import User
from cases.models import Dossier
from needs.models import Need
from reports.models import Letter
from visits.choices import EDITABLE_PLANS
from visits.choices.visiting import AHEAD
from visits.models import Draft, Plan, Visit
from web.dates import cn_date


@dataclass(frozen=True)
class Work:
    """What is unfinished in his hands; `handled` are the files he answers for."""

    handled: list[Dossier]
    drafts: list[Draft]
    plans: list[Plan]
    letters: list[Letter]
    needs: list[Need]
    visits: list[Visit]

    @property
    def rows(self) -> list[Draft | Plan | Letter | Need | Visit]:
        return [*self.drafts, *self.plans, *self.letters, *self.needs, *self.visits]

    @property
    def dossier_ids(self) -> set[int]:
        return {*(each.pk for each in self.handled), *(each.dossier_id for each in self.rows)}


@dataclass
class Bundle:
    """One file and what of it changes hands. `name` is empty for who may not find it."""

    dossier: Dossier
    name: str
    what: list[str] = field(default_factory=list)


def work_of(giver: User, *, by: User, with_drafts: bool = True) -> Work:
    """Whoever approves does not get rid of having drafted it. Called as the system."""
    is_own = giver.pk == by.pk
    mine = Dossier.objects.live().open().filter(owner=by.unit_id)
    seated = Visit.objects.filter(status__in=AHEAD, team__user=giver, team__counts=True)
    return Work(
        handled=list(mine.filter(handler=giver)),
        drafts=list(Draft.objects.filter(author=giver)) if with_drafts and not is_own else [],
        plans=[]
        if is_own
        else list(Plan.objects.filter(drafted_by=giver, status__in=EDITABLE_PLANS)),
        letters=[] if is_own else list(Letter.objects.editable().filter(drafted_by=giver)),
        needs=list(Need.objects.handled_by(giver).select_related("dossier")),
        visits=list(seated.select_related("dossier")),
    )


def bundles_of(giver: User, *, by: User) -> list[Bundle]:
    """By the number of the file; names only of those whom `by` may find."""
    with as_system():
        work = work_of(giver, by=by)
        what = _words(work)
        found = Dossier.objects.filter(pk__in=work.dossier_ids).select_related("cadre")
        dossiers = list(found.order_by("number"))
    seen = Dossier.objects.visible_to(by).filter(pk__in=[each.pk for each in dossiers])
    known = set(seen.values_list("pk", flat=True))
    return [
        Bundle(
            each,
            each.cadre.name if each.pk in known and each.cadre is not None else "",
            what[each.pk],
        )
        for each in dossiers
    ]


def _words(work: Work) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for dossier in work.handled:
        found[dossier.pk].append("承办档案")
    for label, rows in (
        ("方案", work.plans), ("文书", work.letters), ("诉求", work.needs), ("草稿", work.drafts),
    ):  # fmt: skip
        counts: dict[int, int] = defaultdict(partial(int, 0))
        for row in rows:
            counts[row.dossier_id] += 1
        for key, count in counts.items():
            found[key].append(f"{label}{count}件")
    for visit in work.visits:
        day = cn_date(visit.planned_on) if visit.planned_on is not None else "日期未定"
        found[visit.dossier_id].append(f"回访安排（{day}）")
    return found
