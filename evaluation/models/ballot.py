"""Ballot: what one unnamed rater of a group answered; its examples are kept apart."""

import uuid

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import BooleanField, CheckConstraint, F, Func, Q, UniqueConstraint

from accounts.models import User
from cases.models import Dossier
from columns.codes import CodeField
from columns.constraints import set_together
from columns.guarded import Guarded
from columns.history import tracked
from columns.walls import DISCIPLINE, Wall
from evaluation.choices import BallotSource, GroupCode
from evaluation.models.round import Round
from evaluation.querysets import BallotQuerySet
from evaluation.rules.ballots import BEST, NOT_APPLICABLE
from evaluation.rules.ballots import Ballot as BallotValue

AS_MANY_AS_ITEMS = """
IF cardinality(NEW.answers) <> (
    SELECT jsonb_array_length(form.data -> 'items')
      FROM evaluation_round round JOIN evaluation_instrument form ON form.id = round.instrument_id
     WHERE round.id = NEW.round_id) THEN
  RAISE EXCEPTION 'a ballot has one answer per item of its instrument';
END IF;
RETURN NEW;
"""
# An unknown answer is NULL and compares as unknown, which a CHECK lets pass.
ON_THE_SCALE = Func(
    F("answers"),
    template=f"{NOT_APPLICABLE} <= ALL(%(expressions)s) AND {BEST} >= ALL(%(expressions)s)",
    output_field=BooleanField(),
)


@tracked
class Ballot(models.Model):
    """No column says who answered. `answers` holds one raw value per item of the instrument:
    4 to 0, -1 for 不适用, NULL for 不了解 and for items the group is not asked. A wrong ballot is
    voided by two people and entered anew; answers never change."""

    code = CodeField()
    round = models.ForeignKey(Round, models.PROTECT, related_name="ballots", verbose_name="轮次")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="回访档案")
    group = models.CharField("评价主体", max_length=2, choices=GroupCode)
    number = models.PositiveSmallIntegerField("票号")
    source = models.CharField(
        "来源", max_length=6, choices=BallotSource, default=BallotSource.PAPER
    )
    answers = ArrayField(models.SmallIntegerField(null=True), verbose_name="作答")
    seconds = models.PositiveIntegerField("填写用时（秒）", null=True, blank=True)
    entered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="录入人"
    )
    entered_on = models.DateField("录入日")
    # The same form sent twice is one ballot.
    entry_key = models.UUIDField("录入标识", default=uuid.uuid4, unique=True, editable=False)
    void_asked_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="提出作废"
    )
    void_asked_at = models.DateTimeField("提出作废时间", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=200, null=True, blank=True)  # noqa: DJ001
    voided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="确认作废"
    )
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)

    objects = BallotQuerySet.as_manager()
    personal = frozenset({"answers"})
    wall = Wall("dossier_id", roles=DISCIPLINE)

    class Meta:
        verbose_name = "评价票"
        verbose_name_plural = verbose_name
        ordering = ["number"]
        constraints = [
            UniqueConstraint(fields=["round", "number"], name="ballot_number_once"),
            CheckConstraint(condition=ON_THE_SCALE, name="ballot_answers_on_scale"),
            set_together(
                "void_asked_by", "void_asked_at", "void_reason", name="ballot_void_asked_whole"
            ),
            set_together("voided_by", "voided_at", name="ballot_void_confirmed_whole"),
            CheckConstraint(
                condition=Q(voided_by__isnull=True)
                | (Q(void_asked_by__isnull=False) & ~Q(voided_by=F("void_asked_by"))),
                name="ballot_void_takes_two",
            ),
            CheckConstraint(
                condition=~Q(source=BallotSource.PAPER) | Q(entered_by__isnull=False),
                name="ballot_paper_has_clerk",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="as_many_answers_as_items",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=AS_MANY_AS_ITEMS,
            ),
            pgtrigger.Protect(
                name="answers_never_change",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("answers", "group", "round", "number"),
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.number}号票（{self.get_group_display()}）"

    @property
    def is_void(self) -> bool:
        return self.voided_at is not None

    @property
    def awaits_void(self) -> bool:
        return self.void_asked_at is not None and not self.is_void

    @property
    def value(self) -> BallotValue:
        """The ballot as the rules read it."""
        return BallotValue(self.number, self.group, tuple(self.answers), self.seconds)


@tracked
class BallotExample(models.Model):
    """Restricted: the example a rater gave for a negative item; shown to the case office only
    while it checks ballots, never beside a result."""

    ballot = models.ForeignKey(
        Ballot, models.PROTECT, related_name="examples", verbose_name="评价票"
    )
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="回访档案")
    item = models.CharField("指标", max_length=10)
    text = models.CharField("举例", max_length=200)

    objects = Guarded.as_manager()
    personal = frozenset({"text"})
    wall = Wall("dossier_id", roles=DISCIPLINE)

    class Meta:
        verbose_name = "评价票举例"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(fields=["ballot", "item"], name="example_once_per_item"),
            CheckConstraint(condition=~Q(text=""), name="example_not_empty"),
        ]

    def __str__(self) -> str:
        return self.item
