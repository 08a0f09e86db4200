"""What the tables hold of 研判 and 方案 when their page is opened."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accounts.models import Unit
from cases.models import Dossier
from visits.forms import COLLEAGUES, AssessmentForm
from visits.forms.plan import Table
from visits.models import Assessment, Plan
from workdays import clock

TEXTS = (
    *("approach", "situation", "arrangement", "division", "cautions", "change_reason"),
    *("is_joint", "person_view", "person_words", "person_on"),
)
# What is said of one version only.
OF_ONE_VERSION = {"change_reason": "", "person_view": "", "person_words": "", "person_on": None}


@dataclass(frozen=True)
class Stored:
    """What the tables hold: the assessment, the unfinished plan, the last version of any kind."""

    assessment: Assessment | None
    plan: Plan | None
    last: Plan | None

    @classmethod
    def of(cls, dossier: Dossier) -> "Stored":
        plans = Plan.objects.filter(dossier=dossier).for_page().order_by("-number")
        assessments = Assessment.objects.with_authors()
        return cls(assessments.current_of(dossier), plans.unfinished().first(), plans.first())

    @property
    def number(self) -> int:
        if self.plan is not None:
            return self.plan.number
        return self.last.number + 1 if self.last is not None else 1

    @property
    def texts(self) -> dict[str, Any]:
        """A new version begins with the words of the last one, but for the reason of change."""
        if self.last is None:
            return {}
        texts = {name: getattr(self.last, name) for name in TEXTS}
        return texts if self.plan is not None else {**texts, **OF_ONE_VERSION}

    def _rows(self, table: Table) -> Iterable[Any]:
        if table is COLLEAGUES:
            return self.assessment.colleague_talks.all() if self.assessment is not None else ()
        return getattr(self.last, table.prefix).all() if self.last is not None else ()

    def lanes(self, dossier: Dossier) -> dict[str, str]:
        """As last written; at first the bodies that usually answer."""
        if self.last is not None and self.last.lanes.all():
            rows = self.last.lanes.all()
            bodies = {f"{row.lane}_body": row.body for row in rows}
            return bodies | {f"{row.lane}_task": row.task for row in rows}
        unit = dossier.cadre.unit.full_name if dossier.cadre is not None else ""
        organ = (dossier.carrier or dossier.owner).full_name
        users = Unit.objects.open(on=clock.today()).personnel_beside(dossier.owner).first()
        use = users.full_name if users is not None else ""
        return {"help_body": unit, "visit_body": organ, "use_body": use}

    @property
    def facts(self) -> dict[str, Any]:
        if self.assessment is None:
            return {}
        return {name: getattr(self.assessment, name) for name in AssessmentForm.base_fields}

    def rows(self, table: Table) -> list[dict[str, Any]]:
        rows = self._rows(table)
        return [{column: getattr(row, column) for column in table.columns} for row in rows]
