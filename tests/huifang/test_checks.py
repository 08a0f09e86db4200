"""The program refuses what would serve people badly, each time with the remedy."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from accounts.acting import acting_as
from huifang import checks, walls
from tests.plugins.database import ROOT

BROWSERS_OWN = {"DJANGO_ALLOW_ASYNC_UNSAFE"}  # set while Playwright's loop runs in this process
PRODUCTION = {
    "HUIFANG_ENV": "production",
    "SECRET_KEY": "k7V!" + "w9Qz" * 16,
    "FIELD_KEYS": "k1:" + "ab" * 32,
    "BLIND_KEY": "cd" * 32,
    "AUDIT_KEY": "a1:" + "ef" * 32,
    "ALLOWED_HOSTS": "huifang.example",
    "CSRF_TRUSTED_ORIGINS": "https://huifang.example",
}


def manage(*words, **env):
    """A command in a process of its own, because settings are read once."""
    inherited = {key: value for key, value in os.environ.items() if key not in BROWSERS_OWN}
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env={**inherited, **env},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def messages(found):
    return [message.msg for message in found]


@pytest.mark.slow
def test_the_deploy_check_is_clean_with_production_settings(committed_db):
    words = ("check", "--deploy", "--fail-level", "WARNING", "--database", "default")
    status, text = manage(*words, **PRODUCTION)
    # Silenced: axes.W002 and security.W021, each with its reason in the settings.
    assert (status, "no issues (2 silenced)" in text) == (0, True), text


@pytest.mark.parametrize("name", ["SECRET_KEY", "FIELD_KEYS", "BLIND_KEY", "AUDIT_KEY"])
def test_a_default_secret_in_production_is_refused(settings, name):
    settings.DEVELOPMENT = False
    settings.SECRET_KEY, settings.FIELD_KEYS, settings.BLIND_KEY = "own", ["k1:ab"], "cd"
    settings.AUDIT_KEY = "a1:ef"
    assert checks.secrets() == []
    defaults = {
        "SECRET_KEY": settings.DEVELOPMENT_SECRET,
        "FIELD_KEYS": ["dev:" + "11" * 32],
        "BLIND_KEY": settings.DEVELOPMENT_BLIND_KEY,
        "AUDIT_KEY": f"a1:ef,{settings.DEVELOPMENT_AUDIT_KEY}",
    }
    setattr(settings, name, defaults[name])
    said = [f"正式环境不能使用默认密钥：请设置 {name}，做法见运维手册“密钥”一节。"]
    assert messages(checks.secrets()) == said


@pytest.mark.slow
def test_another_database_than_postgresql_is_refused():
    status, text = manage("check", DATABASE_URL="sqlite:////tmp/never-made.sqlite3")
    assert status == 1
    assert "本系统只支持 PostgreSQL，请把 DATABASE_URL 改为 postgres:// 开头的地址。" in text


def test_a_missing_font_is_named(monkeypatch, tmp_path):
    assert checks.fonts() == []
    for name in sorted(checks.FAMILIES - {"HuifangKaiTi"}):
        (tmp_path / f"{name}.ttf").write_bytes(b"font")
    monkeypatch.setattr(checks, "FOLDER", tmp_path)
    said = "缺少公文字体 HuifangKaiTi：请从安装包恢复 reports/fonts 文件夹，再重新启动。"
    assert messages(checks.fonts()) == [said]


@pytest.mark.parametrize("name", sorted(checks.LIBRARIES))
def test_a_missing_library_is_named_with_its_package(monkeypatch, name):
    assert checks.libraries() == []
    loads = checks._loads
    monkeypatch.setattr(checks, "_loads", lambda asked: asked != name and loads(asked))
    package = checks.LIBRARIES[name]
    said = f"缺少生成 PDF 所需的 {name}：请执行 apt-get install -y {package}，然后重新启动。"
    assert messages(checks.libraries()) == [said]


@pytest.mark.slow
def test_the_web_process_never_loads_weasyprint(committed_db):
    code = "import sys, huifang.wsgi; print('weasyprint' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


@pytest.mark.slow
def test_ctype_c_is_refused(committed_db):
    assert checks.database(databases=["default"]) == []
    with committed_db.superuser() as superuser:
        superuser.execute("DROP DATABASE IF EXISTS hf_ctype_c")
        superuser.execute(
            "CREATE DATABASE hf_ctype_c OWNER hf_owner TEMPLATE template0"
            " LOCALE_PROVIDER libc LOCALE 'C'"
        )
    url = committed_db.endpoints.database_url("hf_owner", "hf_ctype_c")
    status, text = manage("check", "--database", "default", DATABASE_URL=url)
    assert status == 1
    assert "请用 C.UTF-8 重建数据库" in text
    with committed_db.superuser() as superuser:
        superuser.execute("DROP DATABASE hf_ctype_c")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("hf_app", ""),
        ("hf_owner", "DATABASE_URL 使用的是数据表的所有者，行级访问控制会失效"),
        ("hf_super", "DATABASE_URL 使用的是超级用户或可绕过行级安全的角色"),
    ],
)
def test_web_and_worker_serve_as_hf_app_only(committed_db, role, said):
    url = committed_db.endpoints.database_url(role, committed_db.database)
    env = {**os.environ, "DATABASE_URL": url}
    done = subprocess.run(
        [sys.executable, "-c", "import huifang.wsgi"],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode == 0) is (said == "")
    assert said in done.stderr


def test_a_worker_with_a_fault_ends_with_the_sentence(monkeypatch):
    def refuse():
        raise ImproperlyConfigured("缺少公文字体")

    monkeypatch.setattr(checks, "refuse_to_serve", refuse)
    with pytest.raises(SystemExit, match="缺少公文字体"):
        checks.worker_door(sender=None)


def test_the_tests_own_role_may_serve(db):
    with acting_as(None):
        assert messages(checks.serving_role()) == []
    assert connection.settings_dict["USER"] == "hf_app"


def test_a_role_that_inherits_the_systems_may_not_serve(db):
    """The test's own session stands as hf_system, which has what it would inherit."""
    (said,) = messages(checks.serving_role())
    assert "ALTER ROLE hf_app NOINHERIT" in said


def test_walls_of_another_version_stop_the_start(db, monkeypatch):
    assert messages(checks.walls_stand()) == []
    monkeypatch.setattr(walls, "row_rule", lambda: "true")
    said = "数据库里的行级访问控制与程序版本不一致：请先执行 manage.py migrate，再重新启动。"
    assert messages(checks.walls_stand()) == [said]
