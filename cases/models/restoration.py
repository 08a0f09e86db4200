"""RestorationStep: one step of a branch towards giving a member his rights back."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from accounts.models import User
from cases.choices.rights import RestorationKind
from cases.models.cadre import Cadre
from cases.models.decision import Decision
from cases.querysets.rights import RestorationStepQuerySet
from cases.rules.restoration import Tally
from columns.codes import CodeField
from columns.constraints import set_together
from columns.history import tracked
from columns.walls import DISCIPLINE, Wall

VOTES = ("members_due", "members_present", "in_favour", "against", "abstained")


@tracked
class RestorationStep(models.Model):
    """`round` 1 follows the probation of the decision, 2 the year by which it was extended.

    A step is not edited: one entered wrongly is voided and entered anew.
    """

    code = CodeField()
    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="restoration_steps", verbose_name="处分决定"
    )
    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="+", verbose_name="干部")
    round = models.PositiveSmallIntegerField("第几次考察", default=1)
    kind = models.CharField("步骤", max_length=20, choices=RestorationKind)
    on = models.DateField("日期")
    members_due = models.PositiveSmallIntegerField("应到人数", null=True, blank=True)
    members_present = models.PositiveSmallIntegerField("实到人数", null=True, blank=True)
    in_favour = models.PositiveSmallIntegerField("赞成", null=True, blank=True)
    against = models.PositiveSmallIntegerField("反对", null=True, blank=True)
    abstained = models.PositiveSmallIntegerField("弃权", null=True, blank=True)
    evidence = models.CharField("情况和凭证", max_length=500)
    entered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记人"
    )
    created_at = models.DateTimeField("登记时间", auto_now_add=True)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=200, null=True, blank=True)  # noqa: DJ001

    objects = RestorationStepQuerySet.as_manager()
    personal = frozenset({"evidence"})
    wall = Wall("cadre_id", leads_to="cadre", roles=(*DISCIPLINE, "unit"))

    class Meta:
        verbose_name = "恢复党员权利步骤"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(
                fields=["decision", "round", "kind"],
                condition=Q(voided_at__isnull=True),
                name="restoration_each_step_once",
            ),
            # 条例 12: extended once at most, so there is no third examination.
            CheckConstraint(condition=Q(round__in=[1, 2]), name="restoration_two_rounds"),
            CheckConstraint(condition=~Q(evidence=""), name="restoration_has_evidence"),
            CheckConstraint(
                condition=Q(
                    kind=RestorationKind.MEETING, **{f"{name}__isnull": False for name in VOTES}
                )
                | (
                    ~Q(kind=RestorationKind.MEETING)
                    & Q(**{f"{name}__isnull": True for name in VOTES})
                ),
                name="restoration_meeting_has_votes",
            ),
            CheckConstraint(
                condition=Q(members_due__isnull=True)
                | Q(
                    members_due__gte=F("members_present"),
                    members_present__gte=F("in_favour") + F("against") + F("abstained"),
                ),
                name="restoration_votes_add_up",
            ),
            set_together("voided_at", "void_reason", name="restoration_void_has_reason"),
        ]
        ordering = ["round", "on", "pk"]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def tally(self) -> Tally | None:
        """The vote; only a meeting has one."""
        if self.members_due is None:
            return None
        return Tally(
            due=self.members_due,
            present=self.members_present or 0,
            in_favour=self.in_favour or 0,
            against=self.against or 0,
            abstained=self.abstained or 0,
        )
