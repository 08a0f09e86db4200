"""The words of what an organ reports: every month, every year."""

from django.db.models import TextChoices


class ReportKind(TextChoices):
    MONTHLY = "monthly", "月报"
    YEARLY = "yearly", "年报"


# How the period of each is written; the value the database holds it to.
REPORT_PERIODS = {
    ReportKind.MONTHLY: r"^\d{4}-(0[1-9]|1[0-2])$",  # 2026-11
    ReportKind.YEARLY: r"^\d{4}$",  # 2026
}
