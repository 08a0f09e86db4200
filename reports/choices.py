"""The words of letters and notices: where they stand and what they propose."""

from django.db.models import TextChoices


class LetterStatus(TextChoices):
    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待签发"
    RETURNED = "returned", "已退回"
    APPROVED = "approved", "已签发"
    ISSUING = "issuing", "编号制作中"
    ISSUED = "issued", "已送达"
    RECEIVED = "received", "已签收"
    WITHDRAWN = "withdrawn", "已撤回"


# Practice E.4, row 「Feedback letter」; after issue a mistake is put right by a correction letter.
NEXT_STATUSES = {
    LetterStatus.DRAFT: frozenset({LetterStatus.SUBMITTED, LetterStatus.WITHDRAWN}),
    LetterStatus.RETURNED: frozenset({LetterStatus.SUBMITTED, LetterStatus.WITHDRAWN}),
    LetterStatus.SUBMITTED: frozenset({LetterStatus.RETURNED, LetterStatus.APPROVED}),
    LetterStatus.APPROVED: frozenset({LetterStatus.ISSUING, LetterStatus.RETURNED}),
    LetterStatus.ISSUING: frozenset({LetterStatus.ISSUED}),
    LetterStatus.ISSUED: frozenset({LetterStatus.RECEIVED}),
    LetterStatus.RECEIVED: frozenset(),
    LetterStatus.WITHDRAWN: frozenset(),
}
EDITABLE = frozenset({LetterStatus.DRAFT, LetterStatus.RETURNED})
SENT = frozenset({LetterStatus.ISSUED, LetterStatus.RECEIVED})
UNFINISHED = frozenset(LetterStatus) - SENT - {LetterStatus.WITHDRAWN}
# From the approval on the date of the paper stands and its words are fixed.
APPROVED = frozenset({LetterStatus.APPROVED, LetterStatus.ISSUING}) | SENT


class LetterKind(TextChoices):
    FEEDBACK = "feedback", "回访情况反馈函"


class Opinion(TextChoices):
    """What part five proposes; a person chooses, nothing is preselected."""

    CONTINUE = "continue", "尚在影响期内，继续教育帮助"
    ORDINARY = "ordinary", "影响期已满，按规定统筹考虑"
    HELP = "help", "需要继续帮助，约定再次回访"


class NoticeKind(TextChoices):
    """practice E.2 期满提示: to the person, to his unit, to the 组织部门."""

    PERSON = "person", "本人告知书"
    UNIT = "unit", "所在单位通知"
    PERSONNEL = "personnel", "组织部门函"


class NoticeStatus(TextChoices):
    DRAFTED = "drafted", "待发出"
    RELEASED = "released", "已发出"
    WITHDRAWN = "withdrawn", "已撤回"


class NoticeWithdrawal(TextChoices):
    """Why a notice was not sent: the first two are the program's, the last a person's."""

    CHANGED = "changed", "起草所依据的情况有变动，已重新起草"
    NOT_DUE = "not_due", "现在不需要发出"
    DECLINED = "declined", "经办人决定不发"


class Form(TextChoices):
    """Forms on paper (practice C); each of a record of its own kind."""

    REGISTER = "register", "回访登记表（基本情况）"
    VISIT_BLANK = "visit-blank", "空白回访情况登记表"
    VISIT = "visit", "回访情况登记表"
    TRANSCRIPT = "transcript", "谈话笔录"
    TRANSCRIPT_BLANK = "notes-blank", "空白谈话笔录"
    SHORT = "short", "回访情况记录表"
    PLAN_BLANK = "plan-blank", "空白一人一策方案"
    PLAN = "plan", "一人一策方案"
    TALK_BLANK = "talk-blank", "空白季度谈心谈话记录"
    TALK = "talk", "季度谈心谈话记录"
    NOTICE = "notice", "回访告知书"
    OWN = "own", "本人一览"


# Forms of the dossier as a whole; the others are of a visit, a plan or a talk.
OF_DOSSIER = frozenset(
    {
        Form.REGISTER, Form.VISIT_BLANK, Form.TRANSCRIPT_BLANK, Form.PLAN_BLANK, Form.TALK_BLANK,
        Form.NOTICE, Form.OWN,
    }
)  # fmt: skip
OF_VISIT = frozenset({Form.VISIT, Form.TRANSCRIPT, Form.SHORT})
