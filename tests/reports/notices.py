"""A dossier whose period ends on a given day, with the office that sends its notices."""

from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import Unit, User
from accounts.roles import Role
from cases.models import Clock, Dossier
from reports.actions import draft_notices, save_letterhead
from reports.models import Notice
from tests import factories

DAY = timedelta(days=1)
NOON = factories.NOON
# 政务警告 of 2026-04-01, six months by convention A.
END = date(2026, 9, 30)
AFTER = END + DAY


@dataclass
class Ending:
    office: Unit
    unit: Unit
    personnel: Unit
    director: User
    leader: User
    officer: User
    reader: User
    dossier: Dossier

    def drafted(self, *, on=AFTER) -> dict[str, Notice]:
        draft_notices([self.dossier.pk], on=on)
        rows = Notice.objects.drafted().filter(dossier=self.dossier).for_list()
        return {notice.kind: notice for notice in rows}

    def move(self, end: date) -> None:
        """As a correction would leave it."""
        Clock.objects.filter(decision__dossier=self.dossier).update(end=end, first_free=end + DAY)
        Dossier.objects.filter(pk=self.dossier.pk).update(overall_end=end, active_to=end)


def ending(name="赵翊鸣", *, place="临澜市", letterhead=True) -> Ending:
    area = factories.area(place)
    office = factories.office(within=area)
    unit = factories.work_unit("生态环境局", within=area)
    personnel = factories.personnel_office(within=area)
    dossier = factories.decision(
        factories.cadre(unit, name=name, post="一级科员"),
        office,
        measure="AW",
        decided_on=date(2026, 4, 1),
        number="临监决〔2026〕6号",
    ).dossier
    assert dossier.overall_end == END
    found = Ending(
        office=office,
        unit=unit,
        personnel=personnel,
        director=factories.user(Role.DIRECTOR, office, name="杨主任"),
        leader=factories.user(Role.LEADER, office, name="高书记"),
        officer=factories.user(Role.OFFICER, office, name="陈舟"),
        reader=factories.user(Role.PERSONNEL, personnel, name="郑远"),
        dossier=dossier,
    )
    if letterhead:
        save_letterhead(
            office,
            version=0,
            by=found.director,
            mark="中共临澜市纪律检查委员会",
            word="临纪函",
            department="案件审理室",
            contact="陈舟",
            phone="0000-0000000",
            addressee=personnel,
        )
    return found
