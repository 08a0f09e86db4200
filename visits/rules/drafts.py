"""Two versions of one draft, field by field; nothing of either is dropped unless somebody chose."""

from collections.abc import Mapping
from dataclasses import dataclass

Data = Mapping[str, list[str]]
MINE, THEIRS, BOTH = "mine", "theirs", "both"
COUNTS, VERSIONS = "-TOTAL_FORMS", "_version"
# Which page wrote it: its own save under way when its form is sent is no other hand.
PAGE = "page_id"


@dataclass(frozen=True)
class Difference:
    """One field, in words, as this page has it and as the other saved it."""

    name: str
    label: str
    mine: str
    theirs: str
    is_text: bool

    @property
    def proposed(self) -> str:
        """What costs nobody a word: the side that says more, or both."""
        if not self.mine or self.mine in self.theirs:
            return THEIRS
        if not self.theirs or self.theirs in self.mine or not self.is_text:
            return MINE
        return BOTH


def differing(mine: Data, theirs: Data) -> list[str]:
    """Names whose values are not the same; blank and absent are."""
    names = [name for name in dict.fromkeys([*mine, *theirs]) if name != PAGE]
    return [name for name in names if _said(mine, name) != _said(theirs, name)]


def is_of_one_page(mine: Data, theirs: Data) -> bool:
    return _said(mine, PAGE) == _said(theirs, PAGE)


def merged(mine: Data, theirs: Data, picks: Mapping[str, str]) -> dict[str, list[str]]:
    """`picks`: field → MINE, THEIRS or BOTH; without a pick this page's value stands."""
    names = dict.fromkeys([*mine, *theirs])
    found = {name: _picked(name, mine, theirs, picks.get(name, MINE)) for name in names}
    return {name: values for name, values in found.items() if values}


def _picked(name: str, mine: Data, theirs: Data, pick: str) -> list[str]:
    ours, others = list(mine.get(name, ())), list(theirs.get(name, ()))
    if name.endswith(COUNTS):
        return [max([*ours, *others], key=_number)]
    if name.endswith(VERSIONS):
        # The older one: what was changed since is asked about once more, never overwritten.
        return [min([*ours, *others], key=_number)]
    if pick == THEIRS:
        return others
    if pick == BOTH and _said(mine, name) != _said(theirs, name):
        return ["\n".join(part for part in (*_said(mine, name), *_said(theirs, name)) if part)]
    return ours


def _said(data: Data, name: str) -> list[str]:
    """A browser sends line ends as CR LF."""
    values = [value.replace("\r\n", "\n") for value in data.get(name, ())]
    return [value for value in values if value]


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0
