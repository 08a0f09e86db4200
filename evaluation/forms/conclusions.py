"""Writing a conclusion; what else it has to say depends on the result."""

from typing import Any

from django import forms

from evaluation.actions import ConclusionText
from evaluation.actions.conclusions import missing_parts
from evaluation.choices import Verdict
from evaluation.models import Result
from web.forms import Form


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ConclusionForm(Form):
    verdict = forms.ChoiceField(
        label="结论用语",
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择结论用语。"},
    )
    text = forms.CharField(
        label="结论",
        max_length=2000,
        widget=_area(8),
        help_text="写事实和主要依据：认识和改正情况、履职表现、群众反映，以及还需要帮助的方面",
        error_messages={
            "required": "请填写结论。",
            "max_length": "结论最多2000字，请精简。",
        },
    )
    split_explanation = forms.CharField(
        label="对分歧的说明", max_length=1000, required=False, widget=_area(4)
    )
    waiver_reason = forms.CharField(
        label="不再补充评价的理由", max_length=1000, required=False, widget=_area(4)
    )
    departure_reason = forms.CharField(
        label="与测算不一致的理由",
        max_length=1000,
        required=False,
        widget=_area(4),
        help_text="结论用语与系统测算一致的不用填写",
    )

    def __init__(self, *args: Any, result: Result, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.result = result
        if not result.is_split:
            del self.fields["split_explanation"]
        if result.grade:
            del self.fields["waiver_reason"]
        else:
            del self.fields["departure_reason"]
            verdict = self.fields["verdict"]
            assert isinstance(verdict, forms.ChoiceField)
            verdict.choices = [(Verdict.NONE.value, Verdict.NONE.label)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            for name, sentence in missing_parts(self.content(), self.result):
                self.add_error(name, sentence)
        return cleaned

    def content(self) -> ConclusionText:
        words = {name: value for name, value in self.cleaned_data.items() if name != "verdict"}
        return ConclusionText(verdict=Verdict(self.cleaned_data["verdict"]), **words)


class ReturnForm(Form):
    reason = forms.CharField(
        label="退回意见",
        max_length=300,
        widget=_area(3),
        error_messages={
            "required": "请填写退回意见，例如请补充主要依据。",
            "max_length": "退回意见最多300字。",
        },
    )
