"""The words of 处分执行核查: items, results, issues and their states."""

from django.db.models import TextChoices


class ExecutionItem(TextChoices):
    """What carrying out a decision may mean (practice E.3)."""

    DELIVERED = "delivered", "送达、抄送"
    ANNOUNCED = "announced", "决定宣布"
    FILED = "filed", "归入本人档案"
    POST = "post", "职务、职级、级别、岗位变更"
    PAY = "pay", "工资、津补贴、绩效、奖金"
    ALLOWANCE = "allowance", "村（社区）补贴、奖金减发"
    APPRAISAL = "appraisal", "年度考核等次"
    HONOURS = "honours", "评先评优、提拔晋升"
    GAINS = "gains", "违纪违法所得收缴、退赔"
    TITLES = "titles", "所获职称、学历、荣誉纠正"
    OUTSIDE_POSTS = "outside_posts", "党外职务、代表委员资格"
    ORGANISATIONAL = "organisational", "组织处理落实"
    RIGHTS = "rights", "党员权利限制与恢复"
    REPORT = "report", "执行情况报告"
    CHANGE_TOLD = "change_told", "变更决定送达、宣布"
    NAME_RESTORED = "name_restored", "恢复名誉"
    POST_RESTORED = "post_restored", "恢复职务、职级、待遇"
    REPAID = "repaid", "补发工资、奖金，返还财物"
    REAPPRAISED = "reappraised", "年度考核复核"


# 组织部门's own part of it: 考核、职务 (practice D.2); nothing else is handed to it.
PERSONNEL_ITEMS = frozenset(
    {
        ExecutionItem.POST,
        ExecutionItem.APPRAISAL,
        ExecutionItem.HONOURS,
        ExecutionItem.ORGANISATIONAL,
        ExecutionItem.POST_RESTORED,
        ExecutionItem.REAPPRAISED,
    }
)


class ExecutionResult(TextChoices):
    DONE = "done", "落实"
    UNDER_WAY = "under_way", "办理中"
    NOT_APPLICABLE = "not_applicable", "不涉及"
    NOT_DONE = "not_done", "未落实"


# What a second person can confirm; the rest is still to come.
FINAL_RESULTS = frozenset({ExecutionResult.DONE, ExecutionResult.NOT_APPLICABLE})


class IssueKind(TextChoices):
    PAY = "pay", "工资奖金"
    POST = "post", "职务未变更"
    APPRAISAL = "appraisal", "考核等次"
    NOT_ANNOUNCED = "not_announced", "未送达、未宣布"
    NOT_FILED = "not_filed", "未归档"
    GAINS = "gains", "违纪违法所得"
    OTHER = "other", "其他"


class Direction(TextChoices):
    """Which way the money of an issue goes."""

    OVER_PAID = "over_paid", "多发，应追回"
    UNDER_PAID = "under_paid", "少发，应补发"
    REFUND = "refund", "违纪违法所得，应退缴"
    NONE = "none", "不涉及金额"


class IssueState(TextChoices):
    FOUND = "found", "发现"
    ASSIGNED = "assigned", "已交办"
    WORKING = "working", "整改中"
    REPORTED = "reported", "待核实"
    CLOSED = "closed", "已销号"


# practice E.4: what was not accepted goes back into the work.
NEXT_ISSUE_STATES: dict[str, frozenset[IssueState]] = {
    IssueState.FOUND: frozenset({IssueState.ASSIGNED}),
    IssueState.ASSIGNED: frozenset({IssueState.WORKING}),
    IssueState.WORKING: frozenset({IssueState.REPORTED}),
    IssueState.REPORTED: frozenset({IssueState.CLOSED, IssueState.WORKING}),
}
WITH_THE_UNIT = frozenset({IssueState.ASSIGNED, IssueState.WORKING})


class IssueAct(TextChoices):
    """One line of an issue's trail."""

    FOUND = "found", "发现"
    RESTATED = "restated", "更正登记"
    ASSIGNED = "assigned", "交办"
    REPLIED = "replied", "整改进展"
    REPORTED = "reported", "报告整改完成"
    RETURNED = "returned", "退回继续整改"
    CLOSED = "closed", "核实销号"
    VOIDED = "voided", "作废"
