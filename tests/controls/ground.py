"""Ground: what a check may ask for, made when first asked; Proof: a check and its switch."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from accounts.roles import Role
from tests import factories
from tests.house import ROOT

BACKEND = "django.contrib.auth.backends.ModelBackend"
# Words that stand in the files of one invented person and nowhere else.
NAME, PHONE, NUMBER = "缪晗曦", "13912345678", "11010519491231002X"


class Ground:
    """Rows, clients and connections of one test."""

    def __init__(self, request: Any) -> None:
        self.request = request

    @cached_property
    def patch(self) -> Any:
        return self.request.getfixturevalue("monkeypatch")

    @cached_property
    def settings(self) -> Any:
        return self.request.getfixturevalue("settings")

    @cached_property
    def catalogue(self) -> Any:
        """A superuser's transaction that is taken back; see conftest.py."""
        return self.request.getfixturevalue("catalogue")

    @cached_property
    def folder(self) -> Path:
        """A tree of our own, for rules that read source."""
        return self.request.getfixturevalue("tmp_path")

    @cached_property
    def house(self) -> Any:
        """The database itself, committed; made anew afterwards."""
        return self.request.getfixturevalue("committed_db")

    @cached_property
    def office(self) -> Any:
        return factories.office()

    @cached_property
    def dossier(self) -> Any:
        """Of the office; its person has a phone and an ID number."""
        unit = factories.work_unit("青禾区档案馆")
        person = factories.cadre(unit, name=NAME, phone=PHONE, id_number=NUMBER)
        return factories.decision(person, self.office).dossier

    @cached_property
    def officer(self) -> Any:
        return factories.user(Role.OFFICER, self.office)

    @cached_property
    def stranger(self) -> Any:
        """Of another office, who may not even learn that the person exists."""
        return factories.user(Role.DIRECTOR, factories.office("外县纪委监委"))

    def client(self, user: Any = None, **more: Any) -> Any:
        from django.test import Client

        client = Client(**more)
        if user is not None:
            client.force_login(user, backend=BACKEND)
        return client

    @property
    def root(self) -> Path:
        """The program; our own tree once something is planted there."""
        return self.folder if any(self.folder.iterdir()) else ROOT

    def plant(self, text: str, name: str = "cases/planted.py") -> None:
        """A file into our own tree."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


Check = Callable[[Ground], list[str]]
Switch = Callable[[Ground], None]


@dataclass(frozen=True)
class Proof:
    """`check` answers what is wrong: nothing, while the control is on; something, after `off`.

    `rows`: it needs the database of the tests (in a transaction that is rolled back).
    """

    control: str
    what: str
    check: Check
    off: Switch
    rows: bool = True

    @property
    def id(self) -> str:
        return f"{self.control} {self.what}"
