"""An office, its officer, and ways to import a ledger as the command does."""

import datetime as dt
import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from tests import factories

LEDGERS = Path(__file__).resolve().parent.parent / "fixtures" / "ledgers"
CLEAN = LEDGERS / "回访对象明细清单.xlsx"
CLEAN_ANSWERS = LEDGERS / "回访对象明细清单-答案.json"
FAULTY = LEDGERS / "回访对象明细清单（含错误行）.xlsx"
FAULTY_ANSWERS = LEDGERS / "含错误行-答案.json"
DAY = dt.date(2026, 11, 21)


@pytest.fixture
def office(db):
    return factories.office()


@pytest.fixture
def run(office, capsys):
    """run(path, commit=…): the command's JSON, with its exit code under "exit"."""

    def run(path, *, commit=True, on=DAY, **words):
        out = io.StringIO()
        code = 0
        try:
            call_command(
                "import_ledger",
                str(path),
                "--json",
                on=on,
                commit=commit,
                stdout=out,
                stderr=io.StringIO(),
                **words,
            )
        except SystemExit as end:
            code = end.code
        return {**json.loads(out.getvalue()), "exit": code}

    return run
