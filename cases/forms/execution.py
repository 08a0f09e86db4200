"""One item of the list, and the issue that a 未落实 opens."""

from datetime import date
from typing import Any

from django import forms

from accounts.models import Unit
from cases.actions.execution import CheckFacts
from cases.actions.issues import IssueFacts
from cases.choices.execution import Direction, ExecutionResult, IssueKind
from cases.choices.execution import ExecutionItem as Item
from cases.facts.execution import CheckLine
from cases.forms.money import MoneyField
from cases.forms.units import UnitField, like
from web.dates import cn_date
from web.forms import DateField, Form

KINDS: dict[Item, IssueKind] = {
    **dict.fromkeys((Item.PAY, Item.ALLOWANCE, Item.REPAID), IssueKind.PAY),
    **dict.fromkeys((Item.POST, Item.POST_RESTORED, Item.ORGANISATIONAL), IssueKind.POST),
    **dict.fromkeys((Item.APPRAISAL, Item.REAPPRAISED), IssueKind.APPRAISAL),
    **dict.fromkeys((Item.DELIVERED, Item.ANNOUNCED, Item.CHANGE_TOLD), IssueKind.NOT_ANNOUNCED),
    Item.FILED: IssueKind.NOT_FILED,
    Item.GAINS: IssueKind.GAINS,
}
DIRECTIONS = {Item.REPAID: Direction.UNDER_PAID, Item.GAINS: Direction.REFUND}
MONEY_ITEMS = frozenset({Item.PAY, Item.ALLOWANCE, Item.REPAID, Item.GAINS})


def text_field(label: str, *, longest: int, example: str, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        widget=forms.Textarea({"rows": 3}),
        help_text=f"例如：{example}",
        **kwargs,
    )


class IssueFields(Form):
    """What is wrong, of which kind, how much."""

    text = text_field("问题情况", longest=500, example="2025年2月至9月绩效奖金未停发，共8个月。")
    kind = forms.ChoiceField(label="问题类型", choices=IssueKind.choices)
    direction = forms.ChoiceField(
        label="金额方向", choices=Direction.choices, widget=forms.RadioSelect, required=False
    )
    months = forms.IntegerField(
        label="涉及月数",
        required=False,
        min_value=0,
        max_value=600,
        widget=forms.NumberInput({"class": "w-short"}),
        error_messages={
            "invalid": "涉及月数只写整数。例如8。",
            "min_value": "涉及月数不能是负数。例如8。",
            "max_value": "涉及月数太大，请核对。例如8。",
        },
    )
    found_fen = MoneyField(label="发现金额", required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("found_fen") and not found.get("direction", "").strip():
            self.add_error("direction", "填了金额的，请选择是多发、少发还是应退缴。")
        if found.get("found_fen") and found.get("direction") == Direction.NONE:
            self.add_error(
                "found_fen", "“不涉及金额”的不填金额；有金额的请选择多发、少发或应退缴。"
            )
        return found

    def facts(self) -> IssueFacts:
        given = self.cleaned_data
        return IssueFacts(
            kind=given["kind"],
            text=given["text"],
            direction=given["direction"] or Direction.NONE,
            months=given["months"] or 0,
            found_fen=given["found_fen"] or 0,
            assigned_to=given.get("assigned_to"),
            due_on=given.get("due_on"),
        )


class IssueForm(IssueFields):
    """A new one, with whom it goes to and until when."""

    assigned_to = UnitField(label="交办给", required=False, help_text="写单位全称；暂不交办的留空")
    due_on = DateField(
        name="整改期限", required=False, help_text="留空为30天；遇休息日顺延到下一个工作日"
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        due = self.fields["due_on"]
        assert isinstance(due, DateField)
        due.between(earliest=today)

    def clean_assigned_to(self) -> Unit | None:
        return known_unit(self.cleaned_data["assigned_to"])


class CheckForm(Form):
    """结论, day and evidence; the term's extension only where the article allows one."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    result = forms.ChoiceField(
        label="结论", choices=ExecutionResult.choices, widget=forms.RadioSelect
    )
    done_on = DateField(name="实办日期", required=False, help_text="结论是“落实”的填写")
    evidence = text_field(
        "凭证、说明",
        longest=500,
        example="支部党员大会记录，到会28人，原件存党委组织科。",
        required=False,
    )
    extended_to = DateField(name="经批准延长至", required=False)
    extension_basis = forms.CharField(
        label="延长的批准依据",
        max_length=200,
        required=False,
        help_text="例如临纪函〔2026〕3号",
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, line: CheckLine, today: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", check_initial(line))
        super().__init__(*args, **kwargs)
        done = self.fields["done_on"]
        assert isinstance(done, DateField)
        done.between(earliest=None if line.due.may_precede else line.due.since, latest=today)
        if line.due.latest is None:
            del self.fields["extended_to"], self.fields["extension_basis"]
        else:
            self.fields[
                "extended_to"
            ].help_text = f"须经作出决定的机关批准，最迟{cn_date(line.due.latest)}；没有延长的留空"

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("result") == ExecutionResult.DONE:
            if not found.get("done_on") and "done_on" not in self.errors:
                self.add_error("done_on", "结论是“落实”的，请填写实办日期。例如2026年11月21日。")
            if not found.get("evidence"):
                self.add_error(
                    "evidence", "结论是“落实”的，请写明凭证。例如：2025年2月28日支部党员大会记录。"
                )
        return found

    @property
    def says_not_done(self) -> bool:
        return self.data.get("result") == ExecutionResult.NOT_DONE

    def facts(self) -> CheckFacts:
        given = self.cleaned_data
        return CheckFacts(
            result=given["result"],
            done_on=given["done_on"],
            evidence=given["evidence"],
            extended_to=given.get("extended_to"),
            extension_basis=given.get("extension_basis", ""),
        )


def check_initial(line: CheckLine) -> dict[str, Any]:
    """As entered; else with the day the decision itself was registered with."""
    check = line.check
    if check is None:
        return {"version": 0, "done_on": line.told_on}
    return {
        "version": check.version,
        "result": check.result,
        "done_on": check.done_on,
        "evidence": check.evidence,
        "extended_to": check.extended_to,
        "extension_basis": check.extension_basis,
    }


def issue_initial(item: Item, *, unit: Unit | None) -> dict[str, Any]:
    """What the item itself already says of the issue."""
    direction = DIRECTIONS.get(item, "" if item in MONEY_ITEMS else Direction.NONE)
    return {
        "kind": KINDS.get(item, IssueKind.OTHER),
        "direction": direction,
        "assigned_to": unit.full_name if unit is not None else "",
    }


def known_unit(found: Unit | str | None) -> Unit | None:
    """A name without a unit is refused with names that are near it."""
    if not isinstance(found, str):
        return found
    near = like(found)
    hint = f"相近的有{'、'.join(near)}。" if near else ""
    raise forms.ValidationError(f"没有找到“{found}”。{hint}请从建议中选，或写单位全称。")
