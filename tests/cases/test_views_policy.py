"""本地规则: the list, one version, the draft and its refusals, going back, discarding."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from cases.actions.versions import edit_draft, publish_draft, start_draft
from cases.models import Policy
from tests import factories as make
from tests.factories import NOON, TODAY

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
PAPER = {"document": "临纪发〔2026〕8号", "note": "按市里统一要求调整"}


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch, today):
    monkeypatch.setattr("workdays.clock.today", lambda: today)


@pytest.fixture
def home():
    return make.office()


@pytest.fixture
def officer(home, client):
    user = make.user(Role.OFFICER, home, name="陆知行")
    client.force_login(user, backend=BACKEND)
    return user


@pytest.fixture
def director(home):
    return make.user(Role.DIRECTOR, home, name="江望舒")


@pytest.fixture
def draft(home, officer):
    return start_draft(home, by=officer, on=TODAY)


def published(home, officer, director, **values) -> Policy:
    begun = start_draft(home, by=officer, on=TODAY)
    edit_draft(begun, version=1, by=officer, **PAPER, **values)
    return publish_draft(begun, version=2, by=director, on=TODAY, at=NOON)


def typed(client, draft, **changes) -> dict[str, object]:
    """The form as it stands on the page, with the paper named and some fields typed over."""
    form = client.get(reverse("policy:edit", args=[draft.number])).context["form"]
    shown = {}
    for bound in form:
        value = bound.value()
        if value is True:
            shown[bound.html_name] = "on"
        elif isinstance(value, date):
            shown[bound.html_name] = value.isoformat()
        elif value is not None and value is not False:
            shown[bound.html_name] = value
    return {name: value for name, value in (shown | PAPER | changes).items() if value is not None}


def save(client, draft, **changes):
    return client.post(reverse("policy:edit", args=[draft.number]), typed(client, draft, **changes))


@pytest.mark.parametrize(
    ("role", "reads", "drafts"),
    [
        (Role.DIRECTOR, 200, 303),
        (Role.OFFICER, 200, 303),
        (Role.LEADER, 200, 403),
        (Role.INSPECTOR, 403, 403),
        (Role.UNIT, 403, 403),
        (Role.HELPER, 403, 403),
        (Role.PERSONNEL, 403, 403),
        (Role.ADMIN, 403, 403),
    ],
)
def test_the_office_reads_and_the_review_room_drafts(client, home, role, reads, drafts):
    client.force_login(make.user(role, home), backend=BACKEND)
    assert client.get(reverse("policy:list")).status_code == reads
    assert client.post(reverse("policy:draft")).status_code == drafts


def test_the_list_tells_each_version_and_what_it_changed(client, home, officer, director):
    published(home, officer, director, first_visit_days=45)
    page = client.get(reverse("policy:list"))
    lines = page.context["lines"]
    assert [(policy.number, standing.words) for policy, _, standing in lines] == [
        (2, "现行"),
        (1, "以前的版次"),
    ]
    assert [(c.label, c.old, c.new) for c in lines[0][1]] == [
        ("首次回访期限（天）", "60天", "45天")
    ]
    text = page.content.decode()
    assert "临纪发〔2026〕8号" in text
    assert "陆知行" in text
    assert "江望舒" in text


def test_the_list_asks_the_database_as_often_for_two_versions_as_for_one(
    client, home, officer, director
):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("policy:list"))
        return len(queries)

    asked()
    few = asked()
    published(home, officer, director, first_visit_days=45)
    assert asked() == few


def test_a_version_shows_every_value_with_its_default_and_basis(client, home, officer, director):
    second = published(home, officer, director, publicity_days=10)
    page = client.get(second.get_absolute_url())
    lines = {line.name: line for part in page.context["parts"] for line in part.lines}
    assert len(lines) == 31
    assert (lines["publicity_days"].value, lines["publicity_days"].default) == ("10天", "7天")
    assert "不少于5日" in lines["publicity_days"].basis
    assert "原为7天" in page.content.decode()


def test_a_draft_is_begun_and_edited(client, officer, home):
    begun = client.post(reverse("policy:draft"))
    draft = Policy.objects.get(status="draft")
    assert begun.url == reverse("policy:edit", args=[draft.number])
    saved = save(
        client, draft, end_convention="B", clock_reminders="90，45、15天", young_age="35",
        valid_from="2026.10.8", retired_half_yearly=None,
    )  # fmt: skip
    assert (saved.status_code, saved.url) == (303, draft.get_absolute_url())
    draft.refresh_from_db()
    assert (draft.end_convention, draft.clock_reminders, draft.young_age) == ("B", [90, 45, 15], 35)
    assert (draft.valid_from, draft.retired_half_yearly) == (date(2026, 10, 8), False)
    assert (draft.plan_days, draft.drafted_by, draft.version) == (45, officer, 2)
    assert "核对影响" in client.get(saved.url).content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"document": ""}, "请填写依据文件"),
        ({"note": " "}, "请写明修改说明"),
        ({"valid_from": "2026-09-29"}, "生效日不能早于今天"),
        ({"valid_from": "1949-10-01"}, "生效日不能早于今天"),
        ({"valid_from": "2026年2月30日"}, "2026年2月没有30日"),
        ({"clock_reminders": "30、60、7"}, "从大到小"),
        ({"clock_reminders": "60、60"}, "从大到小"),
        ({"talk_reminders": "30、0"}, "1至92之间"),
        ({"talk_reminders": "一周"}, "1至92之间"),
        ({"clock_reminders": "7、6、5、4、3、2、1"}, "最多6次"),
        ({"publicity_days": "4"}, "5至60之间"),
        ({"publicity_days": ""}, "请填写公示天数"),
        ({"coverage_percent": "101"}, "1至100之间"),
        ({"first_visit_days": "六十"}, "1至365之间的整数，例如60"),
        ({"assessment_days": "50"}, "方案期限不能少于研判期限50天"),
        ({"clearing_second_days": "30"}, "第二次澄清回访应晚于第一次"),
        ({"visits_per_year": "3"}, "上限不能少于必访次数3次"),
        ({"end_convention": "D"}, "不在可选范围内"),
        ({"young_age": "12"}, "20至60之间"),
        ({"duties_from": ""}, "请填写启用日"),
    ],
)
def test_each_wrong_value_is_refused_with_its_own_sentence(client, draft, changes, sentence):
    refused = save(client, draft, **changes)
    assert refused.status_code == 422
    assert sentence in refused.content.decode()
    draft.refresh_from_db()
    assert (draft.version, draft.document) == (1, "")


def test_a_day_on_which_a_version_begins_is_taken(client, home, officer, director):
    published(home, officer, director, plan_days=50)
    draft = start_draft(home, by=officer, on=TODAY)
    assert "一天只能有一版" in save(client, draft).content.decode()


def test_somebody_elses_newer_draft_is_not_overwritten(client, draft, director):
    form = typed(client, draft, plan_days="50")
    edit_draft(draft, version=1, by=director, plan_days=40)
    refused = client.post(reverse("policy:edit", args=[draft.number]), form)
    assert refused.status_code == 409
    assert "刚被他人办理过" in refused.content.decode()
    draft.refresh_from_db()
    assert draft.plan_days == 40


def test_a_second_draft_is_not_begun(client, draft):
    answer = client.post(reverse("policy:draft"), follow=True)
    assert "本机关已有一份草稿（第2版，陆知行起草）" in answer.content.decode()
    assert Policy.objects.filter(status="draft").count() == 1


def test_a_published_version_has_no_form(client, home, officer, director):
    second = published(home, officer, director, plan_days=50)
    answer = client.get(reverse("policy:edit", args=[second.number]), follow=True)
    assert "已经发布，不能再改" in answer.content.decode()


def test_a_draft_is_discarded_after_a_question(client, draft):
    url = reverse("policy:discard", args=[draft.number])
    assert "放弃第2版草稿？" in client.get(url).content.decode()
    assert Policy.objects.filter(pk=draft.pk).exists()
    answer = client.post(url, follow=True)
    assert "现行规则没有变动" in answer.content.decode()
    assert not Policy.objects.filter(pk=draft.pk).exists()


def test_a_published_version_is_not_discarded(client, home, officer, director):
    second = published(home, officer, director, plan_days=50)
    client.post(reverse("policy:discard", args=[second.number]))
    assert Policy.objects.filter(pk=second.pk).exists()


def test_going_back_asks_only_for_paper_day_and_reason(client, home, officer, director):
    published(home, officer, director, plan_days=50)
    url = reverse("policy:restore", args=[1])
    assert "以前各版都保留" in client.get(url).content.decode()
    begun = client.post(url)
    draft = Policy.objects.get(status="draft")
    assert begun.url == reverse("policy:edit", args=[draft.number])
    form = client.get(begun.url).context["form"]
    assert list(form.fields) == ["version", "document", "valid_from", "note"]
    assert form["note"].value() == "恢复第1版的规则"
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    assert save(client, draft, valid_from=tomorrow, plan_days="9").status_code == 303
    draft.refresh_from_db()
    assert (draft.plan_days, draft.rolls_back.number) == (45, 1)


def test_another_offices_versions_are_not_found(client, officer, director, home):
    published(home, officer, director, plan_days=50)
    stranger = make.user(Role.DIRECTOR, make.office(name="青禾区纪委监委"))
    client.force_login(stranger, backend=BACKEND)
    assert client.get("/policy/2/").status_code == 404
    assert [policy.number for policy, *_ in client.get("/policy/").context["lines"]] == [1]
