"""IN: what comes in is text, what goes out is a page that runs nothing."""

import io
import json
import time
import zipfile

from django.db import connection
from django.test import RequestFactory
from django.urls import reverse

from accounts.roles import Role
from attachments.rules.limits import Unfit
from attachments.rules.reading.run import inspect
from intake.rules.reading.limits import Unreadable
from intake.rules.reading.run import read_file
from tests import factories, house
from tests.controls.ground import Ground, Proof
from tests.controls.tour import address, calls, html_of, imports, pages, routes, shut, sources

PAYLOADS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><svg onload=alert(1)>',
    "'-alert(1)-'", "<div hx-get=/logout/>", "{{ settings.SECRET_KEY }}", "{% debug %}",
    "{0.__class__}", "${7*7}", "javascript:alert(1)",
)  # fmt: skip
ELSEWHERE = (
    "//evil.example/", "https://evil.example/", "\\\\evil.example", "/\\evil.example",
    "javascript:alert(1)", "http:evil.example", "\u202e//evil.example", "/a\r\nX-Planted: 1",
)  # fmt: skip
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# Modules that write SQL by hand, all of it made of names of our own models and of parameters.
SQL = {
    *("accounts/acting.py", "accounts/scope.py", "audit/verify.py", "cases/actions/numbers.py"),
    *("cases/actions/rows.py", "cases/actions/writing.py", "columns/keychecks.py"),
    *("columns/rotation.py", "columns/sealing.py", "corrections/actions/acts.py"),
    *("dashboard/demo/clear.py", "huifang/checks.py", "huifang/health.py", "huifang/walls.py"),
    *("huifang/launcher/cluster_cache.py", "huifang/launcher/services.py"),
    *("intake/actions/batches.py", "reports/actions/noticing.py", "reports/facts/ending.py"),
    *("visits/actions/holding.py", "visits/actions/marks.py", "visits/actions/obligations.py"),
    *("attachments/actions/attaching.py", "huifang/commands.py", "reminders/actions/sweeping.py"),
    *("signin/actions/once.py", "visits/actions/team_check.py", "visits/facts/teams.py"),
}
WRITING = ("INSERT", "UPDATE", "DELETE", "TRUNCATE", "ALTER", "CREATE", "DROP")
# What every page may write: the record, the session, who asks (kept with the row history).
KEPT = ("audit_", "django_session", "pghistory_context", "signin_", "reminders_mailbox")


def scripts(ground: Ground) -> list[str]:
    """Payloads as name, post and search word: shown as text, run as nothing."""
    client = ground.client(factories.user(Role.DIRECTOR, ground.office))
    faults = []
    for number, payload in enumerate(PAYLOADS):
        ground.dossier.row.__class__._base_manager.filter(pk=ground.dossier.pk).update(
            name=payload[:50], post=payload
        )
        for page in ("/people/", f"/people/?q={payload}"):
            text = html_of(client.get(page))
            if "<" in payload and payload in text:
                faults.append(f"{page} lets payload {number} through")
            if not text:
                faults.append(f"{page} shows nothing")
    return faults


def escape_nothing(ground: Ground) -> None:
    from copy import deepcopy

    templates = deepcopy(ground.settings.TEMPLATES)
    templates[0]["OPTIONS"]["autoescape"] = False
    ground.settings.TEMPLATES = templates


def unsafe_templates(ground: Ground) -> list[str]:
    return house.unsafe_templates(ground.root)


def plant_a_template(ground: Ground) -> None:
    ground.plant("{{ name|safe }}<p style='x'>", "templates/cases/planted.html")


def policy(ground: Ground) -> list[str]:
    """On every page, whatever its status, and without a word that would make it void."""
    faults = []
    for name, answer in everything(ground):
        said = answer.headers.get("Content-Security-Policy", "")
        if "default-src 'none'" not in said or "unsafe-" in said or "frame-ancestors" not in said:
            faults.append(f"{name}: {answer.status_code} says {said[:40]!r}")
    return faults


def everything(ground: Ground):
    """All addresses for a director, and what no view answers."""
    client = ground.client(factories.user(Role.DIRECTOR, ground.office))
    yield from pages(client, code=ground.dossier.code)
    yield "nowhere", client.get("/nowhere/")
    yield "signed out", ground.client().get("/people/")
    yield "login", ground.client().get("/login/")
    yield "health", ground.client().get("/healthz")
    static = client.get("/static/css/theme.css")
    yield "static", static
    shut(static)
    yield "no token", ground.client(ground.officer, enforce_csrf_checks=True).post("/prefs/", {})


def without(name: str):
    def off(ground: Ground) -> None:
        rest = [each for each in ground.settings.MIDDLEWARE if not each.endswith(name)]
        ground.settings.MIDDLEWARE = rest

    return off


def allow_inline(ground: Ground) -> None:
    directives = ground.settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    ground.settings.CONTENT_SECURITY_POLICY = {
        "DIRECTIVES": directives | {"script-src": ["'self'", "'unsafe-inline'"]}
    }


