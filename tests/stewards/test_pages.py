"""The pages of 三员: who sees which, what a click changes, and that no case is on any of them."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from accounts.acting import for_system
from accounts.models import User
from accounts.roles import MATRIX, PERMISSIONS, STEWARD_ROLES, Permission, Role
from signin import sessions
from stewards.choices import ChangeKind
from stewards.models import RightsChange
from tests import factories
from workdays import clock

BACKEND = "django.contrib.auth.backends.ModelBackend"


def signed_in(user, *, minutes_ago: int = 0) -> Client:
    """With a password of his own, as after signing in so many minutes ago."""
    User.objects.filter(pk=user.pk).update(password_until=None)
    client = Client()
    client.force_login(user, backend=BACKEND)
    session = client.session
    sessions.begin(session, at=clock.now() - timedelta(minutes=minutes_ago))
    session.save()
    return client


@pytest.fixture
def admin(three):
    return signed_in(three.admin)


@pytest.fixture
def security(three):
    return signed_in(three.security)


def text_of(answer) -> str:
    return re.sub(r"<[^>]+>", " ", answer.content.decode())


NEW = {
    "display_name": "程新民", "staff_no": "JC0042", "username": "chengxinmin", "post": "科员",
}  # fmt: skip


def create(three, admin, **changed):
    sent = NEW | {"unit": three.organ.full_name} | changed
    return admin.post("/admin/users/new/", sent)


def test_from_making_an_account_to_using_it(three, admin, security):
    answer = create(three, admin)
    secret = re.search(r"<code>([^<]+)</code>", answer.content.decode())[1]
    made = User.objects.get(username="chengxinmin")
    assert answer.status_code == 200
    assert made.check_password(secret)
    page = f"/admin/users/{made.code}/grant/"
    sent = {"role": "officer", "unit": three.organ.full_name, "reason": "任案件审理室干部"}
    assert security.post(page, sent).status_code == 303
    change = RightsChange.objects.get()
    assert change.get_absolute_url() in admin.get("/admin/changes/").content.decode()
    assert change.get_absolute_url() in admin.get("/admin/").content.decode()
    done = admin.post(f"/admin/changes/{change.code}/settle/", {"do": "confirm"})
    assert done.status_code == 303
    made.refresh_from_db()
    assert made.role == Role.OFFICER
    card = text_of(security.get(f"/admin/users/{made.code}/"))
    assert "秦守拙提出，舒朗复核" in card


def test_the_secret_is_on_no_other_page(three, admin):
    answer = create(three, admin)
    secret = re.search(r"<code>([^<]+)</code>", answer.content.decode())[1]
    made = User.objects.get(username="chengxinmin")
    for address in ("/admin/", "/admin/users/", f"/admin/users/{made.code}/"):
        assert secret not in admin.get(address).content.decode()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"staff_no": ""}, "请填写工号"),
        ({"username": "Cheng Xinmin"}, "登录名须由3至30位小写字母"),
        ({"unit": "没有这个单位"}, "没有找到单位“没有这个单位”"),
        ({"display_name": "1234"}, "姓名里有系统不认识的字"),
    ],
)
def test_what_an_account_lacks_is_said(three, admin, changed, words):
    answer = create(three, admin, **changed)
    assert answer.status_code == 422
    assert words in text_of(answer)


def test_a_second_account_for_one_person_is_refused_on_the_form(three, admin):
    create(three, admin)
    answer = create(three, admin, username="another")
    assert answer.status_code == 422
    assert "工号“JC0042”已有账号" in text_of(answer)


def test_who_makes_accounts_is_not_offered_to_grant(three, admin, security):
    create(three, admin)
    made = User.objects.get(username="chengxinmin")
    mine = admin.get(f"/admin/users/{made.code}/").content.decode()
    theirs = security.get(f"/admin/users/{made.code}/").content.decode()
    grant, stop = f"/admin/users/{made.code}/grant/", f"/admin/users/{made.code}/deactivate/"
    assert (grant in mine, stop in mine) == (False, True)
    assert (grant in theirs, stop in theirs) == (True, False)
    assert admin.get(grant).status_code == 303
    assert admin.get(f"/admin/users/{made.code}/everything/").status_code == 404
    assert admin.get(f"/admin/users/{made.code}/sleep/").status_code == 404


def test_two_of_the_three_are_refused_on_the_form(three, security):
    sent = {"role": "auditor", "unit": three.organ.full_name, "reason": "调整"}
    answer = security.post(f"/admin/users/{three.admin.code}/transfer/", sent)
    assert answer.status_code == 422
    assert "三员不能由同一个人先后担任" in text_of(answer)


def test_a_weighty_click_asks_who_one_is(three):
    """Long after signing in: what was sent waits until the password has been given again."""
    user = three.account()
    client = signed_in(three.security, minutes_ago=12)
    sent = {"role": "officer", "unit": three.organ.full_name, "reason": "任职"}
    answer = client.post(f"/admin/users/{user.code}/grant/", sent)
    assert answer.status_code == 303
    assert answer.url.startswith("/confirm/")
    assert not RightsChange.objects.exists()


def test_rights_act_on_the_next_click(three, security):
    """Two browsers: what one takes away, the other has lost at its next request."""
    user = three.granted()
    theirs = signed_in(user)
    assert theirs.get("/people/").status_code == 200
    answer = security.post(f"/admin/users/{user.code}/withdraw/", {"reason": "停职"})
    assert answer.status_code == 303
    assert theirs.get("/people/").status_code in {302, 403}
    assert signed_in(User.objects.get(pk=user.pk)).get("/people/").status_code == 403


def test_a_deactivated_account_is_out_with_the_next_click(three, admin):
    user = three.granted()
    theirs = signed_in(user)
    assert theirs.get("/people/").status_code == 200
    answer = admin.post(f"/admin/users/{user.code}/deactivate/", {"reason": "调离"})
    assert answer.status_code == 303
    answer = theirs.get("/people/")
    assert answer.status_code == 302
    assert "/login/" in answer.url


def test_granted_rights_work_without_signing_in_again(three, admin):
    user = three.granted()
    theirs = signed_in(user)
    assert theirs.get("/policy/").status_code == 200
    change = three.propose(user, ChangeKind.TRANSFER, role=Role.UNIT, unit=factories.work_unit())
    admin.post(f"/admin/changes/{change.code}/settle/", {"do": "confirm"})
    assert theirs.get("/policy/").status_code in {302, 403}


def test_declining_needs_a_reason_and_the_proposer_may_take_back(three, admin, security):
    change = three.propose(three.account())
    address = f"/admin/changes/{change.code}/"
    answer = admin.post(f"{address}settle/", {"do": "decline"})
    assert (answer.status_code, "请写明原因" in text_of(answer)) == (422, True)
    assert "撤回" not in text_of(admin.get(address))
    assert security.post(f"{address}back/").status_code == 303
    change.refresh_from_db()
    assert change.state == "taken_back"


# Without cases --------------------------------------------------------------------------------


def test_no_permission_of_the_three_opens_a_case():
    """Line by line of the matrix: what they hold comes from lines that hold nobody's file."""
    own = {
        "用户、角色", "单位名录", "三员首页", "工作台、帮助、本人账号", "审计日志", "我的操作记录",
        "工作日历（放假和调休）",
    }  # fmt: skip
    for role in STEWARD_ROLES:
        from_lines = {line.thing for line in MATRIX if line.permissions(role)}
        assert from_lines <= own
        business = {right for line in MATRIX if line.thing not in own for right in line.gives}
        assert not PERMISSIONS[role] & business


