"""The first draft of a 回访情况反馈函: facts in, the text of each part out."""

from datetime import date

from reports.choices import Opinion
from reports.rules.facts import (
    ClockFacts,
    ConductFacts,
    DecisionFacts,
    ExecutionFacts,
    LetterFacts,
    PendingItem,
    PersonFacts,
    RatingFacts,
    WorkFacts,
)
from reports.rules.wording import (
    bare,
    chain,
    clause,
    closed,
    counted,
    day,
    month,
    paragraphs,
    sentence,
    span,
)

# The parts a person edits, in the order of the paper.
PARTS = (
    "opening",
    "sanction",
    "work",
    "thought",
    "duty",
    "style",
    "public",
    "remarks",
    "opinion",
    "closing",
)
# The letter gives the facts of the case one line (practice C.9); a longer one is left out.
LONGEST_REASON = 30
# Rules 6.7 and 5.6: what an ended period means, and no word more.
FREE_AGAIN = (
    "{name}同志的影响期自{day}起已满，不再因本次处分受限；"
    "是否使用由党委（党组）和组织人事部门按规定研究"
)
KIND_WORDS = {"party": "处分", "state": "处分", "institution": "处分", "organisational": "组织处理"}


def draft(facts: LetterFacts) -> dict[str, str]:
    """Part → text; paragraphs are lines. A part about which nothing is known is empty."""
    name = bare(facts.person.name)
    return {
        "opening": _opening(facts, name),
        "sanction": _sanction(facts, name),
        "work": _work(facts.work),
        "thought": closed(facts.conduct.thought),
        "duty": closed(facts.conduct.duty),
        "style": closed(facts.conduct.style),
        "public": _public(facts.rating, facts.conduct),
        "remarks": paragraphs(*map(closed, facts.remarks)) or "无。",
        "opinion": _opinion(facts, name),
        "closing": _closing(facts),
    }


def title(name: str) -> str:
    name = bare(name)
    return f"关于{name}同志回访教育情况的反馈函" if name else "关于回访教育情况的反馈函"


def _opening(facts: LetterFacts, name: str) -> str:
    basis = chain(("干部管理监督有关规定", bare(facts.basis)), by="和")
    unit_party = clause("我委会同{unit}", unit=bare(facts.work.unit_party)) or "我委"
    what = clause("对{name}同志开展了回访教育", name=name) or "开展了回访教育"
    return f"根据{basis}，{unit_party}{what}。现将有关情况函告如下。"


def _sanction(facts: LetterFacts, name: str) -> str:
    decisions = "".join(_decision(decision) for decision in facts.decisions)
    clocks = "".join(_clock(clock, facts.as_of) for clock in facts.clocks)
    person = _person(facts.person, name)
    return paragraphs(person + decisions + clocks, _execution(facts.execution))


def _person(person: PersonFacts, name: str) -> str:
    rank = clause("（{rank}）", rank=bare(person.rank))
    joined = clause("{month}加入中国共产党", month=month(person.joined_party))
    post = bare(person.post)
    known = (
        bare(person.sex),
        bare(person.ethnicity),
        clause("{month}生", month=month(person.born)),
        joined or bare(person.politics),
        post and f"{'退休前任' if person.retired else '现任'}{post}{rank}",
    )
    return sentence(name, *known) if name and any(known) else ""


def measure_words(system: str, measure: str) -> str:
    """党内警告处分, 免职组织处理, 诫勉处理: what was given, in the words of its system."""
    measure, ending = bare(measure), KIND_WORDS.get(system, "处理")
    return measure if not measure or measure.endswith(("处分", "处理")) else f"{measure}{ending}"


def _decision(decision: DecisionFacts) -> str:
    reason = bare(decision.reason)
    given = clause("受到{words}", words=measure_words(decision.system, decision.measure))
    number = clause("（{number}）", number=bare(decision.number))
    if not given:
        return ""
    return sentence(
        day(decision.decided_on),
        clause("因{reason}", reason=reason) if len(reason) <= LONGEST_REASON else "",
        clause("经{organ}批准", organ=bare(decision.organ)),
        given + number,
    )


def _clock(clock: ClockFacts, as_of: date) -> str:
    """One sentence for one clock. Without both days there is nothing to say."""
    if clock.start is None or clock.end is None:
        return ""
    full, short = clock_words(clock)
    state = f"目前尚在{short}内" if clock.end >= as_of else f"已于{day(clock.end)}届满"
    return sentence(f"{full}自{day(clock.start)}起至{day(clock.end)}止", state)


