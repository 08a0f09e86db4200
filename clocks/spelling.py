"""One spelling for the many ways an office writes a measure."""

import re
import unicodedata

_NOISE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff《》“”\"'()\[\]【】:：\-—·.。,，;；、]+")
_GIVEN = re.compile(r"^(?:给予|予以|受到|受)")
_YEARS = re.compile(r"([一二两贰壹12])年(?!半)")
_YEAR_WORDS = {"1": "一", "壹": "一", "2": "二", "两": "二", "贰": "二"}
_LENGTH = re.compile(
    r"(?P<name>.+?)(?:影响期|期限|期间|期)?为?"
    r"(?:(?P<months>\d{1,3}|[一二两三四五六七八九十]{1,3})个?月"
    r"|(?P<years>\d|[一二两三四五])年(?P<half>半)?"
    r"|半年)"
)
_DIGITS = {digit: number for number, digit in enumerate("一二三四五六七八九", start=1)} | {"两": 2}


def one_spelling(text: str) -> str:
    """Width, blanks, brackets, the word 处分 and the numerals of years no longer differ."""
    plain = _NOISE.sub("", unicodedata.normalize("NFKC", text)).replace("处分", "")
    plain = _GIVEN.sub("", plain)
    return _YEARS.sub(lambda year: _YEAR_WORDS.get(year[1], year[1]) + "年", plain)


def name_and_months(spelling: str) -> tuple[str, int] | None:
    """严重警告24个月 is a name and a length; None where no length is written."""
    found = _LENGTH.fullmatch(spelling)
    if found is None:
        return None
    if found["months"]:
        return found["name"], number(found["months"])
    if found["years"]:
        return found["name"], number(found["years"]) * 12 + (6 if found["half"] else 0)
    return found["name"], 6


def number(word: str) -> int:
    """12 and 十二 up to 九十九."""
    if word.isdecimal():
        return int(word)
    tens, ten, ones = word.rpartition("十")
    if not ten:
        return _DIGITS.get(word[-1], 0)
    return (_DIGITS.get(tens, 0) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)
