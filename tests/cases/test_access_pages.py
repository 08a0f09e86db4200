"""知悉范围、回避申报、本人账号核对: the pages as they are used, and to whom they are not there."""

import re
from html import unescape

import pytest

from accounts.acting import acting_as
from accounts.models import Delegation, User
from accounts.roles import Role
from audit.models import Entry
from cases.facts.access import readers_of
from cases.models import Assignment, Dossier, OwnFile, Recusal, Seal
from tests import factories as make
from tests.cases.access_stage import browser_of, office_stage, sees

pytestmark = pytest.mark.django_db
TODAY = make.TODAY
MISSING = 404


@pytest.fixture(autouse=True)
def clock_stands(monkeypatch):
    monkeypatch.setattr("workdays.clock.today", lambda: TODAY)
    monkeypatch.setattr("workdays.clock.now", lambda: make.NOON)


@pytest.fixture
def stage():
    return office_stage()


def url(stage, end=""):
    return f"/people/{stage.dossier.code}/scope/{end}"


def words(response):
    body = response.content.decode()
    assert response.status_code in (200, 422), response.status_code
    main = body[body.index("<main") : body.index("</main>")]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))


# The list of who sees ------------------------------------------------------------------------


def odd_people(stage):
    """Everybody with a reason to see or not to see it."""
    region = make.user(Role.UNIT, stage.bureau.parent, name="上级单位")
    below = make.user(Role.UNIT, make.work_unit("国库科", within=stage.bureau), name="下级单位")
    lent = make.user(Role.ROOM, make.office("青禾区纪委监委"), name="借调")
    over = make.user(Role.OFFICER, make.office("云岫县纪委监委"), name="借调已满")
    granter, second = make.user(Role.SECURITY, stage.home), make.user(Role.ADMIN, stage.home)
    for who, end in ((lent, TODAY), (over, TODAY.replace(day=29))):
        Delegation.objects.create(
            user=who, unit=stage.home, from_on=TODAY.replace(day=1), to_on=end, reason="借调",
            granted_by=granter, confirmed_by=second,
        )  # fmt: skip
    assigned = make.user(Role.INSPECTOR, make.office("柳溪街道纪工委", policy=False), name="抽调")
    make.assignment(stage.dossier, account=assigned)
    unit_assigned = make.user(Role.UNIT, make.work_unit("临澜市林业局"), name="误指派")
    make.assignment(stage.dossier, account=unit_assigned)
    gone = make.user(Role.OFFICER, stage.home, name="已停用")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    recused = make.user(Role.OFFICER, stage.home, name="回避")
    make.recusal(stage.cadre, account=recused)
    return [region, below, lent, over, assigned, unit_assigned, gone, recused, granter, second]


@pytest.mark.parametrize("state", ["plain", "sealed", "filed"])
def test_the_page_names_exactly_those_whom_the_walls_let_in(stage, state):
    people = [*stage.everybody, *odd_people(stage)]
    people.append(make.user(Role.UNIT, stage.bureau, name="许明澈"))
    make.own_file(stage.cadre, account=people[-1])
    if state == "sealed":
        make.seal(stage.cadre, stage.director, stage.officer, stage.branch)
    if state == "filed":
        Dossier.objects.filter(pk=stage.dossier.pk).update(
            opened_on="2025-03-30", closed_on="2026-03-30", status="closed"
        )
        stage.dossier.row.__class__.objects.update(closed_on="2026-03-30", status="closed")
    dossier = Dossier.objects.get(pk=stage.dossier.pk)
    by_page = {each.user.display_name for each in readers_of(dossier, on=TODAY)}
    by_walls = {user.display_name for user in people if sees(User.objects.get(pk=user.pk), dossier)}
    assert by_page == by_walls
    assert len(by_page) == {"plain": 9, "sealed": 3, "filed": 3}[state]


