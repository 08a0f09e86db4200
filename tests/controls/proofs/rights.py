"""AZ: who may do what, with whom; each denial is asked of the page and of the database."""

import ast

from accounts.acting import acting_as
from accounts.roles import Role
from cases.models import Cadre, Dossier, DossierRow, Recusal, Seal
from cases.rules.walls import DENIALS, row_rule, statements
from columns.guarded import Guarded, Unscoped
from huifang import doors
from tests import factories
from tests.controls import catalogue
from tests.controls.ground import NAME, NUMBER, PHONE, Ground, Proof
from tests.controls.tour import html_of, sources


def unguarded_views(ground: Ground) -> list[str]:
    return [f"{name} names no permission" for name in doors.unguarded()]


def drop_a_permission(ground: Ground) -> None:
    from dashboard import views

    ground.patch.delattr(views.desk, "permission")


def unscoped_queries(ground: Ground) -> list[str]:
    """What starts at the model and is bounded by nobody's sight refuses to run, however asked."""
    ground.dossier  # noqa: B018 (made now)
    ways = {
        "a list": lambda rows: list(rows),
        "a count": lambda rows: rows.count(),
        "one row": lambda rows: rows.first(),
        "a change": lambda rows: rows.update(version=2),
    }
    faults = []
    with acting_as(ground.officer):
        for model in (Cadre, Dossier):
            for what, ask in ways.items():
                try:
                    ask(model.objects.all())
                except Unscoped:
                    continue
                faults.append(f"{what} of {model.__name__} without visible_to")
    return faults


def let_queries_run(ground: Ground) -> None:
    ground.patch.setattr(Guarded, "_must_be_scoped", lambda self: None)


def walls(ground: Ground) -> list[str]:
    return catalogue.unguarded_tables(ground.catalogue) + catalogue.writable_by_nobody(
        ground.catalogue
    )


def take_down_a_wall(ground: Ground) -> None:
    ground.catalogue.execute("ALTER TABLE visits_familytalk DISABLE ROW LEVEL SECURITY")


def missing_is_missing(ground: Ground) -> list[str]:
    """The answer about somebody else's file and about no file: the same bytes, the same headers."""
    client = ground.client(ground.stranger)
    answers = [client.get(f"/people/{code}/") for code in (ground.dossier.code, "ZZZZZZZZZZZZ")]
    real, absent = ((a.status_code, dict(a.headers), a.content) for a in answers)
    faults = [] if real == absent else ["a file that is not his answers otherwise than none"]
    faults += [] if absent[0] == 404 else [f"answered {absent[0]}"]
    return faults + ([] if len(ground.dossier.code) == 12 else ["the code can be counted"])


def say_no_instead(ground: Ground) -> None:
    from django.core.exceptions import PermissionDenied

    from cases.views import finding

    real = finding.get_object_or_404

    def found(rows, **wanted):
        if Dossier._base_manager.filter(**wanted).exists() and not rows.filter(**wanted).exists():
            raise PermissionDenied
        return real(rows, **wanted)

    ground.patch.setattr(finding, "get_object_or_404", found)
    open_the_base_manager(ground)


def open_the_base_manager(ground: Ground) -> None:
    """The look-up of the switch itself must see behind the database's wall."""
    from accounts import acting

    ground.patch.setattr(acting, "_told", _told_as_system(acting._told))


def _told_as_system(real):
    def told(role, *, user_id=None, job=""):
        return real("hf_system", user_id=user_id, job=job)

    return told


def masks(ground: Ground) -> list[str]:
    """Phone and ID number stand in no page of a file until they are asked for, with a reason."""
    client = ground.client(factories.user(Role.DIRECTOR, ground.office))
    code = ground.dossier.code
    faults = []
    for page in (f"/people/{code}/", f"/people/{code}/edit/", "/people/"):
        text = html_of(client.get(page))
        if not text:
            faults.append(f"{page} shows nothing")
        faults += [f"{page} shows {word}" for word in (PHONE, NUMBER) if word in text]
    return faults


def unmask(ground: Ground) -> None:
    from cases.facts import sealed_facts

    bare = dict.fromkeys(sealed_facts.MASKS, lambda text: text)
    ground.patch.setattr(sealed_facts, "MASKS", bare)


