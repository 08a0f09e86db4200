"""A stored result as the screen shows it: rounded last, small groups never on their own."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any

from evaluation.choices import VERDICT_OF_GRADE, Agreement, MissingReason, Trend, Verdict
from evaluation.rules.agreement import sigma_text
from evaluation.rules.display import (
    NOT_SHOWN,
    ChangeView,
    DimensionView,
    GroupView,
    ItemView,
    shown,
)
from evaluation.rules.scoring import one_decimal

VIEWS = {
    Agreement.HIGH: "看法较一致",
    Agreement.FAIR: "看法基本一致",
    Agreement.SPLIT: "看法差异较大",
}
Plain = Mapping[str, Any]


def _number(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


class Explained:
    """What a page may show of a snapshot; ballots and groups below the limit stay hidden."""

    def __init__(self, data: Plain) -> None:
        self.data = data
        self.least = data["limits"]["min_group_display"]

    @cached_property
    def verdict(self) -> Verdict:
        grade = self.data["grade"]
        return VERDICT_OF_GRADE.get(grade["code"], Verdict.NONE) if grade else Verdict.NONE

    @cached_property
    def total(self) -> str:
        """The score the grade stands on; the plain composite when there is no grade."""
        grade = self.data["grade"]
        return shown(_number(grade["total"] if grade else self.data["total"]))

    @property
    def positive(self) -> str:
        return shown(_number(self.data["positive"]))

    @property
    def negative(self) -> str:
        return shown(_number(self.data["negative"]))

    @property
    def shortfalls(self) -> Sequence[str]:
        found: Sequence[str] = self.data["shortfalls"]
        return found

    @property
    def floors(self) -> Sequence[str]:
        grade = self.data["grade"]
        return grade["floors"] if grade else ()

    @property
    def vetoes(self) -> Sequence[str]:
        found: Sequence[str] = self.data["facts"]["vetoes"]
        return found

    @cached_property
    def care(self) -> str:
        """Says that signs of distress were left out, when that gave the better grade."""
        full, calm, grade = (self.data[name] for name in ("full", "without_care", "grade"))
        if not grade or not calm or full["code"] == grade["code"]:
            return ""
        return (
            "需要关心的迹象（关怀指标）不影响等次："
            f"计入时{shown(_number(full['total']))}分，不计入时{shown(_number(calm['total']))}分，"
            "以较好的一次为准。"
        )

    @property
    def unstable(self) -> str:
        """For the case office only: whose absence would change the grade."""
        names = {each["code"]: each["name"] for each in self.data["groups"]}
        return "、".join(names[code] for code in self.data["unstable"])

    @cached_property
    def agreement(self) -> str:
        spread = self.data["agreement"]
        return Agreement(spread["level"]).label if spread else ""

    @cached_property
    def sigma(self) -> str:
        spread = self.data["agreement"]
        return sigma_text(Fraction(spread["variance"])) if spread else ""

    @cached_property
    def reach(self) -> str:
        spread = self.data["agreement"]
        return one_decimal(Fraction(spread["range"])) if spread else ""

    @cached_property
    def change(self) -> ChangeView | None:
        trend = self.data["trend"]
        return _change(trend["total"]) if trend else None

    @cached_property
    def basis_of_change(self) -> str:
        trend = self.data["trend"]
        if not trend:
            return ""
        names = {each["code"]: each["name"] for each in self.data["groups"]}
        heard = "、".join(names[code] for code in trend["groups"])
        return f"只比较两轮都有的评价主体（{heard}）和都有得分的{trend['items']}项指标。"

    @cached_property
    def dimensions(self) -> tuple[DimensionView, ...]:
        trend = self.data["trend"] or {"dimensions": {}}
        return tuple(
            DimensionView(
                code=each["code"],
                name=each["name"],
                weight=each["weight"],
                score=_number(each["score"]),
                agreement=VIEWS[Agreement(each["spread"]["level"])] if each["spread"] else "—",
                dots=tuple(self._dots(each["code"])),
                change=_change(trend["dimensions"].get(each["code"])),
            )
            for each in self.data["dimensions"]
        )

    def _dots(self, dimension: str) -> Iterable[tuple[str, Fraction]]:
        for group in self._showable:
            score = _number(group["by_dimension"].get(dimension))
            if score is not None:
                yield f"{group['name']}{one_decimal(score)}", score

    @property
    def _showable(self) -> list[Plain]:
        """Groups with enough ballots, and the small ones together when they are enough."""
        found = [each for each in self.data["groups"] if self._is_alone(each)]
        merged = self.data["merged"]
        if merged["ballots"] >= self.least:
            found.append({"name": "其他主体（合并）", **merged})
        return found

    def _is_alone(self, group: Plain) -> bool:
        return bool(group["present"] and group["code"] not in self.data["merged"]["groups"])

    @cached_property
    def groups(self) -> tuple[GroupView, ...]:
        return tuple(
            GroupView(
                name=each["name"],
                weight=each["weight"],
                min_ballots=each["min_ballots"],
                received=each["received"],
                valid=each["valid"],
                dropped=each["dropped"],
                present=each["present"],
                reason=MissingReason(each["reason"]).label if each["reason"] else "",
                score=self._group_score(each),
            )
            for each in self.data["groups"]
        )

    def _group_score(self, group: Plain) -> str:
        if not group["present"]:
            return "—"
        return shown(_number(group["score"])) if self._is_alone(group) else NOT_SHOWN

    @cached_property
    def merged(self) -> str:
        """「其他主体（合并）4份，88.5」, or why even together they are not shown."""
        merged = self.data["merged"]
        if merged["ballots"] < self.least:
            return ""
        names = {each["code"]: each["name"] for each in self.data["groups"]}
        heard = "、".join(names[code] for code in merged["groups"])
        return f"{heard}合并{merged['ballots']}份，{shown(_number(merged['score']))}分"

    @cached_property
    def items(self) -> tuple[ItemView, ...]:
        dimensions = {each["code"]: each["name"] for each in self.data["dimensions"]}
        return tuple(
            ItemView(
                seq=each["seq"],
                text=each["text"],
                dimension=dimensions[each["dim"]],
                side="正向" if each["positive"] else "反向",
                score=shown(_number(each["score"])),
                unknown=f"{each['unknown']}／{each['asked']}",
                note=_note(each),
                cells=tuple(self._cells(each)),
            )
            for each in self.data["items"]
        )

    def _cells(self, item: Plain) -> Iterable[tuple[str, str]]:
        """A mean of fewer than three answers would be somebody's answer; and what is hidden
        must not follow from the item's score and the means beside it."""
        given = [
            (group, item["cells"][group["code"]])
            for group in self.data["groups"]
            if group["code"] in item["cells"]
        ]
        hidden = {
            group["code"]: cell["answered"]
            for group, cell in given
            if cell["answered"] < self.least or not self._is_alone(group)
        }
        for group, cell in sorted(given, key=lambda each: int(each[1]["answered"])):
            if 0 < sum(hidden.values()) < self.least:
                hidden.setdefault(group["code"], cell["answered"])
        for group, cell in given:
            text = one_decimal(Fraction(cell["mean"]))
            yield group["name"], NOT_SHOWN if group["code"] in hidden else text

    @cached_property
    def unknown_share(self) -> str:
        """「不了解」占比 9.5%."""
        asked = sum(each["asked"] for each in self.data["items"])
        unknown = sum(each["unknown"] for each in self.data["items"])
        return f"{one_decimal(Fraction(100 * unknown, asked))}%" if asked else ""

    @cached_property
    def least_known(self) -> str:
        """The item most raters could not judge, when that is every third of them or more."""
        asked = [each for each in self.data["items"] if each["asked"]]
        if not asked:
            return ""
        worst = max(asked, key=lambda each: Fraction(each["unknown"], each["asked"]))
        share = Fraction(100 * worst["unknown"], worst["asked"])
        if share * 3 < 100:
            return ""
        return f"第{worst['seq']}题最高，占{one_decimal(share)}%，建议核对题目是否适用"

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The grade rule of this instrument version, line by line."""
        return tuple(_line(each) for each in self.data["grades"])


def _change(change: Plain | None) -> ChangeView | None:
    if change is None:
        return None
    before, now = Fraction(change["before"]), Fraction(change["now"])
    delta = one_decimal(now - before)
    return ChangeView(
        before=before,
        delta=delta if delta.startswith("-") else f"+{delta}",
        word=Trend(change["direction"]).label,
    )


def _note(item: Plain) -> str:
    if item["removed"]:
        return f"不适用（{item['not_applicable']}份），不计"
    marks = [label for flag, label in (("core", "核心"), ("care", "关怀")) if flag in item["flags"]]
    if item["not_applicable"]:
        marks.append(f"{item['not_applicable']}份填不适用")
    return "，".join(marks)


def _line(grade: Plain) -> str:
    parts = [f"{shown(Fraction(grade['min']))}分以上"]
    if grade["dim_floor"]:
        parts.append(f"每个维度不低于{shown(Fraction(grade['dim_floor']))}分")
    if grade["core_floor"]:
        parts.append(f"核心指标不低于{shown(Fraction(grade['core_floor']))}分")
    word = VERDICT_OF_GRADE.get(grade["code"], Verdict.NONE).label
    return f"{word}：{'，'.join(parts)}"
