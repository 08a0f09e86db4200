"""OP: how the program stands in production, and what it may reach."""

import os
import re
import runpy
import sys
import tomllib
from copy import deepcopy
from unittest.mock import patch

from django.core import checks

from accounts.roles import Role
from tests import factories
from tests.controls import catalogue
from tests.controls.ground import NAME, Ground, Proof
from tests.controls.tour import html_of, pages, routes
from tests.house import ROOT
from tests.huifang.test_checks import PRODUCTION

BANNER = "本系统为非涉密系统，不得录入国家秘密。"
INSTALLED = [
    "columns",
    "audit",
    "workdays",
    "jobs",
    "web",
    "clocks",
    "accounts",
    "signin",
    "cases",
    "intake",
    "attachments",
    "needs",
    "visits",
    "evaluation",
    "reports",
    "reminders",
    "ledger",
    "corrections",
    "stewards",
    "dashboard",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_filters",
    "pgtrigger",
    "pghistory",
    "axes",
    "huifang",
]
HEALTH = {"database", "broker", "worker", "worker_seconds", "disk", "disk_free_percent"}
# Oldest releases without a known way in (security.md 0.1, 9).
FLOORS = {
    "django": (5, 2, 19), "weasyprint": (70, 0), "cryptography": (46, 0), "pillow": (12, 0),
    "gunicorn": (23, 0), "redis": (6, 0), "argon2-cffi": (25, 1),
}  # fmt: skip
OUTSIDE = re.compile(
    r"""(?:src|href|action|url\(|@import|fetch\()\s*=?\s*["'(]*\s*(?:https?:)?//"""
)
# Rights that are missing from a table although its role has them elsewhere, and why.
FEWER = {
    "hf_app": {"audit_entry", "audit_statedpurpose", "columns_keycheck"},
    "hf_system": {"audit_entry", "audit_statedpurpose", "columns_keycheck"},
}
RIGHTS = ("DELETE", "INSERT", "SELECT", "UPDATE")


def production(ground: Ground) -> dict[str, object]:
    """The settings file as a production process reads it."""
    hidden = {"HTTPS", "DEBUG", "BEHIND_PROXY", "SECOND_FACTOR", "STATIC_ROOT"}
    env = {key: value for key, value in os.environ.items() if key not in hidden} | PRODUCTION
    with patch.dict(os.environ, env, clear=True), patch.object(sys, "argv", ["gunicorn"]):
        read = runpy.run_path(str(ROOT / "huifang" / "settings.py"))
    return {key: value for key, value in read.items() if key.isupper() and key != "DATABASES"}


def deploy_check(ground: Ground) -> list[str]:
    """Every warning of Django for a deployment, and how the cookies are called and marked."""
    told = production(ground)
    for key, value in told.items():
        if key not in SWITCHED:
            setattr(ground.settings, key, value)
    found = checks.run_checks(include_deployment_checks=True, tags=["security"])
    silenced = set(told["SILENCED_SYSTEM_CHECKS"])
    faults = [f"{each.id}: {each.msg}" for each in found if each.id not in silenced]
    for name, wanted in COOKIES.items():
        if getattr(ground.settings, name) != wanted:
            faults.append(f"{name} is {getattr(ground.settings, name)!r}")
    return faults


COOKIES = {
    "SESSION_COOKIE_NAME": "__Host-sid", "CSRF_COOKIE_NAME": "__Host-csrf",
    "SESSION_COOKIE_SECURE": True, "CSRF_COOKIE_SECURE": True, "SESSION_COOKIE_SAMESITE": "Lax",
    "DEBUG": False, "SECOND_FACTOR": True,
}  # fmt: skip
SWITCHED: set[str] = set()


def soften(ground: Ground) -> None:
    softer = {"SECURE_SSL_REDIRECT": False, "SESSION_COOKIE_SECURE": False}
    ground.patch.setattr(f"{__name__}.SWITCHED", set(softer))
    for key, value in softer.items():
        setattr(ground.settings, key, value)


def nothing_more(ground: Ground) -> list[str]:
    """Exactly our apps; no page of an administrator's site; the health page tells no secret."""
    told = ground.settings.INSTALLED_APPS
    faults = [f"{name} is (not) installed" for name in set(told) ^ set(INSTALLED)]
    faults += [name for name, _, _ in routes() if name.startswith(("admin:", "djdt:"))]
    health = ground.client().get("/healthz").json()
    return faults + [f"/healthz tells {key}" for key in set(health) - HEALTH]


def install_more(ground: Ground) -> None:
    ground.settings.INSTALLED_APPS = [*ground.settings.INSTALLED_APPS, "django.contrib.sites"]


def least_rights(ground: Ground) -> list[str]:
    """hf_app and hf_system use rows; nothing else may anything; none has a power over walls."""
    held = catalogue.grants(ground.catalogue)
    every = set(held["hf_app SELECT"]) | FEWER["hf_app"]
    faults = catalogue.powerful_roles(ground.catalogue)
    for key, tables in held.items():
        who, right = key.split()
        if who not in FEWER or right not in RIGHTS:
            faults.append(f"{who} may {right} {tables[:3]}")
        elif missing := every - set(tables) - FEWER[who]:
            faults.append(f"{who} may not {right} {sorted(missing)[:3]}")
    for table in FEWER["hf_app"]:
        for right in ("DELETE", "UPDATE"):
            if table in held.get(f"hf_app {right}", []):
                faults.append(f"hf_app may {right} {table}")
    return faults


def give_more(ground: Ground) -> None:
    ground.catalogue.execute("GRANT TRUNCATE ON cases_cadre TO hf_app")


