"""Who may see a file beyond the anchors, and who may not: Assignment, Recusal, Seal, OwnFile."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from accounts.models import User
from cases.choices.access import OwnFileGround, RecusalGround
from cases.models.cadre import Cadre
from cases.models.dossier import Dossier
from cases.querysets.access import (
    AssignmentQuerySet,
    OwnFileQuerySet,
    RecusalQuerySet,
    SealGrantQuerySet,
    SealQuerySet,
)
from columns.codes import CodeField
from columns.constraints import not_before, set_together
from columns.history import tracked
from columns.walls import OFFICE, Wall

# The office keeps these lists; everybody else is told by what he does not find.
KEPT_BY_OFFICE = Wall("dossier_id", roles=OFFICE)


@tracked
class Assignment(models.Model):
    """指派: this dossier to this user, from a day to a day, on top of his organ's own."""

    code = CodeField()
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="assignments", verbose_name="档案"
    )
    user = models.ForeignKey(
        User, models.PROTECT, related_name="assignments", verbose_name="被指派人"
    )
    from_on = models.DateField("起")
    to_on = models.DateField("止", null=True, blank=True)
    reason = models.CharField("事由", max_length=200)
    document = models.CharField("依据文号", max_length=80, blank=True)
    granted_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="指派人"
    )

    objects = AssignmentQuerySet.as_manager()
    personal = frozenset({"reason"})
    wall = KEPT_BY_OFFICE

    class Meta:
        verbose_name = "指派"
        verbose_name_plural = verbose_name
        constraints = [
            not_before("to_on", "from_on", name="assignment_in_order"),
            CheckConstraint(
                condition=~Q(user=F("granted_by")), name="assignment_by_another_person"
            ),
            UniqueConstraint(
                fields=["dossier", "user"],
                condition=Q(to_on__isnull=True),
                name="assignment_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.from_on}"


@tracked
class Recusal(models.Model):
    """回避: from that day the user finds nothing of this person, whatever else he holds
    (监督执纪工作规则 第六十五条，监察法 第六十七条). He declares it, or the office enters it."""

    code = CodeField()
    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="recusals", verbose_name="干部")
    user = models.ForeignKey(User, models.PROTECT, related_name="recusals", verbose_name="回避人")
    ground = models.CharField("回避事由", max_length=12, choices=RecusalGround)
    note = models.CharField("说明", max_length=200, blank=True)
    from_on = models.DateField("起")
    to_on = models.DateField("止", null=True, blank=True)
    entered_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    ended_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="解除人"
    )
    end_reason = models.CharField("解除原因", max_length=200, blank=True)

    objects = RecusalQuerySet.as_manager()
    personal = frozenset({"ground", "note", "end_reason"})
    wall = Wall("cadre_id", leads_to="cadre", roles=OFFICE)

    class Meta:
        verbose_name = "回避"
        verbose_name_plural = verbose_name
        constraints = [
            not_before("to_on", "from_on", name="recusal_in_order"),
            set_together("to_on", "ended_by", name="recusal_end_has_person"),
            CheckConstraint(
                condition=Q(ended_by__isnull=True) | ~Q(ended_by=F("user")),
                name="recusal_ended_by_another",
            ),
            UniqueConstraint(
                fields=["cadre", "user"],
                condition=Q(to_on__isnull=True),
                name="recusal_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.from_on}"


@tracked
class Seal(models.Model):
    """封存: only who is named finds the person; the others see no trace. Two people lift it."""

    code = CodeField()
    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="seals", verbose_name="干部")
    from_on = models.DateField("起")
    reason = models.CharField("原因", max_length=200)
    sealed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="封存人"
    )
    lift_reason = models.CharField("解封原因", max_length=200, blank=True)
    lift_asked_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="提出解封人"
    )
    lifted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="批准解封人"
    )
    lifted_on = models.DateField("解封日期", null=True, blank=True)

    objects = SealQuerySet.as_manager()
    personal = frozenset({"reason", "lift_reason"})
    wall = Wall("cadre_id", leads_to="cadre", roles=OFFICE)

    class Meta:
        verbose_name = "封存"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(
                fields=["cadre"], condition=Q(lifted_on__isnull=True), name="seal_one_open"
            ),
            set_together("lifted_on", "lifted_by", name="seal_lifting_is_dated"),
            not_before("lifted_on", "from_on", name="seal_in_order"),
            CheckConstraint(
                condition=Q(lifted_by__isnull=True)
                | Q(lift_asked_by__isnull=False) & ~Q(lifted_by=F("lift_asked_by")),
                name="seal_lifted_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cadre_id} {self.from_on}"


@tracked
class SealGrant(models.Model):
    """Who may still find a sealed person, from a day to a day."""

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="grants", verbose_name="封存")
    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="+", verbose_name="干部")
    user = models.ForeignKey(
        User, models.PROTECT, related_name="seal_grants", verbose_name="知悉人"
    )
    from_on = models.DateField("起")
    to_on = models.DateField("止", null=True, blank=True)
    granted_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="批准人"
    )

    objects = SealGrantQuerySet.as_manager()
    personal: frozenset[str] = frozenset()
    wall = Wall("cadre_id", leads_to="cadre", roles=OFFICE)

    class Meta:
        verbose_name = "知悉名单"
        verbose_name_plural = verbose_name
        constraints = [
            not_before("to_on", "from_on", name="seal_grant_in_order"),
            UniqueConstraint(
                fields=["seal", "user"],
                condition=Q(to_on__isnull=True),
                name="seal_grant_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.from_on}"


@tracked
class OwnFile(models.Model):
    """Is this account the person himself? While nobody has said no, he does not find his file.

    Proposed by equal name and unit, or by hand; two people confirm (then Cadre.account is set) or
    two people say that it is somebody else.
    """

    code = CodeField()
    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="own_files", verbose_name="干部")
    user = models.ForeignKey(User, models.PROTECT, related_name="own_files", verbose_name="账号")
    ground = models.CharField("依据", max_length=10, choices=OwnFileGround)
    proposed_on = models.DateField("提出日期")
    # The first of the two; the second decides.
    is_own = models.BooleanField("是本人", null=True)
    first_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="初核人"
    )
    second_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="复核人"
    )
    settled_on = models.DateField("核定日期", null=True, blank=True)

    objects = OwnFileQuerySet.as_manager()
    personal: frozenset[str] = frozenset()
    wall = Wall("cadre_id", leads_to="cadre", roles=OFFICE)

    class Meta:
        verbose_name = "本人账号核对"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(fields=["cadre", "user"], name="own_file_once"),
            set_together("second_by", "settled_on", name="own_file_settling_is_dated"),
            CheckConstraint(
                condition=Q(second_by__isnull=True)
                | Q(first_by__isnull=False, is_own__isnull=False) & ~Q(second_by=F("first_by")),
                name="own_file_two_people",
            ),
            CheckConstraint(
                condition=(Q(first_by__isnull=True) | ~Q(first_by=F("user")))
                & (Q(second_by__isnull=True) | ~Q(second_by=F("user"))),
                name="own_file_not_by_himself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"
