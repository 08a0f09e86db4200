"""Forms of a whole decision: a further one, and one that was typed wrong."""

from typing import Any

from django import forms

from cases.choices import Form as FourForms
from cases.choices import Identity, Politics
from cases.facts.reckoning import person_value, status_value
from cases.forms.register import measure_choices
from corrections.choices import CorrectionKind
from corrections.forms.act import ActForm, MeasureField, number_field, past_day


class DecisionForm(ActForm):
    measure = MeasureField(label="处分（处理）种类", choices=[])
    months = forms.IntegerField(
        label="决定书写明的月数",
        required=False,
        help_text="决定书没有写明就不填，按规定的期限计算",
    )
    decided_on = past_day(
        "决定日期", help_text="党纪填集体讨论决定之日，政务填作出之日，不是宣布或送达之日"
    )
    announced_on = past_day("宣布日期", required=False)
    delivered_on = past_day("送达日期", required=False)
    organ_name = forms.CharField(label="处分机关", max_length=100)
    number = number_field("处分文号", help_text="例如示纪〔2026〕12号")
    reason = forms.CharField(label="违纪违法事由", max_length=300, required=False)
    form = forms.ChoiceField(
        label="四种形态", choices=[("", "不填"), *FourForms.choices], required=False
    )


class FurtherForm(DecisionForm):
    politics = forms.ChoiceField(
        label="当时的政治面貌", choices=[("", "与现在相同"), *Politics.choices], required=False
    )
    identity = forms.ChoiceField(
        label="当时的人员身份", choices=[("", "与现在相同"), *Identity.choices], required=False
    )

    def prepare(self) -> None:
        """Only what he can receive; what the new paper is, is its basis."""
        choices: list[Any] = [("", "请选择"), *measure_choices(person_value(self.cadre))]
        self.choose("measure", choices)
        if self.kind == CorrectionKind.REOFFENDED:
            self.fields["basis"].help_text = "为什么算再次违纪违法，例如行为发生在处分决定作出以后"
        elif self.kind == CorrectionKind.MISSED:
            self.fields["basis"].help_text = "遗漏的问题是怎样查出的，例如2026年5月巡察移交"


class TypedWrongForm(DecisionForm):
    politics = forms.ChoiceField(label="当时的政治面貌", choices=Politics.choices)
    identity = forms.ChoiceField(label="当时的人员身份", choices=Identity.choices)

    def prepare(self) -> None:
        """Opens with what is stored; what differs afterwards is the correction."""
        decision = self.decision
        assert decision is not None
        person = status_value(decision.printed_politics, decision.printed_identity)
        self.choose("measure", [("", "请选择"), *measure_choices(person)])
        stored = {
            "measure": decision.measure_id,
            "months": decision.months,
            "decided_on": decision.decided_on,
            "announced_on": decision.announced_on,
            "delivered_on": decision.delivered_on,
            "organ_name": decision.document.organ_name,
            "number": decision.document.number,
            "reason": decision.reason,
            "form": decision.form,
            "politics": decision.printed_politics,
            "identity": decision.printed_identity,
        }
        self.initial = {**stored, **self.initial}
        self.fields["basis"].label = "更正原因"
        self.fields["basis"].help_text = "对照什么材料发现录错的，例如决定书原件"
