"""Every address of the resolver, and what each of its parameters names.

Nothing is listed by hand but the meaning of a parameter: an address with one nobody has explained
here fails the suite, so that no new page goes unwatched.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from django.urls import URLPattern, URLResolver, get_resolver

from cases.choices.rights import RestorationKind
from cases.rules.fields import OF_PERSON
from corrections.forms import FORMS
from corrections.views.enter import FURTHER
from dashboard.desk.blocks import PARTS
from evaluation.choices import GroupCode
from stewards.forms.changes import FORMS as CHANGES
from visits.choices import FormKind
from visits.views.lives import DEEDS
from visits.views.steps import DEEDS as STEPS_OF_A_VISIT

# Characters no code has; as long as one.
ABSENT_CODE = "ZZZZZZZZZZZZ"
ABSENT_NUMBER = "999"


@dataclass(frozen=True)
class Route:
    name: str
    pattern: str
    parameters: tuple[str, ...]

    def path(self, values: dict[str, str]) -> str:
        address = self.pattern
        for name in self.parameters:
            address = address.replace(f"<{name}>", values[name])
        return address


def all_routes() -> list[Route]:
    found = sorted(_walk(get_resolver()), key=lambda route: (route.name, route.pattern))
    return [route for route in found if route.name.rpartition(":")[2] not in UNROUTED]


# Served without a session and without a database; tests/huifang/test_health.py has them.
UNROUTED: set[str] = set()


def _walk(resolver: URLResolver, prefix: str = "/", space: str = "") -> Iterator[Route]:
    for each in resolver.url_patterns:
        pattern = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            within = f"{space}{each.namespace}:" if each.namespace else space
            yield from _walk(each, pattern, within)
        elif isinstance(each, URLPattern):
            yield _route(f"{space}{each.name}", pattern)


def _route(name: str, pattern: str) -> Route:
    plain, parameters = "", []
    for piece in pattern.split("<"):
        if ">" in piece:
            parameter, _, rest = piece.partition(">")
            parameter = parameter.rpartition(":")[2]
            parameters.append(parameter)
            plain += f"<{parameter}>{rest}"
        else:
            plain += piece
    return Route(name, plain, tuple(parameters))


# (first word of the address, parameter) → the kind of row it names.
NAMES = {
    ("people", "code"): "cases.Dossier",
    ("people", "appeal"): "cases.Appeal",
    ("people", "issue"): "cases.ExecutionIssue",
    ("people", "step"): "cases.RestorationStep",
    ("people", "decision"): "cases.Decision",
    ("people", "correction"): "corrections.Correction",
    ("people", "assignment"): "cases.Assignment",
    ("people", "recusal"): "cases.Recusal",
    ("people", "person"): "accounts.User",
    ("people/execution", "code"): "cases.ExecutionIssue",
    ("own-files", "code"): "cases.OwnFile",
    ("acts", "code"): "cases.DossierAct",
    ("handovers", "code"): "cases.Handover",
    ("visits", "code"): "visits.Visit",
    ("talks", "code"): "visits.Talk",
    ("ratings", "code"): "evaluation.Round",
    ("ratings/ballots", "code"): "evaluation.Ballot",
    ("people", "of"): "visits.Visit",
    ("people", "line"): "ledger.LedgerLine",
    ("needs", "code"): "needs.Need",
    ("files", "code"): "attachments.Attachment",
    ("prints", "code"): "reports.Printout",
    # A batch of one letter bears the letter's code in the world.
    ("reminders/letters", "code"): "reminders.ReminderLetter",
    ("docs", "code"): "reports.Letter",
    ("docs/notices", "code"): "reports.Notice",
    ("inbox", "code"): "reports.Letter",
    ("inbox/notices", "code"): "reports.Notice",
    ("jobs", "code"): "jobs.Job",
    ("import", "code"): "intake.ImportBatch",
    ("admin/users", "code"): "accounts.User",
    ("colleagues", "code"): "accounts.User",
    ("admin/units", "code"): "accounts.Unit",
    ("admin/changes", "code"): "stewards.RightsChange",
    ("confirm", "code"): "signin.KeptForm",
    ("session/kept", "code"): "signin.KeptForm",
}
# Words of an address that name no row: every one of them is opened. By parameter and, where one
# parameter means two things, by the name of the route.
WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("cases:execution_item", "item"): ("filed", "delivered"),
    ("cases:restoration_step", "kind"): tuple(RestorationKind.values),
    ("visits:status_act", "kind"): tuple(DEEDS),
    ("cases:reveal", "field"): tuple(OF_PERSON),
    ("stewards:change_new", "kind"): tuple(sorted(CHANGES)),
    ("visits:exempt", "kind"): ("talk", "pre_expiry"),
    ("visits:exempt", "period"): ("2026Q3",),
    # Named by a key of the plan, a member or a template: none of a file's own codes.
    ("visits:measure", "key"): ("000000000000",),
    ("visits:member_end", "code"): ("000000000000",),
    # Two organs and a month for which no local rule asks in this world.
    ("visits:organ_report", "organ"): ("000000000000",),
    ("visits:organ_report", "office"): ("000000000000",),
    ("visits:organ_report", "period"): ("2026-08", "2025"),
    ("visits:template", "key"): ("four_talks",),
    ("visits:template_restore", "key"): ("four_talks",),
    ("visits:meet", "kind"): ("notice",),
    ("visits:meet", "period"): ("once",),
    ("visits:visit_step", "step"): tuple(STEPS_OF_A_VISIT),
    ("visits:autosave", "kind"): tuple(FormKind.values),
    ("visits:discard", "kind"): tuple(FormKind.values),
    ("visits:merge", "kind"): tuple(FormKind.values),
    ("attachments:add", "kind"): ("visit",),
    ("stewards:calendar_year", "year"): ("2027",),
    ("ledger:sign", "half"): ("2026H1", "2026H2"),
    ("reports:print_form", "form"): ("visit", "short"),
    ("evaluation:blank", "group"): tuple(GroupCode.values),
    ("corrections:new", "kind"): tuple(sorted({*FORMS, *FURTHER})),
    ("dashboard:block", "slug"): tuple(PARTS),
}
# A version of the office's own rules; another office's has the same numbers, and is not named.
VERSIONS = ("1", "2")


def unexplained() -> list[str]:
    """Parameters nobody has said the meaning of."""
    return [
        f"{route.name}: {name}"
        for route in all_routes()
        for name in route.parameters
        if kind_of(route, name) is None and not _words(route, name)
    ]


def kind_of(route: Route, parameter: str) -> str | None:
    words = route.pattern.strip("/").split("/")
    for length in (2, 1):
        kind = NAMES.get(("/".join(words[:length]), parameter))
        if kind:
            return kind
    return None


def _words(route: Route, parameter: str) -> tuple[str, ...]:
    if parameter == "number" and route.pattern.startswith("/policy/"):
        return VERSIONS
    return WORDS.get((route.name, parameter), ())


def spellings(route: Route) -> list[dict[str, str]]:
    """Every combination of the words that name no row."""
    choices = [
        [(name, word) for word in _words(route, name)]
        for name in route.parameters
        if kind_of(route, name) is None
    ]
    return [dict(picked) for picked in product(*choices)]
