"""The table of practice E.2: for each kind of duty its steps, and who is told on which rung."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from reminders.choices import Desk, Level

# E.2 names the days of escalation for talks only. Elsewhere: told on the day after, escalated
# three days after it; a unit gets a week and the office a fortnight, as with talks. [OWN]
AFTER, PASSED_ON, UNIT_LATE, OFFICE_LATE = 1, 3, 7, 15
# 「+30 monthly bulletin」, for a year.
MONTHLY = tuple(range(30, 361, 30))


@dataclass(frozen=True)
class Rung:
    """Who is told on which days; a day counts from the due day, before it with a minus."""

    level: Level
    desk: Desk
    days: tuple[int, ...]


@dataclass(frozen=True)
class Ladder:
    """`row`: the row of practice E.2 it comes from."""

    row: str
    rungs: tuple[Rung, ...]


def _owed_by(desk: Desk, *days: int) -> Rung:
    return Rung(Level.OWNER, desk, (*days, AFTER))


def _from_unit(*days: int) -> tuple[Rung, ...]:
    """单位书记, 审理室: how a duty of the unit is passed on."""
    return (
        _owed_by(Desk.UNIT, *days),
        Rung(Level.UNIT, Desk.UNIT, (UNIT_LATE,)),
        Rung(Level.OFFICE, Desk.OFFICE, (OFFICE_LATE,)),
    )


def _then(*days: int, level: Level, desk: Desk = Desk.HANDLER) -> tuple[Rung, ...]:
    """Told to whoever owes it, then to one rung above."""
    above = {
        Level.DIRECTOR: Desk.DIRECTOR,
        Level.LEADER: Desk.LEADER,
        Level.OFFICE: Desk.OFFICE,
    }
    return (_owed_by(desk, *days), Rung(level, above[level], (PASSED_ON,)))


# Kind → its steps (visits.choices.ObligationKind), each of them a line.
LADDERS: Mapping[str, Ladder] = {
    "notice": Ladder("告知书", _then(-5, level=Level.DIRECTOR)),
    "announce": Ladder("宣布处分", _from_unit(-10, -3)),
    "filing": Ladder("归档", _from_unit(-10, -3)),
    "post_change": Ladder("职务工资变更", _from_unit(-10, -3)),
    "pay_change": Ladder("职务工资变更", _from_unit(-10, -3)),
    "execution_report": Ladder("执行情况报告", _from_unit(-30, -7)),
    "helper": Ladder("指定帮扶人 + 报告表", _from_unit(-10, -3)),
    "assessment": Ladder("访前研判 完成", _then(-7, level=Level.DIRECTOR)),
    # The handler sends it in, the director approves it or passes it on.
    "plan": Ladder(
        "方案批准",
        (*_then(-7, level=Level.LEADER), Rung(Level.DIRECTOR, Desk.DIRECTOR, (-7,))),
    ),
    "first_visit": Ladder("及时访", _then(-14, -3, level=Level.DIRECTOR)),
    "talk": Ladder(
        "季度谈心",
        (
            Rung(Level.OWNER, Desk.HELPER, (-30, -15, -7, -1, 1, 7, 15)),
            Rung(Level.UNIT, Desk.UNIT, (7,)),
            Rung(Level.OFFICE, Desk.OFFICE, (15,)),
            Rung(Level.BULLETIN, Desk.LEADER, MONTHLY),
        ),
    ),
    "yearly_visit": Ladder("必访/重点 office visit", _then(-60, -30, -7, level=Level.DIRECTOR)),
    "baseline_round": Ladder("评价轮", _then(-30, level=Level.DIRECTOR)),
    "yearly_round": Ladder("评价轮", _then(-30, level=Level.DIRECTOR)),
    "final_round": Ladder("评价轮", _then(-30, level=Level.DIRECTOR)),
    # E.2 counts from the end T, and it is due 30 days before T: T-60, T-30, T-7.
    "pre_expiry": Ladder("期满前信息采集/访", _then(-30, 0, 23, level=Level.DIRECTOR)),
    "expiry_reply": Ladder("期满提示：单位回复", _from_unit(-7)),
    "restore_notice": Ladder("恢复党员权利", _then(-3, level=Level.OFFICE, desk=Desk.UNIT)),
    "restore_apply": Ladder("恢复党员权利", _then(-3, level=Level.OFFICE, desk=Desk.UNIT)),
    "restore_public": Ladder("恢复党员权利", _then(-3, level=Level.OFFICE, desk=Desk.UNIT)),
    "restore_report": Ladder("恢复党员权利", _then(-3, level=Level.OFFICE, desk=Desk.UNIT)),
    "letter": Ladder("反馈函", _then(-7, level=Level.LEADER)),
    "letter_receipt": Ladder("回执", _then(level=Level.LEADER, desk=Desk.PERSONNEL)),
    "use_reply": Ladder("使用反馈", _then(level=Level.LEADER, desk=Desk.PERSONNEL)),
    "clearing_first": Ladder("澄清回访 1", _then(-7, level=Level.DIRECTOR)),
    "clearing_second": Ladder("澄清回访 2", _then(-7, level=Level.DIRECTOR)),
    "issue_fix": Ladder("执行问题整改", _then(-7, level=Level.LEADER, desk=Desk.UNIT)),
    "advice_reply": Ladder("建议回复", _then(-7, level=Level.LEADER, desk=Desk.UNIT)),
    # Not rows of E.2: what was promised in a talk is kept as any other duty.
    "need_reply": Ladder("诉求答复", _then(-7, level=Level.DIRECTOR)),
}
# It is due so many days before the end that its steps count from.
PRE_EXPIRY_DUE = 30


def rungs_of(
    kind: str, *, talk_reminders: Collection[int], clock_reminders: Collection[int]
) -> Iterator[Rung]:
    """The rungs of a kind with the days that the office's policy names (decisions 1.5)."""
    for rung in LADDERS[kind].rungs:
        if kind == "talk" and rung.level == Level.OWNER:
            late = [day for day in rung.days if day > 0]
            yield Rung(rung.level, rung.desk, _ordered(*(-day for day in talk_reminders), *late))
        elif kind == "pre_expiry" and rung.level == Level.OWNER:
            days = (PRE_EXPIRY_DUE - day for day in clock_reminders)
            yield Rung(rung.level, rung.desk, _ordered(*days, AFTER))
        else:
            yield Rung(rung.level, rung.desk, _ordered(*rung.days))


def _ordered(*days: int) -> tuple[int, ...]:
    return tuple(sorted(set(days)))
