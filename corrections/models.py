"""Correction: one act that moves a person's clocks, who did it, and what it moved."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.urls import reverse

from accounts.models import User
from cases.models import Cadre, Decision, DecisionEvent, Dossier
from columns.codes import CodeField
from columns.constraints import set_together
from columns.history import tracked
from columns.walls import OFFICE, Wall
from corrections.choices import TWO_PEOPLE, CorrectionKind, CorrectionState, Part
from corrections.querysets import CorrectionQuerySet
from corrections.rules.act import Act
from corrections.rules.moves import Move

S = CorrectionState
TONES: dict[str, str] = {
    S.PROPOSED: "amber",
    S.APPLIED: "blue",
    S.RETURNED: "amber",
    S.WITHDRAWN: "grey",
}


@tracked
class Correction(models.Model):
    """`facts` is what was entered; `moves` is the what-if: as proposed while it waits, as saved
    once it stands. `settled_by` confirmed or returned it; one person's own act has none."""

    code = CodeField()
    cadre = models.ForeignKey(
        Cadre, models.PROTECT, related_name="corrections", verbose_name="干部"
    )
    # Under whose page it was entered.
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="corrections", verbose_name="回访档案"
    )
    # The decision it happens to; of a further decision, the one it made.
    decision = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name="处分决定",
    )
    # The event it made or took back.
    event = models.ForeignKey(
        DecisionEvent,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name="决定变动",
    )
    # 撤销转澄清: the dossier that was opened in place of the one that was cleared.
    opened = models.ForeignKey(
        Dossier,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="opened_by",
        verbose_name="另立的澄清档案",
    )
    kind = models.CharField("变动类别", max_length=20, choices=CorrectionKind)
    facts = models.JSONField("登记内容", default=dict)
    basis = models.CharField("依据", max_length=300)
    state = models.CharField("状态", max_length=10, choices=CorrectionState, default=S.PROPOSED)
    moves = models.JSONField("影响", default=list)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    proposed_on = models.DateField("登记日")
    settled_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="复核人"
    )
    settled_on = models.DateField("复核日", null=True, blank=True)
    return_reason = models.CharField("退回意见", max_length=300, blank=True)
    created_at = models.DateTimeField("登记时间", auto_now_add=True)
    version = models.PositiveIntegerField("版本", default=1)

    objects = CorrectionQuerySet.as_manager()
    personal = frozenset({"facts", "moves", "basis", "return_reason"})
    wall = Wall("dossier_id", roles=OFFICE)

    class Meta:
        verbose_name = "变动登记"
        verbose_name_plural = verbose_name
        constraints = [
            CheckConstraint(
                condition=Q(settled_by__isnull=True) | ~Q(settled_by=F("proposed_by")),
                name="correction_settled_by_another",
            ),
            set_together("settled_by", "settled_on", name="correction_settlement_is_dated"),
            CheckConstraint(
                condition=~Q(state=S.APPLIED)
                | ~Q(kind__in=sorted(TWO_PEOPLE))
                | Q(settled_by__isnull=False),
                name="correction_takes_two",
            ),
            CheckConstraint(
                condition=~Q(state=S.PROPOSED)
                | Q(kind__in=sorted(TWO_PEOPLE), settled_by__isnull=True),
                name="correction_waits_for_another",
            ),
            CheckConstraint(
                condition=~Q(state=S.RETURNED)
                | (Q(settled_by__isnull=False) & ~Q(return_reason="")),
                name="correction_returned_with_reason",
            ),
            CheckConstraint(
                condition=Q(state=S.RETURNED) | Q(state=S.WITHDRAWN) | Q(return_reason=""),
                name="correction_reason_only_of_a_return",
            ),
            CheckConstraint(condition=~Q(basis=""), name="correction_has_basis"),
            CheckConstraint(
                condition=~Q(state=S.APPLIED) | Q(decision__isnull=False),
                name="correction_applied_to_a_decision",
            ),
            UniqueConstraint(
                fields=["decision", "kind"],
                condition=Q(state=S.PROPOSED),
                name="correction_one_waiting",
            ),
        ]
        indexes = [
            models.Index(fields=["dossier", "-created_at"], name="correction_by_dossier"),
            models.Index(
                fields=["created_at"], condition=Q(state=S.PROPOSED), name="correction_waiting"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        return reverse("corrections:correction", args=[self.dossier.code, self.code])

    @property
    def act(self) -> Act:
        """What was entered, ready to be carried out."""
        return Act.read(self.kind, self.basis, self.facts)

    @property
    def told(self) -> tuple[Move, ...]:
        return tuple(Move.read(each) for each in self.moves)

    @property
    def clock_moves(self) -> tuple[Move, ...]:
        """What a line of the list tells of it."""
        return tuple(move for move in self.told if move.part == Part.CLOCK)

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def is_waiting(self) -> bool:
        return self.state == S.PROPOSED

    @property
    def is_applied(self) -> bool:
        return self.state == S.APPLIED

    @property
    def is_returned(self) -> bool:
        return self.state == S.RETURNED