def clock_words(clock: ClockFacts) -> tuple[str, str]:
    """What the period is called in full, and when it is spoken of again."""
    if clock.kind == "probation":
        return "留党察看期", "留党察看期"
    if clock.kind == "leading_post":
        return f"{measure_words(clock.system, clock.measure)}的领导职务限制期", "限制期"
    if clock.measure.startswith("留党察看"):
        return "恢复党员权利后的影响期", "影响期"
    # 政务处分法 第八条 speaks of a 政务处分期, the Party rules (条例 第十条 onward) of an 影响期.
    short = "处分期" if clock.system in {"state", "institution"} else "影响期"
    words = measure_words(clock.system, clock.measure)
    return (words.removesuffix("处分") if short == "处分期" else words) + short, short


def _execution(execution: ExecutionFacts) -> str:
    announced = clause("处分决定已于{day}宣布", day=day(execution.announced_on))
    if announced and execution.filed:
        announced += "并归入本人档案"
    names = [name for name in map(bare, execution.done) if name]
    done = (
        f"{chain(names, by='、')}{f'等{len(names)}项' if names[1:] else ''}执行事项"
        if names
        else ""
    )
    done = done and f"{done}{'均' if names[1:] and not execution.pending else ''}已落实"
    checked = chain((announced, done))
    pending = map(_pending, execution.pending)
    return sentence(clause("经核对，{checked}", checked=checked), *pending, by="；")


def _pending(item: PendingItem) -> str:
    state = "正在整改" if item.faulty else "正在办理"
    due = clause("预计{due}前完成", due=day(item.due))
    return bare(item.name) and chain((f"{bare(item.name)}{state}", due))


def _work(work: WorkFacts) -> str:
    talked = counted(work.face_to_face, "当面谈话{}次")
    modes = chain((talked, counted(work.at_home, "入户走访{}次")), by="、")
    visits = counted(work.visits, "共开展回访{}次")
    visits = visits and chain((visits, clause("其中{modes}", modes=modes)))
    times = counted(work.talks, "按季度开展谈心谈话{}次")
    talks = times and f"帮扶人{bare(work.helper)}{times}"
    heard = counted(work.heard, "听取所在单位党组织、党员群众、同事等{}人次意见")
    solved = counted(work.solved, "帮助解决工作生活困难{}项")
    done = chain((visits, talks, heard, solved), by="；")
    return sentence(span(work.begun, work.ended), "按照“一人一策”方案", done) if done else ""


def _public(rating: RatingFacts, conduct: ConductFacts) -> str:
    view = closed(clause("所在单位党组织认为：{view}", view=bare(conduct.unit_view)))
    word = clause("综合评价为“{word}”", word=bare(rating.wording))
    if not word:
        return view
    differing = chain(map(bare, rating.differing), by="、")
    where = clause("在{areas}方面", areas=differing)
    views = f"各类主体{where}看法有一定差异" if rating.agreed is False else "各类主体看法较一致"
    held = clause("{month}组织开展综合评价", month=month(rating.held)) or "组织开展了综合评价"
    return (
        sentence(
            held,
            counted(rating.sent, "发出评价表{}份"),
            counted(rating.valid, "收回有效{}份"),
            counted(rating.groups, "覆盖{}类评价主体"),
            word,
            "" if rating.agreed is None else views,
        )
        + view
    )


def _opinion(facts: LetterFacts, name: str) -> str:
    chosen = facts.opinion
    if chosen.choice == Opinion.CONTINUE:
        return (
            "建议所在单位党组织继续做好教育管理和关心帮助，支持其立足岗位发挥作用。"
            "影响期届满后，我委将及时反馈有关情况。"
        )
    if chosen.choice == Opinion.ORDINARY:
        free = "" if facts.bound else clause(FREE_AGAIN, name=name, day=day(facts.free_from))
        return (
            sentence(free) + "建议按照干部选拔任用有关规定，将该同志纳入正常的培养使用范围，"
            "根据工作需要和现实表现统筹考虑。"
        )
    if chosen.choice == Opinion.HELP:
        areas = clause("围绕{areas}", areas=bare(chosen.areas))
        again = clause("我委将于{month}再次回访", month=month(chosen.revisit))
        return sentence(f"建议所在单位党组织{areas}继续加强帮助", again)
    return ""


def _closing(facts: LetterFacts) -> str:
    office = clause("我委{office}", office=bare(facts.office)) or "我委"
    return paragraphs(
        f"以上情况供工作中参考。有关使用情况，请在作出决定后一个月内反馈{office}。",
        "特此函告。",
    )
