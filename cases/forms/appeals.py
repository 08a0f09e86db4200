"""申诉: lodged against which decision, accepted when, answered how."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django import forms

from cases.actions.appeals import Answer, Lodging
from cases.choices.rights import AppealKind, AppealOutcome
from cases.facts.appeals import deciding_of
from cases.models import Appeal, Decision
from cases.rules.appeals import organ_of, remedies_for
from clocks.deadlines import ORGANS, Remedy
from web.dates import cn_date
from web.forms import DateField, Form

Choice = tuple[str, str]


def _line(label: str, length: int, **facts: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=False, **facts)


class LodgeForm(Form):
    against = forms.ChoiceField(
        label="对哪一项决定、提出哪一种申诉",
        error_messages={"required": "请选择对哪一项决定提出哪一种申诉。"},
    )
    lodged_on = DateField(name="提出日期")
    accepted_on = DateField(
        name="受理日期", required=False, help_text="还没有受理的留空，受理后再登记"
    )
    heard_by = _line(
        "办理机关", 100, help_text="留空则按规定填写。例如临澜市监委", widget=forms.TextInput
    )
    note = _line("备注", 300, widget=forms.Textarea({"rows": 3}))

    def __init__(
        self, *args: Any, decisions: Iterable[Decision], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.decisions = {each.code: each for each in decisions}
        against = self.fields["against"]
        assert isinstance(against, forms.ChoiceField)
        groups = [(_title(each), list(_kinds(each))) for each in self.decisions.values()]
        against.choices = [("", "请选择"), *groups]
        earliest = min((each.decided_on for each in self.decisions.values()), default=None)
        for name in ("lodged_on", "accepted_on"):
            field = self.fields[name]
            assert isinstance(field, DateField)
            field.between(earliest=earliest, latest=today)

    @property
    def chosen(self) -> tuple[Decision, Lodging]:
        told = {name: value for name, value in self.cleaned_data.items() if name != "against"}
        code, _, kind = self.cleaned_data["against"].partition(":")
        return self.decisions[code], Lodging(kind=AppealKind(kind), **told)


def _title(decision: Decision) -> str:
    return f"{decision.measure.name}（{cn_date(decision.decided_on)}，{decision.document}）"


def _kinds(decision: Decision) -> Iterator[Choice]:
    """Those against this kind of organ first; the others name whose decision they are against."""
    deciding = deciding_of(decision)
    organ = organ_of(deciding)
    for remedy in remedies_for(deciding):
        yield f"{decision.code}:{remedy.key}", _words(remedy, is_likely=remedy.organ == organ)
    yield f"{decision.code}:{AppealKind.OTHER}", f"{AppealKind.OTHER.label}（没有规定期限的）"


def _words(remedy: Remedy, *, is_likely: bool) -> str:
    if is_likely:
        return f"{remedy.name}（向{remedy.heard_by}提出）"
    return f"{remedy.name}（决定由{ORGANS[remedy.organ]}作出的）"


class AcceptForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    accepted_on = DateField(name="受理日期")
    extended = forms.BooleanField(label="经批准延长办理期限", required=False)

    def __init__(self, *args: Any, appeal: Appeal, today: date, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            {
                "version": appeal.version,
                "accepted_on": appeal.accepted_on,
                "extended": appeal.is_extended,
            },
        )
        super().__init__(*args, **kwargs)
        accepted = self.fields["accepted_on"]
        assert isinstance(accepted, DateField)
        accepted.between(earliest=appeal.lodged_on, latest=today)
        remedy = appeal.remedy
        if remedy is None or remedy.extension is None:
            del self.fields["extended"]
        else:
            self.fields["extended"].help_text = f"最多延长{remedy.extension}"


class AnswerForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label="结果",
        choices=AppealOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择结果。"},
    )
    decided_on = DateField(name="结果日期")
    document_number = _line("文号", 60, help_text="例如望监复〔2026〕1号")
    delivered_on = DateField(
        name="送达本人日期", required=False, help_text="下一步申诉的期限从这一天算起"
    )
    note = _line("备注", 300, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, appeal: Appeal, today: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"version": appeal.version, "note": appeal.note})
        super().__init__(*args, **kwargs)
        for name in ("decided_on", "delivered_on"):
            field = self.fields[name]
            assert isinstance(field, DateField)
            field.between(earliest=appeal.accepted_on or appeal.lodged_on, latest=today)

    @property
    def answer(self) -> Answer:
        told = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return Answer(**{**told, "outcome": AppealOutcome(told["outcome"])})


class VoidForm(Form):
    """Taking back what was entered by mistake."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label="作废原因",
        max_length=200,
        widget=forms.Textarea({"rows": 3}),
        help_text="例如日期登记有误，重新登记",
    )
