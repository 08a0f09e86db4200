"""Forms of a visit: C.2 blank and filled, C.3 with numbered lines, C.4 in short."""

from datetime import time

from django.db.models import Model

from reports.facts.forms.head import About, short_head, terms
from reports.rules.forms.parts import (
    Box,
    FormSheet,
    Grid,
    Part,
    Ruled,
    boxes_ticked,
    in_lines,
    pairs,
)
from reports.rules.wording import chain, day
from visits.choices.visiting import CheckItem, CheckResult, TeamPart, VisitMode
from visits.models import Visit

WRITTEN_BY_HAND = 24
CHECKED_BY_HIM = "□以上记录与谈话内容一致　□需要补充：\n签名：　　　　　　　　年　　月　　日"
BLANK_LINES = 22
SIGNED = "以上记录看过，与我说的一致。　　谈话对象签名：　　　　　　　　年　　月　　日"
TRANSCRIPT_SIGNS = ("谈话人签名：", "记录人签名：", "谈话对象捺印（可选）：")
MODES = tuple(mode.label for mode in VisitMode)
MATTERS = (
    "对问题的认识",
    "思想状况",
    "工作情况（近期做成的事）",
    "生活及家庭情况、存在困难和诉求",
    "对组织的意见和要求",
)


def visit_blank(who: About, _record: Model) -> FormSheet:
    """For carrying outside: name, unit, what was agreed last; nothing of the matter (ux 3.6)."""
    done = Visit.objects.done().filter(dossier=who.dossier).order_by("-visited_on", "-pk")
    last = done.first()
    agreed = (
        chain(
            (last.prescription, f"下次联系：{day(last.next_on)}" if last.next_on else ""), by="\n"
        )
        if last
        else ""
    )
    return FormSheet(
        title="回访情况登记表",
        number=who.dossier.number,
        parts=(
            Grid(((Box("姓名", who.name), Box("单位及职务", who.post)),
                  (Box("上次商定的事项", agreed, 12),))),
            Grid((
                (Box("回访时间", "　　　年　　月　　日　　时　　分至　　时　　分"),),
                (Box("地点"),),
                (Box("方式", boxes_ticked(MODES)),),
                (Box("回访人"), Box("陪同人员")),
            )),
            Grid(tuple((Box(each, "", WRITTEN_BY_HAND),) for each in MATTERS)),
            Grid((
                (Box("决定执行核对", _check_boxes(), 12),),
                (Box("单位党组织意见", "", WRITTEN_BY_HAND),),
                (Box("同事、群众反映", "", WRITTEN_BY_HAND),),
                (Box("当场答复和下一步安排", "", WRITTEN_BY_HAND),),
                (Box("本人核对", CHECKED_BY_HIM, 14),),
            )),
        ),
        signs=("回访人签名（1）：", "（2）：", "审核人："),
        is_demo=who.is_demo,
    )  # fmt: skip


def _check_boxes() -> str:
    return "　".join(f"{item.label}□" for item in CheckItem)


def visit_filled(who: About, record: Model) -> FormSheet:
    visit = _visit(record)
    return FormSheet(
        title="受处分人员谈心回访情况登记表",
        number=who.dossier.number,
        edition=_edition(visit),
        parts=(short_head(who), _when(visit), _told(visit), *_others(visit), _judged(visit)),
        signs=("回访对象：", "回访人：", "案件审理室审核：", "日期："),
        is_demo=who.is_demo,
    )


def _visit(record: Model) -> Visit:
    if not isinstance(record, Visit):
        raise TypeError(type(record))
    return record


def _edition(visit: Visit) -> str:
    nth = f"第{visit.number}次" if visit.number else "未登记"
    return f"{nth}　记录版本 {visit.version}"


def _when(visit: Visit) -> Grid:
    team = [(each.part, chain((each.name, each.post), by="　")) for each in visit.team.all()]
    leader = "、".join(name for part, name in team if part == TeamPart.LEADER)
    visitors = "、".join(name for part, name in team if part != TeamPart.COMPANION)
    others = "、".join(name for part, name in team if part == TeamPart.COMPANION)
    place = chain((visit.get_place_display(), visit.place_note), by="，")
    return Grid(
        (
            (Box("回访时间", _times(visit)), Box("地点", place)),
            (Box("方式", chain((visit.get_mode_display(), visit.mode_reason))),),
            (Box("回访人", visitors), Box("负责人", leader)),
            (Box("陪同人员", others),),
        ),
        title="时间地点和参加人员",
    )


def _times(visit: Visit) -> str:
    return chain((day(visit.visited_on), _clock(visit.starts_at, visit.ends_at)), by="　")


def _clock(first: time | None, last: time | None) -> str:
    return "至".join(f"{each:%H:%M}" for each in (first, last) if each)


def _told(visit: Visit) -> Grid:
    told = (
        ("对所犯错误和处分的认识", visit.get_attitude_display(), visit.attitude_text),
        ("思想状况", visit.get_mood_display(), visit.mood_text),
        ("工作情况", "", visit.work_text),
        ("近期做成的事", "", visit.achievements),
        ("存在困难和诉求", visit.get_need_display(), visit.need_text),
        ("对组织的意见和要求", "", visit.advice_text),
    )
    rows = tuple((Box(label, _said(word, text), 14),) for label, word, text in told)
    return Grid(rows, title="谈话内容")