def test_the_three_find_no_name_of_a_case(three, admin, security):
    """A dossier in somebody's hands: its number is told to who closes accounts, the name is not."""
    officer = three.granted()
    with for_system("test"):
        dossier = factories.dossier(three.organ, name="许金丝雀")
        type(dossier).objects.filter(pk=dossier.pk).update(handler=officer)
    auditor = signed_in(three.auditor)
    card, stop = f"/admin/users/{officer.code}/", f"/admin/users/{officer.code}/deactivate/"
    seen = text_of(admin.get(card))
    assert dossier.number in seen
    refused = admin.post(stop, {"reason": "调离"})
    assert refused.status_code == 422
    assert "承办的档案1件" in text_of(refused)
    pages = [admin.get(each) for each in ("/admin/", "/admin/users/", card, stop, "/admin/units/")]
    pages += [security.get(each) for each in ("/admin/", "/admin/rights/", "/admin/rights/now/")]
    pages += [auditor.get("/admin/"), refused]
    for page in pages:
        assert page.status_code in {200, 422}
        assert "金丝雀" not in page.content.decode()


@pytest.mark.parametrize("address", ["/people/", "/import/", "/letters/", "/ratings/", "/policy/"])
@pytest.mark.parametrize("role", sorted(STEWARD_ROLES))
def test_the_three_are_shut_out_of_business_pages(three, role, address):
    client = signed_in(User.objects.filter(role=role).first())
    assert client.get(address).status_code in {403, 404}


