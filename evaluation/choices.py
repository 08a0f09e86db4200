"""The words of an evaluation and the order of its states."""

from django.db.models import TextChoices


class InstrumentStatus(TextChoices):
    DRAFT = "draft", "草稿"
    PUBLISHED = "published", "已发布"
    RETIRED = "retired", "已停用"


class RoundKind(TextChoices):
    BASELINE = "baseline", "基线评价"
    YEARLY = "yearly", "年度评价"
    FINAL = "final", "期满评价"


class RoundStatus(TextChoices):
    OPEN = "open", "进行中"
    CLOSED = "closed", "已截止"
    COMPUTED = "computed", "已计算"
    CONFIRMED = "confirmed", "已确认"
    VOID = "void", "已作废"


NEXT_STATUSES = {
    RoundStatus.OPEN: frozenset({RoundStatus.CLOSED, RoundStatus.VOID}),
    RoundStatus.CLOSED: frozenset({RoundStatus.OPEN, RoundStatus.COMPUTED, RoundStatus.VOID}),
    RoundStatus.COMPUTED: frozenset({RoundStatus.OPEN, RoundStatus.CONFIRMED, RoundStatus.VOID}),
    RoundStatus.CONFIRMED: frozenset(),
    RoundStatus.VOID: frozenset(),
}

UNFINISHED = (RoundStatus.OPEN, RoundStatus.CLOSED, RoundStatus.COMPUTED)
SCORED = (RoundStatus.COMPUTED, RoundStatus.CONFIRMED)


class GroupCode(TextChoices):
    LD = "LD", "单位及党组织领导"
    TS = "TS", "身边同事"
    QZ = "QZ", "群众"
    JS = "JS", "家属"
    FW = "FW", "服务对象"
    NJ = "NJ", "内部监督部门"
    SJ = "SJ", "同级或上级监督单位"
    TY = "TY", "特邀监察员"


class MissingReason(TextChoices):
    NONE_EXISTS = "none_exists", "无此类主体"
    REFUSED = "refused", "拒绝"
    UNREACHABLE = "unreachable", "无法联系"
    RECUSED = "recused", "回避"
    NOT_DUE = "not_due", "未到期"


# These two say nothing about the person and are left out of printed papers.
NEUTRAL_REASONS = frozenset({MissingReason.NONE_EXISTS, MissingReason.RECUSED})


class BallotSource(TextChoices):
    PAPER = "paper", "纸质"
    ONLINE = "online", "网上"


class Suspicion(TextChoices):
    SAME_VALUE = "same_value", "正反指标都选了同一档"
    ONE_SIDED = "one_sided", "正向与反向指标相差过大"
    UNKNOWN = "unknown", "“不了解”超过六成"
    HURRIED = "hurried", "不到一分钟填完"


class Agreement(TextChoices):
    HIGH = "high", "高度一致"
    FAIR = "fair", "基本一致"
    SPLIT = "split", "分歧较大"


class Trend(TextChoices):
    UP = "up", "上升"
    FLAT = "flat", "平稳"
    DOWN = "down", "下降"


class Verdict(TextChoices):
    """What people sign; the computed grade only proposes one of them."""

    STANDOUT = "standout", "表现突出"
    GOOD = "good", "表现良好"
    STEADY = "steady", "表现平稳"
    HELP = "help", "需继续帮助"
    NONE = "none", "不定等次"


# Codes of the instrument's grades and the words that stand for them on screens and papers.
VERDICT_OF_GRADE = {
    "A": Verdict.STANDOUT,
    "B": Verdict.GOOD,
    "C": Verdict.STEADY,
    "D": Verdict.HELP,
}


class ConclusionStatus(TextChoices):
    WAITING = "waiting", "待确认"
    RETURNED = "returned", "已退回"
    CONFIRMED = "confirmed", "已确认"
