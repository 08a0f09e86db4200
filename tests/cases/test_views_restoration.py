"""恢复党员权利: the chain on its page, step by step; who may enter and who may look."""

import re
from datetime import date
from html import unescape

import pytest

from accounts.roles import Role
from cases.actions import record_event
from cases.choices import EventKind
from cases.choices.rights import RestorationKind as K
from cases.models import Dossier, RestorationStep
from cases.rules.restoration import Tally
from cases.views import header_of
from tests import factories as make

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
AWAITED = "察看期已于2026年7月17日届满，恢复党员权利决定待录入。"
VOTE = {"due": "21", "present": "19", "in_favour": "18", "against": "0", "abstained": "1"}


@pytest.fixture(autouse=True)
def clock_stands(monkeypatch):
    monkeypatch.setattr("workdays.clock.today", lambda: make.TODAY)


@pytest.fixture
def home():
    return make.office()


@pytest.fixture
def probation(home):
    person = make.cadre(make.work_unit(), name="王树槐")
    return make.decision(person, home, measure="PP1", decided_on=date(2025, 7, 18))


@pytest.fixture
def officer(client, home):
    user = make.user(Role.OFFICER, home)
    client.force_login(user, backend=BACKEND)
    return user


def address(decision, kind=None):
    end = f"{decision.code}/{kind}/" if kind else ""
    return f"/people/{decision.dossier.code}/restoration/{end}"


def body_of(client, decision):
    return client.get(address(decision)).content.decode()


def header(decision, viewer=None, today=make.TODAY):
    dossier = Dossier.objects.for_page().get(pk=decision.dossier_id)
    return header_of(dossier, today, viewer)


def test_the_whole_chain_is_entered_page_by_page(client, officer, probation):
    for kind, day in make.RESTORATION_DAYS.items():
        assert f"登记{kind.label}" in body_of(client, probation)
        facts = {"step_on": day.isoformat(), "evidence": "支部记录，原件存支部"}
        facts |= VOTE if kind == K.MEETING else {}
        answer = client.post(address(probation, kind), facts)
        assert (answer.status_code, answer.url) == (303, address(probation))
    assert dict(RestorationStep.objects.values_list("kind", "on")) == make.RESTORATION_DAYS
    body = body_of(client, probation)
    assert "应到21人，实到19人，赞成18人，反对0人，弃权1人，通过" in body
    assert "权利自察看期满次日" in body
    assert '<time datetime="2026-07-18">' in body


def test_the_decision_is_entered_where_it_is_seen_what_moves(client, officer, probation):
    make.restoration_steps(probation)
    (door,) = re.findall(r'href="([^"]+/changes/new/restored/[^"]+)"', body_of(client, probation))
    form = client.get(unescape(door)).context["form"]
    assert form.decision == probation
    assert {name: form.initial[name] for name in ("on", "publicity_from", "publicity_to")} == {
        "on": "2026-07-18",
        "publicity_from": "2026-08-03",
        "publicity_to": "2026-08-09",
    }


def test_one_button_leads_to_the_next_step_and_no_other(client, officer, probation):
    make.restoration_steps(probation, last=K.NOTICE)
    body = body_of(client, probation)
    assert body.count('class="btn btn-primary no-print"') == 1
    assert f'href="{address(probation, K.APPLICATION)}"' in body
    assert f'href="{address(probation, K.MEETING)}"' not in body


def test_terms_days_and_what_is_late_stand_beside_each_step(client, officer, probation):
    make.restoration_steps(probation, last=K.APPLICATION)
    body = body_of(client, probation)
    assert "察看期满后10个工作日内" in body
    assert "2026年8月5日</time>（逾期56天）" in body


def test_before_the_end_the_page_shows_what_will_come_and_takes_nothing(client, officer, home):
    later = make.decision(
        make.cadre(make.work_unit()), home, measure="PP1", decided_on=date(2026, 3, 25)
    )
    body = body_of(client, later)
    assert "察看期还没有届满" in body
    assert "btn-primary" not in body.split("<h2")[1]
    facts = {"step_on": "2026-09-20", "evidence": "通知书"}
    answer = client.post(address(later, K.NOTICE), facts)
    assert answer.status_code == 422
    assert "早于察看期满日2027年3月24日" in answer.content.decode()


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"step_on": "2026-08-14"}, "请填写应到人数，没有的填0。"),
        ({"step_on": "2026-08-14", **VOTE, "due": "二十"}, "应到人数应为整数。例如21。"),
        ({"step_on": "2026-08-14", **VOTE, "present": "22"}, "实到22人多于应到21人，请核对。"),
        ({"step_on": "2026-08-14", **VOTE, "abstained": "9"}, "合计27人，多于实到19人，请核对。"),
        ({"step_on": "2026-08-08", **VOTE}, "早于公示结束日期2026年8月9日，请核对。"),
        ({"step_on": "2026-10-01", **VOTE}, "支部党员大会日期不能晚于2026年9月30日"),
    ],
)
def test_a_bad_meeting_comes_back_with_what_is_wrong(client, officer, probation, facts, sentence):
    make.restoration_steps(probation, last=K.PUBLICITY_ENDED)
    answer = client.post(address(probation, K.MEETING), {"evidence": "会议记录", **facts})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in body
    assert "会议记录" in body
    assert RestorationStep.objects.filter(kind=K.MEETING).count() == 0


