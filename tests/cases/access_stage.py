"""A small office with one file, for the tests of who finds it."""

from dataclasses import dataclass
from datetime import timedelta

from django.test import Client

from accounts.acting import acting_as, as_system
from accounts.models import Unit, User
from accounts.roles import Role
from cases.models import Cadre, Dossier
from signin import sessions
from tests import factories as make


@dataclass
class OfficeStage:
    """临澜市纪委监委 keeps the file, 北渡镇纪委 visits, a helper of the person's unit helps."""

    home: Unit
    town: Unit
    bureau: Unit
    director: User
    leader: User
    officer: User
    inspector: User
    branch: User
    helper: User
    dossier: Dossier

    @property
    def cadre(self) -> Cadre:
        """As he is now, whoever acts at the moment."""
        with as_system():
            return Cadre.objects.get(pk=self.dossier.cadre_id)

    @property
    def everybody(self) -> list[User]:
        return [
            self.director, self.leader, self.officer, self.inspector, self.branch, self.helper,
        ]  # fmt: skip


def office_stage() -> OfficeStage:
    home = make.office()
    town = make.office("北渡镇纪委", policy=False)
    bureau = make.work_unit()
    person = make.cadre(bureau)
    dossier = make.decision(person, home).dossier
    Dossier.objects.filter(pk=dossier.pk).update(carrier=town)
    helper = make.user(Role.HELPER, bureau, name="梁静川")
    make.helper(dossier, account=helper)
    return OfficeStage(
        home=home,
        town=town,
        bureau=bureau,
        director=make.user(Role.DIRECTOR, home, name="沈砚秋"),
        leader=make.user(Role.LEADER, home, name="顾怀瑾"),
        officer=make.user(Role.OFFICER, home, name="陆知行"),
        inspector=make.user(Role.INSPECTOR, town, name="江一苇"),
        branch=make.user(Role.UNIT, bureau, name="钟书遥"),
        helper=helper,
        dossier=Dossier.objects.get(pk=dossier.pk),
    )


def sees(user: User, dossier: Dossier) -> bool:
    """By the list and by the walls behind it."""
    with acting_as(user):
        return Dossier.objects.visible_to(user).filter(pk=dossier.pk).exists()


def browser_of(user: User, *, confirmed: bool = True) -> Client:
    """Signed in; `confirmed`: has just shown who he is, as signing in does."""
    client = Client()
    client.force_login(user)
    session = client.session
    sessions.begin(session, at=make.NOON)
    if not confirmed:
        session[sessions.CONFIRMED] = (make.NOON - timedelta(hours=1)).timestamp()
    session.save()
    return client
