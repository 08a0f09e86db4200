"""ReminderLetter: a 提醒函 to the unit of a helper without account; LetterBatch: sent together."""

import pgtrigger
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.urls import reverse

from accounts.models import Unit, User
from cases.models import Dossier
from columns.codes import CodeField
from columns.guarded import Guarded
from columns.history import tracked
from columns.walls import DISCIPLINE, Wall
from reminders.querysets import LetterBatchQuerySet, ReminderLetterQuerySet
from visits.models import Obligation

# ux D6: the first 30 days before, the second 7 days before; then somebody telephones.
MOST = 2

# A batch holds the letters of many files, and is read only by who may see every one of them. The
# letters are counted behind their own wall.
WHOLE = (
    "letters = (SELECT count(*) FROM reminders_reminderletter l"
    " WHERE l.batch_id = reminders_letterbatch.id)"
)


class LetterBatch(models.Model):
    """One release by one named person (decisions 1.12); printed as one file, a page each."""

    code = CodeField()
    # The page's own key: the same page sent twice is one release.
    token = models.CharField("表单标识", max_length=12, unique=True)
    office = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="发文机关")
    letters = models.PositiveSmallIntegerField("份数")
    released_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="发出人")
    released_at = models.DateTimeField("发出时间")
    released_on = models.DateField("发出日")

    objects = LetterBatchQuerySet.as_manager()
    personal: frozenset[str] = frozenset()
    wall = Wall(rule=WHOLE)

    class Meta:
        verbose_name = "提醒函批次"
        verbose_name_plural = verbose_name
        constraints = [
            CheckConstraint(condition=Q(letters__gt=0), name="letter_batch_is_not_empty")
        ]

    def __str__(self) -> str:
        return f"{self.released_on} {self.letters}"

    def get_absolute_url(self) -> str:
        return reverse("reminders:batch", args=[self.code])


@tracked
class ReminderLetter(models.Model):
    """Its words are frozen with the release; nothing of the sanction stands in them."""

    code = CodeField()
    batch = models.ForeignKey(
        LetterBatch, models.PROTECT, related_name="papers", verbose_name="批次"
    )
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="reminder_letters", verbose_name="回访档案"
    )
    obligation = models.ForeignKey(
        Obligation, models.PROTECT, related_name="letters", verbose_name="应办事项"
    )
    number = models.PositiveSmallIntegerField("第几次")
    due_on = models.DateField("到期日")
    addressee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="主送单位")
    salutation = models.CharField("称谓", max_length=220)
    title = models.CharField("标题", max_length=120)
    text = models.TextField("正文")
    is_demo = models.BooleanField("演练数据", default=False)

    objects = ReminderLetterQuerySet.as_manager()
    personal = frozenset({"text"})
    wall = Wall("dossier_id", roles=DISCIPLINE)

    class Meta:
        verbose_name = "提醒函"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(fields=["obligation", "number"], name="reminder_letter_once"),
            CheckConstraint(condition=Q(number__range=(1, MOST)), name="reminder_letter_no_third"),
        ]

    def __str__(self) -> str:
        return self.title


class LetterBatchFile(models.Model):
    """The PDF/A as it left the office. In a table of its own, so that no list ever loads it."""

    batch = models.OneToOneField(
        LetterBatch, models.PROTECT, related_name="file", verbose_name="批次"
    )
    content = models.BinaryField("内容")
    sha256 = models.CharField("摘要", max_length=64)
    pages = models.PositiveSmallIntegerField("页数")
    made_at = models.DateTimeField("定稿时间")

    objects = Guarded.as_manager()
    personal = frozenset({"content"})
    wall = Wall("batch_id", leads_to="reminders_letterbatch")

    class Meta:
        verbose_name = "提醒函定稿"
        verbose_name_plural = verbose_name
        constraints = [
            CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$", pages__gt=0),
                name="letter_batch_file_is_whole",
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="letter_batch_is_final", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return self.sha256[:12]
