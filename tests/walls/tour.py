"""A walk through all pages by all actors that leaves everything behind: what they saw, what they
typed, and what went wrong on the way."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.walls.canaries import Origin
from tests.walls.cast import CAST
from tests.walls.forms import Form, forms_of
from tests.walls.judge import ANONYMOUS, Judge
from tests.walls.oracle_routes import is_public
from tests.walls.routes import Route, all_routes, kind_of, spellings
from tests.walls.visiting import Answer, Visitor

TYPED = "typed into a form"
# Who is on the list of the sealed, whoever approves, whoever is handed papers.
READERS = ("listed", "leader_a", "personnel_a")
# What a page shows on demand.
UNFOLDED = {"dashboard:dossier": ("?summary=1",)}
TEXTS = {"text", "textarea", "search"}


@dataclass
class Tour:
    """`seen`: (model, column) → some actor has been shown a word of it, as he may."""

    judge: Judge
    seen: set[tuple[str, str]] = field(default_factory=set)
    pages: int = 0
    typed: int = 0

    def walk(self) -> None:
        """First everybody looks; then they write, because writing changes what there is to see."""
        visitors = self.judge.visitors()
        del visitors[ANONYMOUS]
        for key in READERS:
            for path in self._everything_of(visitors[key]):
                self._look(visitors[key], path)
        for visitor in self._travellers(visitors):
            for path, _ in self._held(visitor):
                self._look(visitor, path)
        for visitor in self._travellers(visitors):
            for path, route in self._held(visitor):
                self._write(visitor, path, route)

    def _travellers(self, visitors: dict[str, Visitor]) -> Iterator[Visitor]:
        """One account of each role."""
        roles: set[str] = set()
        for key, visitor in visitors.items():
            role = self.judge.sight.world.actors[key].role
            if role not in roles:
                roles.add(role)
                yield visitor

    def _held(self, visitor: Visitor) -> Iterator[tuple[str, Route]]:
        for route in all_routes():
            if is_public(route.name) or not self.judge._is_let_in(visitor.key, route):
                continue
            named = any(kind_of(route, name) for name in route.parameters)
            part = self.judge._part_seen(route, visitor.key) if named else None
            if named and part is None:
                continue
            for spelling in spellings(route)[:3]:
                values = self.judge._values(route, part, visitor.key) if part else {}
                yield route.path(spelling | values), route

    def _everything_of(self, visitor: Visitor) -> Iterator[str]:
        """The pages of each object and each row: what only one of them has is shown there alone."""
        for route in all_routes():
            named = [name for name in route.parameters if kind_of(route, name)]
            if not named or not self.judge._is_let_in(visitor.key, route):
                continue
            for part in CAST:
                if self.judge._sees(visitor.key, route, part.key):
                    for values in self._rows_of(route, named, part.key, visitor.key):
                        path = route.path(spellings(route)[0] | values)
                        yield from (path, *(path + more for more in UNFOLDED.get(route.name, ())))

    def _rows_of(
        self, route: Route, named: list[str], part: str, actor: str
    ) -> Iterator[dict[str, str]]:
        first = self.judge._values(route, part, actor)
        kind = str(kind_of(route, named[-1]))
        for pk, code in self.judge._rows(kind, part):
            if code and self.judge._sees_row(actor, kind, pk, part):
                yield first | {named[-1]: code}

    def _look(self, visitor: Visitor, path: str) -> Answer:
        answer = visitor.ask("GET", path, stays=True)
        self._note(visitor, answer)
        return answer

    def _note(self, visitor: Visitor, answer: Answer) -> None:
        self.pages += 1
        register, sight = self.judge.world.register, self.judge.sight
        for word in register.found_in(answer.everything):
            for origin in register.origins[word]:
                if origin.model != TYPED and sight.may_see(visitor.key, origin):
                    self.seen.add((origin.model, origin.field))

    def _write(self, visitor: Visitor, path: str, route: Route) -> None:
        """Every form of the page once, with a new word in each text."""
        page = visitor.ask("GET", path, stays=True)
        for form in forms_of(page.body) if page.status == 200 else ():
            target = (form.action or path).split("?")[0]
            if form.method != "post" or not target.startswith("/") or "logout" in target:
                continue
            answer = visitor.ask("POST", target, self._filled(form, route), stays=True)
            self._note(visitor, answer)

    def _filled(self, form: Form, route: Route) -> dict[str, list[str]]:
        data = form.data()
        for each in form.fields.values():
            if each.kind in TEXTS and each.name != "q":
                data[each.name] = [self.word(f"{route.name} {each.name}")]
        return data

    def word(self, where: str) -> str:
        """A new word that only this form has ever held."""
        word = self.judge.world.register.fresh()
        self.judge.world.register.lives(word, Origin(TYPED, where, 0, ""))
        self.typed += 1
        return word
