"""What the program refuses to run with; each sentence names the remedy.

The first group needs no database and is part of `manage.py check`, so a command stops there.
The second asks the database, before web or worker serve anybody.
"""

import ctypes
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Notice
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from accounts.acting import for_system
from audit.mac import keys as audit_keys
from columns.keychecks import key_faults, register_keys, settings_faults
from huifang import walls
from reports.render.fonts import FAMILIES, FOLDER
from signin.rules.addresses import is_network
from signin.rules.passwords import PROFILES

# The file to load, and Debian's package that brings it. WeasyPrint itself is never loaded here.
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
# PostgreSQL before 17 has no datlocale, and no provider but libc and ICU.
VERSION = "SELECT current_setting('server_version_num')::int"
HAS_BUILTIN_LOCALES = 170000
OLD_CTYPE = "SELECT datctype FROM pg_database WHERE datname = current_database()"
CTYPE = """
SELECT CASE datlocprovider WHEN 'c' THEN datctype ELSE datlocale END
  FROM pg_database WHERE datname = current_database()
"""
ROLE = """
SELECT rolsuper, rolbypassrls, pg_has_role(current_user, 'hf_system', 'USAGE')
  FROM pg_roles WHERE rolname = current_user
"""
OWNED = """
SELECT EXISTS (SELECT FROM pg_class
                WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)
                  AND relnamespace = 'public'::regnamespace)
"""


@register(Tags.compatibility)
def database_engine(**_: Any) -> list[CheckMessage]:
    if settings.DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
        return []
    return [
        Error(
            "本系统只支持 PostgreSQL，请把 DATABASE_URL 改为 postgres:// 开头的地址。",
            id="huifang.E001",
        )
    ]


@register(Tags.security)
def secrets(**_: Any) -> list[CheckMessage]:
    """The defaults are printed in the source, so they protect nothing."""
    if settings.DEVELOPMENT:
        return []
    remedies = {
        "SECRET_KEY": settings.SECRET_KEY == settings.DEVELOPMENT_SECRET,
        "FIELD_KEYS": any(key.startswith("dev:") for key in settings.FIELD_KEYS),
        "BLIND_KEY": settings.BLIND_KEY == settings.DEVELOPMENT_BLIND_KEY,
        "AUDIT_KEY": settings.DEVELOPMENT_AUDIT_KEY in settings.AUDIT_KEY.split(","),
    }
    return [
        Error(
            f"正式环境不能使用默认密钥：请设置 {name}，做法见运维手册“密钥”一节。",
            id="huifang.E002",
        )
        for name, is_default in remedies.items()
        if is_default
    ]


@register(Tags.security)
def keys(**_: Any) -> list[CheckMessage]:
    """The suite must work on this machine, and every key must be written as a key."""
    faults = settings_faults()
    try:
        audit_keys()
    except ImproperlyConfigured as wrong:
        faults.append(str(wrong))
    return [Error(sentence, id="huifang.E007") for sentence in faults]


@register(Tags.security)
def signing_in(**_: Any) -> list[CheckMessage]:
    """A misspelt profile or network would be found by the first person who cannot sign in."""
    faults = []
    if settings.PASSWORD_PROFILE not in PROFILES:
        faults.append(
            f"PASSWORD_PROFILE 不能是 {settings.PASSWORD_PROFILE}：请填 dengbao 或 asvs。"
        )
    for name in ("TRUSTED_PROXIES", "STEWARD_NETWORKS"):
        wrong = [each for each in getattr(settings, name) if not is_network(each)]
        if wrong:
            faults.append(
                f"{name} 里的 {wrong[0]} 不是地址或网段：请写成 10.1.2.3 或 10.1.2.0/24。"
            )
    return [Error(words, id="huifang.E012") for words in faults]


@register(Tags.security, deploy=True)
def second_factor(**_: Any) -> list[CheckMessage]:
    """等保三级 8.1.4.1d; an office may decide otherwise, and is told what it decides."""
    if settings.SECOND_FACTOR:
        return []
    return [
        Notice(
            "SECOND_FACTOR=0：能看到人员信息的账号只凭密码登录，不符合等保三级要求。"
            "请改为 1，或由本单位书面确认。",
            id="huifang.W001",
        )
    ]


