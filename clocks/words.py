"""The Chinese words of the engine's codes, and how it writes a date."""

from datetime import date
from functools import lru_cache

SYSTEMS = {
    "party": "党纪处分",
    "state": "政务处分",
    "institution": "事业单位处分",
    "organisational": "组织处理",
    "light": "其他处理",
}
KINDS = {"probation": "留党察看期", "bar": "影响期"}
MATTERS = {
    "PROMOTE_OR_USE": "提拔职务或者进一步使用",
    "EQUAL_OR_HIGHER": "担任与原任职务相当或者高于原任职务的职务",
    "LEADING_POST": "安排领导职务",
    "RANK": "晋升职级、级别",
    "PAY_STEP": "晋升工资档次",
    "TITLE": "参加职称评审、技能等级评定",
    "REJOIN_PARTY": "重新入党",
}
CERTAINTIES = {
    "high": "规定明确",
    "medium": "规定未写明算法，按通行做法",
    "low": "规定不明，请核对，可由两人认定",
    "decided": "已由两人认定",
}
CONVENTIONS = {
    "A": "起算日计入，止于对应日的前一日",
    "B": "起算日计入，止于对应日的前一日；没有对应日的，止于当月最后一日",
    "C": "起算日不计入，止于对应日；没有对应日的，止于当月最后一日",
}
COMBINATIONS = {
    "S1": "原期限届满次日起，接算新期限",
    "S2": "新期限加上原期限剩余的日数",
    "S3": "新期限加上原期限剩余的月数和日数",
}
METHODS = {
    "override": "由两人认定",
    "awaiting": "起止日待定",
    "unserved": "加上察看以前没有执行完的日数",
}
PARTIES = {"member": "中共党员", "probationary": "预备党员", "non_member": "非中共党员"}
IDENTITIES = {
    "civil_servant": "公务员",
    "reference_managed": "参照公务员法管理人员",
    "institution_manager": "事业单位管理人员",
    "institution_staff": "事业单位工作人员",
    "enterprise_manager": "国有企业管理人员",
    "village_cadre": "村（社区）干部",
    "other_public": "其他依法履行公职的人员",
    "retired": "离退休人员",
    "other": "其他人员",
}
EVENTS = {
    "changed": "变更处分",
    "annulled": "撤销处分",
    "extended": "延长察看期",
    "restored": "恢复党员权利",
    "overridden": "认定期满日",
}


@lru_cache(maxsize=16384)
def cn_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def method_words(method: str) -> str:
    """How a last day was counted: 「A+S1」, 「cap48」, 「override」 in words."""
    return "；".join(map(_part_words, method.split("+")))


def _part_words(part: str) -> str:
    if part in CONVENTIONS:
        return f"口径{part}：{CONVENTIONS[part]}"
    if part in COMBINATIONS:
        return f"方法{part}：{COMBINATIONS[part]}"
    if part.startswith("cap"):
        return f"合并后最长不超过{part.removeprefix('cap')}个月"
    return METHODS[part]
