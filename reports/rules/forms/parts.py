"""What a form is made of; one template draws every form from these."""

from dataclasses import dataclass, field

# One numbered line of a record of conversation holds so many characters.
LINE_UNITS = 34


@dataclass(frozen=True)
class Box:
    """A labelled cell. `tall` in millimetres leaves room to write by hand."""

    label: str
    value: str = ""
    tall: int = 0


@dataclass(frozen=True)
class Grid:
    """Rows of one, two or three boxes."""

    rows: tuple[tuple[Box, ...], ...]
    title: str = ""
    kind: str = field(default="grid", init=False)

    @property
    def text(self) -> str:
        return self.title + "".join(b.label + b.value for row in self.rows for b in row)


@dataclass(frozen=True)
class Table:
    """Its head repeats on every page it goes over. Rows `tall` millimetres are filled by hand."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    tall: int = 0
    kind: str = field(default="table", init=False)

    @property
    def text(self) -> str:
        return self.title + "".join(self.heads) + "".join("".join(row) for row in self.rows)


@dataclass(frozen=True)
class Prose:
    """A heading and paragraphs; `is_signature` sets them to the right."""

    paragraphs: tuple[str, ...]
    title: str = ""
    is_signature: bool = False
    kind: str = field(default="prose", init=False)

    @property
    def text(self) -> str:
        return self.title + "".join(self.paragraphs)


@dataclass(frozen=True)
class Ruled:
    """Numbered lines; an empty one is written on by hand."""

    lines: tuple[str, ...]
    kind: str = field(default="ruled", init=False)

    @property
    def text(self) -> str:
        return "".join(self.lines)


@dataclass(frozen=True)
class Slip:
    """Cut off and handed back."""

    title: str
    paragraphs: tuple[str, ...]
    kind: str = field(default="slip", init=False)

    @property
    def text(self) -> str:
        return self.title + "".join(self.paragraphs)


Part = Grid | Table | Prose | Ruled | Slip


@dataclass(frozen=True, kw_only=True)
class FormSheet:
    """`foot` stands on every page, `signs` once at the end. `edition` names the version printed."""

    title: str
    number: str
    parts: tuple[Part, ...]
    signs: tuple[str, ...] = ()
    foot: str = ""
    edition: str = ""
    is_demo: bool = False
    corner: str = "内部资料　注意保管"

    @property
    def text(self) -> str:
        """Every character on the paper, for the check of fonts."""
        said = "".join(part.text for part in self.parts)
        return "".join((self.title, self.number, said, *self.signs, self.foot, self.edition))


def pairs(*boxes: Box) -> tuple[tuple[Box, ...], ...]:
    """Two beside each other; a tall one by itself."""
    rows: list[tuple[Box, ...]] = []
    short: list[Box] = []
    for box in boxes:
        if box.tall:
            rows += [tuple(short)] if short else []
            rows.append((box,))
            short = []
            continue
        short.append(box)
        if len(short) == 2:
            rows.append(tuple(short))
            short = []
    return tuple(rows + ([tuple(short)] if short else []))


def in_lines(text: str) -> list[str]:
    """Cut to what one numbered line holds; a blank counts half."""
    lines, line, width = [], "", 0.0
    for char in text.replace("\r", ""):
        step = 0.5 if char.isascii() else 1.0
        if char == "\n" or width + step > LINE_UNITS:
            lines.append(line)
            line, width = "", 0.0
        if char != "\n":
            line, width = line + char, width + step
    return [*lines, line] if line else lines


def boxes_ticked(choices: tuple[str, ...], chosen: str = "") -> str:
    """□当面　√入户: printed blank, all are open."""
    return "　".join(f"{'√' if each == chosen else '□'}{each}" for each in choices)