@register(Tags.files)
def fonts(**_: Any) -> list[CheckMessage]:
    missing = [name for name in sorted(FAMILIES) if not (FOLDER / f"{name}.ttf").is_file()]
    if not missing:
        return []
    names = "、".join(missing)
    return [
        Error(
            f"缺少公文字体 {names}：请从安装包恢复 reports/fonts 文件夹，再重新启动。",
            id="huifang.E003",
        )
    ]


@register(Tags.compatibility)
def libraries(**_: Any) -> list[CheckMessage]:
    return [
        Error(
            f"缺少生成 PDF 所需的 {name}：请执行 apt-get install -y {package}，然后重新启动。",
            id="huifang.E004",
        )
        for name, package in LIBRARIES.items()
        if not _loads(name)
    ]


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


@register(Tags.database)
def database(databases: Iterable[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Letters outside ASCII have no case and no class under ctype C, so search would be wrong."""
    if not databases:
        return []
    with connection.cursor() as cursor:
        cursor.execute(VERSION)
        (version,) = cursor.fetchone()
        cursor.execute(CTYPE if version >= HAS_BUILTIN_LOCALES else OLD_CTYPE)
        (ctype,) = cursor.fetchone()
    if ctype not in ("C", "POSIX"):
        return []
    return [
        Error(
            "数据库的字符分类（LC_CTYPE）是 C，中文检索会出错：请用 C.UTF-8 重建数据库，"
            "例如 CREATE DATABASE huifang OWNER hf_owner TEMPLATE template0 LOCALE 'C.UTF-8'。",
            id="huifang.E005",
        )
    ]


def serving_role() -> list[CheckMessage]:
    """Row-level security does not bind superusers and owners; nobody may be served through them."""
    with connection.cursor() as cursor:
        cursor.execute(ROLE)
        *powers, inherits = cursor.fetchone()
        cursor.execute(OWNED)
        (owner,) = cursor.fetchone()
    powerful = any(powers)
    if inherits and not powerful and not owner:
        # A member that inherits would pass every wall that lets hf_system through.
        return [
            Error(
                "DATABASE_URL 使用的角色直接继承了 hf_system，行级访问控制会失效："
                "请执行 ALTER ROLE hf_app NOINHERIT，再按运维手册“数据库角色”一节重新授予。",
                id="huifang.E011",
            )
        ]
    if not powerful and not owner:
        return []
    who = "超级用户或可绕过行级安全的角色" if powerful else "数据表的所有者"
    return [
        Error(
            f"DATABASE_URL 使用的是{who}，行级访问控制会失效：请改用 hf_app 角色连接，"
            "hf_owner 只放在 MIGRATION_DATABASE_URL 里。",
            id="huifang.E006",
        )
    ]


def walls_stand() -> list[CheckMessage]:
    """Code that expects a wall must not serve from a database that has not got it."""
    if walls.stand():
        return []
    return [
        Error(
            "数据库里的行级访问控制与程序版本不一致：请先执行 manage.py migrate，再重新启动。",
            id="huifang.E009",
        )
    ]


def known_keys(*, may_register: bool = True) -> list[CheckMessage]:
    """Whoever works with a wrong key would write what nobody can read; a new key is written down
    once everything stored has been seen to open."""
    sentences = settings_faults() or key_faults()
    if not sentences and may_register:
        with for_system("register_keys"):
            sentences = register_keys()
    return [Error(sentence, id="huifang.E008") for sentence in sentences]


def refuse_to_serve() -> None:
    """For the doors of web, worker and beat, which run no system checks of their own."""
    faults = [*database_engine(), *secrets(), *keys(), *signing_in(), *fonts(), *libraries()]
    faults += faults or [*database(databases=["default"]), *serving_role()]
    faults += faults or walls_stand()
    faults += faults or known_keys()
    connection.close()  # the door's own process asks; the serving threads have their connections
    if faults:
        raise ImproperlyConfigured("\n".join(str(fault.msg) for fault in faults))


def worker_door(**_: Any) -> None:
    """Celery logs and forgets a receiver's ordinary exception; this one ends the worker."""
    try:
        refuse_to_serve()
    except ImproperlyConfigured as refusal:
        raise SystemExit(str(refusal)) from refusal


def command_door(*, may_register: bool) -> None:
    """Before a command that reads or writes rows; one run by the owner registers no key."""
    if faults := known_keys(may_register=may_register):
        raise SystemExit("\n".join(str(fault.msg) for fault in faults))
