"""AU: who is let in, for how long, and with what."""

from datetime import UTC, datetime, timedelta
from unittest.mock import patch

from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.roles import Role
from signin import sessions
from tests import factories
from tests.controls.ground import Ground, Proof
from tests.controls.tour import address, routes
from workdays import clock

# Open to whoever is not signed in; a new one must be written here by somebody who means it.
PUBLIC = {
    "signin:login", "signin:code_login", "signin:logout", "web:text_size", "web:keys",
}  # fmt: skip
METHODS = ("get", "post", "head", "options")
WEAK = (
    "",
    "short-A1",
    "onlylowercase",
    "123456789012",
    "Password1234",
    "huifang-demo",
    "Abc12345678",
)
LONG = "Suan3-Yundong-cha-" * 6
WRONG = "wrong-wrong-wrong"


def public_addresses(ground: Ground) -> list[str]:
    open_ones = set()
    for name, pattern, _ in routes():
        for method in METHODS:
            answer = getattr(ground.client(), method)(address(pattern))
            to_the_door = answer.status_code == 302 and answer.url.startswith("/login/")
            if not to_the_door and answer.status_code != 401:
                open_ones.add(name)
    return sorted(f"{name} differs from the list" for name in open_ones ^ PUBLIC)


def open_a_page(ground: Ground) -> None:
    from dashboard import views

    ground.patch.setattr(views.rules, "login_required", False, raising=False)
    ground.settings.MIDDLEWARE = [
        each for each in ground.settings.MIDDLEWARE if "LoginRequired" not in each
    ]


def passwords(ground: Ground) -> list[str]:
    faults = [f"{word!r} is taken" for word in WEAK if _accepted(word, ground.officer)]
    hashed = make_password(LONG)
    if not hashed.startswith("argon2$argon2id$"):
        faults.append("not argon2id")
    if check_password(f"{LONG[:-1]}x", hashed):
        faults.append("the last letters do not count")
    return faults


def _accepted(word: str, user) -> bool:
    try:
        validate_password(word, user)
    except ValidationError:
        return False
    return True


def weaken_passwords(ground: Ground) -> None:
    ground.settings.AUTH_PASSWORD_VALIDATORS = []


def weaken_hash(ground: Ground) -> None:
    ground.settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def attempt(ground: Ground, user, password=factories.PASSWORD, **more) -> bool:
    answer = ground.client().post(
        "/login/", {"username": user.username, "password": password}, **more
    )
    return answer.status_code == 303


def guessing(ground: Ground) -> list[str]:
    for number in range(5):
        attempt(ground, ground.officer, WRONG, HTTP_X_FORWARDED_FOR=f"10.9.9.{number}")
    faults = []
    if attempt(ground, ground.officer, HTTP_X_FORWARDED_FOR="10.9.9.77"):
        faults.append("the sixth try is let in")
    if not attempt(ground, ground.officer, REMOTE_ADDR="10.1.1.1"):
        faults.append("the owner is shut out at his own place")
    return faults


def count_no_failures(ground: Ground) -> None:
    ground.settings.AXES_ENABLED = False


def enumeration(ground: Ground) -> list[str]:
    """One answer and one hash, whoever's name it is: shown by equal work, not by a watch."""
    gone = factories.user(Role.OFFICER, ground.office)
    gone.is_active = False
    gone.save()
    answers = {}
    for kind, name in (("known", ground.officer.username), ("gone", gone.username), ("none", "x")):
        client, count = ground.client(), []
        with _counted(count):
            answer = client.post("/login/", {"username": name, "password": WRONG})
        token = str(answer.context["csrf_token"])
        body = answer.content.decode().replace(token, "").replace(f'value="{name}"', "")
        answers[kind] = (answer.status_code, len(count), body)
    return [
        f"{kind} is told apart" for kind in ("gone", "none") if answers[kind] != answers["known"]
    ]


def _counted(count: list[int]):
    real = Argon2PasswordHasher.encode

    def encode(self, *words, **more):
        count.append(1)
        return real(self, *words, **more)

    def verify(self, *words):
        count.append(1)
        return False

    return patch.multiple(Argon2PasswordHasher, encode=encode, verify=verify)


def answer_strangers_at_once(ground: Ground) -> None:
    from accounts.models import User

    ground.patch.setattr(User, "set_password", lambda self, raw: None)


def half_signed_in(ground: Ground) -> list[str]:
    """With the first factor only, every page leads to the second."""
    ground.settings.SECOND_FACTOR = True
    client = ground.client(ground.officer)
    shown = []
    for name, pattern, view in routes():
        if not getattr(view, "permission", None):
            continue
        answer = client.get(address(pattern))
        if answer.status_code != 302 or not answer.url.startswith("/second/"):
            shown.append(f"{name} without the second factor")
    return shown


