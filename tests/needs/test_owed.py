"""What needs owe, as the obligations of a dossier ask for it."""

from datetime import date

import pytest

from needs.actions import void_need
from needs.facts.owed import replies_owed
from tests import factories
from tests.factories import NOON
from tests.needs.people import answered, asked
from tests.visits.people import TODAY, people

pytestmark = pytest.mark.django_db


def test_each_need_owes_an_answer_by_its_day():
    who = people()
    open_one = asked(who)
    done = answered(who, factories.work_unit("青禾区教育局"))
    void = asked(who)
    void_need(void, version=1, reason="同一件", by=who.officer, on=TODAY, at=NOON)
    other = factories.dossier(who.office, name="林晓岚")
    assert replies_owed([who.dossier.pk, other.pk], TODAY) == {
        who.dossier.pk: [
            (open_one.code, date(2026, 10, 30), None),
            (done.code, date(2026, 10, 30), TODAY),
        ]
    }


def test_a_need_of_tomorrow_is_not_owed_today(django_assert_num_queries):
    who = people()
    asked(who)
    with django_assert_num_queries(1):
        assert replies_owed([who.dossier.pk], date(2026, 9, 29)) == {}
