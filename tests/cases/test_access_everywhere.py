"""After a recusal or a seal the next request of every kind finds nothing; totals stay as they were
for everybody else (security.md AZ-08, AZ-09)."""

import json
from datetime import date

import pytest

from accounts.models import Delegation
from accounts.roles import Role
from cases.models import Dossier, DossierRow, Posting, Receipt
from cases.querysets import RowQuerySet
from jobs.models import Job
from tests import factories as make
from tests.cases.access_stage import browser_of, office_stage
from visits.models import Draft

pytestmark = pytest.mark.django_db
TODAY = make.TODAY
NAME, PINYIN = "许明澈", "xumingche"


@pytest.fixture(autouse=True)
def clock_stands(monkeypatch):
    monkeypatch.setattr("workdays.clock.today", lambda: TODAY)
    monkeypatch.setattr("workdays.clock.now", lambda: make.NOON)


@pytest.fixture
def stage():
    """A handler with a draft, a receipt, something due, and a neighbour who stays visible."""
    stage = office_stage()
    Dossier.objects.filter(pk=stage.dossier.pk).update(handler=stage.officer)
    make.dossier(stage.home, name="顾云舟", unit=stage.bureau)
    DossierRow.objects.update(
        next_due=date(2026, 9, 1), next_what="首次回访", handler=stage.officer
    )
    draft = Draft(author=stage.officer, dossier=stage.dossier, kind="visit", key="0123456789AB")
    draft.sealed, draft.saved_at = '{"note": []}', make.NOON
    draft.save()
    Receipt.objects.create(
        dossier=stage.dossier, holder=stage.home, receiver=stage.bureau, on=TODAY, name=NAME,
        number=stage.dossier.number, items=["回访档案"],
        posting=Posting.objects.get(cadre=stage.dossier.cadre_id),
    )  # fmt: skip
    return stage


def pages(stage):
    code = stage.dossier.code
    return [
        f"/people/{code}/", f"/people/{code}/clocks/", f"/people/{code}/plan/",
        f"/people/{code}/visits/", f"/people/{code}/execution/", f"/people/{code}/letters/",
        f"/people/{code}/appeals/", f"/people/{code}/scope/", f"/people/{code}/edit/",
        f"/people/{code}/helper/", f"/people/{code}/status/", f"/people/{code}/purpose/",
        f"/recusals/mine/?person={code}",
    ]  # fmt: skip


LISTS = [
    "/people/", f"/people/?q={PINYIN}", "/people/?scope=all&sort=name", "/people/?due=overdue",
    f"/people/suggest/?q={NAME}", f"/people/suggest/?q={PINYIN}", "/todo/", "/todo/drafts/",
    "/todo/overdue/", "/receipts/", "/docs/", "/ratings/", "/people/execution/", "/own-files/",
]  # fmt: skip


def names_him(response):
    """In a page as it is written, in JSON as that writes it."""
    body = response.content.decode()
    return NAME in body or json.dumps(NAME).strip('"') in body


def found(client, stage):
    """Which pages answer, and which lists hold the name."""
    answers = {page: client.get(page).status_code for page in pages(stage)}
    holding = [each for each in LISTS if names_him(client.get(each))]
    return [page for page, status in answers.items() if status != 404], holding


def recuse(stage):
    make.recusal(stage.cadre, account=stage.officer)


def seal(stage):
    make.seal(stage.cadre, stage.director, stage.leader)


def own(stage):
    make.own_file(stage.cadre, account=stage.officer)


@pytest.mark.parametrize("deny", [recuse, seal, own])
def test_the_next_request_of_every_kind_finds_nothing(stage, deny):
    client = browser_of(stage.officer)
    before, holding = found(client, stage)
    assert len(before) == len(pages(stage))
    assert {"/people/", f"/people/suggest/?q={PINYIN}", "/todo/drafts/", "/receipts/"} <= set(
        holding
    )
    deny(stage)
    assert found(client, stage) == ([], [])
    assert "顾云舟" in client.get("/people/").content.decode()


def count_words(client):
    body = client.get("/people/?scope=all").content.decode()
    return body[body.index("<caption>") :][:20]


@pytest.mark.parametrize("deny", [recuse, own])
def test_totals_of_everybody_else_stay(stage, deny):
    others = [browser_of(user) for user in (stage.director, stage.branch)]
    before = [(count_words(each), found(each, stage)) for each in others]
    deny(stage)
    after = [(count_words(each), found(each, stage)) for each in others]
    for _words, (_pages, holding) in [*before, *after] if deny is own else []:
        # What the office is asked to check is news to the office, and to nobody else.
        holding[:] = [each for each in holding if each not in {"/own-files/", "/todo/"}]
    assert after == before
    assert "共1人" in count_words(browser_of(stage.officer))