def headers(ground: Ground) -> list[str]:
    faults = []
    for name, answer in everything(ground):
        said = answer.headers
        lacking = [header for header, value in HEADERS.items() if said.get(header) != value]
        faults += [f"{name}: {answer.status_code} lacks {header}" for header in lacking]
        if name != "static" and "no-store" not in said.get("Cache-Control", ""):
            faults.append(f"{name} may be kept")
    return faults


def tokens(ground: Ground) -> list[str]:
    """Every address that takes a form refuses one without its token, before it does anything."""
    client = ground.client(factories.user(Role.DIRECTOR, ground.office), enforce_csrf_checks=True)
    faults = []
    for name, pattern, _ in routes():
        answer = client.post(address(pattern, code=ground.dossier.code), {"x": "1"})
        if answer.status_code != 403:
            faults.append(f"{name} answers {answer.status_code}")
    return faults


def reading_writes(ground: Ground) -> list[str]:
    """While pages are read, the database is told to write nothing but the record."""
    said: list[str] = []

    def listen(execute, sql, params, many, context):
        word = sql.lstrip().split(" ")[0].upper()
        if word in WRITING and not any(f'"{name}' in sql or f" {name}" in sql for name in KEPT):
            said.append(sql[:90])
        return execute(sql, params, many, context)

    client = ground.client(factories.user(Role.DIRECTOR, ground.office))
    code = ground.dossier.code
    with connection.execute_wrapper(listen):
        for _ in pages(client, code=code):
            pass
    return said


def write_while_reading(ground: Ground) -> None:
    from accounts.models import User
    from dashboard import views

    real = views.blocks_of

    def blocks_of(desk):
        User.objects.filter(pk=desk.user.pk).update(post="看过")
        return real(desk)

    ground.patch.setattr(views, "blocks_of", blocks_of)


def other_sites(ground: Ground) -> list[str]:
    """A browser that says it comes from elsewhere is believed."""
    client = ground.client(ground.officer)
    answer = client.post("/comfort/text-size/", {}, HTTP_SEC_FETCH_SITE="cross-site")
    return [] if answer.status_code == 403 else [f"answered {answer.status_code}"]


def sql_by_hand(ground: Ground) -> list[str]:
    """In named modules only; and no shell anywhere."""
    faults = []
    for path, tree in sources(ground.root):
        for name, call in calls(tree):
            by_hand = name.endswith(("objects.raw", ".extra", "RawSQL"))
            if by_hand or (name.endswith("cursor.execute") and path not in SQL):
                faults.append(f"{path}: {name}")
            if any(key.arg == "shell" for key in call.keywords) or name in {
                "os.system",
                "os.popen",
            }:
                faults.append(f"{path}: a shell")
    return faults


def plant_sql(ground: Ground) -> None:
    ground.plant("def f(cursor, name):\n    cursor.execute(f'SELECT {name}')\n")


def injected(ground: Ground) -> list[str]:
    """Quotes and commands in every filter: an ordinary empty list."""
    client = ground.client(ground.officer)
    faults = []
    for field in ("q", "unit", "due", "sort", "status", "measure", "after", "before"):
        for payload in ("'; DROP TABLE cases_cadre; --", "\\'", "%' OR '1'='1", "\x00"):
            answer = client.get("/people/", {field: payload})
            if answer.status_code >= 500:
                faults.append(f"{field}={payload!r} answers {answer.status_code}")
    return faults


def templates_of_users(ground: Ground) -> list[str]:
    """No text of a user is ever read as a template."""
    return [
        f"{path}: {name}"
        for path, tree in sources(ground.root)
        for name, _ in calls(tree)
        if name.rpartition(".")[2] in {"Template", "from_string", "eval", "exec"}
        and name != "re.Template"
    ]


def plant_a_template_of_text(ground: Ground) -> None:
    ground.plant("def f(text):\n    return Template(text).render({})\n")


def redirects(ground: Ground) -> list[str]:
    """Where a form says to go next: within the house or to its first page."""
    faults = []
    words = {"username": ground.officer.username, "password": factories.PASSWORD}
    for target in ELSEWHERE:
        for at, data in (("/login/", words), (reverse("web:keys"), {})):
            client = ground.client(raise_request_exception=False)
            answer = client.post(at, data | {"next": target})
            place = answer.headers.get("Location", "/")
            if not (place == "/" or place.startswith("/a%0D%0A")) or "X-Planted" in answer.headers:
                faults.append(f"{at} leads to {target!r}")
    return faults


def lead_anywhere(ground: Ground) -> None:
    from signin.views import doors
    from web import views

    for module in (doors, views):
        ground.patch.setattr(module, "url_has_allowed_host_and_scheme", lambda *a, **k: True)


