"""The pages: who may open them, what they keep, what they answer."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.roles import Role
from audit.models import Entry
from cases.choices import DossierStatus
from cases.models import Dossier
from columns.codes import new_code
from tests import factories
from tests.visits.people import (
    BACKEND,
    TODAY,
    approved,
    assessed,
    drafted,
    people,
    submitted,
    talked,
    visited,
)
from visits.actions import FamilyHeard, Heard, reconcile, save_note
from visits.models import Assessment, AssessmentNote, Draft, Obligation, Plan, Talk, Visit
from workdays import clock

pytestmark = pytest.mark.django_db
BASIS = "帮扶人签名的纸质记录"


@pytest.fixture(autouse=True)
def _suites_day(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: factories.NOON)


@pytest.fixture
def who():
    return people()


@pytest.fixture
def enter(client):
    def sign_in(user):
        client.force_login(user, backend=BACKEND)
        return client

    return sign_in


def url(name, who, *rest):
    return reverse(f"visits:{name}", args=[who.dossier.code, *rest])


TALK_POST = {
    "held_on": "2026-09-12",
    "mode": "face",
    "topics": ["thought", "work"],
    "mood": "worried",
    "need": "some",
    "need_text": "请镇里联系培训",
    "note": "谈到近期牵头的项目。",
}


def visit_post(who, **changes):
    return {
        "visited_on": "2026年5月20日",
        "starts_at": "14:30",
        "ends_at": "15:40",
        "place": "office",
        "mode": "face",
        "visitors": [who.officer.pk, who.second.pk],
        "leader": who.officer.pk,
        "companions": "王某（党支部书记）、李某",
        "attitude": "clear",
        "mood": "steady",
        "work_text": "按时完成预算编制。",
        "need": "none",
        "unit_leader_people": "局长",
        "unit_leader_text": "工作踏实。",
        "relation": "spouse",
        "family_text": "近来睡得好些。",
        "check_pay": "done",
        "state": "engaged",
        "change": "first",
        "response": "affirm",
        "prescription": "无",
        "opinion": "继续保持联系。",
        "signature": "signed",
        **changes,
    }


def plan_post(who, **changes):
    areas = ("thought", "work", "life")
    rows = {}
    for index, area in enumerate(areas):
        rows |= {
            f"measures-{index}-area": area,
            f"measures-{index}-kind": "enable" if area == "work" else "untie",
            f"measures-{index}-text": f"做法{index}",
            f"measures-{index}-who": "分管副局长",
            f"measures-{index}-due_on": "2026-12-31",
        }
    return {
        "assessment_version": "0",
        "plan_version": "0",
        "a-look_on": "2026.4.1",
        "a-look_text": "查阅档案",
        "a-listen_on": "2026-04-03",
        "a-listen_text": "单位意见",
        "a-talk_on": "2026年4月8日",
        "a-talk_text": "本人想法",
        "a-conclusion": "打消顾虑",
        "a-state": "hesitant",
        "n-approach": "先听后说",
        "n-family": "",
        "p-approach": "affirm",
        "goals-TOTAL_FORMS": "2",
        "goals-INITIAL_FORMS": "0",
        "goals-0-phase": "whole",
        "goals-0-text": "承担一项重点任务",
        "goals-1-phase": "",
        "p-person_view": "agrees",
        "p-person_words": "同意，希望参加培训。",
        "p-person_on": "2026-09-20",
        "l-help_body": "青禾区财政局党组",
        "l-visit_body": "临澜市纪委监委",
        "l-use_body": "临澜市委组织部",
        "steps-TOTAL_FORMS": "2",
        "steps-INITIAL_FORMS": "0",
        "steps-0-kind": "visit",
        "steps-0-planned_on": "2026-10-20",
        "steps-1-kind": "talk",
        "colleagues-TOTAL_FORMS": "1",
        "colleagues-INITIAL_FORMS": "0",
        "measures-TOTAL_FORMS": "4",
        "measures-INITIAL_FORMS": "0",
        **rows,
        **changes,
    }


# Talks ----------------------------------------------------------------------------------------


def test_the_talk_page_has_six_questions_for_the_helper(enter, who):
    page = enter(who.helper).get(url("talk_new", who))
    assert page.status_code == 200
    labels = [field.label for field in page.context["form"].asked]
    assert labels == [
        "谈话日期",
        "方式",
        "谈了什么",
        "近期状态",
        "困难诉求",
        "需要谁来帮助",
        "简要记录",
        "需要审理室协助",
    ]
    assert page.context["form"].initial == {"held_on": TODAY}


def test_a_helper_records_a_talk(enter, who):
    answer = enter(who.helper).post(url("talk_new", who), {**TALK_POST, "key": new_code()})
    talk = Talk.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, talk.get_absolute_url())
    assert (talk.topics, talk.need_text, talk.entry) == (
        ["thought", "work"],
        "请镇里联系培训",
        "helper",
    )
    page = enter(who.helper).get(answer["Location"])
    assert "建议两周内再联系一次" in page.content.decode()


def test_faults_come_back_with_the_words_kept(enter, who):
    key = new_code()
    wrong = {**TALK_POST, "held_on": "2026-10-01", "need_text": "", "key": key}
    page = enter(who.helper).post(url("talk_new", who), wrong)
    text = page.content.decode()
    assert page.status_code == 422
    assert "有2处需要补充或更正" in text
    assert "谈话日期不能晚于2026年9月30日" in text
    assert "谈到近期牵头的项目。" in text
    assert f'name="key" value="{key}"' in text
    assert "<title>有误：" in text
    assert Talk.objects.count() == 0


def test_the_same_page_sent_twice_makes_one_talk(enter, who):
    client, body = enter(who.helper), {**TALK_POST, "key": new_code()}
    first, second = (client.post(url("talk_new", who), body) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Talk.objects.count() == 1


def test_a_missed_quarter_is_offered(enter, who):
    reconcile([who.dossier.pk], on=TODAY)
    client = enter(who.helper)
    page = client.get(url("talk_new", who))
    assert [each["words"] for each in page.context["missed"]] == ["2026年第二季度"]
    asked = client.get(page.context["missed"][0]["url"])
    assert "2026年第二季度" in asked.content.decode()
    client.post(url("talk_new", who), {**TALK_POST, "period": "2026Q2", "key": new_code()})
    assert Talk.objects.get().period == "2026Q2"


def test_the_office_says_on_what_basis_it_enters_a_talk(enter, who):
    client = enter(who.officer)
    assert client.get(url("talk_new", who)).context["form"].initial["speaker_name"] == "冯修远"
    body = {**TALK_POST, "speaker_name": "冯修远", "key": new_code()}
    assert client.post(url("talk_new", who), body).status_code == 422
    assert client.post(url("talk_new", who), {**body, "proxy_basis": BASIS}).status_code == 303
    assert Talk.objects.get().proxy_basis == BASIS


# Visits ---------------------------------------------------------------------------------------


def test_a_visit_is_recorded_whole(enter, who):
    client = enter(who.officer)
    answer = client.post(url("visit_new", who), visit_post(who, key=new_code()))
    visit = Visit.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, visit.get_absolute_url())
    assert list(visit.team.values_list("name", "part", "counts")) == [
        ("陈舟", "leader", True),
        ("吴川", "visitor", True),
        ("王某（党支部书记）", "companion", False),
        ("李某", "companion", False),
    ]
    assert [heard.text for heard in visit.interviews.all()] == ["工作踏实。"]
    assert visit.family_talk.text == "近来睡得好些。"
    text = client.get(answer["Location"]).content.decode()
    assert "近来睡得好些。" not in text
    assert "写明事由后查看" in text
    assert "第1次回访" in text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"visitors": ["self"]}, "请补充一名"),
        ({"place": "other", "place_note": "二号谈话室"}, "不在谈话室"),
        ({"mode": "phone"}, "请写明采用电话或视频的原因"),
        ({"ends_at": "13:00"}, "结束时间要晚于开始时间"),
        ({"need": "some"}, "请写明诉求和希望谁办"),
        ({"relation": ""}, "请选择面谈的是哪位家属"),
        ({"signature": "declined"}, "请写明本人未签名的原因"),
        ({"visited_on": "2026-03-01"}, "不能早于2026年3月25日"),
        ({"visited_on": "昨天"}, "不是日期"),
        ({"place": "interrogation"}, "有1处需要"),
    ],
)
def test_a_wrong_visit_comes_back_with_its_words(enter, who, changes, words):
    if changes.get("visitors") == ["self"]:
        changes = {"visitors": [who.officer.pk]}
    page = enter(who.officer).post(url("visit_new", who), visit_post(who, **changes))
    text = page.content.decode()
    assert page.status_code == 422
    assert words in text
    assert "按时完成预算编制。" in text
    assert Visit.objects.count() == 0


def test_the_team_offers_officers_of_the_organs_concerned_only(enter, who):
    elsewhere = factories.user(Role.OFFICER, factories.office("市二纪委"))
    page = enter(who.officer).get(url("visit_new", who))
    offered = {key for key, _ in page.context["form"].fields["visitors"].choices}
    assert {str(user.pk) for user in (who.officer, who.second, who.director, who.leader)} == offered
    assert str(elsewhere.pk) not in offered


def test_relatives_words_are_for_the_few(enter, who):
    parts = {"family": FamilyHeard("spouse", "家里压力大"), "interviews": [Heard("masses", "热心")]}
    visit = visited(who, parts=parts)
    outsider = factories.user(Role.OFFICER, who.office)
    for user, reads in [
        (who.officer, True),
        (who.director, True),
        (who.leader, False),
        (outsider, False),
    ]:
        text = enter(user).get(visit.get_absolute_url()).content.decode()
        assert "家里压力大" not in text
        assert ("写明事由后查看" in text) is reads
        assert "热心" in text
    assert not Entry.objects.filter(verb="restricted.read").exists()


def test_a_record_is_corrected_beside_what_was_written(enter, who):
    visit = visited(who)
    address = reverse("visits:visit_edit", args=[visit.code])
    body = {"text": "地点应为会议室", "reason": "笔误", "key": new_code()}
    client = enter(who.second)
    assert client.get(address).status_code == 200
    assert client.post(address, {**body, "reason": ""}).status_code == 422
    assert [client.post(address, body).status_code for _ in range(2)] == [303, 303]
    page = client.get(visit.get_absolute_url())
    assert [each.text for each in page.context["corrections"]] == ["地点应为会议室"]


def test_a_talk_is_corrected_likewise(enter, who):
    talk = talked(who, held_on=date(2026, 9, 12))
    address = reverse("visits:talk_edit", args=[talk.code])
    answer = enter(who.helper).post(
        address, {"text": "应为入户", "reason": "笔误", "key": new_code()}
    )
    assert (answer.status_code, talk.corrections.count()) == (303, 1)


# Plans ----------------------------------------------------------------------------------------


def test_one_page_saves_assessment_and_plan(enter, who):
    client = enter(who.officer)
    assert client.get(url("plan_edit", who)).status_code == 200
    answer = client.post(url("plan_edit", who), plan_post(who))
    assert (answer.status_code, answer["Location"]) == (303, url("plan_edit", who))
    plan = Plan.objects.get()
    assert [goal.text for goal in plan.goals.all()] == ["承担一项重点任务"]
    assert [each.area for each in plan.measures.all()] == ["thought", "work", "life"]
    assert Assessment.objects.get().look_on == date(2026, 4, 1)
    again = client.get(url("plan_edit", who))
    assert again.context["desk"].plan_version == plan.version


def test_it_is_submitted_and_approved_by_another(enter, who):
    enter(who.officer).post(url("plan_edit", who), plan_post(who, submit="1"))
    plan = Plan.objects.get()
    assert plan.status == "submitted"
    review = enter(who.director).get(url("plan_review", who))
    assert review.context["may_decide"] is True
    answer = enter(who.director).post(
        url("plan_review", who), {"version": plan.version, "remark": "", "approve": "1"}
    )
    assert (answer.status_code, answer["Location"]) == (303, url("plan", who))
    assert Dossier.objects.get(pk=who.dossier.pk).status == DossierStatus.VISITING


def test_gaps_are_listed_and_nothing_is_lost(enter, who):
    body = plan_post(who, submit="1", **{"a-talk_on": "", "measures-2-area": "work"})
    page = enter(who.officer).post(url("plan_edit", who), body)
    text = page.content.decode()
    assert page.status_code == 422
    assert "“谈”还没有日期" in text
    assert "还缺“生活”方面" in text
    assert "本人想法" in text
    assert not Plan.objects.exists()


def test_a_row_is_added_without_a_script(enter, who):
    body = plan_post(who, more="measures")
    page = enter(who.officer).post(url("plan_edit", who), body)
    desk = page.context["desk"]
    assert page.status_code == 200
    assert (len(desk.goals.forms), len(desk.measures.forms)) == (2, 5)
    assert desk.measures.forms[0].initial["text"] == "做法0"
    assert "请填写" not in page.content.decode()
    assert not Plan.objects.exists()


def test_a_half_filled_row_is_a_fault_and_a_blank_one_is_not(enter, who):
    body = plan_post(who, **{"measures-3-text": "没有责任人"})
    page = enter(who.officer).post(url("plan_edit", who), body)
    assert page.status_code == 422
    assert "请填写责任人。" in page.content.decode()


def test_a_page_without_its_rows_is_told_so(enter, who):
    body = {name: value for name, value in plan_post(who).items() if "TOTAL_FORMS" not in name}
    page = enter(who.officer).post(url("plan_edit", who), body)
    assert page.status_code == 422
    assert "请重新打开本页填写" in page.content.decode()
    assert not Plan.objects.exists()


def test_two_editors_see_both_texts(enter, who):
    assessed(who)
    stale = {"assessment_version": "2", "plan_version": "0"}
    drafted(who, situation="先存的分析")
    body = plan_post(who, **stale, **{"p-situation": "后写的分析"})
    client = enter(who.second)
    page = client.post(url("plan_edit", who), body)
    text = page.content.decode()
    assert page.status_code == 422
    assert "已被他人修改" in text
    assert "先存的分析" in text
    assert "后写的分析" in text
    desk = page.context["desk"]
    body |= {
        "plan_version": str(desk.plan_version),
        "assessment_version": str(desk.assessment_version),
    }
    assert client.post(url("plan_edit", who), body).status_code == 303
    assert Plan.objects.get().situation == "后写的分析"


def test_a_plan_under_approval_is_only_read(enter, who):
    submitted(who)
    answer = enter(who.officer).get(url("plan_edit", who))
    assert answer["Location"] == url("plan", who)


def test_a_return_needs_words(enter, who):
    plan = submitted(who)
    client = enter(who.director)
    body = {"version": plan.version, "remark": "", "return": "1"}
    page = client.post(url("plan_review", who), body)
    assert page.status_code == 422
    assert "退回时请写明" in page.content.decode()
    client.post(url("plan_review", who), {**body, "remark": "目标再具体一些"})
    plan.refresh_from_db()
    assert plan.status == "returned"
    assert "目标再具体一些" in enter(who.officer).get(url("plan_edit", who)).content.decode()


def test_the_review_shows_what_changed(enter, who):
    approved(who)
    plan = drafted(who, situation="岗位有变化", change_reason="岗位调整", goals=[])
    page = enter(who.director).get(url("plan_review", who))
    assert [change.label for change in page.context["changes"]] == ["情况分析", "帮扶目标"]
    assert plan.number == 2


def test_after_approval_the_next_waiting_plan_opens(enter, who):
    first = submitted(who)
    other = people_beside(who)
    submitted(other)
    answer = enter(who.director).post(
        url("plan_review", who), {"version": first.version, "remark": ""}
    )
    assert answer["Location"] == url("plan_review", other)


def people_beside(who):
    """The same people with a second dossier."""
    dossier = factories.dossier(who.office, name="罗春梅", unit=who.unit)
    return type(who)(**{**vars(who), "dossier": dossier})


def test_restricted_notes_are_announced_to_the_few_and_shown_on_no_page(enter, who):
    row = assessed(who)
    save_note(row, approach="先听后说", family="父亲住院", by=who.officer, on=TODAY)
    for user, reads in [(who.director, True), (who.second, False)]:
        for page, words in (
            ("assessment", "写明事由后查看"),
            ("plan_edit", "已登记的内容这里不显示"),
        ):
            text = enter(user).get(url(page, who)).content.decode()
            assert "父亲住院" not in text
            assert (words in text) is reads


def test_restricted_notes_left_empty_in_the_form_stay_as_they_are(who):
    row = assessed(who)
    save_note(row, approach="先听后说", family="父亲住院", by=who.officer, on=TODAY)
    save_note(row, approach="", family="父亲已出院", by=who.officer, on=TODAY)
    note = AssessmentNote.objects.get()
    assert (note.approach, note.family, note.version) == ("先听后说", "父亲已出院", 2)
    save_note(row, approach="", family="", by=who.officer, on=TODAY)
    assert AssessmentNote.objects.get().version == 2


# Drafts ---------------------------------------------------------------------------------------


def test_typing_is_kept_and_comes_back(enter, who):
    client, key = enter(who.helper), new_code()
    body = {"key": key, "base_version": "0", "note": "写到一半", "topics": ["work", "study"]}
    answer = client.post(url("autosave", who, "talk"), body)
    assert answer.json() == {"version": 1, "saved_at": "12:00"}
    page = client.get(url("talk_new", who))
    form = page.context["form"]
    assert (form.initial["note"], form.initial["topics"]) == ("写到一半", ["work", "study"])
    assert not form.errors
    assert page.context["sheet"].key == key
    client.post(url("talk_new", who), {**TALK_POST, "key": key})
    assert (Talk.objects.get().token, Draft.objects.count()) == (key, 0)


def test_a_draft_of_the_plan_brings_its_rows_back(enter, who):
    client, key = enter(who.officer), new_code()
    body = plan_post(who, key=key, **{"measures-0-text": "写到一半的做法"})
    assert client.post(url("autosave", who, "plan"), body).status_code == 200
    desk = client.get(url("plan_edit", who)).context["desk"]
    assert [form.initial.get("text") for form in desk.measures.forms[:3]] == [
        "写到一半的做法",
        "做法1",
        "做法2",
    ]
    assert desk.assessment_form.initial["look_text"] == "查阅档案"


def test_an_older_page_gets_409(enter, who):
    client, body = enter(who.helper), {"key": new_code(), "note": "甲"}
    first = client.post(url("autosave", who, "talk"), {**body, "base_version": "0"})
    assert first.json()["version"] == 1
    stale = client.post(url("autosave", who, "talk"), {**body, "base_version": "0"})
    assert (stale.status_code, stale.json()) == (409, {})
    assert client.post(url("autosave", who, "talk"), {**body, "base_version": "1"}).json() == {
        "version": 2,
        "saved_at": "12:00",
    }


def test_a_page_that_is_left_after_submitting_makes_no_draft(enter, who):
    client, key = enter(who.helper), new_code()
    client.post(url("talk_new", who), {**TALK_POST, "key": key})
    late = client.post(url("autosave", who, "talk"), {"key": key, "base_version": "0"})
    assert (late.status_code, Draft.objects.count()) == (409, 0)


def test_a_draft_is_kept_without_a_script_and_let_go(enter, who):
    client, key = enter(who.officer), new_code()
    body = {"key": key, "base_version": "0", "work_text": "写到一半", "keep": "1"}
    assert client.post(url("visit_new", who), body).status_code == 303
    page = client.get(url("visit_new", who))
    assert page.context["form"].initial["work_text"] == "写到一半"
    assert "放弃草稿" in page.content.decode()
    client.post(url("discard", who, "visit"), {"key": key})
    assert Draft.objects.count() == 0


def test_drafts_are_ciphertext_and_ones_own(enter, who):
    key = new_code()
    enter(who.officer).post(
        url("autosave", who, "visit"), {"key": key, "family_text": "家里压力大"}
    )
    assert "家里" not in repr(Draft.objects.values("sealed", "key").get()["key"])
    page = enter(who.second).get(url("visit_new", who))
    assert page.context["sheet"].saved_at is None


def test_autosave_takes_no_form_one_may_not_fill(enter, who):
    assert enter(who.helper).post(url("autosave", who, "visit"), {}).status_code == 404
    assert enter(who.officer).post(url("autosave", who, "lunch"), {}).status_code == 404
    assert enter(who.officer).get(url("autosave", who, "visit")).status_code == 405


# Lists and exemption --------------------------------------------------------------------------


def test_the_tab_lists_what_is_owed_and_what_was_done(enter, who):
    visited(who)
    talked(who, held_on=date(2026, 7, 3), asked="2026Q2")
    page = enter(who.director).get(url("list", who))
    assert [(row.words, row.state, row.note) for row in page.context["duties"]] == [
        ("访前研判", "逾期159天", ""),
        ("宣布处分决定", "逾期158天", ""),
        ("处分材料归入本人档案", "逾期158天", ""),
        ("一人一策方案", "逾期144天", ""),
        ("报告处分执行情况", "逾期5天", ""),
        ("2026年第三季度谈心谈话", "今天到期", ""),
    ]
    # Behind a summary, the newest first.
    assert [(row.words, row.state, row.note) for row in page.context["settled"]] == [
        ("年度回访", "已办", "2026年5月20日"),
        ("2026年第二季度谈心谈话", "逾期补办", "2026年7月3日"),
        ("首次回访", "已办", "2026年5月20日"),
        ("指定帮扶人", "已办", "2026年4月1日"),
    ]


def test_a_helper_sees_talks_and_no_visits(enter, who):
    visited(who)
    talked(who, held_on=date(2026, 9, 12))
    page = enter(who.helper).get(url("list", who))
    text = page.content.decode()
    assert "回访记录</h3>" not in text
    both = (*page.context["duties"], *page.context["settled"])
    assert {row.words for row in both} == {"2026年第二季度谈心谈话", "2026年第三季度谈心谈话"}


def test_an_exemption_says_why(enter, who):
    reconcile([who.dossier.pk], on=TODAY)
    address = url("exempt", who, "talk", "2026Q2")
    client = enter(who.director)
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "住院治疗"}).status_code == 303
    duty = Obligation.objects.get(dossier=who.dossier, period="2026Q2")
    assert (duty.state, duty.exempt_reason) == ("exempt", "住院治疗")


# Who may open what ----------------------------------------------------------------------------

DOSSIER_PAGES = ("assessment", "plan", "plan_edit", "plan_review", "list", "visit_new", "talk_new")
MAY = {
    Role.DIRECTOR: set(DOSSIER_PAGES),
    Role.OFFICER: set(DOSSIER_PAGES) - {"plan_review"},
    Role.LEADER: {"plan", "plan_review", "list"},
    Role.ROOM: {"assessment", "plan", "plan_edit", "list", "visit_new"},
    Role.INSPECTOR: {"assessment", "plan", "plan_edit", "list", "visit_new"},
    Role.UNIT: {"plan", "list", "talk_new"},
    Role.HELPER: {"list", "talk_new"},
    Role.PERSONNEL: set(),
    Role.ADMIN: set(),
    Role.SECURITY: set(),
    Role.AUDITOR: set(),
}


@pytest.mark.parametrize("role", Role)
def test_each_role_opens_its_own_pages(enter, who, role):
    drafted_plan = submitted(who)
    approved_by_now = Plan.objects.filter(pk=drafted_plan.pk)
    assert approved_by_now.exists()
    home = who.unit if role in {Role.UNIT, Role.HELPER} else who.office
    user = who.helper if role == Role.HELPER else factories.user(role, home)
    if role == Role.ROOM:
        # His own work; of other files of the organ he is asked for a purpose first.
        Dossier.objects.filter(pk=who.dossier.pk).update(handler=user)
    client = enter(user)
    opened = {
        name for name in DOSSIER_PAGES if client.get(url(name, who)).status_code in {200, 303}
    }
    assert opened == MAY[role]


@pytest.mark.parametrize("name", DOSSIER_PAGES)
def test_another_office_finds_the_same_nothing(enter, who, name):
    """Byte for byte the page of a code that does not exist."""
    submitted(who)
    stranger = factories.user(Role.DIRECTOR, factories.office("市二纪委"))
    client = enter(stranger)
    there = client.get(url(name, who))
    nowhere = client.get(reverse(f"visits:{name}", args=["0" * 12]))
    assert (there.status_code, there.content) == (404, nowhere.content)


def test_records_of_another_office_are_not_found(enter, who):
    visit, talk = visited(who), talked(who, held_on=date(2026, 9, 12))
    stranger = factories.user(Role.DIRECTOR, factories.office("市二纪委"))
    client = enter(stranger)
    nowhere = client.get(reverse("visits:visit", args=["0" * 12])).content
    for record in (visit, talk):
        answer = client.get(record.get_absolute_url())
        assert (answer.status_code, answer.content) == (404, nowhere)


def test_a_helper_finds_only_his_own_dossiers(enter, who):
    talk = talked(who, held_on=date(2026, 9, 12))
    other = factories.user(Role.HELPER, who.unit)
    client = enter(other)
    assert client.get(talk.get_absolute_url()).status_code == 404
    assert client.get(url("talk_new", who)).status_code == 404


def test_a_unit_reads_the_plan_in_force_only(enter, who):
    clerk = factories.user(Role.UNIT, who.unit)
    plan = submitted(who)
    assert enter(clerk).get(url("plan", who)).context["plan"] is None
    from visits.actions import approve_plan

    approve_plan(plan, version=plan.version, by=who.director, on=TODAY)
    assert enter(clerk).get(url("plan", who)).context["plan"] == plan


# Drawing --------------------------------------------------------------------------------------


def full(who):
    row = assessed(who)
    save_note(row, approach="先听后说", family="父亲住院", by=who.officer, on=TODAY)
    plan = approved(who) if not Plan.objects.exists() else Plan.objects.get()
    visit = visited(
        who, parts={"family": FamilyHeard("spouse", "好些了"), "checks": {"pay": "done"}}
    )
    talk = talked(who, held_on=date(2026, 9, 12))
    return plan, visit, talk


@pytest.mark.parametrize(
    "name", ["assessment", "plan", "plan_edit", "list", "visit_new", "talk_new"]
)
def test_pages_ask_nothing_while_they_are_drawn(rf_page, who, name, no_queries):
    full(who)
    response = rf_page(who.director, name, who.dossier.code)
    with no_queries():
        response.render()
    assert response.status_code == 200


def test_records_ask_nothing_while_they_are_drawn(rf_page, who, no_queries):
    _, visit, talk = full(who)
    for name, code in (("visit", visit.code), ("talk", talk.code)):
        response = rf_page(who.director, name, code)
        with no_queries():
            response.render()
        assert response.status_code == 200


@pytest.fixture
def rf_page(rf):
    """A view's answer before it is drawn, without the shell's own context."""
    from django.contrib.messages.storage.cookie import CookieStorage
    from django.urls import resolve

    def answer(user, name, code):
        address = reverse(f"visits:{name}", args=[code])
        request = rf.get(address)
        request.user = user
        request._messages = CookieStorage(request)
        match = resolve(address)
        return match.func(request, *match.args, **match.kwargs)

    return answer
