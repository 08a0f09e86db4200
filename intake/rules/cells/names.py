"""A person's name: what is tidied with a notice, and what is refused (security.md N01 to N14)."""

import re
import unicodedata

from columns.names import DOTS, MIDDLE_DOT
from intake.rules.cells.read import INVISIBLE, Read, as_text, shown
from intake.rules.reading.sheets import Cell

TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
MARKUP = re.compile(r"[<>{}\[\]()（）【】;；'\"“”‘’=&$#@%*/\\|`^~?？!！:：,，_+]|--")
PLACEHOLDERS = frozenset(
    {
        "无",
        "null",
        "none",
        "nil",
        "test",
        "测试",
        "待补",
        "待定",
        "不详",
        "未知",
        "暂无",
        "空",
        "n/a",
        "na",
    }
)
# Nearly every name is of these characters only and needs no closer look.
USUAL = re.compile(r"[\u4e00-\u9fff]{2,50}")
SHORTEST, LONGEST = 2, 50
# Blocks whose members are other forms of ordinary characters.
RADICALS = (0x2E80, 0x2FDF)
COMPATIBILITY = ((0xF900, 0xFAFF), (0x2F800, 0x2FA1F))
PRIVATE = ((0xE000, 0xF8FF), (0xF0000, 0x10FFFD))


def read_name(cell: Cell) -> Read:
    text = as_text(cell)
    if USUAL.fullmatch(text) and text not in PLACEHOLDERS:
        return Read(text)
    if not text:
        return Read(error="姓名是空的。请填写姓名，例如 许明澈。")
    if not isinstance(cell, str):
        return Read(error=f"“{shown(text)}”不是姓名。请填写汉字姓名，例如 许明澈。")
    tidy, notices = _tidied(text)
    error = _refusal(tidy)
    return Read(error=error) if error else Read(tidy, notice="；".join(notices))


def _tidied(text: str) -> tuple[str, list[str]]:
    """Alignment blanks, invisible marks, dots and radicals are put right and told."""
    notices = []
    seen = text.translate(INVISIBLE)
    if seen != text:
        notices.append(f"姓名中有看不见的字符，已去除，请核对：“{shown(seen)}”")
    dotted = seen.translate(DOTS)
    if dotted != seen:
        notices.append(f"已统一间隔号：“{shown(dotted)}”")
    usual, changed = _usual_forms(dotted)
    notices += changed
    joined = _without_blanks(usual)
    if joined != usual:
        notices.append(f"已去掉姓名中的空格：“{shown(joined)}”")
    return joined, notices


def _usual_forms(text: str) -> tuple[str, list[str]]:
    if text.isascii():
        return text, []
    signs, notices = [], []
    for sign in text:
        usual = unicodedata.normalize("NFKC", sign) if _is_variant(ord(sign)) else sign
        if usual != sign and sign != "\u3000" and _is_radical(ord(sign)):
            notices.append(f"已把“{sign}（部首）”改为“{usual}”，请核对")
        signs.append(usual)
    return "".join(signs), notices


def _is_radical(code: int) -> bool:
    return RADICALS[0] <= code <= RADICALS[1] or _within(code, COMPATIBILITY)


def _is_variant(code: int) -> bool:
    # Full-width letters and the ideographic blank are variants nobody needs to hear about.
    return _is_radical(code) or 0xFF01 <= code <= 0xFF5E or code == 0x3000


def _without_blanks(text: str) -> str:
    words = text.split()
    if text.isascii():
        return " ".join(words)
    return "".join(words)


def _refusal(name: str) -> str:
    if name.casefold() in PLACEHOLDERS:
        return f"“{name}”不是姓名。请填写真实姓名；暂不掌握的请先不要导入这一行。"
    if TURNING.search(name):
        return "姓名含有改变文字方向的控制符，不能使用。请重新输入。"
    if MARKUP.search(name):
        return f"“{shown(name)}”里有符号。姓名只能包含汉字、字母、间隔号和空格，例如 许明澈。"
    refused = (_refused_sign(place, sign) for place, sign in enumerate(name, 1))
    return next(filter(None, refused), "") or _length_refusal(name)


def _length_refusal(name: str) -> str:
    if SHORTEST <= len(name) <= LONGEST:
        return ""
    return f"姓名应为 2 至 50 个字，这一格有 {len(name)} 个字。请按证件核对。"


def _refused_sign(place: int, sign: str) -> str:
    if sign.isalpha() and not _within(ord(sign), PRIVATE) and not _is_radical(ord(sign)):
        return ""
    if sign in {MIDDLE_DOT, " ", "-"}:
        return ""
    if _within(ord(sign), PRIVATE):
        return f"姓名第 {place} 个字是旧系统自造字编码。请按证件换成标准字。"
    if unicodedata.category(sign)[0] == "M":
        return "姓名含有异体选择符或组合符号，暂不支持。请改用标准字。"
    return f"姓名第 {place} 个字“{sign}”不是汉字或字母。请按证件核对。"


def _within(code: int, blocks: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in blocks)
