"""The words of a visit: from the first idea to the papers that tell others of it."""

from django.db.models import TextChoices


class VisitStatus(TextChoices):
    """Practice E.4. What is still being typed is a Draft, not a visit."""

    PLANNED = "planned", "计划中"
    AGREED = "agreed", "已约定"
    READY = "ready", "已准备"
    HELD = "held", "已实施，待登记"
    SIGNING = "signing", "待签字"
    DONE = "done", "已完成"
    DECLINED = "declined", "本人不接受回访"
    LOST = "lost", "未能联系上"
    VOID = "void", "已作废"


# A trigger allows these steps and no other (visits.models.edges); a record may also begin at
# 待签字 or 已完成, when nobody has arranged the visit beforehand.
EDGES = frozenset(
    {
        (VisitStatus.PLANNED, VisitStatus.AGREED),
        (VisitStatus.AGREED, VisitStatus.PLANNED),
        (VisitStatus.AGREED, VisitStatus.READY),
        (VisitStatus.READY, VisitStatus.AGREED),
        (VisitStatus.READY, VisitStatus.HELD),
        (VisitStatus.READY, VisitStatus.SIGNING),
        (VisitStatus.READY, VisitStatus.DONE),
        (VisitStatus.HELD, VisitStatus.SIGNING),
        (VisitStatus.HELD, VisitStatus.DONE),
        (VisitStatus.SIGNING, VisitStatus.DONE),
        *(
            (was, end)
            for was in (VisitStatus.PLANNED, VisitStatus.AGREED, VisitStatus.READY)
            for end in (VisitStatus.DECLINED, VisitStatus.LOST)
        ),
        *(
            (was, VisitStatus.VOID)
            for was in (
                VisitStatus.PLANNED,
                VisitStatus.AGREED,
                VisitStatus.READY,
                VisitStatus.HELD,
                VisitStatus.SIGNING,
                VisitStatus.DONE,
            )
        ),
    }
)
# Where a visit may stand when its row is written.
BEGINNINGS = frozenset(
    {VisitStatus.PLANNED, VisitStatus.AGREED, VisitStatus.SIGNING, VisitStatus.DONE}
)
# Before anybody has gone.
AHEAD = frozenset({VisitStatus.PLANNED, VisitStatus.AGREED, VisitStatus.READY})
# Something is still to be done.
OPEN_VISITS = AHEAD | {VisitStatus.HELD, VisitStatus.SIGNING}
# The record is on file.
RECORDED = frozenset({VisitStatus.SIGNING, VisitStatus.DONE})
# What meets an obligation; by telephone or video it meets none that is mandatory (A14).
COUNTING = frozenset({VisitStatus.DONE})


class Place(TextChoices):
    """谈话室 is not among them: a visit is no interrogation (practice C.2)."""

    OFFICE = "office", "办公室"
    MEETING_ROOM = "meeting_room", "会议室"
    HOME = "home", "家中"
    VILLAGE = "village", "村（社区）"
    OTHER = "other", "其他地点"


class VisitMode(TextChoices):
    HOME = "home", "入户"
    FACE = "face", "当面"
    GATHERING = "gathering", "座谈"
    PHONE = "phone", "电话"
    VIDEO = "video", "视频"


# Practice A14: these need a reason.
REMOTE_MODES = frozenset({VisitMode.PHONE, VisitMode.VIDEO})


class Stage(TextChoices):
    """Practice A.7, as are the next five: a visit has one value of each."""

    TIMELY = "timely", "及时访"
    FULL = "full", "全面访"
    EXTENDED = "extended", "延伸访"
    FIRST = "first", "一阶（访认识）"
    SECOND = "second", "二阶（访表现）"
    THIRD = "third", "三阶（访使用）"
    BEFORE_END = "before_end", "期满前访"
    AFTER_END = "after_end", "期满后访"


class Depth(TextChoices):
    STANDARD = "standard", "标准访"
    DEEP = "deep", "深度访"
    WARM = "warm", "暖心访"


class Style(TextChoices):
    TALKING = "talking", "交谈式"
    RECOMMENDING = "recommending", "推荐式"
    INTERACTIVE = "interactive", "互动式"


