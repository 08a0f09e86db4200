"""First accounts: on trial one can begin at once, in production three stewards begin."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Unit, User
from accounts.roles import STEWARD_ROLES, Role
from stewards.management.commands import _asking

pytestmark = pytest.mark.django_db
THREE = {"admin": "舒朗:JC001", "security": "秦守拙:JC002", "auditor": "钱明鉴:JC003"}


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch):
    monkeypatch.setattr(_asking.sys, "stdin", StringIO())


@pytest.fixture
def production(settings):
    settings.DEVELOPMENT = False


def run(*words, **options):
    said = StringIO()
    call_command(*words, stdout=said, **options)
    return said.getvalue()


def test_on_trial_one_command_gives_a_director_and_the_three():
    said = run("first_office", office="江川县纪委监委", account="zhang")
    assert "已建立“江川县纪委监委”和账号 zhang（案件审理室主任）。" in said
    roles = dict(User.objects.values_list("username", "role"))
    assert roles == {
        "zhang": Role.DIRECTOR, "guanli": Role.ADMIN, "anquan": Role.SECURITY,
        "shenji": Role.AUDITOR,
    }  # fmt: skip
    secrets = re.findall(r"口令[：　 ](\S+)", said)
    for user, secret in zip(
        (User.objects.get(username=name) for name in ("zhang", "guanli", "anquan", "shenji")),
        (re.match(r"[0-9A-Z-]+", each)[0] for each in secrets[:4]),
        strict=True,
    ):
        assert user.check_password(secret)
        assert user.password_until is not None


def test_in_production_the_three_begin_and_nobody_else(production):
    said = run("first_office", office="江川县纪委监委", **THREE)
    assert set(User.objects.values_list("role", flat=True)) == STEWARD_ROLES
    assert User.objects.get(role=Role.AUDITOR).staff_no == "JC003"
    assert all(user.password_until for user in User.objects.all())
    assert "24小时" in said


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"account": "zhang"}, "正式环境的业务账号由三员办理"),
        ({"security": "舒朗:JC001"}, "工号“JC001”已有账号"),
        ({"auditor": ""}, "请用 --auditor 写明审计管理员"),
        ({"auditor": "钱明鉴"}, "请写作 姓名:工号"),
        ({"office": ""}, "请用 --office"),
    ],
)
def test_in_production_it_is_refused_whole(production, changed, words):
    with pytest.raises(CommandError, match=words):
        run("first_office", **({"office": "江川县纪委监委"} | THREE | changed))
    assert not User.objects.exists()
    assert not Unit.objects.exists()


def test_a_second_time_is_refused():
    run("first_office", office="江川县纪委监委", account="zhang")
    with pytest.raises(CommandError, match="已有账号"):
        run("first_office", office="别处", account="li")


def test_no_account_of_a_fresh_house_has_a_password_of_its_own(production):
    """Each secret dies after a day or after its use."""
    run("first_office", office="江川县纪委监委", **THREE)
    assert not User.objects.filter(password_until__isnull=True).exists()


def test_in_production_the_command_line_opens_stewards_only(production):
    run("first_office", office="江川县纪委监委", **THREE)
    given = {"account": "more", "name": "又一人", "unit": "江川县纪委监委"}
    with pytest.raises(CommandError, match="由三员办理"):
        run("open_account", "officer", **given)
    with pytest.raises(CommandError, match="请用 --staff-no"):
        run("open_account", "security", **given)
    run("open_account", "security", staff_no="JC009", **given)
    assert User.objects.get(username="more").role == Role.SECURITY


def test_a_new_secret_helps_stewards_who_can_help_nobody(production):
    run("first_office", office="江川县纪委监委", **THREE)
    said = run("new_secret", "anquan")
    secret = re.search(r"口令：([0-9A-Z-]+)", said)[1]
    user = User.objects.get(username="anquan")
    assert user.check_password(secret)
    User.objects.filter(pk=user.pk).update(role=Role.OFFICER)
    with pytest.raises(CommandError, match="只为三员重发"):
        run("new_secret", "anquan")
    with pytest.raises(CommandError, match="没有在用的账号"):
        run("new_secret", "nobody")
