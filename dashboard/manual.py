"""The manual's pages as plain blocks: the same files that docs/manual keeps for reading."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from accounts.roles import Role

FOLDER = Path(settings.BASE_DIR) / "docs" / "manual"
# Who reads which pages; the last part of README.md is for everybody.
PAGES: dict[str, tuple[str, ...]] = {
    Role.DIRECTOR: ("office", "import", "evaluation"),
    Role.OFFICER: ("office", "import", "evaluation"),
    Role.LEADER: ("leader", "evaluation"),
    Role.ROOM: ("inspector",),
    Role.INSPECTOR: ("inspector",),
    Role.UNIT: ("unit",),
    Role.HELPER: ("helper",),
    Role.PERSONNEL: ("personnel",),
    Role.ADMIN: ("admin",),
    Role.SECURITY: ("admin",),
    Role.AUDITOR: ("admin",),
}
# Everybody signs in.
SHARED = ("signing-in",)
COMMON = "## 大家都用得上的"
MARKS = re.compile(r"\*\*|`|\[([^\]]+)\]\([^)]*\)")
LIST = re.compile(r"(?:-|\d+\.) ")


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph, a list or a table; only one of the fields is filled."""

    heading: str = ""
    text: str = ""
    items: tuple[str, ...] = ()
    numbered: bool = False
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Chapter:
    title: str
    blocks: tuple[Block, ...]


def chapters_for(role: str) -> list[Chapter]:
    return [*(chapter(name) for name in (*PAGES.get(role, ()), *SHARED)), common()]


@cache
def chapter(name: str) -> Chapter:
    return _chapter((FOLDER / f"{name}.md").read_text("utf-8"))


@cache
def common() -> Chapter:
    text = (FOLDER / "README.md").read_text("utf-8")
    return _chapter(text[text.index(COMMON) + 1 :])


def _chapter(text: str) -> Chapter:
    title, _, rest = text.strip().partition("\n")
    paragraphs = (part for part in rest.split("\n\n") if part.strip())
    return Chapter(_plain(title.lstrip("# ")), tuple(_blocks(paragraphs)))


def _blocks(paragraphs: Iterable[str]) -> Iterator[Block]:
    for paragraph in paragraphs:
        lines = paragraph.strip("\n").splitlines()
        if lines[0].startswith("## "):
            yield Block(heading=_plain(lines.pop(0).lstrip("# ")))
        for kind, run in _runs(lines):
            yield _block(kind, run)


def _runs(lines: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Neighbouring lines of one kind; an indented line goes on with the one before it."""
    last, run = "", list[str]()
    for line in lines:
        kind = last if line.startswith(" ") else _kind(line)
        if kind != last and run:
            yield last, run
            run = []
        last, run = kind, [*run, line]
    if run:
        yield last, run


def _kind(line: str) -> str:
    if line.startswith("|"):
        return "table"
    return "list" if LIST.match(line) else "text"


def _block(kind: str, lines: list[str]) -> Block:
    if kind == "table":
        rows = [tuple(_plain(cell) for cell in line.strip("|").split("|")) for line in lines]
        return Block(rows=tuple(row for row in rows if set("".join(row)) - set("- ")))
    if kind == "list":
        items: list[str] = []
        for line in lines:
            if LIST.match(line):
                items.append(LIST.sub("", line, count=1))
            else:
                items[-1] += line.strip()
        return Block(items=tuple(map(_plain, items)), numbered=lines[0][0].isdigit())
    return Block(text=_plain("".join(line.strip() for line in lines)))


def _plain(text: str) -> str:
    return MARKS.sub(lambda found: found[1] or "", text).strip()
