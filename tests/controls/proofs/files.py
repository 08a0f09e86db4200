"""FI: files that come in are read in a cell of their own; files that go out carry nothing along."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

from intake.rules import workbook
from intake.rules.reading import grids, zipguard
from intake.rules.reading.limits import Unreadable
from ledger.render import workbook as ledger_of
from ledger.rules import Line
from reports.render import pdf
from reports.render.page import page_of
from reports.rules import checks, glyphs
from tests.controls.ground import Ground, Proof
from tests.controls.tour import calls, routes, sources
from tests.house import ROOT

URLS = (
    "file:///etc/hostname",
    "http://127.0.0.1/a.png",
    "https://127.0.0.1/",
    "data:,x",
    "ftp://127.0.0.1/x",
)
CELLS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "http://x.cn")
TRAVERSAL = ("../settings.py", "..%2f..%2fmanage.py", "%2e%2e/manage.py", "....//manage.py")


def reached_past_views(ground: Ground) -> list[str]:
    """No address hands out files by name, and what is kept stands in no folder that does."""
    faults = [
        f"{name} serves a folder"
        for name, _, view in routes()
        if view.__module__ in {"django.views.static", "django.contrib.staticfiles.views"}
    ]
    kept = ground.settings.MEDIA_ROOT.resolve()
    faults.extend(
        f"files lie under {folder.name}"
        for folder in (ground.settings.STATIC_ROOT, *ground.settings.STATICFILES_DIRS)
        if kept.is_relative_to(folder.resolve())
    )
    client = ground.client()
    for path in TRAVERSAL:
        answer = client.get(f"/static/{path}")
        if answer.status_code == 200:
            faults.append(f"/static/{path} is handed out")
    return faults


def lay_files_in_the_open(ground: Ground) -> None:
    ground.settings.STATICFILES_DIRS = [
        *ground.settings.STATICFILES_DIRS, ground.settings.MEDIA_ROOT.parent,
    ]  # fmt: skip


def hostile_workbooks(ground: Ground) -> list[str]:
    faults = []
    for what, data in (("bomb", _bomb()), ("many parts", _parts(3000)), ("macros", _macros())):
        try:
            grids.read(data, "book.xlsx")
        except Unreadable as refusal:
            known = re.search("解压后过大|部件过多|含有宏", str(refusal))
            faults += [] if known else [f"{what}: {refusal}"]
        else:
            faults.append(f"{what} is read")
    return faults


def _archive(parts: dict[str, bytes]) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return body.getvalue()


def _bomb() -> bytes:
    return _archive({"[Content_Types].xml": b"x", "xl/workbook.xml": b" " * 20_000_000})


def _parts(count: int) -> bytes:
    return _archive({"[Content_Types].xml": b"x"} | {f"x/{n}": b"" for n in range(count)})


def _macros() -> bytes:
    return _archive({"[Content_Types].xml": b"x", "xl/workbook.xml": b"", "xl/vbaProject.bin": b""})


def allow_bombs(ground: Ground) -> None:
    ground.patch.setattr(zipguard, "_refuse_bombs", lambda parts: None)
    ground.patch.setattr(zipguard, "MAX_PARTS", 10**6)


def confined(ground: Ground) -> list[str]:
    """Memory, time and files of the process that reads are limited before it reads a byte."""
    import subprocess
    import sys

    code = (
        "from intake.rules.reading import child\nimport resource as r\n"
        f"{'child.confine = lambda: None' if ground.request.node.stash.get(LOOSE, False) else ''}\n"
        "child.confine()\n"
        "print([r.getrlimit(k)[0] > 0 for k in (r.RLIMIT_AS, r.RLIMIT_CPU)])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [] if done.stdout.strip() == "[True, True]" else [f"limits: {done.stdout}"]


def set_free(ground: Ground) -> None:
    ground.request.node.stash[LOOSE] = True


WRITERS = {"intake/rules/workbook.py", "ledger/render.py"}


def formulas(ground: Ground) -> list[str]:
    """Read back: every cell is text; and two modules alone write workbooks."""
    import openpyxl

    told = [Line("k", date(2026, 9, 1), "honours", summary=cell, paper=cell) for cell in CELLS]
    bodies = [
        workbook.wrong_rows([("s", ["甲"], [([cell], "x") for cell in CELLS])]),
        ledger_of(CELLS[0], told),
    ]
    faults = [
        f"{cell.coordinate} is {cell.data_type}"
        for body in bodies
        for row in openpyxl.load_workbook(io.BytesIO(body)).active.iter_rows()
        for cell in row
        if cell.data_type == "f" or cell.hyperlink or str(cell.value).startswith(("=", "+", "@"))
    ]
    writers = {
        path for path, tree in sources() for name, _ in calls(tree)
        if name.endswith((".Workbook", "csv.writer", "csv.DictWriter"))
    }  # fmt: skip
    return faults + [f"{path} writes tables" for path in writers - WRITERS]


def write_as_typed(ground: Ground) -> None:
    ground.patch.setattr(workbook, "plain_text", lambda text: text)


def fetching(ground: Ground) -> list[str]:
    """Every kind of address, through a whole paper and at the fetcher itself: nothing is asked."""
    from tests.reports.samples import sheet_of

    asked: list[str] = []
    fetcher = pdf.NothingOutside()
    for url in URLS:
        try:
            fetcher.fetch(url)
            asked.append(f"{url} is fetched")
        except ValueError:
            continue
        except OSError:
            asked.append(f"{url} is asked for")
    page = page_of(sheet_of())
    planted = page.html.replace(
        "</body>", "<link rel=attachment href='file:///etc/hostname'><img src='data:,x'></body>"
    )
    body = pdf.pdf_of(replace(page, html=planted)).content
    return asked + (["a file of this machine is attached"] if b"/EmbeddedFile" in body else [])


def fetch_all(ground: Ground) -> None:
    from weasyprint.urls import URLFetcher

    ground.patch.setattr(pdf.NothingOutside, "fetch", URLFetcher.fetch)


def glyphs_known(ground: Ground) -> list[str]:
    """A character that no font has is named before a paper is made of it."""
    missing = glyphs.missing_characters("张\U0002f00d喆\ue863")
    faults = [] if set(missing) == {"\U0002f00d", "\ue863"} - _drawn() else [f"found {missing}"]
    return faults + ([] if "\ue863" in missing else ["a private character passes"])


def _drawn() -> set[str]:
    faces = glyphs.coverage()
    return {c for c in "\U0002f00d\ue863" if any(ord(c) in codes for codes in faces.values())}


def pretend_glyphs(ground: Ground) -> None:
    every = frozenset(range(0x110000))
    ground.patch.setattr(glyphs, "coverage", lambda: {glyphs.BODY: every, glyphs.RARE: every})
    ground.patch.setattr(checks, "rare_characters", lambda text: [])


def _stash_key():
    import pytest

    return pytest.StashKey[bool]()


LOOSE = _stash_key()

PROOFS = (
    Proof("FI-04", "folders", reached_past_views, lay_files_in_the_open),
    Proof("FI-05", "bombs", hostile_workbooks, allow_bombs, rows=False),
    Proof("FI-05", "limits", confined, set_free, rows=False),
    Proof("FI-06", "formulas", formulas, write_as_typed, rows=False),
    Proof("FI-09", "fetcher", fetching, fetch_all, rows=False),
    Proof("FI-10", "glyphs", glyphs_known, pretend_glyphs, rows=False),
)
