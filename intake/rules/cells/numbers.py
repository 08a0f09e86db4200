"""ID numbers and telephone numbers."""

import re
from datetime import date

from stdnum.cn import ric
from stdnum.exceptions import InvalidChecksum, InvalidComponent, ValidationError

from columns.masks import masked_digits
from intake.rules.cells.read import EMPTY, Read, as_text, plain, shown
from intake.rules.reading.sheets import Cell

ID_LENGTH = 18
OLD_ID_LENGTH = 15
# A float keeps 15 digits; what Excel shows after them is lost.
SAFE_DIGITS = 15
LETTERS = {"O": "0", "l": "1", "I": "1"}
MOBILE = re.compile(r"1\d{10}")
LANDLINE = re.compile(r"(0\d{2,3})?\d{7,8}(转\d{1,6})?")


def read_id(cell: Cell) -> Read:
    text = plain(as_text(cell).lstrip("'’")).replace("x", "X")
    if not text:
        return EMPTY
    error = _lost(cell) or _misshapen(text) or _unsound(text)
    return Read(error=error) if error else Read(text)


def _lost(cell: Cell) -> str:
    if not isinstance(cell, int | float) or cell < 10**SAFE_DIGITS:
        return ""
    return "身份证号被存成了数字，后几位已丢失，无法恢复。请先把该列设为“文本”，再按原件重新录入。"


def _misshapen(text: str) -> str:
    if len(text) == OLD_ID_LENGTH and text.isdecimal():
        return "15 位身份证号已停用，请填写 18 位号码。"
    for place, sign in enumerate(text, 1):
        if sign in LETTERS:
            return f"身份证号第 {place} 位是字母“{sign}”，应为数字“{LETTERS[sign]}”。"
    if len(text) != ID_LENGTH:
        return f"身份证号应为 18 位，这一格有 {len(text)} 位。请按证件核对。"
    return ""


def _unsound(text: str) -> str:
    try:
        ric.validate(text)
    except InvalidChecksum:
        return "身份证号校验位不对，可能有一位输错。请按证件核对。"
    except InvalidComponent:
        # stdnum's table of places is older than the residence permits of 81, 82 and 83.
        if not text.startswith(("81", "82", "83")) or _birth(text) is None:
            return "身份证号中的地区或出生日期无效。请按证件核对。"
    except ValidationError:
        return "身份证号只能由 17 位数字和 1 位数字或 X 组成。请按证件核对。"
    return ""


def born_of(number: str) -> str:
    """YYYY-MM of a checked number."""
    return f"{number[6:10]}-{number[10:12]}"


def sex_of(number: str) -> str:
    return "male" if int(number[16]) % 2 else "female"


def read_phone(cell: Cell) -> Read:
    text = plain(as_text(cell).lstrip("'’"))
    if not text:
        return EMPTY
    numbers = [_bare(part) for part in re.split(r"[、,;/]", text) if part]
    for number in numbers:
        if number.startswith("1") and not MOBILE.fullmatch(number):
            return Read(error=f"手机号应为 11 位，这一格是 {len(number)} 位。请核对。")
        if not (MOBILE.fullmatch(number) or LANDLINE.fullmatch(number)):
            told = masked_digits(shown(text))
            return Read(error=f"“{told}”不是电话号码。请填写 11 位手机号或带区号的座机号。")
    return Read("、".join(numbers))


def _bare(number: str) -> str:
    number = number.replace("-", "").replace("(", "").replace(")", "")
    return number.removeprefix("+86").removeprefix("0086")


def _birth(text: str) -> date | None:
    try:
        return date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return None
