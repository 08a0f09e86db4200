"""The words of what is owed (practice E.2): its kinds, whose they are, how each is told apart."""

from django.db.models import TextChoices


class ObligationKind(TextChoices):
    TALK = "talk", "季度谈心谈话"
    FIRST_VISIT = "first_visit", "首次回访"
    ASSESSMENT = "assessment", "访前研判"
    PLAN = "plan", "一人一策方案"
    PRE_EXPIRY = "pre_expiry", "期满前回访"
    HELPER = "helper", "指定帮扶人"
    CLEARING_FIRST = "clearing_first", "澄清第一次回访"
    CLEARING_SECOND = "clearing_second", "澄清第二次回访"
    NOTICE = "notice", "送达回访告知书"
    ANNOUNCE = "announce", "宣布处分决定"
    FILING = "filing", "处分材料归入本人档案"
    POST_CHANGE = "post_change", "变更职务职级"
    PAY_CHANGE = "pay_change", "变更工资待遇"
    EXECUTION_REPORT = "execution_report", "报告处分执行情况"
    ISSUE_FIX = "issue_fix", "整改执行问题"
    YEARLY_VISIT = "yearly_visit", "年度回访"
    FINAL_ROUND = "final_round", "期满评价"
    BASELINE_ROUND = "baseline_round", "基线评价"
    YEARLY_ROUND = "yearly_round", "年度评价"
    EXPIRY_REPLY = "expiry_reply", "回复期满通知"
    RESTORE_NOTICE = "restore_notice", "通知本人察看期满"
    RESTORE_APPLY = "restore_apply", "本人申请恢复党员权利"
    RESTORE_PUBLIC = "restore_public", "恢复党员权利公示"
    RESTORE_REPORT = "restore_report", "恢复党员权利报批"
    LETTER = "letter", "制发反馈函"
    LETTER_RECEIPT = "letter_receipt", "签收反馈函"
    USE_REPLY = "use_reply", "反馈使用情况"
    NEED_REPLY = "need_reply", "答复困难诉求"
    ADVICE_REPLY = "advice_reply", "回复回访建议"


K = ObligationKind
# What the unit's party organisation owes, and may see.
UNIT_KINDS = frozenset(
    {
        K.TALK, K.HELPER, K.ANNOUNCE, K.FILING, K.POST_CHANGE, K.PAY_CHANGE, K.EXECUTION_REPORT,
        K.ISSUE_FIX, K.RESTORE_NOTICE, K.RESTORE_APPLY, K.RESTORE_PUBLIC, K.RESTORE_REPORT,
        K.EXPIRY_REPLY, K.ADVICE_REPLY,
    }
)  # fmt: skip
# Steps of the branch back to Party rights, and what the receiver of a paper owes.
BRANCH_KINDS = frozenset({K.RESTORE_NOTICE, K.RESTORE_APPLY, K.RESTORE_PUBLIC, K.RESTORE_REPORT})
RECEIVER_KINDS = frozenset({K.LETTER_RECEIPT, K.USE_REPLY})
# No record of the program shows that it was done: somebody says so, and on what ground.
BY_HAND = frozenset({K.NOTICE, K.USE_REPLY, K.EXPIRY_REPLY, K.ADVICE_REPLY})
# What met these may be undone: an answer is given back, a round voided, a step entered by mistake.
UNDONE = frozenset(
    {
        K.ISSUE_FIX, K.NEED_REPLY, K.BASELINE_ROUND, K.YEARLY_ROUND, K.FINAL_ROUND,
        K.ANNOUNCE, K.FILING, K.POST_CHANGE, K.PAY_CHANGE, K.EXECUTION_REPORT,
        K.RESTORE_NOTICE, K.RESTORE_APPLY, K.RESTORE_PUBLIC, K.RESTORE_REPORT,
    }
)  # fmt: skip


class PeriodShape(TextChoices):
    """How the period of a kind is written; the value is the pattern the database holds it to."""

    QUARTER = r"^\d{4}Q[1-4]$"  # 2026Q3
    YEAR = r"^\d{4}(-[2-9])?$"  # 2026, and 2026-2 for a second visit of the year
    RECORD = r"^[0-9A-Z]{12}(-\d)?$"  # the code of the record it is about, and its round
    MOVED = r"^(once|\d{6})$"  # after the decision, and anew for the day of a move: 260216
    ONCE = r"^once$"  # once in a dossier's life


# Everything that is not named here is owed once. A visit before the end has the quarter of the
# end, so that another end asks for another visit.
_SHAPES = {
    **dict.fromkeys((K.TALK, K.PRE_EXPIRY, K.FINAL_ROUND), PeriodShape.QUARTER),
    **dict.fromkeys(
        (
            K.ANNOUNCE, K.FILING, K.POST_CHANGE, K.PAY_CHANGE, K.EXECUTION_REPORT, K.ISSUE_FIX,
            K.RESTORE_NOTICE, K.RESTORE_APPLY, K.RESTORE_PUBLIC, K.RESTORE_REPORT,
            K.LETTER, K.LETTER_RECEIPT, K.NEED_REPLY, K.EXPIRY_REPLY, K.ADVICE_REPLY,
        ),
        PeriodShape.RECORD,
    ),
    K.YEARLY_VISIT: PeriodShape.YEAR,
    K.YEARLY_ROUND: PeriodShape.YEAR,
    K.USE_REPLY: PeriodShape.QUARTER,
    K.HELPER: PeriodShape.MOVED,
}  # fmt: skip


def shape_of(kind: str) -> PeriodShape:
    return _SHAPES.get(ObligationKind(kind), PeriodShape.ONCE)


ONCE = "once"


class ObligationState(TextChoices):
    OPEN = "open", "待办"
    MET = "met", "已办"
    WITHDRAWN = "withdrawn", "已撤回"
    EXEMPT = "exempt", "已免除"


class Withdrawal(TextChoices):
    """Why reconcile took back what is no longer owed; revived when it is owed again."""

    SHUT = "shut", "档案已结"
    STAGE = "stage", "本环节已过"
    NOT_OWED = "not_owed", "不在应办期间"
    # The dossier was ended; the codes of cases.choices.EndReason.
    DIED = "died", "本人去世"
    OUT_OF_SCOPE = "out_of_scope", "退出回访范围"
