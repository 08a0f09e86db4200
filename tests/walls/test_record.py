"""The record of the world: every page that is shown is written down as its view says, every
refusal too, and no word that anybody typed is in it."""

import pytest
from django.db import connection, transaction
from django.urls import resolve

from audit.choices import Verb
from audit.models import Entry
from tests.walls.facts import sight_of
from tests.walls.judge import ANONYMOUS, Judge
from tests.walls.oracle_routes import is_public
from tests.walls.routes import ABSENT_CODE, all_routes, spellings
from workdays import clock

pytestmark = pytest.mark.django_db
# One of each role, and whoever has what the others lack.
READERS = (
    "director_a", "officer_a", "leader_a", "inspector_a1", "unit_school", "helper_now",
    "personnel_a", "admin", "security", "auditor",
)  # fmt: skip
# A page may show less, or answer a search, and says so.
NARROWER = {
    Verb.PERSON_OPEN: {Verb.PERSON_SUMMARY},
    Verb.LIST_VIEW: {Verb.SEARCH},
}
# So many pages of the world are open to somebody; what is over or not begun in it is a redirect.
MOST_PAGES = 60


@pytest.fixture
def judge(world):
    return Judge(world, sight_of(world, clock.today()), whole=False)


def asked(client, path):
    """(status, entries written) of one GET that leaves nothing behind."""
    with transaction.atomic():
        before = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        answer = client.get(path)
        entries = list(Entry.objects.filter(pk__gt=before).order_by("pk"))
        transaction.set_rollback(True)
    return answer.status_code, entries


def test_every_page_that_is_shown_is_written_down_as_its_view_says(judge):
    visitors, wrong, shown = judge.visitors(), [], set()
    for route in all_routes():
        for actor, path in addresses(judge, route):
            view = resolve(path).func
            if not hasattr(view, "reads"):
                break
            status, entries = asked(visitors[actor].client, path)
            if fault := fault_of(status, entries, view.reads):
                wrong.append(f"{actor} {path} {status}: {fault}")
            if status == 200:
                shown.add(route.name)
    assert wrong == []
    assert len(shown) > MOST_PAGES


def addresses(judge, route):
    """Each reader at an object he sees, with the first words the address may have."""
    for actor in READERS:
        part = judge._part_seen(route, actor) or "plain"
        for words in spellings(route)[:1]:
            yield actor, route.path({**judge._values(route, part), **words})


def fault_of(status, entries, declared):
    verbs = [entry.verb for entry in entries]
    if status == 200:
        allowed = {declared} | NARROWER.get(declared, set())
        if declared is not None and not allowed & set(verbs):
            return f"declares {declared} and wrote {verbs}"
    elif status in {403, 404}:
        refused = {Verb.DENY} if status == 403 else {Verb.MISS}
        if set(verbs) != refused or any(entry.outcome != "refused" for entry in entries):
            return f"refused, and wrote {verbs}"
    return ""


def test_reading_one_page_costs_one_row(judge):
    visitors = judge.visitors()
    code = judge.world.code("plain", "cases.Dossier")
    for path in (f"/people/{code}/", f"/people/{code}/visits/", "/people/", "/todo/"):
        assert len(asked(visitors["director_a"].client, path)[1]) == 1, path


def test_an_invisible_object_and_an_absent_one_leave_the_same_trace_but_for_the_code(judge):
    visitors = judge.visitors()
    hidden = judge.world.code("other", "cases.Dossier")
    found = [
        asked(visitors["director_a"].client, f"/people/{code}/plan/")[1]
        for code in (hidden, ABSENT_CODE)
    ]
    plain = [
        [(e.verb, e.cadre_id, e.dossier_id, {**e.detail, "code": ""}) for e in entries]
        for entries in found
    ]
    assert plain[0] == plain[1]
    assert found[0][0].detail["code"] == hidden


def test_no_word_that_anybody_typed_is_in_the_record(judge):
    """The world was made by real acts, with a canary in every text; a tour of it comes on top."""
    visitors = judge.visitors()
    with transaction.atomic():
        for route in all_routes():
            for actor in ("director_a", "officer_a", "unit_school", "auditor"):
                if is_public(route.name) or actor == ANONYMOUS:
                    continue
                values = judge._values(route, judge._part_seen(route, actor) or "plain")
                for words in spellings(route)[:1]:
                    visitors[actor].client.get(route.path({**values, **words}))
        for word in list(judge.world.register.origins)[:40]:
            visitors["director_a"].client.get("/people/", {"q": word})
        with connection.cursor() as cursor:
            cursor.execute("SELECT row_to_json(e)::text FROM audit_entry e")
            rows = [text for (text,) in cursor.fetchall()]
        transaction.set_rollback(True)
    leaked = judge.world.register.found_in("\n".join(rows))
    assert len(rows) > 500
    assert judge.world.register.told(leaked) == []