def give_power(ground: Ground) -> None:
    ground.catalogue.execute("ALTER ROLE hf_system BYPASSRLS")


def own_origin(ground: Ground) -> list[str]:
    """No address of another house in a template, a style or a script of ours."""
    faults = []
    for folder, kinds in (("templates", {".html"}), ("static", {".css", ".js", ".html"})):
        for path in sorted((ground.root / folder).rglob("*")):
            if path.suffix in kinds and "vendor" not in path.parts:
                found = OUTSIDE.search(path.read_text())
                faults += [f"{path.name}: {found[0]}"] if found else []
    return faults


def plant_an_address(ground: Ground) -> None:
    ground.plant("<script src='https://cdn.example/x.js'></script>", "templates/planted.html")


def pinned(ground: Ground) -> list[str]:
    """Every package with a digest and from a public registry; none older than its floor."""
    lock = tomllib.loads((ground.root / "uv.lock").read_text())
    faults = []
    for package in lock["package"]:
        name, files = package["name"], [*package.get("wheels", []), package.get("sdist")]
        if "virtual" in package["source"]:
            continue
        if not all(each["hash"].startswith("sha256:") for each in files if each):
            faults.append(f"{name} has no digest")
        if package["source"].get("registry") != "https://pypi.org/simple":
            faults.append(f"{name} comes from {package['source']}")
        version = tuple(int(part) for part in re.findall(r"\d+", package["version"]))
        if version < FLOORS.get(name, ()):
            faults.append(f"{name} {package['version']} is too old")
    return faults


def grow_old(ground: Ground) -> None:
    lock = (ROOT / "uv.lock").read_text()
    ground.plant(lock.replace('name = "weasyprint"\nversion = "70.0"',
                              'name = "weasyprint"\nversion = "68.1"'), "uv.lock")  # fmt: skip


def banner(ground: Ground) -> list[str]:
    """On every page, those of errors and of signing in included."""
    client = ground.client(factories.user(Role.DIRECTOR, ground.office))
    found = list(pages(client, code=ground.dossier.code))
    found += [("nowhere", client.get("/nowhere/")), ("login", ground.client().get("/login/"))]
    return [
        f"{name} ({answer.status_code}) says nothing"
        for name, answer in found
        if "<html" in html_of(answer) and BANNER not in html_of(answer)
    ]


def take_the_banner(ground: Ground) -> None:
    for name in ("base.html", "web/bare.html"):
        text = (ROOT / "templates" / name).read_text().replace(BANNER, "")
        ground.plant(text, f"templates/{name}")
    templates = deepcopy(ground.settings.TEMPLATES)
    templates[0]["DIRS"] = [ground.folder / "templates", *templates[0]["DIRS"]]
    ground.settings.TEMPLATES = templates


def places(ground: Ground) -> list[str]:
    """An administrator works from listed terminals; a header of his own makes no other terminal."""
    ground.settings.STEWARD_NETWORKS = ["10.1.2.0/28"]
    steward = factories.user(Role.SECURITY, ground.office)
    faults = []
    for what, more, wanted in (
        ("at his own place", {"REMOTE_ADDR": "10.1.2.3"}, 200),
        ("elsewhere", {"REMOTE_ADDR": "10.9.9.9"}, 302),
        ("with a header", {"REMOTE_ADDR": "10.9.9.9", "HTTP_X_FORWARDED_FOR": "10.1.2.3"}, 302),
    ):
        client = ground.client(steward)
        client.get("/prefs/", REMOTE_ADDR="10.1.2.3")
        status = client.get("/prefs/", **more).status_code
        faults += [] if status == wanted else [f"{what}: {status}"]
    return faults


def from_anywhere(ground: Ground) -> None:
    from signin import middleware

    ground.patch.setattr(middleware, "_why_elsewhere", lambda request, user: None)


def believe_headers(ground: Ground) -> None:
    ground.settings.TRUSTED_PROXIES = ["10.9.9.9"]


def plain_faults(ground: Ground) -> list[str]:
    """Whatever breaks: the same page with a number, the number in the log, no line of source."""
    import logging

    logging.disable(logging.NOTSET)
    heard: list[str] = []
    ear = logging.Handler()
    ear.emit = lambda record: heard.append(record.getMessage())
    logging.getLogger("web.errors").addHandler(ear)
    ground.patch.setattr("dashboard.views.blocks_of", _broken)
    try:
        client = ground.client(ground.officer, raise_request_exception=False)
        text = client.get("/todo/").content.decode()
    finally:
        logging.getLogger("web.errors").removeHandler(ear)
        logging.disable(logging.CRITICAL)
    numbers = re.findall(r"server error (\w{6})", " ".join(heard))
    faults = [] if numbers and numbers[0] in text else ["the number is not on the page"]
    faults += [f"the page shows {word}" for word in ("Traceback", NAME, ".py") if word in text]
    return faults


def _broken(_desk):
    raise RuntimeError(NAME)


def show_sources(ground: Ground) -> None:
    ground.settings.DEBUG = True


PROOFS = (
    Proof("OP-01", "deploy", deploy_check, soften, rows=False),
    Proof("OP-02", "apps", nothing_more, install_more),
    Proof("OP-03", "grants", least_rights, give_more, rows=False),
    Proof("OP-03", "powers", least_rights, give_power, rows=False),
    Proof("OP-06", "origin", own_origin, plant_an_address, rows=False),
    Proof("OP-07", "floors", pinned, grow_old, rows=False),
    Proof("OP-09", "banner", banner, take_the_banner),
    Proof("OP-10", "terminals", places, from_anywhere),
    Proof("OP-10", "headers", places, believe_headers),
    Proof("OP-11", "faults", plain_faults, show_sources),
)
