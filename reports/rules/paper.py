"""What stands on the sheets of a letter, in order: head, blocks of text, signature, annex."""

from collections.abc import Mapping
from dataclasses import dataclass

from reports.rules.facts import ClockFacts, LetterFacts, PersonFacts, RatingFacts, WorkFacts
from reports.rules.letter import clock_words, measure_words
from reports.rules.wording import bare, chain, counted, day, month, span

NUMERALS = "一二三四五六七八九十"
SECTIONS = (
    ("处分及执行情况", ("sanction",)),
    ("回访教育工作开展情况", ("work",)),
    ("现实表现", ("thought", "duty", "style", "public")),
    ("需要说明的情况", ("remarks",)),
    ("意见建议", ("opinion",)),
)
RUN_IN_HEADS = {
    "thought": "思想认识方面",
    "duty": "履职担当方面",
    "style": "纪律作风方面",
    "public": "群众评价方面",
}
ANNEX_TITLE = "回访教育情况一览表"


@dataclass(frozen=True)
class Block:
    """One paragraph; `head` runs in before it in 楷体, a section's head stands alone in 黑体."""

    text: str
    head: str = ""
    is_section: bool = False


@dataclass(frozen=True)
class Cell:
    label: str
    value: str
    is_wide: bool = False


@dataclass(frozen=True)
class AnnexPart:
    """A heading and its rows; a row is one cell over the whole width, or two beside each other."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Everything the template prints. An empty number stands on drafts only."""

    mark: str
    corner: str
    number: str
    title: tuple[str, ...]
    addressee: str
    blocks: tuple[Block, ...]
    signer: str
    signed_on: str
    contact: str
    annex: tuple[AnnexPart, ...] = ()
    draft_of: str = ""
    is_demo: bool = False

    @property
    def text(self) -> str:
        """Every character on the paper, for the check of fonts."""
        blocks = (block.head + block.text for block in self.blocks)
        cells = (cell for part in self.annex for row in part.rows for cell in row)
        rows = (cell.label + cell.value for cell in cells)
        head = (self.mark, self.corner, self.number, *self.title, self.addressee)
        return "".join((*head, *blocks, self.signer, self.contact, *rows))


def blocks(parts: Mapping[str, str]) -> tuple[Block, ...]:
    """The parts as paragraphs with their heads; a part without text takes its head away, and
    the numbers of those that remain follow on."""
    found = _lines(parts, "opening")
    number = 0
    for title, names in SECTIONS:
        inner = _section(parts, names)
        if inner:
            found.append(Block(f"{NUMERALS[number]}、{title}", is_section=True))
            found += inner
            number += 1
    return tuple(found + _lines(parts, "closing"))


def _section(parts: Mapping[str, str], names: tuple[str, ...]) -> list[Block]:
    inner: list[Block] = []
    number = 0
    for name in names:
        lines = _lines(parts, name)
        if lines and name in RUN_IN_HEADS:
            head = f"（{NUMERALS[number]}）{RUN_IN_HEADS[name]}。"
            lines[0] = Block(lines[0].text, head=head)
            number += 1
        inner += lines
    return inner


def _lines(parts: Mapping[str, str], name: str) -> list[Block]:
    lines = (line.strip(" \t\r　") for line in parts.get(name, "").split("\n"))
    return [Block(line) for line in lines if line]


def annex(facts: LetterFacts) -> tuple[AnnexPart, ...]:
    """The one-page table behind the letter: what was counted, without scores or anyone's words."""
    parts = (
        ("基本情况", _person_cells(facts.person)),
        ("处分（处理）情况", _sanction_cells(facts)),
        ("回访教育情况", _work_cells(facts.work)),
        ("综合评价情况", _rating_cells(facts.rating)),
    )
    made = (AnnexPart(title, _rows(cells)) for title, cells in parts)
    return tuple(part for part in made if part.rows)


def _rows(cells: list[Cell]) -> tuple[tuple[Cell, ...], ...]:
    """Cells about which something is known, short ones in pairs."""
    known = [cell for cell in cells if cell.value]
    short = [cell for cell in known if not cell.is_wide]
    pairs = [tuple(short[start : start + 2]) for start in range(0, len(short), 2)]
    return (*pairs, *((cell,) for cell in known if cell.is_wide))


def _person_cells(person: PersonFacts) -> list[Cell]:
    return [
        Cell("姓名", bare(person.name)),
        Cell("性别", bare(person.sex)),
        Cell("民族", bare(person.ethnicity)),
        Cell("出生年月", month(person.born)),
        Cell("政治面貌", bare(person.politics)),
        Cell("职级", bare(person.rank)),
        Cell("单位及职务", bare(person.post), is_wide=True),
    ]


def _sanction_cells(facts: LetterFacts) -> list[Cell]:
    cells = []
    for decision in facts.decisions:
        given = measure_words(decision.system, decision.measure)
        told = chain((day(decision.decided_on), given, bare(decision.number)))
        cells.append(Cell("决定", told if given else "", is_wide=True))
    return cells + [_clock_cell(clock) for clock in facts.clocks]


def _clock_cell(clock: ClockFacts) -> Cell:
    days = span(clock.start, clock.end)
    label = clock_words(clock)[1]
    given = "" if clock.kind == "probation" else measure_words(clock.system, clock.measure)
    return Cell(label, days and chain((given, days)), is_wide=True)


def _work_cells(work: WorkFacts) -> list[Cell]:
    return [
        Cell("回访次数", counted(work.visits, "{}次")),
        Cell("当面谈话", counted(work.face_to_face, "{}次")),
        Cell("入户走访", counted(work.at_home, "{}次")),
        Cell("季度谈心谈话", counted(work.talks, "{}次")),
        Cell("听取意见", counted(work.heard, "{}人次")),
        Cell("帮助解决困难", counted(work.solved, "{}项")),
        Cell("起止时间", span(work.begun, work.ended), is_wide=True),
    ]


def _rating_cells(rating: RatingFacts) -> list[Cell]:
    sheets = chain((counted(rating.sent, "发出{}份"), counted(rating.valid, "收回有效{}份")))
    return [
        Cell("评价时间", month(rating.held)),
        Cell("评价结果", bare(rating.wording)),
        Cell("评价主体", counted(rating.groups, "{}类")),
        Cell("评价表", sheets, is_wide=True),
    ]
