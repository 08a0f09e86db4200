"""What makes a password good enough, and when it has to be changed."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pypinyin import Style, lazy_pinyin


@dataclass(frozen=True)
class Profile:
    """dengbao: GB/T 22239-2019 8.1.4.1a as assessors read it. asvs: OWASP ASVS 5.0, 6.2."""

    shortest: int
    classes: int
    days: int | None
    remembered: int


PROFILES = {
    "dengbao": Profile(shortest=12, classes=3, days=90, remembered=5),
    "asvs": Profile(shortest=15, classes=1, days=None, remembered=0),
}
LONGEST = 256
INITIAL_HOURS = 24
# So many signs must be left when everything guessable is taken out.
LEFT = 6
_HOUSE = """
huifang jiwei jijian jiancha jianwei jiandu shenli anjian anjianshi zuzhi zuzhibu dangwei
dangzu jiguan danwei guanli guanliyuan bangfu zhuren ganbu shuji chuzhang kezhang
admin administrator root system user test demo guest welcome login password passwd mima
koulin kouling woaini zhongguo china beijing letmein iloveyou qwerty qwertyuiop asdf asdfgh
zxcv zxcvbn 1qaz 2wsx 3edc qaz wsx edc abc123 abcd
"""
HOUSE_WORDS = frozenset(_HOUSE.split())
_LOOKS_LIKE = str.maketrans("013457@$!|", "oleastasil")
_YEAR = re.compile(r"(?:19|20)\d\d(?:[01]\d[0-3]\d)?")
_SAME = re.compile(r"(.)\1{2,}")
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_RUN = 4
_EDGES = re.compile(r"^[^a-z]+|[^a-z]+$")


def classes_in(password: str) -> int:
    """Small letters, capitals, digits, everything else."""
    kinds = {
        "lower" if sign.islower() else "upper" if sign.isupper() else
        "digit" if sign.isdigit() else "other"
        for sign in password
    }  # fmt: skip
    return len(kinds)


def words_about(names: Iterable[str], plain: Iterable[str] = ()) -> frozenset[str]:
    """What an attacker tries first: the names themselves, their pinyin, parts and initials."""
    words = {word.casefold() for word in plain if len(word) >= 3}
    for name in names:
        words |= _parts([*name], shortest=2)
        syllables = [part.casefold() for part in lazy_pinyin(name, errors="ignore")]
        words |= _parts(syllables, shortest=2)
        words |= _parts([letter for part in syllables for letter in part[:1]], shortest=3)
        words |= _parts(lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore"), shortest=3)
    return frozenset(words)


def _parts(signs: list[str], *, shortest: int) -> set[str]:
    """Every run of neighbours of at least that many."""
    count = len(signs)
    return {
        "".join(signs[first:last]).casefold()
        for first in range(count)
        for last in range(first + shortest, count + 1)
    }


def is_guessable(password: str, *, words: Iterable[str], common: frozenset[str]) -> bool:
    """Nothing much is left beyond names, years, rows of keys and common passwords."""
    text = unicodedata.normalize("NFKC", password[:LONGEST]).casefold()
    known = sorted({*words, *HOUSE_WORDS}, key=len, reverse=True)
    for shape in {text, text.translate(_LOOKS_LIKE)}:
        bare = re.sub(r"[\W_]", "", _YEAR.sub("", shape))
        if not common.isdisjoint({shape, bare, _EDGES.sub("", shape)}):
            return True
        if len(re.sub(r"[\W_]", "", _without(shape, known))) < LEFT:
            return True
    return False


def _without(text: str, words: Iterable[str]) -> str:
    text = _YEAR.sub(" ", text)
    for word in words:
        text = text.replace(word, " ")
    return _SAME.sub(" ", _without_runs(text))


def _without_runs(text: str) -> str:
    """abcd, 4321, asdf: four or more neighbours of a row, in either direction."""
    for row in (*_ROWS, *(each[::-1] for each in _ROWS)):
        for length in range(len(row), _RUN - 1, -1):
            for first in range(len(row) - length + 1):
                text = text.replace(row[first : first + length], " ")
    return text


def must_change(
    *, until: datetime | None, set_at: datetime | None, days: int | None, at: datetime
) -> bool:
    """A secret somebody else has known, or one that is too old."""
    if until is not None:
        return True
    return days is not None and set_at is not None and at - set_at >= timedelta(days=days)


def days_left(*, set_at: datetime | None, days: int | None, at: datetime) -> int | None:
    """Whole days until it has to be changed; None where it never has to."""
    if days is None or set_at is None:
        return None
    return max(0, (set_at + timedelta(days=days) - at).days)
