"""The text of a letter part by part, and the small forms of its steps."""

from typing import Any

from django import forms

from accounts.models import Unit
from reports.actions import LetterText
from reports.choices import Opinion
from reports.models import Letter
from reports.rules.letter import PARTS
from web.forms import Form, MonthField

LABELS = {
    "opening": "开头",
    "sanction": "一、处分及执行情况",
    "work": "二、回访教育工作开展情况",
    "thought": "三（一）思想认识方面",
    "duty": "三（二）履职担当方面",
    "style": "三（三）纪律作风方面",
    "public": "三（四）群众评价方面",
    "remarks": "四、需要说明的情况",
    "opinion": "五、意见建议（正文）",
    "closing": "结尾",
}
HINTS = {
    "sanction": "送签前须写全",
    "thought": "送签前须填写；写具体表现，不写谈话记录原文",
    "duty": "送签前须填写；写做成的事，有时间、有结果",
    "style": "送签前须填写",
    "public": "只写结果用语，不写分数",
    "remarks": "没有的写“无。”",
    "opinion": "送签前须填写；改选上面的意见后，这里留空或保持原文，会换成对应的文字",
}
TALL = frozenset({"sanction", "work", "public"})
LONGEST_PART = 3000


class LetterForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(
        label="标题",
        max_length=120,
        help_text="可以换行，印出来按这里的行",
        widget=forms.Textarea({"rows": 2}),
    )
    addressee = forms.ModelChoiceField(
        label="主送机关", queryset=Unit.objects.none(), required=False, empty_label="请选择"
    )
    choice = forms.ChoiceField(
        label="意见",
        choices=Opinion.choices,
        required=False,
        help_text="由您判断选择，系统不预选",
        widget=forms.RadioSelect,
    )
    areas = forms.CharField(
        label="需要帮助的方面", max_length=60, required=False, help_text="选“需要继续帮助”时填写"
    )
    revisit_month = MonthField(
        name="再次回访的年月", required=False, help_text="例如2027年3月，也可以写成2027.03"
    )

    def __init__(self, *args: Any, letter: Letter, addressees: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", initial_of(letter))
        super().__init__(*args, **kwargs)
        for name in PARTS:
            self.fields[name] = forms.CharField(
                label=LABELS[name],
                required=False,
                max_length=LONGEST_PART,
                help_text=HINTS.get(name, ""),
                widget=forms.Textarea({"rows": 6 if name in TALL else 3}),
            )
        units = self.fields["addressee"]
        if isinstance(units, forms.ModelChoiceField):
            units.queryset = addressees

    def part_fields(self) -> list[forms.BoundField]:
        """The parts before and after the opinion, in the order of the paper."""
        return [self[name] for name in PARTS]

    def text(self) -> LetterText:
        given = self.cleaned_data
        return LetterText(
            title="\n".join(line.strip() for line in given["title"].splitlines() if line.strip()),
            addressee=given["addressee"],
            parts={name: given[name].replace("\r\n", "\n") for name in PARTS},
            opinion=given["choice"],
            areas=given["areas"],
            revisit_month=given["revisit_month"],
        )


class StepForm(Form):
    """A step taken on the version the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(StepForm):
    reason = forms.CharField(label="意见", max_length=300, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, asks_for: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = asks_for
        self.fields["reason"].error_messages["required"] = f"请填写{asks_for}。"


def initial_of(letter: Letter) -> dict[str, Any]:
    return {
        **{name: letter.parts.get(name, "") for name in PARTS},
        "version": letter.version,
        "title": letter.title,
        "addressee": letter.addressee_id,
        "choice": letter.opinion,
        "areas": letter.areas,
        "revisit_month": letter.revisit_month,
    }