def test_each_of_the_three_begins_on_his_own_page(three):
    for user, words in (
        (three.admin, "没有权限的账号"),
        (three.security, "等待授权的账号"),
        (three.auditor, "操作记录"),
    ):
        client = signed_in(user)
        answer = client.get("/")
        assert (answer.status_code, answer.url) == (302, "/admin/")
        assert words in text_of(client.get("/admin/"))


def test_a_figure_opens_the_list_it_counts(three, admin):
    three.account()
    three.account(username="other", staff_no="A101")
    page = admin.get("/admin/").content.decode()
    tile = re.search(r'href="([^"]*state=empty)"><span class="tile-number">(\d+)', page)
    listed = admin.get(tile[1].replace("&amp;", "&")).content.decode()
    assert tile[2] == "2"
    assert listed.count('data-label="状态"') == 2


# The area in a steward's care ------------------------------------------------------------------


def test_a_lower_organ_never_sees_upward(three, admin, security):
    """Stewards of the city keep the city's accounts; those of the province are not there."""
    province = factories.area("江澜省")
    above = factories.user(Role.OFFICER, factories.office(within=province), name="祁望川")
    assert admin.get(f"/admin/users/{above.code}/").status_code == 404
    assert security.get(f"/admin/users/{above.code}/withdraw/").status_code == 404
    assert "祁望川" not in admin.get("/admin/users/").content.decode()
    suggested = admin.get("/admin/users/units/?q=江澜").json()
    assert suggested == {"items": []}
    answer = create(three, admin, unit=above.unit.full_name)
    assert f"没有找到单位“{above.unit.full_name}”" in text_of(answer)


# Who may do what, who has it now ---------------------------------------------------------------


def test_the_matrix_page_prints_every_line(security):
    page = text_of(security.get("/admin/rights/"))
    for line in MATRIX:
        assert line.thing in page
        assert line.why in page


def test_a_role_opens_the_accounts_that_hold_it(three, security):
    user = three.granted()
    page = security.get("/admin/rights/now/?role=officer")
    assert user.display_name in text_of(page)
    assert f"/admin/users/{three.admin.code}/" not in page.content.decode()
    assert "秦守拙提出，舒朗复核" in text_of(page)


def test_only_the_security_administrator_reads_the_matrix(three, admin):
    assert admin.get("/admin/rights/").status_code == 403
    assert signed_in(three.auditor).get("/admin/rights/").status_code == 403


def test_every_right_has_a_chinese_name_and_a_line():
    for right in Permission:
        assert re.search(r"[\u4e00-\u9fff]", right.label)
        assert any(right in line.gives for line in MATRIX)


def test_the_list_finds_by_name_and_staff_number(three, admin):
    user = three.account()
    for asked in ("q=程新民", "q=A100", "q=xinren", "state=empty"):
        assert user.code in admin.get(f"/admin/users/?{asked}").content.decode()
    for asked in ("q=别人", "state=off", "role=officer"):
        assert user.code not in admin.get(f"/admin/users/?{asked}").content.decode()