def test_a_meeting_that_did_not_pass_says_what_follows(client, officer, probation):
    lost = Tally(due=21, present=19, in_favour=10, against=8, abstained=1)
    make.restoration_steps(probation, last=K.MEETING, tally=lost)
    body = body_of(client, probation)
    assert "支部党员大会没有通过" in body
    assert "应当延长一年（《中国共产党纪律处分条例》第十二条）" in body


def test_at_two_years_no_further_year_is_offered(client, officer, home):
    two = make.decision(
        make.cadre(make.work_unit()), home, measure="PP2", decided_on=date(2024, 7, 18)
    )
    lost = Tally(due=21, present=19, in_favour=10, against=8, abstained=1)
    make.restoration_steps(two, last=K.MEETING, tally=lost)
    body = body_of(client, two)
    assert "察看期合计已满二年，不能再延长" in body
    assert "登记延长一年" not in body


def test_the_last_step_is_taken_back_on_a_page_of_its_own(client, officer, probation):
    first, last = make.restoration_steps(probation, last=K.APPLICATION)
    page = f"{address(probation)}steps/{{}}/void/"
    assert page.format(last.code) in body_of(client, probation)
    assert page.format(first.code) not in body_of(client, probation)
    answer = client.post(page.format(first.code), {"reason": "日期有误"})
    assert (answer.status_code, "请先作废后面的步骤" in answer.content.decode()) == (422, True)
    assert client.post(page.format(last.code), {"reason": "日期有误"}).status_code == 303
    assert client.get(page.format(last.code)).status_code == 404


def test_the_head_says_what_is_awaited_until_it_is_entered(probation):
    assert [each.text for each in header(probation).standings] == [AWAITED]
    assert header(probation, today=date(2026, 7, 17)).standings == ()
    record_event(
        probation, kind=EventKind.RESTORED, event_on=date(2026, 7, 18), by=None, on=make.TODAY
    )
    assert header(probation).standings == ()


def test_a_helper_reads_the_line_and_finds_no_door(home, probation):
    (line,) = header(probation, make.user(Role.HELPER, home)).standings
    assert (line.text, line.url) == (AWAITED, "")


def test_only_a_probation_has_the_tab(home, probation):
    director = make.user(Role.DIRECTOR, home)
    warned = make.decision(make.cadre(make.work_unit("水利局"), name="谢广仁"), home)
    assert "restoration" in [each.name for each in header(probation, director).tabs]
    assert "restoration" not in [each.name for each in header(warned, director).tabs]


def test_the_unit_sees_its_own_persons_chain_and_enters_nothing(client, probation):
    make.restoration_steps(probation, last=K.NOTICE)
    client.force_login(make.user(Role.UNIT, probation.cadre.unit), backend=BACKEND)
    body = body_of(client, probation)
    assert "支部记录，原件存支部" in body
    assert "登记本人申请" not in body
    assert client.get(address(probation, K.APPLICATION)).status_code == 403


@pytest.mark.parametrize("kind", [None, K.NOTICE])
def test_for_another_office_the_page_is_not_there(client, probation, kind):
    elsewhere = make.office("云岫县纪委监委")
    client.force_login(make.user(Role.DIRECTOR, elsewhere), backend=BACKEND)
    assert client.get(address(probation, kind)).status_code == 404


def test_a_step_or_decision_that_is_none_is_not_found(client, officer, probation, home):
    other = make.decision(make.cadre(make.work_unit("水利局"), name="谢广仁"), home)
    page = f"{address(probation)}{{}}/{{}}/"
    assert client.get(page.format(probation.code, "party")).status_code == 404
    assert client.get(page.format(other.code, K.NOTICE)).status_code == 404


def test_a_dossier_without_probation_says_so(client, officer, home):
    warned = make.decision(make.cadre(make.work_unit()), home)
    assert "没有留党察看处分" in body_of(client, warned)