def forms(ground: Ground) -> list[str]:
    """No form takes whatever columns a model has."""
    faults = []
    for path, tree in sources(ground.root):
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in {
                "fields",
                "exclude",
            }:
                value = ast.unparse(node.value)
                if "__all__" in value or ast.unparse(node.targets[0]) == "exclude":
                    faults.append(f"{path}: {ast.unparse(node)}")
    return faults


def plant_a_form(ground: Ground) -> None:
    ground.plant("class F:\n    class Meta:\n        fields = '__all__'\n")


def recused(ground: Ground) -> list[str]:
    """In committed rows: the list, the page, the suggestions, and the database asked directly."""
    return _denied(ground, lambda dossier, user: Recusal.objects.create(
        cadre_id=dossier.cadre_id, user=user, ground="kin", from_on=factories.TODAY,
        entered_by=factories.user(Role.DIRECTOR, dossier.owner),
    ))  # fmt: skip


def sealed(ground: Ground) -> list[str]:
    """A sealed file leaves no trace in the pages of whoever is not on its list."""
    return _denied(ground, lambda dossier, user: Seal.objects.create(
        cadre_id=dossier.cadre_id, from_on=factories.TODAY, reason="涉密前核查",
        sealed_by=factories.user(Role.DIRECTOR, dossier.owner),
    ))  # fmt: skip


def own_file(ground: Ground) -> list[str]:
    return _denied(ground, lambda dossier, user: Cadre.objects.filter(pk=dossier.cadre_id).update(
        account=user
    ))  # fmt: skip


def _denied(ground: Ground, deny) -> list[str]:
    ground.house  # noqa: B018 (commits from here on)
    officer, dossier = ground.officer, ground.dossier
    client = ground.client(officer)
    if client.get(f"/people/{dossier.code}/").status_code != 200:
        return ["the file was not open before"]
    deny(dossier, officer)
    faults = []
    if client.get(f"/people/{dossier.code}/").status_code != 404:
        faults.append("the page opens")
    faults.extend(
        f"{page} names him"
        for page in ("/people/", f"/people/?q={NAME}", f"/people/suggest/?q={NAME}", "/todo/")
        if dossier.code in client.get(page).content.decode()
    )
    with acting_as(officer):
        if DossierRow._base_manager.filter(pk=dossier.pk).exists():
            faults.append("the database finds the row")
    return faults


def without_denial(name: str):
    """Both walls ask hf_denied: one clause of it goes."""

    def off(ground: Ground) -> None:
        import psycopg

        rest = {key: value for key, value in DENIALS.items() if key != name}
        dsn = ground.house.endpoints.dsn("hf_super", ground.house.database)
        with psycopg.connect(dsn) as connection:
            for statement in statements(row_rule(), rest):
                connection.execute(statement)

    return off


def oracles(ground: Ground) -> list[str]:
    """Search and suggestions of a stranger, and the search functions asked past every page."""
    code = ground.dossier.code
    client = ground.client(ground.stranger)
    faults = [
        f"{page} says so"
        for page in (f"/people/suggest/?q={NAME}", f"/people/?q={NAME}", "/people/?q=mhx")
        if code in client.get(page).content.decode()
    ]
    from django.db import connection

    with acting_as(ground.stranger), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM hf_written(%s, %s)", [[NAME[:2]], NAME])
        (found,) = cursor.fetchone()
    return faults + (["the search function answers strangers"] if found else [])


def search_for_everybody(ground: Ground) -> None:
    """As if the search had been left outside of the walls."""
    from cases.querysets import RowQuerySet

    ground.patch.setattr(RowQuerySet, "visible_to", lambda self, user: self.scoped())
    open_the_base_manager(ground)


PROOFS = (
    Proof("AZ-01", "permission named", unguarded_views, drop_a_permission, rows=False),
    Proof("AZ-02", "unscoped queries", unscoped_queries, let_queries_run),
    Proof("AZ-03", "row-level security", walls, take_down_a_wall, rows=False),
    Proof("AZ-05", "one 404", missing_is_missing, say_no_instead),
    Proof("AZ-06", "masks", masks, unmask),
    Proof("AZ-07", "forms", forms, plant_a_form, rows=False),
    Proof("AZ-08", "recusal", recused, without_denial("recused"), rows=False),
    Proof("AZ-08", "own file", own_file, without_denial("own"), rows=False),
    Proof("AZ-09", "sealed", sealed, without_denial("sealed"), rows=False),
    Proof("AZ-10", "search", oracles, search_for_everybody),
)
