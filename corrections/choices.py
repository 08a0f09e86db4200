"""The words of a correction: what is done, where it stands, and who has to agree."""

from django.db.models import TextChoices


class CorrectionKind(TextChoices):
    CHANGED = "changed", "变更处分"
    ANNULLED = "annulled", "撤销处分决定"
    EXTENDED = "extended", "延长察看期"
    RESTORED = "restored", "恢复党员权利"
    OVERRIDDEN = "overridden", "认定届满日"
    OVERRIDE_WITHDRAWN = "override_withdrawn", "撤回届满日认定"
    REOFFENDED = "reoffended", "再次违纪违法受到处分"
    MISSED = "missed", "查出以前遗漏的问题受到处分"
    ADDED = "added", "补登处分决定"
    TYPED_WRONG = "typed_wrong", "更正登记差错"
    DECISION_VOIDED = "decision_voided", "作废处分决定登记"
    EVENT_VOIDED = "event_voided", "作废变动登记"


class CorrectionState(TextChoices):
    PROPOSED = "proposed", "待复核"
    APPLIED = "applied", "已生效"
    RETURNED = "returned", "已退回"
    WITHDRAWN = "withdrawn", "已撤回"


K = CorrectionKind
# A further decision; there is no earlier one it happens to.
FURTHER = frozenset({K.REOFFENDED, K.MISSED, K.ADDED})
# 条例 20, 21: a violation beside the one that is being helped with begins the help anew.
BEGINS_ANEW = frozenset({K.REOFFENDED, K.MISSED})
# practice D.3: an end date set by hand, taking back what was registered, and 再犯.
TWO_PEOPLE = BEGINS_ANEW | {
    K.OVERRIDDEN,
    K.OVERRIDE_WITHDRAWN,
    K.DECISION_VOIDED,
    K.EVENT_VOIDED,
}
# practice E.4: open letters are withdrawn, issued ones recalled.
RECALLS_PAPERS = BEGINS_ANEW | {K.ANNULLED}


class Part(TextChoices):
    """What a correction can move, in the order in which it is told."""

    DECISION = "decision", "处分决定"
    CLOCK = "clock", "影响期"
    DOSSIER = "dossier", "档案"
    PLAN = "plan", "方案"
    DUTY = "duty", "应办事项"
    EXECUTION = "execution", "执行核查"
    PAPER = "paper", "文书"
