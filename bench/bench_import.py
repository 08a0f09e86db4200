"""Importing a ledger by the real command (history and audit included) beside a COPY of its rows.

python -m bench.bench_import [PEOPLE ...]        default 500 20000

The rows the command wrote are copied out, the tables are emptied, and the same rows are copied
back: once with constraints and history triggers at work, once with both switched off.
"""

import io
import random
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from bench.ground import cpu_and_wall, ground, line

ON = date(2026, 9, 30)
TABLES = (
    "cases_cadre", "cases_posting", "cases_document", "cases_dossier", "cases_decision",
    "cases_clock", "cases_helperdesignation", "cases_dossierrow", "intake_importbatch",
    "intake_importrow", "audit_entry",
)  # fmt: skip
HEADERS = (
    "序号", "姓名", "性别", "民族", "出生年月", "政治面貌", "工作单位", "职务", "职级层次",
    "人员身份", "处分（处理）种类", "处分机关", "处分文号", "处分决定时间", "帮扶人", "帮扶人职务",
)  # fmt: skip
FAMILY = "许罗邓李赵马陈何王孙郭冯谢吴黄石彭蒋曹任"
GIVEN = "明澈春梅启航若衡翊鸣德厚望津静姝树槐玉柱振霆雪凝广仁克俭觉兰芝溯婉立桐世安"
MEASURES = ("党内警告", "党内严重警告", "政务记过", "党内警告、政务记过", "诫勉")


def main() -> None:
    sizes = [int(word) for word in sys.argv[1:]] or [500, 20_000]
    if len(sizes) > 1:
        # A process reads its settings once, so each size has one of its own.
        for people in sizes:
            subprocess.run([sys.executable, "-m", "bench.bench_import", str(people)], check=True)
        return
    with ground(), tempfile.TemporaryDirectory() as folder:
        measure(sizes[0], Path(folder) / "台账.xlsx")


def measure(people: int, path: Path) -> None:
    from accounts.actions import open_unit
    from accounts.choices import UnitKind
    from cases.actions import first_policy
    from workdays.clock import now

    write_ledger(path, people)
    area = open_unit(name="临澜市", parent=None, kind=UnitKind.AREA, by=None)
    office = open_unit(name="纪委监委", parent=area, kind=UnitKind.DISCIPLINE, by=None)
    first_policy(office, at=now())
    print(f"\n{people:,} people, {path.stat().st_size / 1e6:.1f} MB", flush=True)
    measure_reading(path)
    cpu, wall = cpu_and_wall(lambda: command(path))
    line("import_ledger --commit", (cpu, "s CPU"), (wall, "s"), (people / wall, "rows/s"))
    again = cpu_and_wall(lambda: command(path))
    line("the same again, nothing new", (again[0], "s CPU"), (again[1], "s"))
    guarded, bare, rows = copy_back()
    line(f"COPY, {rows:,} rows, history by triggers", (guarded, "s"), (wall / guarded, "x slower"))
    line("COPY, triggers and constraints off", (bare, "s"), (wall / bare, "x slower"))


def measure_reading(path: Path) -> None:
    from intake.rules.ledger import read_ledger
    from intake.rules.reading.run import read_file

    data = path.read_bytes()
    before = time.perf_counter()
    sheets = read_file(data, path.name)
    line("reading in its own process", (time.perf_counter() - before, "s"))
    cpu, wall = cpu_and_wall(lambda: read_ledger(sheets, today=ON))
    line("judging every cell", (cpu, "s CPU"), (wall, "s"))


def command(path: Path) -> None:
    from django.core.management import call_command

    call_command(
        "import_ledger", str(path), commit=True, json=True, on=ON,
        stdout=io.StringIO(), stderr=io.StringIO(),
    )  # fmt: skip


def copy_back() -> tuple[float, float, int]:
    """Seconds of the two COPYs and the number of rows."""
    import os

    import psycopg
    from django.db import connection

    connection.close()
    host = os.environ["DATABASE_URL"].split("@/")[1].rpartition("/")[0]
    with psycopg.connect(f"host={host} user=hf_super dbname=huifang", autocommit=True) as link:
        rows = {name: copied_out(link, name) for name in TABLES}
        count = sum(body.count(b"\n") for body in rows.values())
        link.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        times = []
        for role in ("origin", "replica"):
            link.execute("SET session_replication_role = replica")
            link.execute(f"TRUNCATE {', '.join(TABLES)} CASCADE")
            link.execute(f"SET session_replication_role = {role}")
            link.execute("CHECKPOINT")
            before = time.perf_counter()
            with link.transaction():
                # As the import does: checks left to the end would make the triggers quadratic.
                link.execute("SET CONSTRAINTS ALL IMMEDIATE")
                for name, body in rows.items():
                    with link.cursor().copy(f"COPY {name} FROM STDIN") as into:
                        into.write(body)
            times.append(time.perf_counter() - before)
    return times[0], times[1], count


def copied_out(link, name: str) -> bytes:
    with link.cursor().copy(f"COPY {name} TO STDOUT") as out:
        return b"".join(out)


def write_ledger(path: Path, people: int) -> None:
    import xlsxwriter

    dice = random.Random(20260930)
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("明细清单")
    day_format = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, HEADERS)
    for number in range(1, people + 1):
        name = dice.choice(FAMILY) + "".join(dice.choices(GIVEN, k=2))
        measure = dice.choice(MEASURES)
        sheet.write_row(number, 0, [
            number, name, dice.choice("男女"), "汉族",
            f"{dice.randrange(1967, 1999)}.{dice.randrange(1, 13):02d}", "中共党员",
            f"临澜市第{number % max(people // 30, 10)}中学", f"教师{number}"[:6], "一般干部",
            "事业单位管理人员", measure, "临澜市纪委监委", f"临纪〔2026〕{number}号",
        ])  # fmt: skip
        sheet.write_datetime(number, 13, ON - timedelta(days=dice.randrange(1, 500)), day_format)
        sheet.write_row(number, 14, [f"帮扶{dice.choice(FAMILY)}", "科长"])
    book.close()


if __name__ == "__main__":
    main()
