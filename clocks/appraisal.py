"""The annual appraisal after a measure, for reading only: nothing here decides a grade.

The table circulates without a document number (rules.md 3.7), so no row is more than a hint; where
two versions disagree the row says so.
"""

from dataclasses import dataclass

SOURCE = "公务员受处分、组织处理后年度考核的汇编资料（未标文号）"


@dataclass(frozen=True, slots=True)
class Effect:
    """Of some measures, by their codes in the catalogue; light to heavy."""

    measures: tuple[str, ...]
    this_year: str
    later: str = "不受影响"
    remark: str = ""
    articles: tuple[str, ...] = (SOURCE,)
    certainty: str = "low"


_COMMENT = "只写评语，不确定等次"
_UNFIT = "确定为不称职"
_INSTITUTIONS = "《事业单位工作人员处分规定》"

EFFECTS = (
    Effect(("PW", "AW", "LA", "OA"), "不得确定为优秀"),
    Effect(
        ("OR", "OD"),
        f"不得确定为优秀，或者{_COMMENT}",
        remark="资料说法不一，请与组织人事部门核对",
    ),
    Effect(("IW",), "不得确定为优秀", articles=(_INSTITUTIONS,), certainty="medium"),
    Effect(
        ("PSW", "PSW-S", "OG"),
        _COMMENT,
        remark="早先的规定对与履职有关的严重警告另有说法，后来的答复已改",
    ),
    Effect(("ID",), _COMMENT, articles=(_INSTITUTIONS,), certainty="medium"),
    Effect(("IG",), _COMMENT, f"第二年{_COMMENT}", articles=(_INSTITUTIONS,), certainty="medium"),
    Effect(("AD1",), _COMMENT, remark="另有资料说处分期内各年度都是这样"),
    Effect(("AD2", "AL", "AR"), "不确定等次", "第二年不确定等次"),
    Effect(("PR",), _UNFIT, "第二年按新的职务确定"),
    Effect(("PP1",), _UNFIT, "第二年不确定等次"),
    Effect(("PP2",), _UNFIT, "第二年、第三年不确定等次"),
    Effect(("PE",), _UNFIT, "第二年、第三年不确定等次"),
)
RULES = (
    "同时受到几种处分、处理的，按对考核影响较重的执行。",
    "涉嫌违纪违法被立案、尚未结案的，参加年度考核，不写评语、不确定等次；结案后不给予处分、"
    "免予处分或者只受警告处分的，按规定补定等次。",
)


def effects_of(codes: frozenset[str]) -> tuple[Effect, ...]:
    """The rows for some measures, light to heavy; the last one governs."""
    return tuple(effect for effect in EFFECTS if codes & frozenset(effect.measures))