class Body(TextChoices):
    OWN = "own", "自办"
    JOINT = "joint", "联合（横向）"
    LEVELS = "levels", "多级联合（纵向）"
    PARTY_LEADER = "party_leader", "党委领导"
    HEAD = "head", "委领导带队"
    TOWN = "town", "乡镇纪委"
    STATIONED = "stationed", "派驻组"


# Several organs at one table; their names are on the record.
JOINT_BODIES = frozenset({Body.JOINT, Body.LEVELS})


class Whom(TextChoices):
    SELF = "self", "本人"
    UNIT_LEADER = "unit_leader", "单位领导"
    COLLEAGUE = "colleague", "同事"
    MASSES = "masses", "群众代表"
    FAMILY = "family", "家属"
    FRIEND = "friend", "亲友"


class Nature(TextChoices):
    SANCTION = "sanction", "处分回访"
    TREATMENT = "treatment", "处理回访（第一种形态）"
    CLEARING = "clearing", "澄清回访"


class Grade(TextChoices):
    """评定 of C.2, said by the team; no figure follows from it."""

    GOOD = "good", "好"
    FAIR = "fair", "一般"
    HELP = "help", "需继续帮助"


class Response(TextChoices):
    """Tianjin's four classes (practice A26), and affirmation (A19)."""

    AFFIRM = "affirm", "表现良好，予以肯定"
    EXPLAIN = "explain", "认识有偏差，耐心解释"
    UNBURDEN = "unburden", "压力较大，疏导减压"
    REMIND = "remind", "仍有不良表现，及时提醒"
    STRICT = "strict", "疑似再次违纪违法，按程序办理"


class Change(TextChoices):
    """Beside the last visit."""

    FIRST = "first", "首次回访"
    BETTER = "better", "好转"
    SAME = "same", "持平"
    BEHIND = "behind", "有所反复"


class CheckItem(TextChoices):
    """执行核查 as far as a visit asks (practice E.3)."""

    ANNOUNCED = "announced", "决定宣布"
    FILED = "filed", "材料归档"
    POST = "post", "职务职级"
    PAY = "pay", "工资待遇"
    YEARLY_GRADE = "yearly_grade", "年度考核"


class CheckResult(TextChoices):
    DONE = "done", "已落实"
    UNDER_WAY = "under_way", "办理中"
    NOT_APPLICABLE = "not_applicable", "不涉及"
    PROBLEM = "problem", "发现问题"


class TeamPart(TextChoices):
    LEADER = "leader", "负责人"
    VISITOR = "visitor", "回访人"
    HEAD = "head", "带队领导"
    COMPANION = "companion", "陪同人员"


class Signature(TextChoices):
    SIGNED = "signed", "本人已签名"
    DECLINED = "declined", "本人未签名"


# On the form only: the record is whole, his signature comes another day.
SIGN_LATER = "later"


class Source(TextChoices):
    """三方面谈: who else was heard. Relatives are heard too, in a table of their own."""

    UNIT_LEADER = "unit_leader", "单位负责人"
    MASSES = "masses", "党员群众代表"
    COLLEAGUE = "colleague", "同事"


class Relation(TextChoices):
    SPOUSE = "spouse", "配偶"
    PARENT = "parent", "父母"
    CHILD = "child", "子女"
    OTHER = "other", "其他亲友"


class ContactKind(TextChoices):
    """Practice E.4, 拒访 and 失联: each line says what happened on which day."""

    REFUSED = "refused", "本人暂不愿意"
    OFFERED = "offered", "再次邀约，仍不愿意"
    PARTY = "party", "请所在党组织协助"
    ATTEMPT = "attempt", "联系未成"


class Channel(TextChoices):
    """Practice A27: who is told of a finished visit."""

    UNIT = "unit", "单位通报"
    FILE = "file", "廉政档案"
    PERSONNEL = "personnel", "组织人事"


class BodyLevel(TextChoices):
    """Of a visit by others (practice A29)."""

    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "县级"
    TOWN = "town", "乡镇（街道）"
    UNIT = "unit", "本单位"


class TeamFault(TextChoices):
    """Why a team cannot go as arranged; never which grounds somebody has to keep away."""

    FEW = "few", "回访人不足两名"
    PERSON = "person", "有同志已不能参加"
    LEADER = "leader", "重点回访没有负责人"
