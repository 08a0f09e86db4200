"""Things go wrong on purpose, each time with a person's words in the mouth of the error."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DataError, connection, transaction

from cases.models import Appeal, Dossier
from tests.walls.media import Media
from tests.walls.tour import Tour
from tests.walls.visiting import Visitor

SERVER_ERROR = 500


def force_errors(tour: Tour, media: Media, monkeypatch: Any) -> None:
    """In a view, in a template, in the database, in a task; and input nobody should send."""
    visitors = tour.judge.visitors()
    officer = visitors["officer_a"]
    code = tour.judge.world.code("plain", "cases.Dossier")
    _in_view(officer, code, monkeypatch)
    _in_template(officer, code, monkeypatch)
    _in_statement(tour, officer, code, media)
    _in_task(tour, officer, media)
    _bad_input(tour, officer, code)
    _bad_conversion(tour)
    _failed_sign_in(tour, visitors["anonymous"])


def _in_view(officer: Visitor, code: str, monkeypatch: Any) -> None:
    def fail(_request: object, dossier: Dossier) -> bool:
        raise RuntimeError(f"cannot judge {dossier.cadre}: {dossier.cadre.name}")

    with monkeypatch.context() as patch:
        patch.setattr("cases.views.finding.is_work_of", fail)
        assert officer.ask("GET", f"/people/{code}/", stays=True).status == SERVER_ERROR


def _in_template(officer: Visitor, code: str, monkeypatch: Any) -> None:
    """What a template writes out fails when the page is half made."""

    def fail(appeal: Appeal) -> str:
        raise ValueError(f"no words for {appeal.cadre.name}: {appeal.note}")

    with monkeypatch.context() as patch:
        patch.setattr(Appeal, "__str__", fail)
        answer = officer.ask("GET", f"/people/{code}/appeals/", stays=True)
        assert answer.status == SERVER_ERROR


def _in_statement(tour: Tour, officer: Visitor, code: str, media: Media) -> None:
    """The database refuses the row and quotes it, with everything that was typed."""
    word = tour.word("refused statement")
    with _refusing(media, "visits_draft"):
        answer = officer.ask(
            "POST",
            f"/people/{code}/drafts/visit/save/",
            {"opinion": [word], "token": ["ABCDEFGH2345"], "version": ["0"]},
            stays=True,
        )
        assert answer.status in {SERVER_ERROR, 400, 409, 422}, answer.status
    with _refusing(media, "cases_cadre"):
        page = {"post": [word], "name": [word]}
        officer.ask("POST", f"/people/{code}/edit/", page, stays=True)


def _in_task(tour: Tour, officer: Visitor, media: Media) -> None:
    """A preview that cannot be kept: the worker's error quotes the sheet's row."""
    letter = tour.judge.world.code("plain", "reports.Letter")
    officer.ask("POST", f"/docs/{letter}/preview/new/", stays=True)
    with media.database() as database:
        database.execute(
            "ALTER TABLE reports_letterpreview ADD CONSTRAINT forced CHECK (false) NOT VALID"
        )


def _bad_input(tour: Tour, officer: Visitor, code: str) -> None:
    word = tour.word("bad input")
    for text in (word * 2000, f"{word}\x00", f"{word}\U0001f600", f"<script>{word}</script>"):
        for address in (f"/people/{code}/edit/", f"/people/{code}/visits/new/", "/people/new/"):
            fields = ("name", "post", "remark", "opinion", "visited_on", "token")
            officer.ask("POST", address, {name: [text] for name in fields}, stays=True)
    officer.ask("GET", f"/people/?q={word}&unit={word}&page={word}", stays=True)


def _bad_conversion(tour: Tour) -> None:
    """What the database could not read stands in its message."""
    word = tour.word("bad conversion")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT %s::int", [word])
    except DataError:
        return
    raise AssertionError("the database read a word as a number")


def _failed_sign_in(tour: Tour, anonymous: Visitor) -> None:
    secret = tour.word("password")
    anonymous.ask("POST", "/login/", {"username": ["officer_a"], "password": [secret]}, stays=True)


@contextmanager
def _refusing(media: Media, table: str) -> Iterator[None]:
    """The table takes no new row and no new version of one."""
    with media.database() as database:
        database.execute(f"ALTER TABLE {table} ADD CONSTRAINT forced CHECK (false) NOT VALID")
        yield
        database.execute(f"ALTER TABLE {table} DROP CONSTRAINT forced")
