"""工作日历: who keeps it, what a publication moves, and two who publish at once."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.acting import for_system
from accounts.roles import Role
from audit.models import Entry
from columns.refusal import Refused
from stewards.actions import publish_year, seen_moves
from tests import factories
from tests.stewards.conftest import TODAY
from tests.stewards.test_pages import signed_in, text_of
from visits.actions import reconcile
from visits.choices import ObligationKind as K
from visits.models import Obligation
from workdays import clock
from workdays.models import Holiday, YearTable, load_calendar
from workdays.rules import SpecialDay

DOCUMENT = "国办发明电〔2026〕8号"
# A Wednesday on which everybody works, and on which the notice of case 9 would be given.
MIDWEEK = SpecialDay(date(2026, 9, 23), False, "测试假日")


@pytest.fixture(autouse=True)
def _suites_day(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def notice(three):
    """Probation is over; the branch owes the notice within ten working days."""
    with for_system("test"):
        decision = factories.decision(
            factories.cadre(factories.work_unit(), name="王树槐"),
            three.organ, measure="PP1", decided_on=date(2025, 9, 18),
        )  # fmt: skip
        reconcile([decision.dossier_id], on=TODAY)
        return Obligation.objects.get(dossier=decision.dossier, kind=K.RESTORE_NOTICE)


def days_of(year):
    rows = Holiday.objects.filter(day__year=year)
    return [SpecialDay(each.day, each.is_workday, each.name) for each in rows]


def publish(three, *, year=2026, days=None, document=DOCUMENT, version=1):
    given = [*days_of(year), MIDWEEK] if days is None else days
    publish_year(
        year=year, days=given, document=document, version=version, by=three.admin, on=TODAY
    )


def test_what_a_publication_would_move_is_what_it_moves(three, notice):
    days = [*days_of(2026), MIDWEEK]
    (moved,) = seen_moves(year=2026, days=days, on=TODAY).items()
    (kind, was, becomes), count = moved
    assert (kind, was, count) == (K.RESTORE_NOTICE, notice.due_on, 1)
    assert not Holiday.objects.filter(day=MIDWEEK.day).exists()
    publish(three)
    with for_system("test"):
        reconcile([notice.dossier_id], on=TODAY)
        notice.refresh_from_db()
    assert notice.due_on == becomes == date(2026, 10, 9)


def test_the_table_is_replaced_whole_and_the_record_says_so(three):
    publish(three, days=[MIDWEEK])
    assert [each.day for each in Holiday.objects.filter(day__year=2026)] == [MIDWEEK.day]
    table = YearTable.objects.get(year=2026)
    assert (table.document, table.version) == (DOCUMENT, 2)
    entry = Entry.objects.get(verb="calendar.published")
    assert (entry.actor_id, entry.detail["counts"]) == (three.admin.pk, {"off": 1, "worked": 0})


def test_a_new_year_becomes_known(three):
    assert not load_calendar().knows(date(2027, 1, 1))
    publish(three, year=2027, days=[], version=0)
    assert load_calendar().knows(date(2027, 1, 1))


def test_the_second_of_two_publications_is_told_to_read_again(three):
    publish(three)
    with pytest.raises(Refused, match="刚被他人公布过"):
        publish(three)
    publish(three, year=2027, days=[], version=0)
    with pytest.raises(Refused, match="刚被他人公布过"):
        publish(three, year=2027, days=[], version=0)


def test_a_publication_names_its_paper(three):
    with pytest.raises(Refused, match="请填写依据文件"):
        publish(three, document=" ")


def test_the_pages_show_the_moves_before_they_happen(three, notice):
    client = signed_in(three.admin)
    assert "尚未公布" in text_of(client.get(reverse("stewards:calendar")))
    url = reverse("stewards:calendar_year", args=[2026])
    shown = text_of(client.get(url))
    assert "国庆节" in shown
    body = {"version": "1", "document": DOCUMENT, "days": "9月23日 测试假日 放假"}
    looked = text_of(client.post(url, body))
    assert "通知本人察看期满" in looked
    assert "王树槐" not in looked
    assert YearTable.objects.get(year=2026).version == 1
    assert client.post(url, body | {"publish": "1"}).status_code == 303
    wrong = client.post(url, body | {"days": "2月30日 春节 放假", "version": "2"})
    assert wrong.status_code == 422
    assert "2026年2月没有30日" in text_of(wrong)
    assert client.get(reverse("stewards:calendar_year", args=[2031])).status_code == 404


def test_nobody_else_keeps_it(three):
    for user in (three.security, factories.user(Role.DIRECTOR, three.organ)):
        assert signed_in(user).get(reverse("stewards:calendar")).status_code == 403
