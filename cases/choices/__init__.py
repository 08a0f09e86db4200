"""The words of the spine and the order of its states."""

from django.db.models import TextChoices


class Sex(TextChoices):
    MALE = "male", "男"
    FEMALE = "female", "女"


class Politics(TextChoices):
    MEMBER = "member", "中共党员"
    PROBATIONARY = "probationary", "中共预备党员"
    LEAGUE = "league", "共青团员"
    DEMOCRATIC = "democratic", "民主党派"
    NON_PARTY = "non_party", "无党派人士"
    MASSES = "masses", "群众"


# Party measures reach them alone.
PARTY_MEMBERS = frozenset({Politics.MEMBER, Politics.PROBATIONARY})


class Identity(TextChoices):
    CIVIL_SERVANT = "civil_servant", "公务员"
    REFERENCE_MANAGED = "reference_managed", "参照公务员法管理人员"
    INSTITUTION_MANAGER = "institution_manager", "事业单位管理人员"
    INSTITUTION_STAFF = "institution_staff", "事业单位工作人员"
    ENTERPRISE_MANAGER = "enterprise_manager", "国有企业管理人员"
    VILLAGE_CADRE = "village_cadre", "村（社区）干部"
    OTHER_PUBLIC = "other_public", "其他依法履行公职的人员"
    RETIRED = "retired", "离退休人员"
    OTHER = "other", "其他人员"


class Rank(TextChoices):
    DEPARTMENT = "department", "厅局级"
    COUNTY_HEAD = "county_head", "县处级正职"
    COUNTY_DEPUTY = "county_deputy", "县处级副职"
    TOWN_HEAD = "town_head", "乡科级正职"
    TOWN_DEPUTY = "town_deputy", "乡科级副职"
    STAFF = "staff", "一般干部"
    OTHER = "other", "其他"


class Form(TextChoices):
    """监督执纪四种形态."""

    FIRST = "1", "第一种形态"
    SECOND = "2", "第二种形态"
    THIRD = "3", "第三种形态"
    FOURTH = "4", "第四种形态"


class System(TextChoices):
    PARTY = "party", "党纪处分"
    STATE = "state", "政务处分"
    INSTITUTION = "institution", "事业单位处分"
    ORGANISATIONAL = "organisational", "组织处理"
    LIGHT = "light", "其他处理"


class ClockKind(TextChoices):
    PROBATION = "probation", "留党察看期"
    BAR = "bar", "影响期"


class Slot(TextChoices):
    """Which clock of a decision: a measure may start more than one (责令辞职、免职)."""

    PROBATION = "probation", "察看期"
    LEADING_POST = "leading_post", "领导职务限制期"
    BAR = "bar", "影响期"


class EventKind(TextChoices):
    CHANGED = "changed", "变更"
    ANNULLED = "annulled", "撤销"
    EXTENDED = "extended", "延长一年"
    RESTORED = "restored", "恢复党员权利"
    OVERRIDDEN = "overridden", "人工认定"


class DecisionStatus(TextChoices):
    EFFECTIVE = "effective", "已生效"
    CHANGED = "changed", "已变更"
    ANNULLED = "annulled", "已撤销"
    VOID = "void", "已作废"


class Convention(TextChoices):
    """rules.md 5.2: no national text fixes the last day, so an office chooses once."""

    A = "A", "对应日的前一日；无对应日的为该月末日的前一日"
    B = "B", "对应日的前一日；无对应日的为该月末日"
    C = "C", "对应日；无对应日的为该月末日"


class Combination(TextChoices):
    S1 = "S1", "自原影响期届满次日起接续计算"
    S2 = "S2", "剩余日数加新处分影响期"
    S3 = "S3", "剩余月日数加新处分影响期"


class PolicyStatus(TextChoices):
    DRAFT = "draft", "草稿"
    PUBLISHED = "published", "已发布"


class CoverageBase(TextChoices):
    """rules.md 4.3: two readings of the 30 %."""

    TWO_YEARS = "two_years", "本年度和上年度受处分总人数"
    PREVIOUS = "previous", "上两个年度受处分总人数"


class DossierKind(TextChoices):
    SANCTION = "sanction", "处分回访"
    CLEARING = "clearing", "澄清回访"


