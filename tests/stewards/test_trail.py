"""The record's own pages: one's own, who read a dossier, the log without content."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from accounts.roles import Role
from audit.mac import pseudonym
from audit.models import Entry
from audit.record import record
from tests import factories
from workdays import clock

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
NAME = "许明澈"


class Place:
    def __init__(self):
        self.office = factories.office()
        self.dossier = factories.dossier(self.office, name=NAME)
        names = {Role.OFFICER: "程新民", Role.DIRECTOR: "陈某", Role.ROOM: "周敬"}
        self.people = {
            role: factories.user(role, self.office, name=names.get(role, "")) for role in Role
        }

    def client(self, role):
        client = Client()
        client.force_login(self.people[role], backend=BACKEND)
        return client

    def text(self, role, path):
        answer = self.client(role).get(path)
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()

    @property
    def access(self):
        return f"{self.dossier.get_absolute_url()}access/"


@pytest.fixture
def place():
    return Place()


def plain(html):
    main = html[html.index("<main") : html.index("</main>")]
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", main))


# 我的操作记录


def test_ones_own_record_is_sentences_of_ones_own_acts(place):
    client = place.client(Role.OFFICER)
    client.get(place.dossier.get_absolute_url())
    client.get("/people/", {"q": NAME})
    client.get("/audit/")
    record("person.open", place.dossier, by=place.people[Role.DIRECTOR])
    shown = plain(client.get("/my/trail/").content.decode())
    assert f"打开档案（概况）：{NAME}" in shown
    assert "按姓名查找（找到1人）" in shown
    assert "没有权限被拒绝" in shown
    assert shown.count("打开档案") == 1  # the director's is not his


def test_a_name_is_gone_with_the_right_to_see_it(place):
    record("person.open", place.dossier, by=place.people[Role.UNIT])
    shown = plain(place.text(Role.UNIT, "/my/trail/"))
    assert NAME not in shown
    assert "这份档案您现在不能查看" in shown


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_its_own_record(place, role):
    place.text(role, "/my/trail/")
    assert Entry.objects.latest("pk").verb == "trail.own"


def test_the_record_is_filtered_by_day_and_kind(place):
    client = place.client(Role.OFFICER)
    client.get(place.dossier.get_absolute_url())
    client.get("/people/", {"q": NAME})
    today = clock.today()
    for query, words in (
        ({"kind": "search"}, "按姓名查找"),
        ({"kind": "read"}, "打开档案"),
        ({"first": today.isoformat(), "last": today.isoformat()}, "按姓名查找"),
    ):
        assert words in plain(client.get("/my/trail/", query).content.decode()), query
    assert "按姓名查找" not in plain(client.get("/my/trail/", {"kind": "read"}).content.decode())
    before = (today - timedelta(days=1)).isoformat()
    assert "没有符合条件的记录" in client.get("/my/trail/", {"last": before}).content.decode()


def test_two_days_in_the_wrong_order_are_said_and_shown_nothing_of(place):
    shown = place.text(Role.OFFICER, "/my/trail/?first=2026-10-02&last=2026-10-01")
    assert "“到”不能早于“从”" in shown


# 谁看过这份档案


def test_the_office_sees_who_when_what_and_what_for(place):
    client = place.client(Role.ROOM)
    client.post(
        f"{place.dossier.get_absolute_url()}purpose/",
        {"purpose": "other", "note": "协助核对年度统计"},
    )
    client.get(f"{place.dossier.get_absolute_url()}plan/")
    client.get(f"{place.dossier.get_absolute_url()}visits/")
    place.client(Role.OFFICER).get(place.dossier.get_absolute_url())
    shown = plain(place.text(Role.DIRECTOR, place.access))
    assert "周敬" in shown
    assert "方案、回访" in shown
    assert "协助核对年度统计" in shown
    assert "被询问" not in shown
    assert "程新民" in shown
    assert "承办工作" in shown
    assert Entry.objects.latest("pk").verb == "trail.dossier"


def test_only_the_office_that_keeps_it_may_ask(place):
    for role in Role:
        if role in {Role.DIRECTOR, Role.OFFICER, Role.LEADER}:
            place.text(role, place.access)
        else:
            assert place.client(role).get(place.access).status_code == 403, role
    other = Client()
    stranger = factories.user(Role.DIRECTOR, factories.office("青禾区纪委监委"))
    other.force_login(stranger, backend=BACKEND)
    assert other.get(place.access).status_code == 404


def test_the_organ_that_only_visits_is_not_told(place):
    carrier = factories.office("北渡镇纪委")
    place.dossier.carrier = carrier
    place.dossier.save(update_fields=["carrier"])
    from cases.actions import refresh_rows

    refresh_rows([place.dossier.pk])
    client = Client()
    client.force_login(factories.user(Role.DIRECTOR, carrier), backend=BACKEND)
    page = client.get(place.dossier.get_absolute_url())
    assert page.status_code == 200
    assert place.access not in page.content.decode()
    assert client.get(place.access).status_code == 404


def test_acts_are_not_readings(place):
    record("plan.saved", place.dossier, by=place.people[Role.OFFICER])
    assert "程新民" not in plain(place.text(Role.DIRECTOR, place.access))


# 审计日志


def test_the_log_has_staff_by_name_and_people_by_pseudonym(place):
    place.client(Role.OFFICER).get(place.dossier.get_absolute_url())
    shown = place.text(Role.AUDITOR, "/audit/")
    words = plain(shown)
    assert NAME not in shown
    assert pseudonym(place.dossier.cadre_id) in words
    assert place.dossier.number in words
    assert "程新民案件审理室干部" in words
    assert "审计管理员只看操作日志，不看档案内容。" in words
    assert re.search(r">\d{4}-\d\d-\d\d \d\d:\d\d:\d\d</time>", shown)
    assert "127.0.0.1" in words
    assert Entry.objects.latest("pk").verb == "trail.list"


def test_an_attempt_at_a_dossier_one_may_not_see_is_named_by_its_number(place):
    place.client(Role.UNIT).get(place.dossier.get_absolute_url())
    rows = place.client(Role.AUDITOR).get("/audit/", {"outcome": "refused"}).context["rows"]
    assert [(row.what, row.about) for row in rows] == [
        ("没有找到，或无权查看", place.dossier.number)
    ]


def test_every_filter_of_the_log_narrows_it(place):
    place.client(Role.OFFICER).get(place.dossier.get_absolute_url())
    place.client(Role.OFFICER).get("/audit/")
    record("plan.saved", by=place.people[Role.DIRECTOR])
    number, today = place.dossier.number, clock.today()
    for query, count in (
        ({"actor": "程新民"}, 2),
        ({"actor": place.people[Role.DIRECTOR].username}, 1),
        ({"actor": "无此人"}, 0),
        ({"number": number, "kind": "read"}, 1),
        ({"number": "2099-9999"}, 0),
        ({"outcome": "refused"}, 1),
        ({"kind": "refused", "first": today.isoformat(), "last": today.isoformat()}, 1),
        ({"kind": "change", "actor": "陈某"}, 1),
    ):
        answer = place.client(Role.AUDITOR).get("/audit/", query)
        assert len(answer.context["rows"]) == count, query


def test_the_log_is_read_in_pages_that_do_not_shift(place):
    for _ in range(70):
        record("plan.saved", by=place.people[Role.DIRECTOR])
    client = place.client(Role.AUDITOR)
    first = client.get("/audit/", {"actor": "陈某"})
    assert len(first.context["rows"]) == 50
    record("plan.saved", by=place.people[Role.DIRECTOR])
    after = client.get("/audit/", {"actor": "陈某", "after": first.context["page"].next})
    assert len(after.context["rows"]) == 20


def test_who_audits_whom(place):
    """security.md 4.4: the auditor not other auditors; security neither itself nor auditors."""
    other = factories.user(Role.AUDITOR, place.office, name="另一位审计员")
    for who in (*place.people.values(), other):
        record("page.open", by=who, page="dashboard.manual")
    seen = {
        role: {row.role for row in place.client(role).get("/audit/").context["rows"]}
        for role in (Role.AUDITOR, Role.SECURITY)
    }
    labels = {role: Role(role).label for role in Role}
    assert seen[Role.AUDITOR] >= set(labels.values())
    assert seen[Role.SECURITY] & {labels[Role.AUDITOR]} == set()
    assert labels[Role.ADMIN] in seen[Role.SECURITY]
    assert "另一位审计员" not in place.text(Role.AUDITOR, "/audit/")
    shown = plain(place.text(Role.SECURITY, "/audit/"))
    assert "另一位审计员：1次操作" in shown
    assert "安全管理员只看操作行为和被拒绝的访问，不看档案内容" in shown


def test_nobody_else_reads_the_log(place):
    for role in set(Role) - {Role.AUDITOR, Role.SECURITY}:
        assert place.client(role).get("/audit/").status_code == 403, role
