"""One request of one actor: everything that came back, and everything it did to the database."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.test import Client

from accounts.models import User
from signin import sessions
from tests.walls.canaries import WORD, text_of
from tests.walls.kinds import case_models
from workdays import clock

# What is new in every answer and says nothing: the tokens of the forms, ids of errors.
ONCE = re.compile(
    r'(name="csrfmiddlewaretoken" value="|X-CSRFToken&quot;: &quot;|X-CSRFToken": ")[A-Za-z0-9]+'
    r'|nonce-[A-Za-z0-9+/=_-]+|data-left="[0-9]+"'
    r'|"token": "[A-Za-z0-9]+"|"left": [0-9]+'
    r"|共[0-9]+条，时间从近到远"  # the record grows with every look
    r"|打印时间：[0-9年月日]+ [0-9:]+"
    # The code a new row will have, so that a form sent twice makes one.
    r'|name="(?:code|token|form_key)" value="[0-9A-Z]{12}"'
)
WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM|COPY)\s+"?(\w+)"?', re.IGNORECASE)


FRESH = timedelta(minutes=5)


@dataclass
class Answer:
    status: int
    body: str
    headers: str
    location: str
    # Words the request itself carried; an echo is no leak.
    sent: set[str]
    tables: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)

    @property
    def everything(self) -> str:
        return f"{self.headers}\n{self.body}"

    def plain(self, path: str) -> tuple[int, str, str]:
        """To be equal for two answers that must not differ."""
        body = ONCE.sub("", self.body).replace(path, "")
        return self.status, body, self.location.replace(path, "")


@contextmanager
def watched(tables: set[str], into: Answer) -> Iterator[None]:
    """Which tables of case data the statements of a request name, and which they write."""

    def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        text = str(sql)
        into.tables |= tables & set(re.findall(r"\b(\w+_\w+)\b", text))
        if found := WRITES.match(text):
            into.written.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield


CASE_TABLES = {
    model._meta.db_table
    for model in case_models()
    if model._meta.app_label not in {"audit", "accounts", "signin", "stewards"}
}


class Visitor:
    """An actor at his browser; nothing he does outlives the request."""

    def __init__(self, key: str, user: User | None) -> None:
        self.key, self.user = key, user
        self.client = Client(raise_request_exception=False)
        self._sign_in()

    def _sign_in(self) -> None:
        """As a moment ago, so that nothing asks for the password again."""
        self.since = clock.now()
        if self.user is not None:
            self.client.force_login(self.user, backend="django.contrib.auth.backends.ModelBackend")
            session = self.client.session
            sessions.begin(session, at=self.since)
            session.save()

    def ask(
        self,
        method: str,
        path: str,
        data: dict[str, list[str]] | None = None,
        *,
        htmx: bool = False,
        stays: bool = False,
    ) -> Answer:
        """`stays`: what the request did is kept, as it would be in the life of the program."""
        # What a request does to the session is undone with it, so it would end as if left alone.
        if clock.now() - self.since > FRESH:
            self._sign_in()
        answer = Answer(0, "", "", "", {*WORD.findall(f"{path} {data}".lower())})
        if stays:
            self._ask(answer, method, path, data, htmx=htmx)
            return answer
        cookies = self.client.cookies.copy()
        with transaction.atomic():
            with watched(CASE_TABLES, answer):
                self._ask(answer, method, path, data, htmx=htmx)
            transaction.set_rollback(True)
        self.client.cookies = cookies
        return answer

    def _ask(
        self, answer: Answer, method: str, path: str, data: dict[str, Any] | None, *, htmx: bool
    ) -> None:
        call = self.client.get if method == "GET" else self.client.post
        response = call(path, data or {}, headers={"HX-Request": "true"} if htmx else {})
        body = b"".join(response) if response.streaming else response.content
        answer.status = response.status_code
        answer.body = text_of(body)
        answer.headers = "\n".join(f"{key}: {value}" for key, value in response.items())
        answer.headers += str(response.cookies)
        answer.location = response.get("Location", "")
