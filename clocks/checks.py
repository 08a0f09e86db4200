"""What an input must not say; each check answers with a sentence, or None."""

from datetime import date

from clocks.catalogue import Measure
from clocks.facts import COMBINATIONS, CONVENTIONS, Error, Event, Person, Policy
from clocks.turns import Phase
from clocks.words import EVENTS, IDENTITIES, PARTIES, SYSTEMS, cn_date

EARLIEST = date(1949, 10, 1)
LATEST = date(2199, 12, 31)
# The notice of 中央纪委 of 2023-06-27 on restoring rights: publicity of not less than five days.
PUBLICITY_DAYS = 5
PEOPLE_FOR_AN_OVERRIDE = 2
LONGEST_ADMONITION = 24

_CONVENTION = "期满日口径应为A、B或C，例如A。"
_COMBINATION = "合并计算方法应为S1、S2或S3，例如S1。"
_ADMONITION = f"诫勉的影响期应为1至{LONGEST_ADMONITION}个月，例如6。"
_PARTY = "没有这种政治面貌，可用的有" + "、".join(f"{k}（{v}）" for k, v in PARTIES.items()) + "。"
_IDENTITY = (
    "没有这种人员身份，可用的有" + "、".join(f"{k}（{v}）" for k, v in IDENTITIES.items()) + "。"
)

# 条例 12 for the last two: what can happen to a decision but once.
ONCE = {
    "annulled": "同一决定只能撤销一次，请删去重复的记录。",
    "extended": "察看期只能延长一次，延长后共二年（《中国共产党纪律处分条例》第十二条），"
    "请删去重复的记录。",
    "restored": "恢复党员权利只能录入一次，请删去重复的记录。",
}


def setting_errors(person: Person, policy: Policy, today: date) -> list[Error]:
    """Errors of the input as a whole; they belong to no decision."""
    checks = (
        (policy.end_convention in CONVENTIONS, "policy.end_convention", _CONVENTION),
        (policy.combination in COMBINATIONS, "policy.combination", _COMBINATION),
        (
            policy.admonition_months is None or 0 < policy.admonition_months <= LONGEST_ADMONITION,
            "policy.admonition_months",
            _ADMONITION,
        ),
        (person.party in PARTIES or not person.party, "person.party", _PARTY),
        (person.identity in IDENTITIES or not person.identity, "person.identity", _IDENTITY),
        (EARLIEST <= today <= LATEST, "today", "今天的日期应在1949年至2199年之间，请核对。"),
    )
    return [Error("", name, message) for fine, name, message in checks if not fine]


def past_day(day: date, label: str, today: date) -> str | None:
    if day > today:
        return (
            f"{label}{cn_date(day)}晚于今天（{cn_date(today)}），请核对。"
            f"{label}应为已经到来的日期，例如{cn_date(today)}。"
        )
    if day < EARLIEST:
        return f"{label}{cn_date(day)}过早，应在1949年10月1日以后，例如{cn_date(today)}。"
    return None


def receivable(measure: Measure, person: Person, *, expelled_later: bool) -> str | None:
    """Whether this person can receive it at all (条例 8; 政务处分法 7, 22, 23)."""
    if measure.system == "party" and person.party == "non_member" and not expelled_later:
        party = PARTIES[person.party]
        return f"{measure.name}只适用于中共党员，此人为{party}，请核对政治面貌或者处分种类。"
    if measure.is_open_to(person):
        return None
    identity = IDENTITIES[person.identity]
    if measure.system == "institution":
        advice = "事业单位处分适用于事业单位工作人员；其他公职人员请选择政务处分"
    elif person.identity == "village_cadre":
        advice = "按《公职人员政务处分法》第二十二条，只有政务警告、政务记过、政务记大过"
    else:
        advice = "按《公职人员政务处分法》第二十三条，只有政务警告、政务记过、政务记大过"
    return f"{identity}不适用{measure.name}。{advice}，请核对人员身份或者处分种类。"


def months_fit(measure: Measure, months: int) -> str | None:
    """Stated months within what the measure allows; 48 is the limit of 政务处分法 15."""
    low, high = measure.months_min or 0, measure.months_max or 0
    if measure.kind == "probation" and months not in (measure.probation_months, measure.months):
        return f"{measure.name}的察看期为{measure.probation_months}个月，月数请留空。"
    if low <= months <= high:
        return None
    if measure.kind == "none":
        return f"{measure.name}不设期限，月数请留空。"
    if measure.system in ("state", "institution") and months > high:
        return (
            f"处分期为{months}个月，最长不得超过{high}个月"
            f"（《公职人员政务处分法》第十五条），请核对，例如{measure.months}。"
        )
    allowed = f"{low}个月" if low == high else f"{low}至{high}个月"
    return (
        f"{measure.name}的期限应为{allowed}，您填写的是{months}个月，请核对；"
        "确有特殊情况的，请用“认定期满日”写明依据和两名认定人。"
    )


def changed_twice(day: date) -> str:
    return (
        f"{cn_date(day)}已登记过一次变更，同一决定一天只能变更一次，"
        "请核对日期，或者先作废登记有误的一次。"
    )


def change_fits(was: Phase, now: Phase) -> str | None:
    system = was.measure.system
    if was.severity == now.severity:
        return f"变更前后都是{now.measure.name}，请核对变更后的种类。"
    if now.measure.system == system:
        return None
    return (
        f"{was.measure.name}不能变更为{now.measure.name}：变更前后应同属{SYSTEMS[system]}。"
        "改为其他系统的，请撤销原决定后另行录入。"
    )


def publicity_fits(event: Event) -> str | None:
    begun, ended = event.publicity_from, event.publicity_to
    if begun is None and ended is None:
        return None
    if begun is None or ended is None:
        return "公示的起止日期应同时填写，例如2026年8月3日至2026年8月9日。"
    days = (ended - begun).days + 1
    if days >= PUBLICITY_DAYS:
        return None
    return f"恢复党员权利前的公示不少于{PUBLICITY_DAYS}天，您填写的是{max(days, 0)}天，请核对。"


def override_fits(event: Event) -> tuple[str, str] | None:
    """The field at fault and the sentence."""
    if event.end is None:
        return "end", "请填写认定的期满日，例如2027年3月19日。"
    if not EARLIEST <= event.end <= LATEST:
        return "end", f"认定的期满日{cn_date(event.end)}超出范围，应在1949年至2199年之间。"
    if not event.basis.strip():
        return "basis", "请写明认定期满日的依据，例如处分决定书文号或者会议纪要。"
    if len({name.strip() for name in event.by} - {""}) < PEOPLE_FOR_AN_OVERRIDE:
        return "by", "认定期满日应由两名不同的人员作出，请写明两人姓名。"
    return None


def event_day(event: Event, decided_on: date, today: date) -> str | None:
    label = EVENTS[event.kind]
    if event.on is None:
        return f"请填写{label}的日期，例如{cn_date(today)}。"
    if event.on < decided_on:
        return (
            f"{label}的日期{cn_date(event.on)}早于处分决定日期{cn_date(decided_on)}，请核对。"
            f"{label}应在决定作出以后，例如{cn_date(today)}。"
        )
    return past_day(event.on, f"{label}的日期", today)