class DossierStatus(TextChoices):
    REGISTERED = "registered", "已建档"
    ASSESSING = "assessing", "研判中"
    PLAN_PENDING = "plan_pending", "方案待批"
    VISITING = "visiting", "回访中"
    RATING = "rating", "待综合评价"
    CONCLUDED = "concluded", "已结论"
    FED_BACK = "fed_back", "已反馈"
    TRACKING = "tracking", "使用跟踪"
    CLOSING = "closing", "待销号"
    CLOSED = "closed", "已销号"
    PAUSED = "paused", "暂停"
    CLEARED = "cleared", "撤销转澄清"
    ENDED = "ended", "终止"
    VOID = "void", "已作废"


S = DossierStatus
# practice.md E.4. Pausing, ending and clearing may happen from any working state; a decision on
# another act leads back to 研判中 from each of them.
NEXT_STATUSES: dict[str, frozenset[DossierStatus]] = {
    S.REGISTERED: frozenset({S.ASSESSING, S.TRACKING}),
    S.ASSESSING: frozenset({S.PLAN_PENDING}),
    S.PLAN_PENDING: frozenset({S.VISITING, S.ASSESSING}),
    S.VISITING: frozenset({S.RATING, S.ASSESSING}),
    S.RATING: frozenset({S.CONCLUDED, S.VISITING, S.ASSESSING}),
    S.CONCLUDED: frozenset({S.FED_BACK, S.CLOSING, S.ASSESSING}),
    S.FED_BACK: frozenset({S.TRACKING, S.ASSESSING}),
    S.TRACKING: frozenset({S.CLOSING, S.ASSESSING}),
    S.CLOSING: frozenset({S.CLOSED, S.TRACKING, S.ASSESSING}),
}
WORKING_STATUSES = frozenset(NEXT_STATUSES)
# Statuses in which the dossier is no longer open; a new decision then opens a new one.
SHUT_STATUSES = frozenset({S.CLOSED, S.CLEARED, S.ENDED, S.VOID})


class PauseReason(TextChoices):
    """practice.md E.4: nothing is owed meanwhile."""

    FILED = "filed", "被立案审查调查"
    DETAINED = "detained", "被采取留置措施"
    ILL = "ill", "长期病假"
    UNREACHABLE = "unreachable", "失去联系"
    ABROAD = "abroad", "借调（派驻）境外"


class EndReason(TextChoices):
    DIED = "died", "本人去世"
    OUT_OF_SCOPE = "out_of_scope", "开除党籍、开除公职，退出回访范围"


class ActKind(TextChoices):
    """What is done with a dossier only after a second person has agreed."""

    PAUSE = "pause", "暂停"
    RESUME = "resume", "恢复办理"
    DIED = "died", "终止（本人去世）"
    OUT_OF_SCOPE = "out_of_scope", "退出回访范围（开除）"
    CLOSING = "closing", "销号"


class ActState(TextChoices):
    PROPOSED = "proposed", "待审批"
    CONFIRMED = "confirmed", "已同意"
    RETURNED = "returned", "已退回"
    WITHDRAWN = "withdrawn", "已撤回"


class HandoverState(TextChoices):
    OFFERED = "offered", "移交中"
    ACCEPTED = "accepted", "已接收"
    RETURNED = "returned", "已退回"
    WITHDRAWN = "withdrawn", "已撤回"


# The loop as the reader sees it, in order.
STAGES = (
    S.REGISTERED,
    S.ASSESSING,
    S.PLAN_PENDING,
    S.VISITING,
    S.RATING,
    S.CONCLUDED,
    S.FED_BACK,
    S.TRACKING,
    S.CLOSING,
    S.CLOSED,
)


class Matter(TextChoices):
    """What a running clock bars."""

    PROMOTE_OR_USE = "PROMOTE_OR_USE", "提拔职务、进一步使用"
    EQUAL_OR_HIGHER = "EQUAL_OR_HIGHER", "担任相当于或者高于原任职务的职务"
    LEADING_POST = "LEADING_POST", "担任领导职务"
    RANK = "RANK", "晋升职级"
    PAY_STEP = "PAY_STEP", "晋升工资档次"
    TITLE = "TITLE", "评聘职称"
    REJOIN_PARTY = "REJOIN_PARTY", "重新入党"
