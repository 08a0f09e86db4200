"""Pictures and pages made of text: the square picture of a secret, a form filled in again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from urllib.parse import urljoin

import segno

BORDER = 4
SKIPPED_INPUTS = frozenset({"file", "password", "submit", "button", "image", "reset"})
CSRF = "csrfmiddlewaretoken"
Attrs = list[tuple[str, str | None]]


@dataclass(frozen=True)
class Square:
    """A QR code as one SVG path; no style, so the content policy needs no exception."""

    size: int
    path: str


def square(text: str) -> Square:
    code = segno.make(text, error="m", micro=False)
    path = "".join(
        f"M{x + BORDER} {y + BORDER}h1v1h-1z"
        for y, row in enumerate(code.matrix)
        for x, dark in enumerate(row)
        if dark
    )
    return Square(size=len(code.matrix) + 2 * BORDER, path=path)


@dataclass(frozen=True)
class Sent:
    """A form as it was sent: from which page, to which address, with which values."""

    page: str
    address: str
    fields: Mapping[str, list[str]]


def refill(html: str, sent: Sent, *, notice: Callable[[list[str]], str]) -> str:
    """The page with its form filled in again, and a notice at its top.

    The notice is made from the values the page has no field for, so that none of them is lost.
    """
    filler = _Filler(html, sent)
    filler.feed(html)
    filler.close()
    return filler.result(notice(filler.left_over()))


class _Filler(HTMLParser):
    """Collects what to replace, by place in the text; everything else stays byte for byte."""

    def __init__(self, html: str, sent: Sent) -> None:
        super().__init__(convert_charrefs=False)
        self.source, self.sent = html, sent
        # Values leave the lists as they find a field; chosen ones are named in `placed`.
        self.waiting = {name: list(values) for name, values in sent.fields.items() if name != CSRF}
        self.placed: set[str] = set()
        self.edits: list[tuple[int, int, str]] = []
        self.inside = False
        self.top: int | None = None
        self.choosing: list[str] | None = None
        self.writing: tuple[int, str] | None = None
        self.lines = [0]
        for line in html.split("\n"):
            self.lines.append(self.lines[-1] + len(line) + 1)

    def handle_starttag(self, tag: str, attrs: Attrs) -> None:
        given = dict(attrs)
        if tag == "main" and self.top is None:
            self.top = self._here() + len(self.get_starttag_text() or "")
        elif tag == "form":
            target = urljoin(self.sent.page, given.get("action") or self.sent.page)
            posts = (given.get("method") or "").lower() == "post"
            self.inside = posts and target == self.sent.address
        elif self.inside:
            self._control(tag, attrs, given)

    def handle_startendtag(self, tag: str, attrs: Attrs) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.choosing = None
        elif tag == "textarea" and self.writing is not None:
            begin, text = self.writing
            # A browser drops the first line break of a textarea; one more keeps the person's own.
            self.edits.append((begin, self._here(), "\n" + escape(text, quote=False)))
            self.writing = None

    def _control(self, tag: str, attrs: Attrs, given: dict[str, str | None]) -> None:
        name = given.get("name") or ""
        if tag == "button":
            self.placed.add(name)
        elif tag == "input":
            self._input(name, attrs, given)
        elif tag == "select":
            self.choosing = self._all(name)
        elif tag == "option" and self.choosing is not None:
            self._mark(attrs, "selected", (given.get("value") or "") in self.choosing)
        elif tag == "textarea" and (text := self._next(name)) is not None:
            self.writing = (self._here() + len(self.get_starttag_text() or ""), text)

    def _input(self, name: str, attrs: Attrs, given: dict[str, str | None]) -> None:
        kind = (given.get("type") or "text").lower()
        if kind in SKIPPED_INPUTS or name == CSRF or "disabled" in given:
            self.placed.add(name)
        elif kind in {"checkbox", "radio"}:
            self._mark(attrs, "checked", (given.get("value") or "on") in self._all(name))
        elif (text := self._next(name)) is not None:
            others = [(key, value) for key, value in attrs if key != "value"]
            self._replace([*others, ("value", text)])

    def _all(self, name: str) -> list[str]:
        self.placed.add(name)
        return self.waiting.get(name, [])

    def _next(self, name: str) -> str | None:
        """Fields of one name take their values in order."""
        values = self.waiting.get(name)
        return values.pop(0) if values else None

    def _mark(self, attrs: Attrs, mark: str, on: bool) -> None:  # noqa: FBT001
        others = [(key, value) for key, value in attrs if key != mark]
        self._replace(others + ([(mark, None)] if on else []))

    def _replace(self, attrs: Attrs) -> None:
        old = self.get_starttag_text() or ""
        name = old[1:].split(None, 1)[0].rstrip("/>")
        shown = "".join(
            f" {key}" if value is None else f' {key}="{escape(value)}"' for key, value in attrs
        )
        self.edits.append((self._here(), self._here() + len(old), f"<{name}{shown}>"))

    def _here(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def left_over(self) -> list[str]:
        """What the page had no field for, for example rows that a script had added."""
        names = [name for name in self.waiting if name not in self.placed]
        return [text for name in names for text in self.waiting[name] if text.strip()]

    def result(self, notice: str) -> str:
        edits = [*self.edits, *([(self.top, self.top, notice)] if self.top is not None else [])]
        parts, done = [], 0
        for begin, end, text in sorted(edits):
            parts += [self.source[done:begin], text]
            done = end
        return "".join([*parts, self.source[done:]])
