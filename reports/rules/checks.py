"""What stands between a draft and its issue: gates that block, notes that ask for a look."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from reports.choices import Opinion
from reports.rules.facts import LetterFacts
from reports.rules.glyphs import rare_characters
from reports.rules.letter import LONGEST_REASON
from reports.rules.wording import bare, day

# Part → what the screen calls it; without these a letter says nothing.
NEEDED = {
    "sanction": "处分及执行情况",
    "thought": "思想认识方面",
    "duty": "履职担当方面",
    "style": "纪律作风方面",
    "opinion": "意见建议",
}
# Rules 5.6, practice C.9: words a letter never carries.
FORBIDDEN = (
    (
        r"(?:可|可以|建议|同意)(?:予以)?(?:提拔|晋升|重用)",
        "是否使用由党委（党组）和组织人事部门按规定研究，请改写“{found}”。",
    ),
    (
        r"\d+(?:\.\d+)?分(?![钟管别期之内])",
        "反馈函不写评价分数，请删去“{found}”，只写评价结果用语。",
    ),
    (r"性格(?:色彩|研判|类型|测试)?", "反馈函不写性格研判，请删去“{found}”。"),
    (r"问题线索|线索|举报人|信访件", "反馈函不涉及线索，请删去“{found}”。"),
)
# Practice C.9 (relatives' words) and the wording guide: a person looks and decides.
DOUBTFUL = (
    (r"妻子|丈夫|配偶|父母|子女|家属", "反馈函不写家属的话，请确认“{found}”一句是否需要。"),
    (r"问题干部|污点干部|犯错干部|跌倒干部", "建议把“{found}”改为“该同志”。"),
    (r"黑名单|重点人员|管控对象|盯防", "建议把“{found}”改为“重点帮扶对象”。"),
    (r"改造|教化|洗心革面|戴罪立功", "建议把“{found}”改为“教育帮助”。"),
    (r"得过且过|消极避世|偏执抵触|变本加厉", "“{found}”是研判用语，建议改写具体表现。"),
    (r"不合格|末位|差评", "建议把“{found}”改为“需继续帮助”。"),
    (r"审讯|讯问|约谈", "建议把“{found}”改为“谈心谈话”。"),
)


@dataclass(frozen=True)
class Finding:
    text: str
    blocks: bool


def findings(
    facts: LetterFacts, parts: Mapping[str, str], *, paper: str, addressee: str, today: date
) -> list[Finding]:
    """Everything to be settled or looked at before this letter is sent, gates first."""
    found = [
        *_gates(facts, parts, addressee),
        *_periods(facts, today),
        *_words(parts),
        *_glyphs(paper),
        *_notes(facts),
    ]
    return sorted(found, key=lambda finding: not finding.blocks)


def _gates(facts: LetterFacts, parts: Mapping[str, str], addressee: str) -> Iterator[Finding]:
    if not addressee:
        yield Finding("还没有选主送机关。", blocks=True)
    for part, name in NEEDED.items():
        if not parts.get(part, "").strip():
            yield Finding(f"“{name}”还没有内容。", blocks=True)
    # Model text D1: at least one formal visit by two officers.
    if not facts.work.visits:
        yield Finding("还没有两人以上的正式回访记录，暂不能发函。", blocks=True)


def _periods(facts: LetterFacts, today: date) -> Iterator[Finding]:
    """The letter speaks of its day: a period that ended since then must be told anew."""
    for clock in facts.clocks:
        if clock.end is None:
            yield Finding(
                f"“{bare(clock.measure)}”的影响期还没有届满日，请先核对决定和恢复权利情况。",
                blocks=True,
            )
        elif facts.as_of <= clock.end < today:
            yield Finding(
                f"影响期已于{day(clock.end)}届满，草稿写的仍是期内，请重新取数。", blocks=True
            )
    choice = facts.opinion.choice
    if choice == Opinion.ORDINARY and facts.bound:
        yield Finding("影响期尚未全部届满，意见不能选“影响期已满”。", blocks=True)
    if choice == Opinion.CONTINUE and facts.clocks and not facts.bound:
        yield Finding("影响期已全部届满，意见不能选“尚在影响期内”。", blocks=True)


def _words(parts: Mapping[str, str]) -> Iterator[Finding]:
    text = "\n".join(parts.values())
    for blocks, table in ((True, FORBIDDEN), (False, DOUBTFUL)):
        for pattern, advice in table:
            for word in dict.fromkeys(re.findall(pattern, text)):
                yield Finding(advice.format(found=word), blocks=blocks)


def _glyphs(paper: str) -> Iterator[Finding]:
    for rare in rare_characters(paper):
        sign = f"“{rare.char}”（{rare.code_point}）"
        if rare.is_missing:
            yield Finding(f"字体里没有{sign}，印不出来，请核对或换用规范字。", blocks=True)
        else:
            yield Finding(f"仿宋没有{sign}，将用宋体补印，请核对字形。", blocks=False)


def _notes(facts: LetterFacts) -> Iterator[Finding]:
    for item in facts.execution.pending:
        yield Finding(f"执行事项“{bare(item.name)}”尚未办结，函中已如实写明。", blocks=False)
    for decision in facts.decisions:
        if len(bare(decision.reason)) > LONGEST_REASON:
            yield Finding(
                f"问题简述超过{LONGEST_REASON}字，草稿未采用，请在“处分及执行情况”里补一句。",
                blocks=False,
            )
    if not facts.basis:
        yield Finding("没有填写开展回访的依据文件，开头一句只写“有关规定”。", blocks=False)
