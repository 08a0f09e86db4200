"""OrganReport: that an organ has filed its report of a month or a year; nothing else is stored."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.urls import reverse

from accounts.models import Unit, User
from columns.history import tracked
from columns.walls import DISCIPLINE, ROLE, UNIT, Wall, one_of
from visits.choices.reporting import REPORT_PERIODS, ReportKind
from visits.querysets.reporting import OrganReportQuerySet
from visits.rules.organ_reports import period_words

# Both sides: who reports, and to whom.
SIDES = f"{one_of(ROLE, DISCIPLINE)} AND {UNIT} IN (organ_id, office_id)"


def _period_fits() -> Q:
    fits = Q()
    for kind, pattern in REPORT_PERIODS.items():
        fits |= Q(kind=kind, period__regex=pattern)
    return fits


@tracked
class OrganReport(models.Model):
    """What is owed is computed (visits.rules.organ_reports); a row says that it was done.

    `office`: whose rules ask for it. A monthly report goes from a carrier to the office that keeps
    the files; a yearly one is the office's own.
    """

    organ = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="报送机关")
    office = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="管档机关")
    kind = models.CharField("种类", max_length=8, choices=ReportKind)
    period = models.CharField("期别", max_length=7)
    filed_on = models.DateField("报送日期")
    filed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    note = models.CharField("文号或报送方式", max_length=200)

    objects = OrganReportQuerySet.as_manager()
    personal = frozenset({"note"})
    wall = Wall(rule=SIDES)

    class Meta:
        verbose_name = "月报、年报"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(
                fields=["organ", "office", "kind", "period"], name="organ_report_once"
            ),
            CheckConstraint(condition=_period_fits(), name="organ_report_period_fits_kind"),
            CheckConstraint(
                condition=Q(kind=ReportKind.MONTHLY) & ~Q(organ=F("office"))
                | Q(kind=ReportKind.YEARLY, organ=F("office")),
                name="organ_report_by_whom_it_is_owed",
            ),
            CheckConstraint(condition=~Q(note=""), name="organ_report_says_how"),
        ]
        indexes = [models.Index(fields=["office", "-filed_on"], name="organ_report_by_office")]

    def __str__(self) -> str:
        return period_words(self.period)

    def get_absolute_url(self) -> str:
        return reverse("visits:organ_report", args=[self.organ.code, self.office.code, self.period])
