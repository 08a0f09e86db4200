"""Cadre: the person; Posting: where and as what, from when to when."""

from datetime import date

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from accounts.models import Unit, User
from cases.choices import PARTY_MEMBERS, Identity, Politics, Rank, Sex
from cases.querysets import CadreQuerySet
from columns.codes import CodeField
from columns.constraints import not_before, set_together
from columns.guarded import Guarded
from columns.history import tracked
from columns.sealed import SealedTextField
from columns.walls import Wall


@tracked
class Cadre(models.Model):
    """`unit`, `post` and `rank` repeat the newest posting; actions keep them equal.

    Months are stored as their first day. `name_key` is the normalised name, `id_index` the blind
    index of the ID number, so that equality can be asked without the number itself.
    """

    code = CodeField()
    name = models.CharField("姓名", max_length=50)
    name_key = models.CharField("姓名（归一）", max_length=50)
    sex = models.CharField("性别", max_length=6, choices=Sex)
    ethnicity = models.CharField("民族", max_length=20, blank=True)
    born_month = models.DateField("出生年月", null=True, blank=True)
    politics = models.CharField("政治面貌", max_length=14, choices=Politics)
    joined_month = models.DateField("入党时间", null=True, blank=True)
    work_month = models.DateField("参加工作时间", null=True, blank=True)
    education = models.CharField("学历", max_length=30, blank=True)
    identity = models.CharField("人员身份", max_length=20, choices=Identity)
    # His identity changes with this day, which may be known ahead (identity_on).
    retired_on = models.DateField("退休日期", null=True, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="cadres", verbose_name="工作单位")
    post = models.CharField("职务", max_length=100, blank=True)
    rank = models.CharField("职级层次", max_length=14, choices=Rank, blank=True)
    phone = SealedTextField("联系电话")
    id_number = SealedTextField("身份证号")
    id_index = models.BinaryField("身份证号索引", max_length=32, null=True, blank=True)
    remark = models.CharField("备注", max_length=300, blank=True)
    # His own account, so that nobody opens his own file; proposed and confirmed in accounts.
    account = models.OneToOneField(
        User, models.PROTECT, null=True, blank=True, related_name="cadre", verbose_name="本人账号"
    )
    is_demo = models.BooleanField("演练数据", default=False)
    created_at = models.DateTimeField("登记时间", auto_now_add=True)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=200, null=True, blank=True)  # noqa: DJ001
    version = models.PositiveIntegerField("版本", default=1)

    objects = CadreQuerySet.as_manager()
    personal = frozenset(
        {"name", "name_key", "phone", "id_number", "id_index", "born_month", "remark", "ethnicity"}
    )
    wall = Wall("id", leads_to="cadre")
    blind_indexes = {"id_number": "id_index"}

    class Meta:
        verbose_name = "干部"
        verbose_name_plural = verbose_name
        constraints = [
            CheckConstraint(condition=~Q(name_key=""), name="cadre_has_name"),
            CheckConstraint(
                condition=Q(born_month__isnull=True) | Q(born_month__day=1), name="cadre_born_month"
            ),
            set_together("voided_at", "void_reason", name="cadre_void_has_reason"),
            set_together("id_number", "id_index", name="cadre_id_has_index"),
            UniqueConstraint(
                fields=["id_index"], condition=Q(voided_at__isnull=True), name="cadre_one_per_id"
            ),
        ]
        indexes = [models.Index(fields=["name_key", "born_month"], name="cadre_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_party_member(self) -> bool:
        return self.politics in PARTY_MEMBERS

    def identity_on(self, day: date) -> str:
        """公职人员政务处分法 27: from the day of retirement no 政务处分 reaches him."""
        if self.retired_on is not None and day >= self.retired_on:
            return Identity.RETIRED
        return self.identity


@tracked
class Posting(models.Model):
    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="postings", verbose_name="干部")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    post = models.CharField("职务", max_length=100, blank=True)
    rank = models.CharField("职级层次", max_length=14, choices=Rank, blank=True)
    # Empty: since before this program knew him.
    from_on = models.DateField("起", null=True, blank=True)
    to_on = models.DateField("止", null=True, blank=True)

    objects = Guarded.as_manager()
    personal = frozenset({"post"})
    wall = Wall("cadre_id", leads_to="cadre")

    class Meta:
        verbose_name = "任职"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(
                fields=["cadre"], condition=Q(to_on__isnull=True), name="posting_one_current"
            ),
            not_before("to_on", "from_on", name="posting_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.post}"