def test_the_page_says_who_and_why(stage):
    odd_people(stage)
    body = words(browser_of(stage.director).get(url(stage)))
    assert "管档机关：临澜市纪委监委 案件审理室主任1人、案件审理室干部1人、分管领导1人" in body
    assert "承办回访的机关：临澜市北渡镇纪委 乡镇（街道）纪检监察干部1人" in body
    assert (
        "代理（借调）：临澜市纪委监委 "
        "借调（临澜市青禾区纪委监委，监督检查室（派驻组）干部） 2026年9月30日" in body
    )
    assert "所在单位及其上级 钟书遥（临澜市青禾区财政局，单位党组织）" in body
    assert "指派 抽调（临澜市柳溪街道纪工委" in body
    assert "借调已满" not in body
    assert "回避 （临澜市纪委监委）：近亲属。" in body


@pytest.mark.parametrize("who", ["leader", "officer", "director"])
def test_the_office_that_keeps_the_file_opens_the_page(stage, who):
    client = browser_of(getattr(stage, who))
    assert client.get(url(stage)).status_code == 200
    head = client.get(f"/people/{stage.dossier.code}/").content.decode()
    assert f'href="{url(stage)}"' in head
    entry = Entry.objects.get(verb="scope.read")
    assert (entry.dossier_id, entry.cadre_id) == (stage.dossier.pk, stage.dossier.cadre_id)


def test_to_an_office_that_only_reads_the_file_the_page_is_not_there(stage):
    other = make.user(Role.DIRECTOR, make.office("青禾区纪委监委"))
    make.assignment(stage.dossier, account=other)
    client = browser_of(other)
    assert client.get(f"/people/{stage.dossier.code}/appeals/").status_code == 200
    for end in ("", "assign/", "recuse/", "seal/", "own/"):
        assert client.get(url(stage, end)).status_code == MISSING
    assert "知悉范围" not in client.get(f"/people/{stage.dossier.code}/").content.decode()


@pytest.mark.parametrize("who", ["inspector", "branch", "helper"])
def test_others_who_see_the_person_have_no_such_page(stage, who):
    client = browser_of(getattr(stage, who))
    assert client.get(url(stage)).status_code == 403
    head = client.get(f"/people/{stage.dossier.code}/").content.decode()
    assert "知悉范围" not in head
    assert f"/recusals/mine/?person={stage.dossier.code}" in head


# Assign, recuse, seal, lift -------------------------------------------------------------------


def test_assigned_and_ended_page_by_page(stage):
    other = make.user(Role.INSPECTOR, make.office("柳溪街道纪工委", policy=False), name="简明远")
    client = browser_of(stage.director)
    body = client.get(url(stage, "assign/")).content.decode()
    assert other.code in body
    assert stage.inspector.code not in body
    facts = {"user": other.code, "from_on": "2026-09-30", "to_on": "", "reason": "抽调"}
    answer = client.post(url(stage, "assign/"), facts)
    assert (answer.status_code, answer.url) == (303, url(stage))
    assert "已指派给简明远" in words(client.get(url(stage)))
    assert sees(other, stage.dossier)
    made = Assignment.objects.get()
    assert client.post(url(stage, f"assign/{made.code}/end/")).status_code == 303
    assert not sees(other, stage.dossier)
    assert "已结束的指派" in words(client.get(url(stage)))
    assert client.get(url(stage, f"assign/{made.code}/end/")).status_code == 405
    assert "刚被他人办理过" in words(
        client.post(url(stage, f"assign/{made.code}/end/"), follow=True)
    )


def test_a_form_with_faults_says_so_and_assigns_nobody(stage):
    client = browser_of(stage.director)
    body = words(client.post(url(stage, "assign/"), {"user": stage.inspector.code}))
    assert "被指派人不在可选范围内" in body
    assert "请填写起始日期" in body
    assert "请填写事由" in body
    assert Assignment.objects.count() == 0


def test_an_officer_reads_the_scope_and_assigns_nobody(stage):
    client = browser_of(stage.officer)
    assert client.get(url(stage, "assign/")).status_code == 403
    assert client.get(url(stage, "recuse/")).status_code == 403
    assert "指派</a>" not in client.get(url(stage)).content.decode()


