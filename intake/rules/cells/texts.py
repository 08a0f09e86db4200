"""Free text: units, posts, organs, document numbers, reasons."""

import re
import unicodedata
from datetime import date

from intake.rules.cells.days import read_day, read_month
from intake.rules.cells.read import EMPTY, Read, as_text, is_date, is_time, plain, shown
from intake.rules.reading.sheets import Cell

BRACKETS = str.maketrans("[]()【】﹝﹞{}〈〉", "〔〕〔〕〔〕〔〕〔〕〔〕")
POST = re.compile(
    r"(?P<unit>.+?)(?P<post>(?:原)?(?:党委|党组|党总支|党支部|村党支部|社区党委|常务|党工委|政府|村委会)?(?:委员、)?(?:第一)?副?"
    r"(?:书记|主任|局长|镇长|乡长|区长|县长|科长|处长|站长|所长|校长|院长|部长|厂长|经理|总经理|董事长|队长|"
    r"组长|会长|主席|秘书长|科员|办事员|会计|出纳|职员|教师|干部|主任科员|调研员|文书)(?:、.+|（.+）|\(.+\))?)"
)
# Ends lie in the future; this day is later than any of them.
FAR = date(2099, 12, 31)
LINE_ENDS = re.compile(r"\s*[\r\n]+\s*")


def read_text(cell: Cell) -> Read:
    """Line breaks inside become one blank; everything else stays as written."""
    if cell is None:
        return EMPTY
    if is_date(cell) or is_time(cell):
        return Read(
            error=f"“{cell[1]}”是日期或时间，这一列应填文字。请把这一格设为文本后重新填写。"
        )
    text = LINE_ENDS.sub(" ", as_text(cell)).strip()
    return Read(text) if text else EMPTY


def read_tight(cell: Cell) -> Read:
    """Text in which blanks only align: units, organs, posts, document numbers."""
    found = read_text(cell)
    return found._replace(value="".join(found.value.split())) if found.value else found


def key_of(text: str) -> str:
    """Equal for two spellings of one document number or unit."""
    return plain(text).translate(BRACKETS).casefold()


def split_unit_and_post(text: str) -> tuple[str, str]:
    """One cell for both: 望川区财政局副局长 → (望川区财政局, 副局长); ("…", "") when unclear."""
    words = text.split(maxsplit=1)
    if len(words) > 1:
        return words[0], "".join(words[1].split())
    match = POST.fullmatch(unicodedata.normalize("NFC", text))
    return (match["unit"], match["post"]) if match else (text, "")


def read_printed_end(cell: Cell) -> Read:
    """The last day in a column of periods; never a truth, so never an error."""
    if cell is None:
        return EMPTY
    from_text = re.findall(r"\d{4}[年./\-]\d{1,2}[月./\-]\d{1,2}日?|\d{8}", plain(as_text(cell)))
    day = read_day(
        [*cell] if isinstance(cell, list) else (from_text[-1] if from_text else cell), today=FAR
    )
    if day.value:
        return Read(day.value)
    month = read_month(cell, today=FAR)
    if month.value:
        return Read(month.value)
    return Read(
        as_text(cell)[:40], notice=f"“{shown(as_text(cell))}”没有写明届满日，未与推算结果比对"
    )
