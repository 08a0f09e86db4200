"""Forms of what happens to a decision: changed, annulled, extended, restored, settled, voided."""

from typing import Any

from django import forms

from cases.choices import EventKind, Slot
from cases.facts.reckoning import catalogue, status_value
from cases.models import Clock, DecisionEvent
from clocks.months import DAY
from corrections.forms.act import ActForm, MeasureField, number_field, organ_field, past_day
from web.dates import cn_date
from web.forms import DateField


class ChangedForm(ActForm):
    on = past_day("变更决定日期", help_text="复审、复核或者复议复查决定作出之日")
    measure = MeasureField(label="变更为", choices=[])
    months = forms.IntegerField(
        label="决定书写明的月数",
        required=False,
        help_text="决定书没有写明就不填，按规定的期限计算",
    )
    organ_name = organ_field()
    number = number_field("变更决定文号")

    def prepare(self) -> None:
        """Of the same system, and what he could receive on that day."""
        assert self.decision is not None
        person = status_value(self.decision.printed_politics, self.decision.printed_identity)
        measures = catalogue().measures.values()
        choices = [
            (each.code, each.name)
            for each in measures
            if each.system == self.decision.system and each.is_open_to(person)
        ]
        self.choose("measure", [("", "请选择"), *choices])


class AnnulledForm(ActForm):
    on = past_day("撤销决定日期")
    organ_name = organ_field()
    number = number_field("撤销决定文号")


class ExtendedForm(ActForm):
    on = past_day("延长决定日期")
    organ_name = organ_field()
    number = number_field("延长决定文号")


class RestoredForm(ActForm):
    on = past_day("恢复党员权利之日", help_text="决定书写明的生效日；没有写明的，为察看期满次日")
    publicity_from = past_day("公示起", required=False)
    publicity_to = past_day("公示止", required=False, help_text="不少于5天")
    organ_name = organ_field("批准机关")
    number = number_field("恢复决定文号")

    def prepare(self) -> None:
        probation = Clock.objects.filter(decision=self.decision, slot=Slot.PROBATION).first()
        if probation is not None and probation.end is not None:
            self.initial.setdefault("on", probation.end + DAY)


class SlotField(forms.ChoiceField):
    """Offers the clocks that run; why another one cannot be settled is the action's to say."""

    def valid_value(self, value: Any) -> bool:
        return str(value) in Slot


class OverriddenForm(ActForm):
    slot = SlotField(label="哪一项期限", choices=[], widget=forms.RadioSelect)
    end = DateField(name="认定的届满日", help_text="受限的最后一天，例如2027年3月19日")
    may_be_ahead = frozenset({"end"})

    def prepare(self) -> None:
        clocks = Clock.objects.filter(decision=self.decision, end__isnull=False)
        choices = [
            (clock.slot, f"{Slot(clock.slot).label}，系统推算至{cn_date(clock.computed_end)}")
            for clock in clocks.order_by("start", "pk")
            if clock.computed_end is not None
        ]
        self.choose("slot", choices)
        if len(choices) == 1:
            self.initial.setdefault("slot", choices[0][0])


class EventForm(ActForm):
    """Takes back one of the events of the decision."""

    event = forms.ChoiceField(label="哪一条登记", choices=[], widget=forms.RadioSelect)
    overrides = False

    def prepare(self) -> None:
        assert self.decision is not None
        events = DecisionEvent.objects.live().filter(decision=self.decision)
        if self.overrides:
            events = events.filter(kind=EventKind.OVERRIDDEN)
        else:
            events = events.exclude(kind=EventKind.OVERRIDDEN)
        choices = [(str(event.pk), event_words(event)) for event in events.order_by("on", "pk")]
        self.choose("event", choices)
        if len(choices) == 1:
            self.initial.setdefault("event", choices[0][0])


class OverrideWithdrawnForm(EventForm):
    overrides = True


class EventVoidedForm(EventForm):
    pass


class DecisionVoidedForm(ActForm):
    def prepare(self) -> None:
        self.fields["basis"].label = "作废原因"
        self.fields["basis"].help_text = "例如录错了人，应登记在同名的另一名同志名下"


def event_words(event: DecisionEvent) -> str:
    """「2026年6月15日 变更，变更为党内警告」."""
    label = EventKind(event.kind).label
    if event.kind == EventKind.OVERRIDDEN and event.end is not None:
        return f"{Slot(event.slot).label}认定至{cn_date(event.end)}"
    to = f"，变更为{event.measure}" if event.measure is not None else ""
    return f"{cn_date(event.on)} {label}{to}"
