"""Ledgers of our own making: the same people in the shapes in which offices keep them."""

import csv
import datetime as dt
import io
import struct
import zipfile

HEADERS = [
    "姓名",
    "性别",
    "出生年月",
    "政治面貌",
    "工作单位",
    "职务",
    "人员身份",
    "处分种类",
    "处分文号",
    "处分决定时间",
]
PEOPLE = [
    row.split()
    for row in """
许明澈 男 1978.04 中共党员 青禾区第三中学 教师 事业人员 党内警告 青纪〔2025〕1号 2025-03-20
罗春梅 女 1969.09 中共党员 云岫县北渡镇 党支部书记 村干部 党内严重警告 云纪〔2025〕2号 2025-08-31
邓启航 男 1982.01 群众 青禾区水利局 科员 公务员 政务记过 青监〔2025〕3号 2025-10-15
李若衡 女 1974.06 中共党员 望川区民政局 副局长 公务员 党内警告、政务记过 望纪〔2025〕4号 2025-04-10
""".strip().splitlines()
]


def xlsx(path, rows, *, hidden=(), merges=(), formulas=(), sheet="明细清单", more=()):
    """`merges` as (first row, first column, last row, last column), counted from 0."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, table in [(sheet, rows), *more]:
        page = book.add_worksheet(name)
        for number, row in enumerate(table):
            _fill(page, number, row, day)
    page = book.get_worksheet_by_name(sheet)
    for number in hidden:
        page.set_row(number, None, None, {"hidden": True})
    for first, left, last, right in merges:
        page.merge_range(first, left, last, right, rows[first][left])
    for number, column, text, value in formulas:
        page.write_formula(number, column, text, None, value)
    book.close()
    return path


def _fill(page, number, row, day):
    for column, value in enumerate(row):
        if isinstance(value, dt.date):
            page.write_datetime(number, column, dt.datetime.combine(value, dt.time()), day)
        elif value is not None:
            page.write(number, column, value)


def xls(path, rows, *, hidden=(), formulas=()):
    import xlwt

    book = xlwt.Workbook()
    page = book.add_sheet("明细清单")
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, dt.date):
                page.write(number, column, value, day)
            elif value is not None:
                page.write(number, column, value)
    for number in hidden:
        page.row(number).hidden = True
    for number, column, text in formulas:
        page.write(number, column, xlwt.Formula(text))
    book.save(str(path))
    return path


def ods(path, rows, *, merged_name=None, hidden=()):
    """`merged_name`: the row whose first cell spans two rows."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import CoveredTableCell, Table, TableRow

    book = OpenDocumentSpreadsheet()
    table = Table(name="明细清单")
    for number, row in enumerate(rows):
        line = TableRow(visibility="collapse") if number in hidden else TableRow()
        for column, value in enumerate(row):
            first = column == 0 and merged_name is not None
            if first and number == merged_name + 1:
                line.addElement(CoveredTableCell())
            else:
                line.addElement(_ods_cell(value, spans=first and number == merged_name))
        table.addElement(line)
    book.spreadsheet.addElement(table)
    book.save(str(path))
    return path


def _ods_cell(value, *, spans):
    from odf import table as odf
    from odf.text import P as Paragraph

    span = {"numberrowsspanned": 2} if spans else {}
    if not value:
        return odf.TableCell()
    if isinstance(value, dt.date):
        cell = odf.TableCell(valuetype="date", datevalue=value.isoformat(), **span)
    elif isinstance(value, int | float):
        cell = odf.TableCell(valuetype="float", value=value, **span)
    else:
        cell = odf.TableCell(valuetype="string", **span)
    cell.addElement(Paragraph(text=str(value)))
    return cell


def text(path, rows, *, encoding="utf-8", delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(
        ["" if cell is None else cell for cell in row] for row in rows
    )
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def with_macro(path, source):
    """A workbook with a macro part in it."""
    path.write_bytes(source.read_bytes())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    return path


def rebuilt(path, source, **parts):
    """The workbook with some parts replaced; names with "__" for "/" and "_dot_" for "."."""
    changed = {name.replace("__", "/").replace("_dot_", "."): body for name, body in parts.items()}
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            if item.filename not in changed:
                new.writestr(item.filename, old.read(item.filename))
        for name, body in changed.items():
            new.writestr(name, body)
    return path


def compound(*names):
    """A compound file (.xls container) that holds nothing but the names of its streams."""
    end, free, table = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    sectors = struct.pack("<128I", table, end, *[free] * 126)
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<H50xII4x", len(name) * 2 + 2, end, 0)
        for name in names
    )
    return header + sectors + directory.ljust(512, b"\0")
