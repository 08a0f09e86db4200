"""Canaries: one short word per text of the world; where a word turns up, its row has been shown."""

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count

# Lower-case ASCII: survives forms, JSON, addresses and logs as it is; no vowels, so no words.
LETTERS = "bcdfghjkmnpqrstvwxz23456789"
PREFIX = "zq"
LENGTH = 8
# Numbers of the invented people are words too: masks know them by their shape.
NUMBERS = r"99010119780401\d{3}[\dx]|1990000\d{4}"
WORD = re.compile(PREFIX + f"[{LETTERS}]{{{LENGTH - len(PREFIX)}}}|{NUMBERS}")


@dataclass(frozen=True)
class Origin:
    """The column a canary lives in, and the object of the world its row belongs to."""

    model: str
    field: str
    pk: object
    part: str


@dataclass
class Register:
    """Every canary of the world and where it lives; a quoted one lives in several rows."""

    origins: dict[str, set[Origin]] = field(default_factory=dict)
    serial: count = field(default_factory=count)
    issued: set[str] = field(default_factory=set)

    def fresh(self) -> str:
        """The next word. A multiplication spreads the serial, so that neighbours differ much."""
        number = (next(self.serial) + 1) * 104_729_011 % len(LETTERS) ** (LENGTH - len(PREFIX))
        digits = []
        for _ in range(LENGTH - len(PREFIX)):
            number, digit = divmod(number, len(LETTERS))
            digits.append(LETTERS[digit])
        word = PREFIX + "".join(digits)
        self.issued.add(word)
        return word

    def is_ours(self, word: str) -> bool:
        """A random code of the program may look like a word now and then; it says nothing."""
        return word in self.issued or not word.startswith(PREFIX)

    def lives(self, word: str, origin: Origin) -> None:
        self.origins.setdefault(word, set()).add(origin)

    def found_in(self, text: str) -> set[str]:
        """Canaries of the world in a text, however its letters were cased."""
        return {word for word in WORD.findall(text.lower()) if word in self.origins}

    def told(self, words: Iterable[str]) -> list[str]:
        """For people: the canaries with the columns they come from."""
        lines = []
        for word in sorted(words):
            homes = sorted(f"{o.part}:{o.model}.{o.field}" for o in self.origins[word])
            lines.append(f"{word} ({', '.join(homes[:4])})")
        return lines


def text_of(body: bytes, kind: str = "") -> str:
    """All text that leaves in an answer: a page as it is, a workbook's parts, a paper's sheets."""
    if body.startswith(b"PK"):
        return "\n".join(_unpacked(body))
    if body.startswith(b"%PDF"):
        return body.decode("latin-1") + _printed(body)
    return body.decode("utf-8", "replace")


def _unpacked(body: bytes) -> Iterable[str]:
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        for name in book.namelist():
            yield name
            yield book.read(name).decode("utf-8", "replace")


def _printed(body: bytes) -> str:
    import pypdf

    try:
        reader = pypdf.PdfReader(io.BytesIO(body))
        said = [str(value) for value in (reader.metadata or {}).values()]
        return "\n".join([*said, *(page.extract_text() for page in reader.pages)])
    except pypdf.errors.PyPdfError:
        return ""


def paper(word: str) -> bytes:
    """A small but whole PDF that says one word, without compression."""
    import pypdf

    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Title": word})
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
