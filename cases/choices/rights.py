"""The words of a person's rights: appeals and their outcomes, the way back to Party rights."""

from django.db.models import TextChoices


class AppealKind(TextChoices):
    """The steps of clocks.deadlines.REMEDIES, and what no text found gives a term for."""

    PARTY_APPEAL = "party_appeal", "申诉（复议复查）"
    STATE_REVIEW = "state_review", "复审"
    STATE_RECHECK = "state_recheck", "复核"
    ENTERPRISE_RECHECK = "enterprise_recheck", "复核"
    ENTERPRISE_APPEAL = "enterprise_appeal", "申诉"
    OFFICE_RECHECK = "office_recheck", "复核"
    OFFICE_APPEAL = "office_appeal", "申诉（经复核）"
    OFFICE_DIRECT_APPEAL = "office_direct_appeal", "申诉（不经复核）"
    INSTITUTION_RECHECK = "institution_recheck", "复核"
    INSTITUTION_APPEAL = "institution_appeal", "申诉"
    OTHER = "other", "其他申诉"


class AppealOutcome(TextChoices):
    MAINTAINED = "maintained", "维持"
    CHANGED = "changed", "变更"
    ANNULLED = "annulled", "撤销"
    WITHDRAWN = "withdrawn", "撤回申请"
    NOT_ACCEPTED = "not_accepted", "不予受理"


# Reached on the merits, so only after the appeal was accepted.
MERITS = frozenset({AppealOutcome.MAINTAINED, AppealOutcome.CHANGED, AppealOutcome.ANNULLED})
# They do not move a clock by themselves: the change or annulment is entered as a correction.
MOVING_OUTCOMES = frozenset({AppealOutcome.CHANGED, AppealOutcome.ANNULLED})


class RestorationKind(TextChoices):
    """The steps towards 恢复党员权利 in their order; the decision itself is an event."""

    NOTICE = "notice", "通知本人"
    APPLICATION = "application", "本人申请"
    PUBLICITY_BEGUN = "publicity_begun", "公示开始"
    PUBLICITY_ENDED = "publicity_ended", "公示结束"
    MEETING = "meeting", "支部党员大会"
    REPORT = "report", "报上级党委"
