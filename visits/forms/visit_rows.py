"""Rows of the visit's page: what is prescribed, and the votes of a campaign's short form."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms

from visits.forms.fields import Line
from web.dates import cn_date
from web.forms import DateField

STEPS = 3
VOTES = {
    "present": "实到人数",
    "excellent": "优秀（票）",
    "competent": "称职（票）",
    "basic": "基本称职（票）",
    "incompetent": "不称职（票）",
}
MOST_VOTES = 2000


def add_rows(fields: dict[str, Any]) -> None:
    for row in range(STEPS):
        number = row + 1
        fields[f"step{row}_text"] = Line(label=f"措施{number}", max_length=300, required=False)
        fields[f"step{row}_who"] = Line(label=f"责任人{number}", max_length=100, required=False)
        fields[f"step{row}_due"] = DateField(name=f"完成时限{number}", required=False)
    for name, label in VOTES.items():
        fields[name] = forms.IntegerField(
            label=label,
            required=False,
            min_value=0,
            max_value=MOST_VOTES,
            widget=forms.NumberInput(attrs={"class": "w-short", "inputmode": "numeric"}),
            error_messages={
                "invalid": f"{label}请填写数字。例如12。",
                "min_value": f"{label}不能小于0。",
                "max_value": f"{label}不能大于{MOST_VOTES}。",
            },
        )


def row_faults(found: Mapping[str, Any], *, is_short: bool) -> Iterator[tuple[str, str]]:
    for row in range(STEPS):
        yield from _step_faults(found, row)
    if not found.get("prescription") and not steps_of(found) and "prescription" in found:
        yield "prescription", "请填写下一步措施，一项也没有的写“无”。"
    if is_short and not found.get("campaign"):
        yield "campaign", "请填写专项活动名称。例如暖心回访专项。"
    yield from _vote_faults(found)


def _step_faults(found: Mapping[str, Any], row: int) -> Iterator[tuple[str, str]]:
    text, who, due = (found.get(f"step{row}_{name}") for name in ("text", "who", "due"))
    if not text and (who or due):
        yield f"step{row}_text", f"请填写第{row + 1}项措施，或清空这一行。"
    if text and not who:
        yield f"step{row}_who", "请填写责任人。例如分管副局长。"
    if text and not due:
        yield f"step{row}_due", "请填写完成时限。例如2026年12月31日。"
    elif due and found.get("visited_on") and due < found["visited_on"]:
        yield f"step{row}_due", "完成时限不能早于回访日期。"


def _vote_faults(found: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    present = found.get("present")
    cast = sum(found.get(name) or 0 for name in VOTES if name != "present")
    if cast and not present:
        yield "present", "请填写参加民主测评的实到人数。"
    elif present and cast > present:
        yield "present", f"票数合计{cast}张，多于实到{present}人，请核对。"


def steps_of(found: Mapping[str, Any]) -> list[tuple[str, str, Any]]:
    """The filled rows: what, who, until when."""
    rows = [
        (found.get(f"step{row}_text"), found.get(f"step{row}_who"), found.get(f"step{row}_due"))
        for row in range(STEPS)
    ]
    return [(text, who, due) for text, who, due in rows if text and who and due]


def steps_in_words(found: Mapping[str, Any]) -> str:
    """For the papers that print one text."""
    return "；".join(f"{text}（{who}，{cn_date(due)}前）" for text, who, due in steps_of(found))