def ask_no_second_factor(ground: Ground) -> None:
    ground.patch.setattr(sessions, "needs_second", lambda user: False)


def session_marks(ground: Ground) -> list[str]:
    client = ground.client()
    client.get("/login/")
    session = client.session
    session["planted"] = "by an attacker"
    session.save()
    client.cookies[ground.settings.SESSION_COOKIE_NAME] = session.session_key
    before = session.session_key
    client.post("/login/", {"username": ground.officer.username, "password": factories.PASSWORD})
    cookie = client.cookies[ground.settings.SESSION_COOKIE_NAME]
    faults = ["the id from before signing in still opens"] if cookie.value == before else []
    if client.session.get("planted"):
        faults.append("what was prepared is kept")
    if (cookie["httponly"], cookie["samesite"], cookie["path"]) != (True, "Lax", "/"):
        faults.append("the cookie lacks a mark")
    return faults


def keep_the_session(ground: Ground) -> None:
    from django.contrib.sessions.backends.db import SessionStore

    ground.patch.setattr(SessionStore, "flush", lambda self: None)
    ground.patch.setattr(SessionStore, "cycle_key", lambda self: None)


def show_cookie_to_scripts(ground: Ground) -> None:
    ground.settings.SESSION_COOKIE_HTTPONLY = False


def time_limits(ground: Ground) -> list[str]:
    start = datetime(2026, 9, 30, 1, tzinfo=UTC)
    faults = []
    for what, steps, ends in (
        ("14:59 idle", [timedelta(minutes=14, seconds=59)], False),
        ("15:01 idle", [timedelta(minutes=15, seconds=1)], True),
        ("8 hours at work", [timedelta(minutes=10)] * 48, True),
    ):
        if _ended_after(ground, start, steps) is not ends:
            faults.append(f"{what}: {'goes on' if ends else 'ends'}")
    return faults + _two_sessions(ground)


def _ended_after(ground: Ground, start: datetime, steps: list[timedelta]) -> bool:
    with patch.object(clock, "now", lambda: start):
        client = ground.client(ground.officer)
        client.get("/prefs/")
    at = start
    for step in steps:
        at += step
        with patch.object(clock, "now", lambda at=at: at):
            answer = client.get("/prefs/")
        if answer.status_code != 200:
            return True
    return False


def _two_sessions(ground: Ground) -> list[str]:
    words = {"username": ground.officer.username, "password": factories.PASSWORD}
    first, second = ground.client(), ground.client()
    first.post("/login/", words)
    second.post("/login/", words)
    return ["two sessions of one account"] if first.get("/prefs/").status_code == 200 else []


def set_no_limit(ground: Ground) -> None:
    ground.settings.IDLE_LIMIT_MINUTES = 10**6


def allow_many_sessions(ground: Ground) -> None:
    ground.settings.SINGLE_SESSION = False


def rights_at_once(ground: Ground) -> list[str]:
    """What was open a moment ago is shut at the next click, without signing in again."""
    client = ground.client(ground.officer)
    before = client.get("/people/").status_code
    user = type(ground.officer).objects.get(pk=ground.officer.pk)
    user.role = ""
    user.save()
    without_role = client.get("/people/").status_code
    user.is_active = False
    user.save()
    gone = client.get("/people/").status_code
    faults = [] if before == 200 else ["the page was not open before"]
    faults += [] if without_role == 403 else ["the role acts on after it was taken"]
    return faults + ([] if gone == 302 else ["a closed account is let in"])


def remember_users(ground: Ground) -> None:
    """As a program that keeps the user in memory would."""
    import django.contrib.auth.middleware as middleware

    kept: dict = {}
    real = middleware.get_user

    def get_user(request):
        key = request.session.session_key
        return kept.setdefault(key, kept.get(key) or real(request))

    ground.patch.setattr(middleware, "get_user", get_user)


# Weighty acts: what is sent waits until the person has shown again who he is.
WEIGHTY = {
    "cases:reveal", "corrections:policy_publish", "reports:approve", "reports:notice_release",
}  # fmt: skip


def step_up(ground: Ground) -> list[str]:
    """An hour after the password, none of them is carried out without asking for it again."""
    asking = {name for name, _, view in routes() if getattr(view, "asks_again", False)}
    start = clock.now() - timedelta(minutes=ground.settings.CONFIRM_MINUTES + 1)
    with patch.object(clock, "now", lambda: start):
        client = ground.client(factories.user(Role.DIRECTOR, ground.office))
        client.get("/prefs/")
    code, field = ground.dossier.code, "id_number"
    names = {name: pattern for name, pattern, _ in routes()}
    answer = client.post(address(names["cases:reveal"], code=code, field=field), {"reason": "核对"})
    waits = answer.status_code == 303 and answer.url.startswith("/confirm/")
    faults = [] if waits else ["the number is shown without asking again"]
    return faults + ([] if len(asking) >= 6 else [f"only {sorted(asking)} ask again"])