def test_the_office_enters_a_recusal_and_is_told_what_to_replace(stage):
    Dossier.objects.filter(pk=stage.dossier.pk).update(handler=stage.officer)
    client = browser_of(stage.director)
    facts = {"user": stage.officer.code, "ground": "rival", "note": ""}
    assert client.post(url(stage, "recuse/"), facts).status_code == 303
    make.recusal(stage.cadre, account=stage.helper)
    body = words(client.get(url(stage)))
    assert "已登记陆知行回避，立即生效。" in body
    assert "请另行安排 仍是承办人。" in body
    assert "请另行安排 仍是帮扶人。" in body
    instead = {"user": stage.director.code}
    assert client.post(url(stage, "handler/"), instead).status_code == 303
    body = words(client.get(url(stage)))
    assert "承办人已改为沈砚秋。" in body
    assert "仍是承办人" not in body
    made = Recusal.objects.get(user=stage.officer)
    end = url(stage, f"recuse/{made.code}/end/")
    assert "请填写解除原因" in words(client.post(end, {"reason": ""}))
    assert client.post(end, {"reason": "登记有误"}).status_code == 303
    assert sees(stage.officer, stage.dossier)
    assert client.get(end).status_code == MISSING


def test_sealing_asks_again_who_is_at_the_keyboard(stage):
    facts = {"reason": "限定知悉范围", "named": [stage.officer.code]}
    stale = browser_of(stage.director, confirmed=False)
    answer = stale.post(url(stage, "seal/"), facts)
    assert (answer.status_code, Seal.objects.count()) == (303, 0)
    assert "请再次确认" in words(stale.get(answer.url)) or "确认" in words(stale.get(answer.url))
    assert stale.get(url(stage, "seal/")).status_code == 200
    assert browser_of(stage.director).post(url(stage, "seal/"), facts).status_code == 303
    assert not sees(stage.leader, stage.dossier)


def test_sealed_and_named_page_by_page(stage):
    first = browser_of(stage.director)
    body = words(first.post(url(stage, "seal/"), {"reason": "限定"}))
    assert "请选择知悉名单" in body
    facts = {"reason": "限定", "named": [stage.inspector.code]}
    assert "解封须由名单上的两人办理" in words(first.post(url(stage, "seal/"), facts))
    facts = {"reason": "限定", "named": [stage.officer.code]}
    assert first.post(url(stage, "seal/"), facts).status_code == 303
    body = words(first.get(url(stage)))
    assert "封存（沈砚秋办理）：限定" in body
    head = words(first.get(f"/people/{stage.dossier.code}/"))
    assert "已封存：只有知悉名单上的同志能看到这份档案。" in head
    assert first.get(url(stage, "seal/")).status_code == 200
    assert "已经封存" in words(first.post(url(stage, "seal/"), facts))

    named = {"user": stage.inspector.code}
    assert first.post(url(stage, "seal/name/"), named).status_code == 303
    assert sees(stage.inspector, stage.dossier)
    gone = url(stage, f"seal/name/{stage.inspector.code}/end/")
    assert first.post(gone).status_code == 303
    assert not sees(stage.inspector, stage.dossier)
    kept = first.post(url(stage, f"seal/name/{stage.officer.code}/end/"), follow=True)
    assert "不足两人" in words(kept)


def test_one_asks_and_another_lifts_page_by_page(stage):
    make.seal(stage.cadre, stage.director, stage.officer)
    first, second = browser_of(stage.director), browser_of(stage.officer)
    lift = url(stage, "seal/lift/")
    assert "请填写解封原因" in words(first.post(lift, {}))
    assert first.post(lift, {"reason": "已经办结"}).status_code == 303
    assert "撤回" in words(first.get(lift))
    assert "提出人本人不能同意" in words(first.post(lift, {"do": "lift"}, follow=True))
    assert "封存的档案，待同意解封" in words(second.get("/todo/"))
    assert "封存的档案，待同意解封" not in words(first.get("/todo/"))
    late = second.post(lift, {"reason": "我也觉得可以解封"}, follow=True)
    assert "请看过原因以后再同意或不同意" in words(late)
    assert not sees(stage.helper, stage.dossier)
    assert second.post(lift, {"do": "drop"}).status_code == 303
    assert second.post(lift, {"reason": "已经办结"}).status_code == 303
    assert first.post(lift, {"do": "lift"}).status_code == 303
    assert sees(stage.helper, stage.dossier)
    assert first.get(lift).status_code == MISSING
    gone = url(stage, f"seal/name/{stage.officer.code}/end/")
    assert first.post(gone).status_code == MISSING