def test_who_is_not_on_the_list_sees_the_pages_of_a_house_without_him(stage):
    """Byte for byte what the list shows where the person never was."""
    client = browser_of(stage.officer)
    seal(stage)
    sealed = client.get("/people/?scope=all&sort=name")
    names = [line.name for line in sealed.context["lines"]]
    assert (names, sealed.context["page"].total) == (["顾云舟"], 1)
    suggested = client.get(f"/people/suggest/?q={PINYIN}").json()
    assert suggested == {"items": []} == client.get("/people/suggest/?q=nobody").json()


def test_a_job_about_the_person_is_not_there_any_more(stage):
    job = Job.objects.create(
        kind="reports.preview", key="one", asked_by_id=stage.officer.pk, dossier_id=stage.dossier.pk
    )
    client = browser_of(stage.officer)
    assert client.get(f"/jobs/{job.code}/").status_code == 200
    recuse(stage)
    assert client.get(f"/jobs/{job.code}/").status_code == 404


def test_the_missing_page_is_the_one_of_a_code_nobody_has(stage):
    seal(stage)
    client = browser_of(stage.officer)
    bodies = {
        client.get(f"/people/{code}/").content for code in (stage.dossier.code, "000000000000")
    }
    assert len(bodies) == 1


# 已归档 and what lists no longer name ----------------------------------------------------------


def close(dossier, day):
    Dossier.objects.filter(pk=dossier.pk).update(
        opened_on=date(2025, 1, 6), closed_on=day, status="closed"
    )
    DossierRow.objects.filter(dossier=dossier).update(
        closed_on=day, status="closed", is_open=False, next_due=None
    )


def names(client, **query):
    return [line.name for line in client.get("/people/", query).context["lines"]]


@pytest.mark.parametrize(
    ("day", "listed", "filed"),
    [(date(2026, 3, 30), [], [NAME]), (date(2026, 3, 31), [NAME], [])],
)
def test_closed_for_six_months_a_file_stands_under_filed_and_nowhere_else(
    stage, day, listed, filed
):
    close(stage.dossier, day)
    office, branch = browser_of(stage.director), browser_of(stage.branch)
    assert names(office, scope="shut") == listed
    assert names(office, scope="filed") == filed
    assert (NAME in names(office, scope="all")) == bool(listed)
    assert names(office, q=NAME) == listed
    assert [
        each["label"] for each in office.get(f"/people/suggest/?q={PINYIN}").json()["items"]
    ] == listed
    assert names(branch, scope="shut") == listed
    head = office.get(f"/people/{stage.dossier.code}/").content.decode()
    assert ("已归档：销号满六个月" in head) == bool(filed)


def test_only_the_office_is_offered_the_filed(stage):
    offered = {
        who: 'value="filed"' in browser_of(getattr(stage, who)).get("/people/").content.decode()
        for who in ("director", "leader", "officer", "inspector", "branch", "helper")
    }
    assert [who for who, is_offered in offered.items() if is_offered] == [
        "director", "leader", "officer",
    ]  # fmt: skip
    close(stage.dossier, date(2026, 1, 5))
    body = browser_of(stage.branch).get("/people/?scope=filed").content.decode()
    assert NAME not in body


def test_the_filter_by_measure_finds_only_clocks_that_run(stage):
    """rules.md 6.7: a list that no longer names the measure must not find people by it."""
    client = browser_of(stage.director)
    everybody = {"measure": "PW", "scope": "all", "sort": "name"}
    assert names(client, **everybody) == ["顾云舟", NAME]
    rows: RowQuerySet = DossierRow.objects.filter(dossier=stage.dossier)
    for end, still in ((TODAY, True), (date(2026, 9, 29), False), (None, True)):
        rows.update(overall_end=end)
        assert (NAME in names(client, **everybody)) is still
        line = next(
            each for each in client.get("/people/?scope=all").context["lines"] if each.name == NAME
        )
        assert bool(line.measures) is still


def test_a_delegated_officer_of_the_keeping_office_finds_the_filed(stage):
    lent = make.user(Role.OFFICER, make.office("青禾区纪委监委"))
    Delegation.objects.create(
        user=lent, unit=stage.home, from_on=TODAY, to_on=TODAY, reason="借调",
        granted_by=make.user(Role.SECURITY, stage.home),
        confirmed_by=make.user(Role.ADMIN, stage.home),
    )  # fmt: skip
    close(stage.dossier, date(2026, 1, 5))
    assert names(browser_of(lent), scope="filed") == [NAME]