def xml(ground: Ground) -> list[str]:
    """Entities of a workbook are not followed; and only the limited processes read XML at all."""
    faults = [
        f"{path} reads XML itself"
        for path, tree in sources(ground.root)
        for name in imports(tree)
        if name.split(".")[0] in {"xml", "lxml", "defusedxml"}
        and not path.startswith(("intake/rules/reading/", "attachments/rules/reading/"))
    ]
    began = time.monotonic()
    for entity in ('<!ENTITY x SYSTEM "file:///etc/passwd">', BILLION):
        try:
            said = str(read_file(workbook(entity), "book.xlsx"))
        except Unreadable:
            continue
        faults += ["an entity was followed"] if "root:" in said or "lollol" in said else []
    for entity in ('<!ENTITY x SYSTEM "file:///etc/passwd">', BILLION):
        try:
            inspect(workbook(entity))
        except Unfit:
            continue
        faults.append("a file with entities was taken in")
    return faults + (["too slow"] if time.monotonic() - began > 20 else [])


BILLION = '<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x "&b;&b;&b;&b;&b;&b;">'
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="s" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/'
    '2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
SHEET = (
    '<?xml version="1.0"?><!DOCTYPE d [{entity}]><worksheet xmlns="http://schemas.openxmlformats.'
    'org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t>'
    "</is></c></row></sheetData></worksheet>"
)


def workbook(entity: str) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for name, text in PARTS.items():
            archive.writestr(name, text)
        archive.writestr("xl/worksheets/sheet1.xml", SHEET.replace("{entity}", entity))
    return body.getvalue()


def plant_xml(ground: Ground) -> None:
    ground.plant("import xml.etree.ElementTree as tree\n")


def messages(ground: Ground) -> list[str]:
    """Celery takes JSON and refuses a pickle; no module loads what could run."""
    from kombu.exceptions import ContentDisallowed
    from kombu.serialization import dumps, loads, prepare_accept_content

    from huifang.celery import app

    told = ground.settings.CELERY_ACCEPT_CONTENT
    kind, encoding, body = dumps({"x": 1}, serializer="pickle")
    faults = [] if app.conf.accept_content == ["json"] else ["workers take more than JSON"]
    try:
        loads(body, kind, encoding, accept=prepare_accept_content(told))
        faults.append("a pickle is opened")
    except ContentDisallowed:
        pass
    faults += [
        f"{path} loads {name}"
        for path, tree in sources(ground.root)
        for name in imports(tree)
        if name.split(".")[0] in {"pickle", "marshal", "shelve", "dill", "yaml"}
    ]
    caches = json.dumps(getattr(ground.settings, "CACHES", {}))
    return faults + (["the cache unpickles from Redis"] if "edis" in caches else [])


def take_pickles(ground: Ground) -> None:
    ground.settings.CELERY_ACCEPT_CONTENT = ["json", "pickle"]


def bounded(ground: Ground) -> list[str]:
    """However many are asked for, a page shows fifty; a form has at most so many fields."""
    for number in range(51):
        factories.dossier(ground.office, name=f"许{chr(0x4E00 + number)}")
    client = ground.client(factories.user(Role.DIRECTOR, ground.office))
    faults = []
    for words in ("", "?page=-1", "?page=1000000000", "?per=1000000000", "?size=10000", "?after=x"):
        answer = client.get(f"/people/{words}")
        shown = html_of(answer).count('href="/people/0') + len(answer.context["lines"])
        if answer.status_code != 200 or len(answer.context["lines"]) > 50 or not shown:
            faults.append(f"{words}: {len(answer.context['lines'])} rows")
    many = "&".join(f"f{number}=1" for number in range(5000))
    request = RequestFactory().post("/", many, content_type="application/x-www-form-urlencoded")
    from django.core.exceptions import TooManyFieldsSent

    try:
        len(request.POST)
        faults.append("5000 fields are taken")
    except TooManyFieldsSent:
        pass
    return faults


def show_all(ground: Ground) -> None:
    from cases.views import people

    real = people.keyset_page
    ground.patch.setattr(people, "keyset_page", lambda *a, **k: real(*a, **k | {"size": 10**6}))


def take_any_form(ground: Ground) -> None:
    ground.settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = None


PROOFS = (
    Proof("IN-01", "payloads", scripts, escape_nothing),
    Proof("IN-01", "templates", unsafe_templates, plant_a_template, rows=False),
    Proof("IN-02", "sent", policy, without("CSPMiddleware")),
    Proof("IN-02", "strict", policy, allow_inline),
    Proof("IN-03", "headers", headers, without(".SecurityHeaders")),
    Proof("IN-04", "tokens", tokens, without("CsrfViewMiddleware")),
    Proof("IN-04", "reading", reading_writes, write_while_reading),
    Proof("IN-04", "other sites", other_sites, without(".SameOrigin")),
    Proof("IN-05", "by hand", sql_by_hand, plant_sql, rows=False),
    Proof("IN-06", "templates", templates_of_users, plant_a_template_of_text, rows=False),
    Proof("IN-07", "redirects", redirects, lead_anywhere),
    Proof("IN-08", "xml", xml, plant_xml, rows=False),
    Proof("IN-09", "pickles", messages, take_pickles, rows=False),
    Proof("IN-10", "rows", bounded, show_all),
    Proof("IN-10", "fields", bounded, take_any_form),
)
