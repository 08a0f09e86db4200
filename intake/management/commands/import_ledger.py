"""import_ledger FILE: what a ledger would bring; with --commit it is brought in."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from celery import current_app
from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.acting import acting_as, for_system
from accounts.choices import UnitKind
from accounts.models import Unit, User
from cases.models import Policy
from columns.refusal import Refused
from intake.actions.answers import describe_file
from intake.actions.batches import commit_file, desk_of, headers_of, keep_file
from intake.actions.check import Checked, check
from intake.models import ImportBatch
from intake.rules.collector import collector_paused
from intake.rules.ledger import Ledger, find_tables, read_ledger
from intake.rules.reading.limits import MAX_FILE_BYTES, Unreadable
from intake.rules.reading.run import read_file
from intake.rules.samples import describe
from workdays.clock import now, today

UNREADABLE = 2


@dataclass(frozen=True, slots=True)
class Order:
    """Which file, for whom, on which day."""

    data: bytes
    name: str
    by: User | None
    on: date


class Command(BaseCommand):
    help = "读取一份回访对象台账并核对；加 --commit 时导入其中没有问题的行。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help=".xlsx、.xls、.ods 或 .csv")
        parser.add_argument("--commit", action="store_true", help="导入没有问题的行")
        parser.add_argument("--json", action="store_true", help="结果用 JSON 输出")
        parser.add_argument("--on", type=date.fromisoformat, metavar="DATE", help="按这一天办理")
        parser.add_argument("--office", metavar="CODE", help="导入机关的编码或全称")
        parser.add_argument("--by", metavar="USER", help="经办人的登录名")

    def handle(self, *_words: Any, **options: Any) -> None:
        try:
            by = _user(options["by"])
            order = Order(
                _bytes_of(options["file"]), options["file"].name, by, options["on"] or today()
            )
            doing = acting_as(by) if by is not None else for_system("import_ledger")
            with collector_paused(), doing:
                office = _office(options["office"], by)
                answer = self._run(order, office, commit=options["commit"])
        except (Unreadable, Refused) as refusal:
            self._refuse(str(refusal), as_json=options["json"])
        self._tell(answer, as_json=options["json"])

    def _run(self, order: Order, office: Unit | None, *, commit: bool) -> dict[str, Any]:
        sheets = read_file(order.data, order.name)
        ledger = read_ledger(sheets, today=order.on)
        notices = ledger.notices
        if commit:
            found = describe(find_tables(sheets), today=order.on)
            checked, batch = _commit(ledger, order, office, found)
            notices = [*notices, f"批次 {batch.code}，可在“导入”页面撤销。"]
        else:
            checked = _checked(ledger, office, order)
        self._hint(checked, notices)
        errors = [error for each in checked.verdicts for error in each.row.errors]
        return {
            **checked.counts,
            "errors": [
                {
                    "sheet": each.sheet, "row": each.row, "column": each.column,
                    "value": each.value, "message": each.message,
                }
                for each in errors
            ],
        }  # fmt: skip

    def _hint(self, checked: Checked, notices: list[str]) -> None:
        """What is no error goes to the other stream, so that the JSON stays exact."""
        for notice in notices:
            self.stderr.write(notice)
        for proposal in checked.new_units:
            self.stderr.write(f"新单位“{proposal.full_name}”，待核对。")
        for verdict in checked.verdicts:
            for notice in verdict.row.notices:
                self.stderr.write(f"第{verdict.row.row}行：{notice}。")
            for move in verdict.moves:
                self.stderr.write(
                    f"第{verdict.row.row}行会把{move['label']}的届满日由 {move['old'] or '待定'} "
                    f"改为 {move['new'] or '待定'}，须在导入页面勾选确认，这里没有导入。"
                )

    def _tell(self, answer: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        self.stdout.write(
            f"共 {answer['rows']} 行：新增 {answer['new']}，有变化 {answer['changed']}，"
            f"无变化 {answer['same']}，需修改 {answer['wrong']}。"
        )
        for error in answer["errors"]:
            self.stdout.write(f"{error['sheet']} {error['message']}")

    def _refuse(self, sentence: str, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps({"error": sentence}, ensure_ascii=False))
        else:
            self.stderr.write(sentence)
        sys.exit(UNREADABLE)


def _commit(
    ledger: Ledger, order: Order, office: Unit | None, found: list[dict[str, Any]]
) -> tuple[Checked, ImportBatch]:
    if office is None:
        raise Refused("还没有登记纪检监察机关，不知道由谁建档。请先建立机关，或用 --office 写明。")
    at = now()
    desk = desk_of(office, by=order.by, on=order.on, at=at)
    checked = _checked(ledger, office, order)
    batch = keep_file(order.data, name=order.name, office=office, by=order.by, on=order.on, at=at)
    describe_file(batch, sheets=found, notices=ledger.notices)
    commit_file(batch, checked, desk=desk, notices=ledger.notices, tell=lambda _: None)
    # The daily run finds the new dossiers as well, should the broker be away.
    transaction.on_commit(
        lambda: current_app.send_task("visits.tasks.reconcile", retry=False), robust=True
    )
    return checked, batch


def _checked(ledger: Ledger, office: Unit | None, order: Order) -> Checked:
    headers = headers_of(ledger.tables)
    return check(ledger.rows, headers, office=office, by=order.by, today=order.on)


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            # One byte more than allowed is enough to be refused.
            return file.read(MAX_FILE_BYTES + 1)
    except OSError:
        raise Unreadable(f"找不到或打不开文件“{path.name}”。请核对路径和读取权限。") from None


def _user(username: str | None) -> User | None:
    if not username:
        return None
    user = User.objects.select_related("unit").filter(username=username, is_active=True).first()
    if user is None:
        raise Refused(f"没有登录名为“{username}”的账号。请核对 --by。")
    return user


def _office(wanted: str | None, by: User | None) -> Unit | None:
    """The one that is named, else the user's, else the first organ with rules of its own."""
    if wanted:
        organs = Unit.objects.filter(kind=UnitKind.DISCIPLINE, closed_on__isnull=True)
        office = organs.filter(code=wanted).first() or organs.filter(full_name=wanted).first()
        if office is None:
            raise Refused(f"没有编码为“{wanted}”的纪检监察机关。请核对 --office。")
        return office
    if by is not None and by.unit.kind == UnitKind.DISCIPLINE:
        return by.unit
    governed = Policy.objects.order_by("pk").select_related("office").first()
    return governed.office if governed is not None else None
