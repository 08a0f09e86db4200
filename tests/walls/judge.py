"""The judgement of one actor at one route: what he was shown, refused and able to change."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from zlib import crc32

from django.urls import Resolver404, resolve

from accounts.models import User
from tests.walls.canaries import Origin
from tests.walls.cast import CAST
from tests.walls.forms import Form, forms_of
from tests.walls.oracle import exists_for
from tests.walls.oracle_routes import is_public, may_enter
from tests.walls.routes import ABSENT_CODE, Route, kind_of, spellings
from tests.walls.seeing import Sight, nearest
from tests.walls.visiting import Answer, Visitor
from tests.walls.world import World

ANONYMOUS = "anonymous"


@dataclass
class Judge:
    """`whole`: all objects, words, htmx; otherwise the visible and the nearest invisible one."""

    world: World
    sight: Sight
    whole: bool
    count: Counter = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    entered: set[str] = field(default_factory=set)
    missing: dict[tuple[str, bool], tuple[int, str, str]] = field(default_factory=dict)

    def visitors(self) -> dict[str, Visitor]:
        found = {ANONYMOUS: Visitor(ANONYMOUS, None)}
        for key, pk in self.world.users.items():
            found[key] = Visitor(key, User.objects.get(pk=pk))
        return found

    def route(self, route: Route, visitor: Visitor, *, with_forms: bool) -> None:
        """Everything about this pair; faults are kept with the pair's names."""
        if may_enter("director", route.name) is None:
            self._fault(route, visitor, "the oracle does not know this page")
            return
        if not self._is_let_in(visitor.key, route):
            self._refused(route, visitor)
            return
        words = spellings(route)
        for spelling in words if self.whole else words[:2]:
            self._held(route, visitor, spelling, with_forms=with_forms)

    def _is_let_in(self, actor: str, route: Route) -> bool:
        if is_public(route.name):
            return True
        who = self.sight.world.actors.get(actor)
        return bool(who and who.active and may_enter(who.role, route.name))

    def _speaks(self, route: Route, actor: str, what: str) -> bool:
        """In the everyday run one account of each role says what costs most, another each time."""
        who = self.sight.world.actors.get(actor)
        if self.whole or who is None:
            return True
        others = sorted(k for k, a in self.sight.world.actors.items() if a.role == who.role)
        return others[crc32(f"{route.name} {what}".encode()) % len(others)] == actor

    def fills_in(self, route: Route, actor: str) -> bool:
        """Everyday: of all who may open the page one account, another on each page."""
        if self.whole:
            return True
        inside = sorted(k for k in self.sight.world.actors if self._is_let_in(k, route))
        return bool(inside) and inside[crc32(route.name.encode()) % len(inside)] == actor

    # A route the role lacks: refused before anything is looked up.

    def _refused(self, route: Route, visitor: Visitor) -> None:
        values = self._values(route, CAST[0].key) | spellings(route)[0]
        path = route.path(values)
        known = self.sight.world.actors.get(visitor.key)
        expected = 403 if known and known.active else 302
        for method in ("GET", "POST") if self._speaks(route, visitor.key, "refused") else ("GET",):
            for htmx in (False, True) if self.whole else (False,):
                answer = visitor.ask(method, path, htmx=htmx)
                self._scan(route, visitor, answer, f"{method} {path}")
                allowed = {expected, 401} if htmx or expected == 302 else {expected}
                if answer.status not in allowed:
                    self._fault(route, visitor, f"{method} {path}: {answer.status}, not {expected}")
                if answer.tables - LOOKED_AT_ANYWAY:
                    tables = sorted(answer.tables - LOOKED_AT_ANYWAY)
                    self._fault(route, visitor, f"{method} {path}: looked at {tables}")
                self._unchanged(route, visitor, answer, f"{method} {path}")
                self.count["拒绝"] += 1

    # A held route: the visible object, then the invisible ones, equal to one that is not there.

    def _held(
        self, route: Route, visitor: Visitor, spelling: dict[str, str], *, with_forms: bool
    ) -> None:
        named = [name for name in route.parameters if kind_of(route, name)]
        seen = self._part_seen(route, visitor.key) if named else ""
        if seen is None:
            seen = ""
        values = spelling | (self._values(route, seen, visitor.key) if seen else {})
        if not named or seen:
            self._opened(route, visitor, route.path(values), with_forms=with_forms)
        for label, foreign in self._foreign(route, visitor.key, values) if named else ():
            self._same_as_absent(route, visitor, spelling | foreign, label)

    def _opened(self, route: Route, visitor: Visitor, path: str, *, with_forms: bool) -> None:
        methods = ("GET", "POST") if self._speaks(route, visitor.key, "post") else ("GET",)
        for method, htmx in product(methods, (False, True) if self.whole else (False,)):
            answer = visitor.ask(method, path, htmx=htmx)
            self._scan(route, visitor, answer, f"{method} {path}")
            # A number may be one this role opens for no reason: the oracle knows it by its word.
            told_no = answer.status == 403 and route.name != "cases:reveal"
            if answer.status >= 500 or told_no:
                self._fault(route, visitor, f"{method} {path}: {answer.status}")
            if answer.status < 400 or answer.status in {409, 422}:
                self.entered.add(route.name)
            self.count["放行"] += 1
            if with_forms and method == "GET" and answer.status == 200 and not htmx:
                self._forms(route, visitor, path, answer)

    def _forms(self, route: Route, visitor: Visitor, path: str, page: Answer) -> None:
        """Each field of each form in turn with ids of rows he may not know of."""
        ids = self._foreign_ids(visitor.key)
        for form in forms_of(page.body):
            target = (form.action or path).split("?")[0]
            if not self._is_new(visitor.key, target, form):
                continue
            method = "POST" if form.method == "post" else "GET"
            for name, data in form.changed(ids, at_most=4 if self.whole else 2):
                answer = visitor.ask(method, target, data)
                where = f"{method} {target} {name}={data[name]}"
                self._scan(route, visitor, answer, where)
                if answer.status >= 500:
                    self._fault(route, visitor, f"{where}: {answer.status}")
                self.count["外来编号"] += 1

    def _is_new(self, actor: str, target: str, form: Form) -> bool:
        """A form that stands on every page, such as the search, is filled in once."""
        if not target.startswith("/") or "logout" in target:
            return False
        try:
            named = resolve(target).view_name
        except Resolver404:
            return False
        role = self.sight.world.actors[actor].role
        sign = (actor if self.whole else role, named, tuple(sorted(form.fields)))
        is_new = sign not in FILLED_IN
        FILLED_IN.add(sign)
        return is_new

    def _same_as_absent(
        self, route: Route, visitor: Visitor, values: dict[str, str], label: str
    ) -> None:
        path = route.path(values)
        named = {name: ABSENT_CODE for name in route.parameters if kind_of(route, name)}
        nothing = route.path(values | named)
        methods = ("GET", "POST") if self._speaks(route, visitor.key, "absent") else ("GET",)
        for method, htmx in product(methods, (False, True) if self.whole else (False,)):
            answer = visitor.ask(method, path, htmx=htmx)
            where = f"{method} {path} ({label})"
            self._scan(route, visitor, answer, where)
            if answer.plain(path) != self._absent(visitor, method, nothing, htmx, answer, path):
                self._fault(route, visitor, f"{where}: differs from what is not there")
            self._unchanged(route, visitor, answer, where)
            self.count["拒绝"] += 1

    def _absent(
        self, visitor: Visitor, method: str, nothing: str, htmx: bool, like: Answer, path: str
    ) -> tuple[int, str, str]:
        """The answer to what is not there. Most are the one 404, which is asked for once."""
        sign = (visitor.key, htmx)
        if sign not in self.missing:
            here = visitor.ask("GET", "/people/ZZZZZZZZZZZZ/zzz/", htmx=htmx)
            self.missing[sign] = here.plain("/people/ZZZZZZZZZZZZ/zzz/")
        if like.plain(path) == self.missing[sign]:
            return self.missing[sign]
        return visitor.ask(method, nothing, htmx=htmx).plain(nothing)

    # What is looked for in every answer.

    def _scan(self, route: Route, visitor: Visitor, answer: Answer, where: str) -> None:
        register = self.world.register
        found = register.found_in(answer.everything) - answer.sent
        asked = route.name == "cases:reveal"
        leaked = {
            word
            for word in found
            if not self.sight.may_meet(visitor.key, register.origins[word], asked=asked)
        }
        if leaked:
            told = "; ".join(register.told(leaked)[:4])
            self._fault(route, visitor, f"{where}: {answer.status} shows {len(leaked)}: {told}")
        in_headers = register.found_in(answer.headers) - answer.sent
        if in_headers:
            told = "; ".join(register.told(in_headers))
            self._fault(route, visitor, f"{where}: a header names {told}")

    def _unchanged(self, route: Route, visitor: Visitor, answer: Answer, where: str) -> None:
        if written := answer.written - WRITTEN_ANYWAY:
            self._fault(route, visitor, f"{where}: refused, and wrote {sorted(written)}")

    def _fault(self, route: Route, visitor: Visitor, words: str) -> None:
        self.faults.append(f"{visitor.key} at {route.name}: {words}")

    # Which object to take.

    def _values(self, route: Route, part: str, actor: str = "") -> dict[str, str]:
        """Rows of this object; those the actor sees, where he is named and there is one."""
        found = {}
        for name in route.parameters:
            kind = kind_of(route, name)
            if kind:
                rows = self._rows(kind, part) or [("", ABSENT_CODE)]
                seen = [row for row in rows if actor and self._sees_row(actor, kind, row[0], part)]
                found[name] = (seen or rows)[0][1]
        return found

    def _sees_row(self, actor: str, kind: str, pk: object, part: str) -> bool:
        return kind in STEWARDS_OWN or self.sight.may_see(actor, Origin(kind, "", pk, part))

    def _rows(self, kind: str, part: str) -> list[tuple[object, str]]:
        """Of the object; an import belongs to the office of the object."""
        if kind == "intake.ImportBatch":
            half = len(self.world.common[kind]) // 2
            mine = (
                slice(0, half)
                if self.sight.world.files[part].owner == "office_a"
                else slice(half, None)
            )
            return self.world.common[kind][mine]
        return self.world.common.get(kind) or self.world.rows[part].get(kind) or []

    def _sees(self, actor: str, route: Route, part: str) -> bool:
        """The object and every row of it that the address names."""
        kinds = [kind for name in route.parameters if (kind := kind_of(route, name))]
        return all(
            any(self._sees_row(actor, kind, pk, part) for pk, _ in self._rows(kind, part))
            for kind in kinds
        )

    def _part_seen(self, route: Route, actor: str) -> str | None:
        order = [part.key for part in CAST]
        return next((part for part in order if self._sees(actor, route, part)), None)

    def _foreign(
        self, route: Route, actor: str, seen: dict[str, str]
    ) -> Iterator[tuple[str, dict[str, str]]]:
        """All parameters of an invisible object; then one of them amid those of the visible."""
        named = [name for name in route.parameters if kind_of(route, name)]
        hidden = [part for part in nearest(self.sight, actor) if not self._sees(actor, route, part)]
        for part in hidden if self.whole else hidden[:1]:
            values = self._values(route, part)
            if ABSENT_CODE in values.values():
                continue
            yield part, values
            if len(named) > 1 and named[0] in seen:
                for name in named:
                    yield f"{part} as {name}", {**seen, name: values[name]}

    def _foreign_ids(self, actor: str) -> list[str]:
        """Codes and numbers of the nearest invisible object, of every kind that has them."""
        hidden = [
            part
            for part in nearest(self.sight, actor)
            if not exists_for(self.sight.world, actor, part, self.sight.today)
        ]
        rows = self.world.rows[hidden[0]]
        kinds = FOREIGN if not self.whole else sorted(rows)
        codes = [rows[kind][0][1] for kind in kinds if rows.get(kind) and rows[kind][0][1]]
        return [*codes, *(str(rows[kind][0][0]) for kind in kinds if rows.get(kind))]


# What no file is found through: the stewards see all of it.
STEWARDS_OWN = {"accounts.User", "accounts.Unit", "stewards.RightsChange"}
FILLED_IN: set[tuple[str, str, tuple[str, ...]]] = set()
# The kinds whose ids forms ask for, in the everyday run.
FOREIGN = ("cases.Dossier", "cases.Decision", "cases.ExecutionCheck")
# Who asks, and what every answer records.
LOOKED_AT_ANYWAY: set[str] = set()
WRITTEN_ANYWAY = {
    "audit_entry", "django_session", "axes_accesslog", "axes_accessattempt",
    "axes_accessfailurelog", "pghistory_context",
}  # fmt: skip