def trust_for_ever(ground: Ground) -> None:
    from signin import stepup

    ground.patch.setattr(stepup, "was_confirmed", lambda session, at: True)


def leaving(ground: Ground) -> list[str]:
    client = ground.client(ground.officer)
    page = client.get("/people/")
    cookie = client.cookies[ground.settings.SESSION_COOKIE_NAME].value
    answer = client.post("/logout/")
    client.cookies[ground.settings.SESSION_COOKIE_NAME] = cookie
    faults = [] if page.headers.get("Cache-Control") == "no-store" else ["the page may be kept"]
    if '"storage"' not in answer.headers.get("Clear-Site-Data", ""):
        faults.append("the browser keeps what it has")
    if client.get("/people/").status_code == 200:
        faults.append("the old cookie still opens")
    return faults


def keep_pages(ground: Ground) -> None:
    ground.settings.MIDDLEWARE = [
        each for each in ground.settings.MIDDLEWARE if not each.endswith(".SecurityHeaders")
    ]


def powers(ground: Ground) -> list[str]:
    """In SQL, as whoever serves: an account that may do everything cannot be made."""
    faults = []
    for column in ("is_superuser", "is_staff"):
        said = _refused(ground.catalogue, f"UPDATE accounts_user SET {column} = true")
        faults += [] if said else [f"{column} can be set"]
    (usable,) = ground.catalogue.execute(
        "SELECT count(*) FROM accounts_user WHERE password NOT LIKE '!%' AND username <> 'planted'"
    ).fetchone()
    return faults + (["a new house has a password"] if usable else [])


def _refused(connection, statement: str) -> bool:
    import psycopg

    try:
        with connection.transaction(force_rollback=True):
            connection.execute(
                "INSERT INTO accounts_unit (code, name, full_name, kind, path, checked, is_demo)"
                " VALUES ('PLANTED00000', 'x', 'planted', 'work', '/1/', true, false)"
            )
            connection.execute(PLANTED)
            connection.execute(statement)
    except psycopg.errors.CheckViolation:
        return True
    return False


PLANTED = """
INSERT INTO accounts_user (code, username, display_name, role, unit_id, post, phone, password,
  is_active, is_staff, is_superuser, date_joined, session_key, is_demo, staff_no)
SELECT 'PLANTED00000', 'planted', 'x', 'admin', id, '', '', '!', true, false, false, now(), '',
       false, 'P1'
  FROM accounts_unit WHERE code = 'PLANTED00000'
"""


def drop_constraint(name: str, table: str = "accounts_user"):
    def off(ground: Ground) -> None:
        ground.catalogue.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")

    return off


def three_stewards(ground: Ground) -> list[str]:
    """One account holds one role; a steward without a staff number could be two of them."""
    faults = []
    if not _refused(ground.catalogue, "UPDATE accounts_user SET staff_no = NULL"):
        faults.append("a steward without a staff number")
    if not _refused(ground.catalogue, "UPDATE accounts_user SET role = 'two'"):
        faults.append("two roles in one")
    return faults


PROOFS = (
    Proof("AU-01", "public addresses", public_addresses, open_a_page),
    Proof("AU-02", "weak passwords", passwords, weaken_passwords),
    Proof("AU-02", "argon2", passwords, weaken_hash),
    Proof("AU-03", "guessing", guessing, count_no_failures),
    Proof("AU-04", "one answer", enumeration, answer_strangers_at_once),
    Proof("AU-05", "second factor", half_signed_in, ask_no_second_factor),
    Proof("AU-06", "renewed", session_marks, keep_the_session),
    Proof("AU-06", "flags", session_marks, show_cookie_to_scripts),
    Proof("AU-07", "idle", time_limits, set_no_limit),
    Proof("AU-07", "one session", time_limits, allow_many_sessions),
    Proof("AU-08", "next request", rights_at_once, remember_users),
    Proof("AU-09", "asked again", step_up, trust_for_ever),
    Proof("AU-10", "nothing stays", leaving, keep_pages),
    Proof("AU-11", "no superuser", powers, drop_constraint("user_never_superuser"), rows=False),
    Proof(
        "AU-12", "stewards apart", three_stewards, drop_constraint("user_steward_is_a_person"),
        rows=False,
    ),
)  # fmt: skip
