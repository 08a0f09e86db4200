"""需要联系 and 待阅签: who is heard of, who asks, what waits for the unit's signature."""

from datetime import date

import pytest

from accounts.acting import acting_as
from accounts.roles import Role
from cases.actions import refresh_rows
from cases.models import Policy
from columns.codes import new_code
from dashboard.desk.blocks import whole_block
from dashboard.desk.figures import Desk
from dashboard.desk.helping import cards_of
from tests import factories
from tests.visits.people import TODAY, people, talked
from visits.actions import reconcile, sign_talk, write_note

pytestmark = pytest.mark.django_db
OLD = date(2026, 4, 20)


@pytest.fixture
def who():
    return people()


def lines(user, slug, *, today=TODAY):
    with acting_as(user):
        block = whole_block(Desk(user=user, today=today, mine=False), slug)
        return [(line.name, line.what) for line in block.lines]


SILENT = ("许明澈", "单位超过一个季度没有动态、谈话和阅签")


def test_a_unit_that_says_nothing_for_a_quarter_stands_on_the_offices_desk(who):
    assert lines(who.director, "contact") == [SILENT]


def test_a_note_a_talk_and_a_signature_each_end_the_silence(who):
    talk = talked(who, held_on=OLD)
    assert lines(who.director, "contact") == [SILENT]
    clerk = factories.user(Role.UNIT, who.unit)
    sign_talk(talk, opinion="属实。", reader_name="周书记", read_on=TODAY, by=clerk, on=TODAY)
    assert lines(who.director, "contact") == []


def test_a_note_ends_the_silence_and_only_for_a_quarter(who):
    clerk = factories.user(Role.UNIT, who.unit)
    facts = {"text": "情绪平稳。", "by": clerk, "today": TODAY}
    write_note(who.dossier, token=new_code(), on=date(2026, 7, 1), **facts)
    assert lines(who.director, "contact") == []
    assert lines(who.director, "contact", today=date(2026, 10, 2)) == [SILENT]


def test_before_the_office_began_nobody_was_silent(who):
    Policy.objects.filter(office=who.office).update(duties_from=date(2026, 8, 1))
    assert lines(who.director, "contact") == []


def test_a_talk_that_worries_is_told_to_the_office_for_two_weeks(who):
    talked(who, held_on=date(2026, 9, 20), mood="low")
    assert lines(who.director, "contact") == [("许明澈", "2026年第三季度谈心谈话：比较低落")]
    assert lines(who.director, "contact", today=date(2026, 10, 5)) == []


def test_a_talk_waits_for_the_unit_until_it_is_signed_but_not_for_who_typed_it(who):
    mine, other = (factories.user(Role.UNIT, who.unit) for _ in range(2))
    basis = "帮扶人签名的纸质记录，原件存审理室"
    talk = talked(who, held_on=date(2026, 9, 12), by=mine, proxy_basis=basis)
    assert lines(mine, "to-sign") == []
    assert lines(other, "to-sign") == [("许明澈", "2026年第三季度谈心谈话，待阅签")]
    sign_talk(talk, opinion="属实。", reader_name="周书记", read_on=TODAY, by=other, on=TODAY)
    assert lines(other, "to-sign") == []


def test_a_helper_has_one_card_the_talk_that_is_due_first(client, who, monkeypatch):
    monkeypatch.setattr("workdays.clock.today", lambda: TODAY)
    reconcile([who.dossier.pk], on=TODAY)
    assert [card.words for card in cards_of(who.helper, TODAY)] == [
        "2026年第二季度谈心谈话",
        "2026年第三季度谈心谈话",
    ]
    client.force_login(who.helper, backend="django.contrib.auth.backends.ModelBackend")
    text = client.get("/todo/").content.decode()
    assert text.count("btn btn-primary") == 1
    assert "/people/" not in text.split("</header>")[0]


def test_a_vacancy_is_owed_by_the_unit_then_the_office(who):
    who.dossier.helpers.update(to_on=date(2026, 8, 1))
    refresh_rows([who.dossier.pk])
    reconcile([who.dossier.pk], on=TODAY)
    with acting_as(who.director):
        block = whole_block(Desk(user=who.director, today=TODAY, mine=False), "soon")
        assert {line.who for line in block.lines if "谈心" in line.what} == {
            f"{who.unit.full_name}（尚未指定帮扶人），审理室跟进"
        }
