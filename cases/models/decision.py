"""Document, Decision with its events, and the measure catalogue."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from accounts.models import Unit, User
from cases.choices import (
    DecisionStatus,
    EventKind,
    Form,
    Identity,
    Politics,
    Rank,
    Slot,
    System,
)
from cases.models.cadre import Cadre
from cases.models.dossier import Dossier
from cases.models.policy import Policy
from cases.querysets import DecisionQuerySet, EventQuerySet
from columns.codes import CodeField
from columns.constraints import not_before, set_together
from columns.guarded import Guarded
from columns.history import tracked
from columns.walls import DISCIPLINE, Wall


class Measure(models.Model):
    """One row of the catalogue; months and articles are data (rules.md 7)."""

    code = models.CharField("代码", max_length=12, primary_key=True)
    system = models.CharField("体系", max_length=14, choices=System)
    name = models.CharField("名称", max_length=60)
    aliases = ArrayField(models.CharField(max_length=60), verbose_name="其他写法", default=list)
    spec = models.JSONField("规则", default=dict)
    order = models.PositiveSmallIntegerField("次序", default=0)

    personal: frozenset[str] = frozenset()

    class Meta:
        verbose_name = "处分（处理）种类"
        verbose_name_plural = verbose_name
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


@tracked
class Document(models.Model):
    """The paper: one organ, one number, one date; it may decide on several people."""

    organ = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="处分机关"
    )
    organ_name = models.CharField("处分机关（印刷名）", max_length=100)
    number = models.CharField("处分文号", max_length=60, blank=True)
    document_date = models.DateField("落款日", null=True, blank=True)
    # Undo of an import leaves the paper to whoever else is named in it.
    is_demo = models.BooleanField("演练数据", default=False)

    objects = Guarded.as_manager()
    personal: frozenset[str] = frozenset()
    wall = Wall("id", leads_to="decision", roles=(*DISCIPLINE, "unit"))

    class Meta:
        verbose_name = "决定书"
        verbose_name_plural = verbose_name
        indexes = [models.Index(fields=["number", "organ_name"], name="document_by_number")]

    def __str__(self) -> str:
        return self.number or f"{self.organ_name}（无文号）"


@tracked
class Decision(models.Model):
    """One cadre, one system, one measure. `printed_*` is what the paper said on that day."""

    code = CodeField()
    document = models.ForeignKey(
        Document, models.PROTECT, related_name="decisions", verbose_name="决定书"
    )
    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="decisions", verbose_name="干部")
    # The dossier it opened or joined; empty: out of scope (不列入).
    dossier = models.ForeignKey(
        Dossier,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name="回访档案",
    )
    system = models.CharField("体系", max_length=14, choices=System)
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+", verbose_name="处分种类")
    months = models.PositiveSmallIntegerField("决定书写明的月数", null=True, blank=True)
    decided_on = models.DateField("决定日期")
    announced_on = models.DateField("宣布日期", null=True, blank=True)
    delivered_on = models.DateField("送达日期", null=True, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="处分时单位")
    printed_unit = models.CharField("处分时单位（印刷名）", max_length=200)
    printed_post = models.CharField("处分时职务", max_length=100, blank=True)
    printed_rank = models.CharField("处分时职级", max_length=14, choices=Rank, blank=True)
    # What he was on that day decides what he could receive and what it bars.
    printed_politics = models.CharField("处分时政治面貌", max_length=14, choices=Politics)
    printed_identity = models.CharField("处分时人员身份", max_length=20, choices=Identity)
    # Whose local rules govern its clocks: the dossier's owner; without a dossier, who entered it.
    office = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name="适用本地规则的机关"
    )
    # The version that stays whatever is published later: an issued paper quotes it, or the dossier
    # changed hands after the end (decisions 3.8).
    kept_policy = models.ForeignKey(
        Policy,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="固定的规则版次",
    )
    reason = models.CharField("违纪事由", max_length=300, blank=True)
    form = models.CharField("四种形态", max_length=1, choices=Form, blank=True)
    status = models.CharField(
        "状态", max_length=10, choices=DecisionStatus, default=DecisionStatus.EFFECTIVE
    )
    entered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记人"
    )
    created_at = models.DateTimeField("登记时间", auto_now_add=True)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=200, null=True, blank=True)  # noqa: DJ001
    version = models.PositiveIntegerField("版本", default=1)

    objects = DecisionQuerySet.as_manager()
    personal = frozenset({"reason", "printed_unit", "printed_post"})
    wall = Wall("cadre_id", leads_to="cadre")

    class Meta:
        verbose_name = "处分决定"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(
                fields=["cadre", "system", "document"],
                condition=Q(voided_at__isnull=True),
                name="decision_one_per_system_and_document",
            ),
            UniqueConstraint(
                fields=["cadre", "system", "measure", "decided_on"],
                condition=Q(voided_at__isnull=True),
                name="decision_once",
            ),
            not_before("announced_on", "decided_on", name="decision_announced_after"),
            not_before("delivered_on", "decided_on", name="decision_delivered_after"),
            set_together("voided_at", "void_reason", name="decision_void_has_reason"),
            # 政务处分法 15: at most 48 months in one decision; 留党察看 and 开除党籍 run longer.
            CheckConstraint(
                condition=Q(months__isnull=True) | Q(months__gte=1, months__lte=60),
                name="decision_months_sane",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decided_on} {self.measure_id}"

    @property
    def present_measure(self) -> Measure:
        """What it says since its last change that stands; fetch it with events__measure."""
        if self.status != DecisionStatus.CHANGED:
            return self.measure
        changes = [
            (event.on, event.pk, event.measure)
            for event in self.events.all()
            if event.kind == EventKind.CHANGED and event.voided_at is None and event.measure
        ]
        return max(changes, key=lambda each: each[:2])[2] if changes else self.measure


@tracked
class DecisionEvent(models.Model):
    """What happened to a decision later: changed, annulled, extended, restored, overridden.

    An override counts only once a second person has confirmed it.
    """

    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="events", verbose_name="处分决定"
    )
    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="+", verbose_name="干部")
    kind = models.CharField("类别", max_length=12, choices=EventKind)
    on = models.DateField("日期")
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="变更为"
    )
    months = models.PositiveSmallIntegerField("变更后的月数", null=True, blank=True)
    slot = models.CharField("认定的期限", max_length=12, choices=Slot, default=Slot.BAR)
    end = models.DateField("认定的届满日", null=True, blank=True)
    basis = models.CharField("依据", max_length=300, blank=True)
    organ_name = models.CharField("作出机关", max_length=100, blank=True)
    document_number = models.CharField("文号", max_length=60, blank=True)
    publicity_from = models.DateField("公示起", null=True, blank=True)
    publicity_to = models.DateField("公示止", null=True, blank=True)
    entered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记人"
    )
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="复核人"
    )
    created_at = models.DateTimeField("登记时间", auto_now_add=True)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=200, null=True, blank=True)  # noqa: DJ001
    voided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="作废人"
    )

    objects = EventQuerySet.as_manager()
    personal: frozenset[str] = frozenset({"basis"})
    wall = Wall("cadre_id", leads_to="cadre")

    class Meta:
        verbose_name = "决定变动"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(
                fields=["decision", "slot"],
                condition=Q(kind=EventKind.OVERRIDDEN, voided_at__isnull=True),
                name="event_one_live_override",
            ),
            CheckConstraint(
                condition=~Q(kind=EventKind.OVERRIDDEN)
                | (Q(end__isnull=False) & ~Q(basis="") & ~Q(entered_by=F("confirmed_by"))),
                name="event_override_has_basis_and_two_people",
            ),
            set_together("voided_at", "void_reason", name="event_void_has_reason"),
            set_together("publicity_from", "publicity_to", name="event_publicity_has_both_days"),
            not_before("publicity_to", "publicity_from", name="event_publicity_in_order"),
            UniqueConstraint(
                fields=["decision", "on"],
                condition=Q(kind=EventKind.CHANGED, voided_at__isnull=True),
                name="event_one_change_a_day",
            ),
            # Restored, annulled and extended happen once (条例 12).
            UniqueConstraint(
                fields=["decision", "kind"],
                condition=Q(
                    kind__in=[EventKind.ANNULLED, EventKind.EXTENDED, EventKind.RESTORED],
                    voided_at__isnull=True,
                ),
                name="event_once",
            ),
            CheckConstraint(
                condition=~Q(kind=EventKind.CHANGED) | Q(measure__isnull=False),
                name="event_change_names_measure",
            ),
        ]
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.on} {self.kind}"
