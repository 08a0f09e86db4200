"""DP: numbers are ciphertext, and what is shown stays on the page it is shown on."""

import re

from django.db import connection

from accounts.roles import Role
from cases.models import Cadre
from columns import keychecks, keyring
from dashboard.management.commands import load_demo
from tests import factories
from tests.controls.ground import NAME, NUMBER, PHONE, Ground, Proof
from tests.controls.tour import imports, pages, sources

STORES = re.compile(r"\b(localStorage|sessionStorage|indexedDB|caches\.open|document\.cookie\s*=)")
SENDERS = (
    *("django.core.mail", "smtplib", "email.mime", "requests", "httpx", "aiohttp", "ftplib"),
    *("urllib.request", "http.client"),
)


def ciphertext(ground: Ground) -> list[str]:
    """The stored bytes, their history, and a value carried over to another row."""
    cadre = Cadre.objects.get(pk=ground.dossier.cadre_id)
    faults = []
    with connection.cursor() as cursor:
        for table in ("cases_cadre", "cases_cadrehistory"):
            cursor.execute(f"SELECT string_agg(t::text, '') FROM {table} t")
            held = cursor.fetchone()[0] or ""
            faults.extend(
                f"{table} holds {word} as it is"
                for word in (PHONE, NUMBER)
                if word in held or word.encode().hex() in held
            )
    other = factories.cadre(cadre.unit, name="罗春梅", phone="13700000000")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_cadre SET phone = %s WHERE id = %s", [_raw(cadre), other.pk])
    try:
        moved = Cadre.objects.get(pk=other.pk).phone
    except Exception as refusal:  # noqa: BLE001 (whatever the cipher raises)
        moved = type(refusal).__name__
    return faults + (["a number opens in another row"] if moved == PHONE else [])


def _raw(cadre: Cadre) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM cases_cadre WHERE id = %s", [cadre.pk])
        return bytes(cursor.fetchone()[0])


def seal_nothing(ground: Ground) -> None:
    from columns import sealed

    ground.patch.setattr(sealed, "seal", lambda text, place: text.encode())
    ground.patch.setattr(sealed, "unseal", lambda value, place: bytes(value).decode())


def wrong_key(ground: Ground) -> list[str]:
    """Another key under the known name: the program says so and does not begin."""
    keychecks.register_keys()
    ground.settings.FIELD_KEYS = ["dev:" + "99" * 32]
    keyring.ring.cache_clear() if hasattr(keyring.ring, "cache_clear") else None
    return [] if keychecks.key_faults() else ["a wrong key is not noticed"]


def believe_any_key(ground: Ground) -> None:
    ground.patch.setattr(keychecks, "key_faults", list)


def browser_storage(ground: Ground) -> list[str]:
    """No script of ours keeps anything in the browser; no page may be kept by it either."""
    return [
        f"{path.name} keeps {found[0]}"
        for path in sorted((ground.root / "static" / "js").rglob("*.js"))
        for found in [STORES.search(path.read_text())]
        if found
    ]


def plant_a_script(ground: Ground) -> None:
    ground.plant("localStorage.setItem('note', text)", "static/js/planted.js")


def pages_kept(ground: Ground) -> list[str]:
    client = ground.client(factories.user(Role.DIRECTOR, ground.office))
    return [
        f"{name} may be kept"
        for name, answer in pages(client, code=ground.dossier.code)
        if "no-store" not in answer.headers.get("Cache-Control", "")
    ]


def let_pages_be_kept(ground: Ground) -> None:
    rest = [each for each in ground.settings.MIDDLEWARE if not each.endswith(".SecurityHeaders")]
    ground.settings.MIDDLEWARE = rest


MAY_SEND = ("huifang/launcher/", "reminders/tasks.py")


def mail(ground: Ground) -> list[str]:
    """Nothing of the program can send a short message or a call to another house, and a letter only
    the day's digest, which is off unless an office configures it; the launcher asks its own web
    process whether it is up."""
    on = ["mail is on by itself"] if ground.settings.MAIL_IS_ON else []
    return on + [
        f"{path} imports {name}"
        for path, tree in sources(ground.root)
        for name in imports(tree)
        if name.startswith(SENDERS) and not path.startswith(MAY_SEND)
    ]


def plant_mail(ground: Ground) -> None:
    ground.plant("from django.core.mail import send_mail\n")


def logs(ground: Ground) -> list[str]:
    """A page fails while it holds a name: none of it reaches the log."""
    import logging

    logging.disable(logging.NOTSET)
    heard: list[str] = []
    ear = logging.Handler()
    ear.emit = lambda record: heard.append(logging.Formatter().format(record))
    root = logging.getLogger()
    root.addHandler(ear)
    try:
        client = ground.client(ground.officer, raise_request_exception=False)
        client.post(f"/people/{ground.dossier.code}/edit/", {"name": NAME, "phone": PHONE})
        client.get("/people/", {"q": NAME})
        ground.patch.setattr("dashboard.views.blocks_of", _broken)
        client.post("/todo/", {"note": NAME})
        client.get("/todo/")
    finally:
        root.removeHandler(ear)
    if not any("server error" in line for line in heard):
        return ["no fault was logged"]
    return [line[:120] for line in heard if NAME in line or PHONE in line or NUMBER in line]


def _broken(_desk):
    secret = NAME
    raise RuntimeError("broken on purpose", len(secret))


def log_what_is_typed(ground: Ground) -> None:
    import logging

    from cases.views import people

    real = people.searched

    def searched(term, *, found):
        logging.getLogger("cases").warning("somebody looks for %s", term)
        return real(term, found=found)

    ground.patch.setattr(people, "searched", searched)


def demo_beside_people(ground: Ground) -> list[str]:
    """Invented people are not laid beside real ones unless somebody insists."""
    from io import StringIO

    from django.core.management import CommandError, call_command

    ground.dossier  # noqa: B018 (a real person)
    ground.patch.setattr(load_demo, "play", lambda *a, **k: None)
    try:
        call_command("load_demo", stdout=StringIO())
    except CommandError:
        return []
    return ["the demo is loaded beside real people"]


def see_nobody(ground: Ground) -> None:
    ground.patch.setattr(load_demo, "has_real_people", lambda: False)


PROOFS = (
    Proof("DP-01", "ciphertext", ciphertext, seal_nothing),
    Proof("DP-02", "wrong key", wrong_key, believe_any_key),
    Proof("DP-04", "logs", logs, log_what_is_typed),
    Proof("DP-05", "scripts", browser_storage, plant_a_script, rows=False),
    Proof("DP-05", "no-store", pages_kept, let_pages_be_kept),
    Proof("DP-06", "no mail", mail, plant_mail, rows=False),
    Proof("DP-08", "demo", demo_beside_people, see_nobody),
)