# Declaring for oneself -------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["officer", "leader", "inspector", "branch", "helper"])
def test_whoever_sees_the_person_may_step_back_and_then_finds_nothing(stage, who):
    user = getattr(stage, who)
    client = browser_of(user)
    mine = f"/recusals/mine/?person={stage.dossier.code}"
    assert "自己不能解除" in words(client.get(mine))
    answer = client.post(mine, {"ground": "kin", "note": ""}, follow=True)
    assert answer.redirect_chain == [("/people/", 303)]
    assert "已登记，今后您看不到这份档案。" in words(answer)
    assert client.get(f"/people/{stage.dossier.code}/").status_code == MISSING
    assert client.get(mine).status_code == MISSING
    assert client.post(mine, {"ground": "kin"}).status_code == MISSING
    declared = words(client.get("/recusals/mine/"))
    assert "申请回避，已登记" in declared
    assert "许明澈" not in declared


def test_a_ground_must_be_chosen_and_another_explained(stage):
    client = browser_of(stage.officer)
    mine = f"/recusals/mine/?person={stage.dossier.code}"
    assert "请选择回避事由" in words(client.post(mine, {}))
    assert "请写明是什么情形" in words(client.post(mine, {"ground": "other"}))
    assert Recusal.objects.count() == 0


def test_for_a_person_who_is_not_there_nobody_declares(stage):
    stranger = make.user(Role.OFFICER, make.office("青禾区纪委监委"))
    client = browser_of(stranger)
    answers = {
        client.post(f"/recusals/mine/?person={code}", {"ground": "kin"}).content
        for code in (stage.dossier.code, "000000000000")
    }
    assert len(answers) == 1
    assert Recusal.objects.count() == 0


# Own accounts ----------------------------------------------------------------------------------


def test_two_people_check_an_account_page_by_page(stage):
    account = make.user(Role.UNIT, stage.bureau, name="许明澈")
    row = make.own_file(stage.cadre, account=account)
    first, second = browser_of(stage.director), browser_of(stage.leader)
    page = f"/own-files/{row.code}/"
    assert "许明澈 临澜市青禾区财政局，单位党组织" in words(first.get("/own-files/"))
    assert "本人账号，待初核" in words(first.get("/todo/"))
    assert "请选择核对结果" in words(first.post(page, {}))
    assert first.post(page, {"answer": "own"}).status_code == 303
    assert "由另一位同志复核" in words(first.get("/own-files/"))
    assert "须由另一位同志复核" in words(first.post(page, {"answer": "own"}))
    assert "本人账号，待复核" in words(second.get("/todo/"))
    assert "本人账号" not in words(first.get("/todo/"))
    answer = second.post(page, {"answer": "own"}, follow=True)
    assert "已核定是本人的账号。" in words(answer)
    assert "没有等待核对的账号" in words(answer)
    assert second.get(page).status_code == MISSING
    assert stage.cadre.account == account
    assert "许明澈（临澜市青禾区财政局" in words(first.get(url(stage)))


def test_the_account_in_question_learns_nothing_of_the_check(stage):
    row = make.own_file(stage.cadre, account=stage.officer)
    client = browser_of(stage.officer)
    assert "没有等待核对的账号" in words(client.get("/own-files/"))
    assert client.get(f"/own-files/{row.code}/").status_code == MISSING
    assert "本人账号" not in words(client.get("/todo/"))


def test_an_account_is_proposed_by_hand(stage):
    client = browser_of(stage.director)
    assert client.post(url(stage, "own/"), {"user": stage.helper.code}).status_code == 303
    assert OwnFile.objects.get().user == stage.helper
    assert not sees(stage.helper, stage.dossier)
    with acting_as(stage.director):
        assert OwnFile.objects.visible_to(stage.director).count() == 1
