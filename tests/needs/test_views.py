"""The board, a need's page and who is told what; each number opens its list."""

import re
from datetime import date

import pytest

from accounts.acting import acting_as
from accounts.roles import Role
from columns.codes import new_code
from needs.models import Need
from tests import factories
from tests.needs.people import ANSWER, REQUEST, WORDS, answered, asked, assigned
from tests.visits.people import BACKEND, TODAY, people, talked, visited
from workdays import clock

pytestmark = pytest.mark.django_db
SECRET = "他说局里有人因同案被处理"


@pytest.fixture(autouse=True)
def _suites_day(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def who():
    return people()


def entered(client, user):
    client.force_login(user, backend=BACKEND)
    return client


def text_of(answer):
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def seen_by(user):
    with acting_as(user):
        return {need.words for need in Need.objects.visible_to(user)}


def test_each_number_of_the_board_opens_a_list_of_that_length(who, client):
    school = factories.work_unit("青禾区教育局")
    asked(who)
    assigned(who, school)
    answered(who, school)
    client = entered(client, who.officer)
    page = client.get("/needs/")
    assert [(tab.key, tab.count) for tab in page.context["tabs"]] == [
        ("waiting", 2), ("working", 0), ("answered", 1), ("archived", 0), ("all", 3),
    ]  # fmt: skip
    for tab in page.context["tabs"]:
        found = client.get(f"/needs/?state={tab.key}")
        assert len(found.context["lines"]) == tab.count
    assert "已办理1件（33%，平均10天）" in text_of(page)
    assert len(client.get("/needs/?state=solved&year=2026").context["lines"]) == 1


def test_the_board_narrows_to_an_owner_and_counts_again(who, client):
    school = factories.work_unit("青禾区教育局")
    asked(who)
    assigned(who, school)
    page = entered(client, who.officer).get(f"/needs/?owner={school.code}")
    assert [tab.count for tab in page.context["tabs"]] == [1, 0, 0, 0, 1]


def test_a_late_need_is_late_in_words(who, client):
    need = asked(who)
    Need.objects.filter(pk=need.pk).update(due_on=date(2026, 9, 25))
    page = entered(client, who.officer).get("/needs/")
    assert "1件超过答复期限" in text_of(page)
    assert "逾期5天" in text_of(page)
    assert len(client.get("/needs/?state=late").context["lines"]) == 1


def test_a_need_is_entered_by_hand_once(who, client):
    client = entered(client, who.officer)
    address = f"/people/{who.dossier.code}/needs/new/"
    given = {
        "token": new_code(), "asked_on": "2026-09-20", "words": WORDS, "category": "children",
        "due_on": "",
    }  # fmt: skip
    for _ in range(2):
        answer = client.post(address, given)
        assert answer.status_code == 303
    need = Need.objects.get()
    assert (need.words, need.category, need.source) == (WORDS, "children", "hand")
    assert answer.url == need.get_absolute_url()
    empty = client.post(address, {**given, "words": ""})
    assert empty.status_code == 422
    assert "请填写本人的诉求" in text_of(empty)


def test_handing_out_and_answering_on_the_page(who, client):
    need = asked(who)
    client = entered(client, who.officer)
    address = need.get_absolute_url()
    post = client.post(
        address,
        {
            "do": "assign", "assign-version": "1", "assign-assigned_to": who.unit.full_name,
            "assign-request": REQUEST, "assign-category": "children",
        },
    )  # fmt: skip
    assert post.status_code == 303
    need.refresh_from_db()
    assert (need.state, need.assigned_to) == ("assigned", who.unit)
    empty = client.post(address, {"do": "answer", "answer-version": "2", "answer-text": ""})
    assert empty.status_code == 422
    client.post(address, {"do": "answer", "answer-version": "2", "answer-text": ANSWER})
    need.refresh_from_db()
    assert (need.state, need.answer) == ("answered", ANSWER)
    # Who entered the answer is not offered to file it, even with the person's view beside it.
    version = str(need.version)
    client.post(address, {"do": "view", "view-version": version, "view-view": "satisfied"})
    assert "请由另一位同志归档" in text_of(client.get(address))


def test_a_department_reads_the_request_and_answers_it_and_no_more(who, client):
    need = asked(who, words=SECRET)
    office = factories.personnel_office()
    person = factories.user(Role.PERSONNEL, office)
    client = entered(client, person)
    assert client.get(need.get_absolute_url()).status_code == 404
    assigned(who, office, need=need)
    page = client.get(need.get_absolute_url())
    assert page.status_code == 200
    assert REQUEST in text_of(page)
    assert SECRET not in page.content.decode()
    assert who.dossier.code not in page.content.decode()
    assert SECRET not in client.get("/needs/").content.decode()
    client.post(
        need.get_absolute_url(), {"do": "answer", "answer-version": "2", "answer-text": ANSWER}
    )
    need.refresh_from_db()
    assert (need.state, need.answered_by) == ("answered", person)


def test_a_department_neither_hands_out_nor_files(who, client):
    need = assigned(who, factories.personnel_office())
    person = factories.user(Role.PERSONNEL, need.assigned_to)
    entered(client, person).post(
        need.get_absolute_url(), {"do": "void", "void-version": "2", "void-reason": "不办"}
    )
    need.refresh_from_db()
    assert (need.state, need.voided_at) == ("assigned", None)


def test_unit_and_helper_see_what_a_talk_told_and_not_what_a_visit_heard(who):
    talked(who, held_on=date(2026, 9, 12), need="some", need_text=WORDS)
    visited(who, need="some", need_text=SECRET)
    unit = factories.user(Role.UNIT, who.unit)
    other = factories.user(Role.UNIT, factories.work_unit("青禾区水利局"))
    assert seen_by(who.officer) == {WORDS, SECRET}
    assert seen_by(unit) == {WORDS}
    assert seen_by(who.helper) == {WORDS}
    assert seen_by(other) == set()


def test_a_unit_that_is_handed_a_need_of_a_visit_reads_the_request_alone(who, client):
    visited(who, need="some", need_text=SECRET)
    need = assigned(who, who.unit, need=Need.objects.get())
    unit = factories.user(Role.UNIT, who.unit)
    page = entered(client, unit).get(need.get_absolute_url())
    assert REQUEST in text_of(page)
    assert SECRET not in page.content.decode()
    dossier = client.get(f"/people/{who.dossier.code}/needs/")
    assert SECRET not in dossier.content.decode()
