"""The forms of a page, as a browser would send them, and the same with one field changed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

SENT_ANYWAY = "csrfmiddlewaretoken"


@dataclass
class Field:
    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)


@dataclass
class Form:
    method: str
    action: str
    fields: dict[str, Field] = field(default_factory=dict)

    def data(self) -> dict[str, list[str]]:
        """Filled in: what is there, and something plain where nothing is."""
        return {
            each.name: each.values or [_plain(each)]
            for each in self.fields.values()
            if each.name != SENT_ANYWAY and (each.values or each.kind != "checkbox")
        }

    def changed(
        self, ids: list[str], *, at_most: int
    ) -> Iterator[tuple[str, dict[str, list[str]]]]:
        """Each field in turn with a few ids of somebody else's rows in it, others in the next."""
        data, rest = self.data(), ids
        for each in self.fields.values():
            if each.name == SENT_ANYWAY or each.kind in {"file", "submit"}:
                continue
            for value in rest[:at_most]:
                yield each.name, {**data, each.name: [value]}
            rest = rest[at_most:] + rest[:at_most]


def _plain(each: Field) -> str:
    chosen = [option for option in each.options if option]
    if each.kind in {"select", "radio"}:
        return chosen[0] if chosen else ""
    return {"date": "2026-09-29", "number": "1", "month": "2026-09", "time": "09:00"}.get(
        each.kind, "已核对"
    )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.open: Form | None = None
        self.select: Field | None = None
        self.area: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {key: value or "" for key, value in attrs}
        if tag == "form":
            self.open = Form(said.get("method", "get").lower(), said.get("action", ""))
            self.forms.append(self.open)
        elif tag == "option" and self.select is not None:
            self._option(said, is_chosen=any(key == "selected" for key, _ in attrs))
        elif self.open is not None and said.get("name"):
            self._field(tag, said, is_chosen=any(key == "checked" for key, _ in attrs))

    def _field(self, tag: str, said: dict[str, str], *, is_chosen: bool) -> None:
        assert self.open is not None
        kind = tag if tag != "input" else said.get("type", "text")
        each = self.open.fields.setdefault(said["name"], Field(said["name"], kind))
        if kind in {"checkbox", "radio"}:
            each.options.append(said.get("value", "on"))
            if is_chosen:
                each.values.append(said.get("value", "on"))
        elif tag == "input" and said.get("value"):
            each.values.append(said["value"])
        elif tag == "select":
            self.select = each
        elif tag == "textarea":
            self.area = each

    def _option(self, said: dict[str, str], *, is_chosen: bool) -> None:
        assert self.select is not None
        self.select.options.append(said.get("value", ""))
        if is_chosen and said.get("value"):
            self.select.values.append(said["value"])

    def handle_data(self, data: str) -> None:
        if self.area is not None and data.strip():
            self.area.values.append(data.strip())

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None


def forms_of(page: str) -> list[Form]:
    reader = _Reader()
    reader.feed(page)
    return reader.forms