def _said(word: str, text: str) -> str:
    return chain((word, text), by="。")


def _others(visit: Visit) -> list[Part]:
    """What the unit and colleagues said; relatives' words are restricted and not printed."""
    heard = tuple(
        (Box(chain((each.get_source_display(), each.people), by="　"), each.text, 10),)
        for each in visit.interviews.all()
    )
    checks = pairs(
        *(Box(each.get_item_display(), each.get_result_display()) for each in visit.checks.all())
    )
    parts = []
    if heard:
        parts.append(Grid(heard, title="单位和群众反映"))
    if checks:
        parts.append(Grid(checks, title="处分执行核查"))
    return list(parts)


def _judged(visit: Visit) -> Grid:
    signed = chain((visit.get_signature_display(), visit.unsigned_reason), by="：")
    return Grid(
        (
            (Box("当前状态", visit.get_state_display()),
             Box("与上次比较", visit.get_change_display())),
            (Box("下一步措施", visit.prescription, 14),),
            (Box("回访组意见", visit.opinion, 14),),
            (Box("下次联系", day(visit.next_on)), Box("本人签名", signed)),
        ),
        title="判断、处方和意见",
    )  # fmt: skip


def transcript(who: About, record: Model) -> FormSheet:
    """C.3: the outline's questions, each with lines to write on; the foot stands on every page."""
    visit = _visit(record)
    speakers = "、".join(each.name for each in visit.team.all() if each.part != TeamPart.COMPANION)
    present = "、".join(each.name for each in visit.team.all() if each.part == TeamPart.COMPANION)
    asked = [each.strip() for each in visit.outline.splitlines() if each.strip()]
    lines: list[str] = []
    for question in asked:
        lines += [*in_lines(f"问：{question}"), "答：", "", ""]
    lines += [""] * max(BLANK_LINES - len(lines), BLANK_LINES // 2)
    place = chain((visit.get_place_display(), visit.place_note), by="，")
    return FormSheet(
        title="谈话笔录",
        number=who.dossier.number,
        edition=_edition(visit),
        parts=(
            Grid((
                (Box("谈话时间", _times(visit)), Box("地点", place)),
                (Box("谈话人", speakers), Box("记录人")),
                (Box("谈话对象", who.name), Box("在场人员", present)),
            )),
            Ruled(tuple(lines)),
        ),
        signs=TRANSCRIPT_SIGNS,
        foot=SIGNED,
        is_demo=who.is_demo,
    )  # fmt: skip


def transcript_blank(who: About, _record: Model) -> FormSheet:
    """C.3 for a conversation of which nothing is entered yet: his name, and lines."""
    return FormSheet(
        title="谈话笔录",
        number=who.dossier.number,
        parts=(
            Grid((
                (Box("谈话时间", "　　　年　　月　　日　　时　　分至　　时　　分"),),
                (Box("地点"), Box("记录人")),
                (Box("谈话人"), Box("在场人员")),
                (Box("谈话对象", who.name), Box("单位及职务", who.post)),
            )),
            Ruled(("",) * BLANK_LINES),
        ),
        signs=TRANSCRIPT_SIGNS,
        foot=SIGNED,
        is_demo=who.is_demo,
    )  # fmt: skip


def short(who: About, record: Model) -> FormSheet:
    """C.4, used when many are visited at once."""
    visit = _visit(record)
    problems = "、".join(
        each.get_item_display() for each in visit.checks.all() if each.result == CheckResult.PROBLEM
    )
    checks = "　".join(
        f"{each.get_item_display()}：{each.get_result_display()}" for each in visit.checks.all()
    )
    return FormSheet(
        title="回访情况记录表",
        number=who.dossier.number,
        edition=_edition(visit),
        parts=(
            short_head(who),
            Grid((
                (Box("回访时间", _times(visit)), Box("回访方式", visit.get_mode_display())),
                (Box("影响期止", terms(who).rpartition("至")[2]),
                 Box("下次联系", day(visit.next_on))),
                (Box("思想表现", _said(visit.get_mood_display(), visit.mood_text), 20),),
                (Box("学习工作表现", visit.work_text, 20),),
                (Box("整改情况", _said(visit.get_attitude_display(), visit.attitude_text), 20),),
                (Box("民主测评结果", _vote(visit), 10),),
                (Box("处分决定执行情况", checks, 12),),
                (Box("发现并纠正的问题", problems, 12),),
                (Box("反馈单位情况", _told_unit(visit), 12),),
            )),
        ),
        signs=("回访人（2人）：", "被回访单位负责人签字（盖章）：", "日期："),
        is_demo=who.is_demo,
    )  # fmt: skip


def _vote(visit: Visit) -> str:
    vote = getattr(visit, "vote", None)
    if vote is None:
        return "优秀　　票　称职　　票　基本称职　　票　不称职　　票　实到　　人"
    return (
        f"优秀{vote.excellent}票　称职{vote.competent}票　基本称职{vote.basic}票"
        f"　不称职{vote.incompetent}票　实到{vote.present}人"
    )


def _told_unit(visit: Visit) -> str:
    sent = visit.deliveries.all()
    return "；".join(
        chain((each.get_channel_display(), day(each.sent_on), each.receiver)) for each in sent
    )
