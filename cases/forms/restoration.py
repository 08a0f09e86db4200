"""恢复党员权利: one step with its day and what shows it; the meeting with its vote."""

from datetime import date
from typing import Any

from django import forms

from cases.choices.rights import RestorationKind
from cases.facts.restoration import Chain
from cases.rules.restoration import Tally, tally_faults
from web.forms import DateField, Form

# What stands under the text of each step, as an example of what to write.
EXAMPLES = {
    RestorationKind.NOTICE: "例如支部书记当面通知本人，通知书存支部",
    RestorationKind.APPLICATION: "例如本人书面申请一份，存支部",
    RestorationKind.PUBLICITY_BEGUN: "例如在乡政府和财政所公示栏张贴",
    RestorationKind.PUBLICITY_ENDED: "写明有没有不同意见和核实情况。例如公示期间没有收到不同意见",
    RestorationKind.MEETING: "例如支部会议记录，原件存支部；本人到会汇报",
    RestorationKind.REPORT: "写明报到哪一级党委。例如报松岭乡党委",
}
VOTE = {
    "due": "应到人数",
    "present": "实到人数",
    "in_favour": "赞成",
    "against": "反对",
    "abstained": "弃权",
}
MOST = 9999


class StepForm(Form):
    step_on = DateField(name="日期")
    evidence = forms.CharField(
        label="情况和凭证", max_length=500, widget=forms.Textarea({"rows": 3})
    )

    def __init__(
        self, *args: Any, chain: Chain, kind: RestorationKind, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        day = self.fields["step_on"]
        assert isinstance(day, DateField)
        day.name = day.label = f"{kind.label}日期"
        day.error_messages["required"] = f"请填写{day.name}。例如2026年7月20日。"
        day.between(latest=today)
        self.fields["evidence"].help_text = EXAMPLES[kind]

    @property
    def tally(self) -> Tally | None:
        return None


class MeetingForm(StepForm):
    """Members with a vote are counted; whoever asks for his rights back has none yet."""

    field_order = ["step_on", *VOTE, "evidence"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in VOTE.items():
            self.fields[name] = forms.IntegerField(
                label=label,
                min_value=0,
                max_value=MOST,
                widget=forms.TextInput(
                    {"inputmode": "numeric", "class": "w-short", "autocomplete": "off"}
                ),
                error_messages={
                    "required": f"请填写{label}，没有的填0。",
                    "invalid": f"{label}应为整数。例如21。",
                    "min_value": f"{label}不能小于0，请核对。",
                    "max_value": f"{label}超出范围，请核对。例如21。",
                },
            )
        self.fields["due"].help_text = "按有表决权的党员计"
        self.order_fields(self.field_order)

    @property
    def tally(self) -> Tally:
        return Tally(**{name: self.cleaned_data[name] for name in VOTE})

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors:
            for sentence in tally_faults(self.tally):
                self.add_error(None, sentence)
        return found


def form_for(kind: RestorationKind) -> type[StepForm]:
    return MeetingForm if kind == RestorationKind.MEETING else StepForm
