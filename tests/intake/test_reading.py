"""Files: bombs, locks, macros, damage, encodings; what the XML says beside the cells."""

import io
import zipfile

import pytest

from intake.rules.reading import limits
from intake.rules.reading.limits import Unreadable
from intake.rules.reading.run import read_file
from intake.rules.reading.text import decoded, delimiter_of
from tests.intake import ledgers

H, P = ledgers.HEADERS, ledgers.PEOPLE
SHEET = "xl__worksheets__sheet1_dot_xml"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.fixture
def good(tmp_path):
    return ledgers.xlsx(tmp_path / "good.xlsx", [H, *P])


def sheet_xml(cells):
    return (
        f'<?xml version="1.0"?><worksheet xmlns="{NAMESPACE}"><sheetData>{cells}</sheetData>'
        "</worksheet>"
    )


def refused(data, name="台账.xlsx"):
    with pytest.raises(Unreadable) as refusal:
        read_file(data, name)
    return str(refusal.value)


def test_every_format_gives_the_same_table(tmp_path):
    files = [
        ledgers.xlsx(tmp_path / "a.xlsx", [H, *P]),
        ledgers.xls(tmp_path / "a.xls", [H, *P]),
        ledgers.ods(tmp_path / "a.ods", [H, *P]),
        ledgers.text(tmp_path / "a.csv", [H, *P], encoding="gb18030"),
        ledgers.text(tmp_path / "b.csv", [H, *P], encoding="utf-16"),
        ledgers.text(tmp_path / "c.csv", [H, *P], delimiter=";"),
    ]
    tables = [read_file(path.read_bytes(), path.name)[0].rows for path in files]
    assert all(table == tables[0] for table in tables)


def test_what_a_file_is_its_bytes_decide_and_not_its_name(tmp_path):
    old = ledgers.xls(tmp_path / "a.xls", [H, *P]).read_bytes()
    assert read_file(old, "台账.xlsx")[0].kind == "xls"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(good, tmp_path):
    body = sheet_xml(
        f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"0" * 60_000_000}</t></is></c></row>'
    )
    data = ledgers.rebuilt(tmp_path / "b.xlsx", good, **{SHEET: body}).read_bytes()
    assert len(data) < limits.MAX_FILE_BYTES
    assert "解压后过大" in refused(data)


def test_a_cell_at_the_end_of_the_world_is_refused(good, tmp_path):
    body = sheet_xml('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    data = ledgers.rebuilt(tmp_path / "b.xlsx", good, **{SHEET: body}).read_bytes()
    assert "有效区域异常" in refused(data)


def test_an_ods_that_repeats_itself_without_end_is_refused(tmp_path):
    source = ledgers.ods(tmp_path / "a.ods", [H, *P])
    with zipfile.ZipFile(source) as archive:
        content = archive.read("content.xml").decode()
    bomb = content.replace(
        "<table:table-row>", '<table:table-row table:number-rows-repeated="900000">'
    )
    assert bomb != content
    data = ledgers.rebuilt(tmp_path / "b.ods", source, content_dot_xml=bomb).read_bytes()
    assert "一次最多导入" in refused(data)


def test_entities_are_refused(good, tmp_path):
    body = '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + sheet_xml("<row><c><v>&a;</v></c></row>")
    data = ledgers.rebuilt(tmp_path / "b.xlsx", good, **{SHEET: body}).read_bytes()
    assert "实体声明" in refused(data)


def test_rows_beyond_the_limit_are_refused_with_their_number(tmp_path):
    rows = [H, *[P[0]] * (limits.MAX_SHEET_ROWS + 1)]
    assert "一次最多导入 20000 行" in refused(
        ledgers.text(tmp_path / "a.csv", rows).read_bytes(), "a.csv"
    )


def test_a_file_over_ten_megabytes_is_refused_unread():
    assert "超过 10 MB 上限" in refused(b"x" * (10 * limits.MB + 1))


def test_a_locked_workbook_is_told_so():
    assert "设置了打开密码" in refused(ledgers.compound("Root Entry", "EncryptedPackage"))


def test_an_old_workbook_with_macros_is_refused():
    assert "文件含有宏" in refused(ledgers.compound("Root Entry", "Workbook", "_VBA_PROJECT_CUR"))


def test_a_compound_file_that_is_no_workbook_is_told_so():
    assert "不是 Excel 97" in refused(ledgers.compound("Root Entry", "WordDocument"))


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "文件是空的"),
        (b"   \n", "文件是空的"),
        (b"PK\x03\x04 no zip at all", "已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 cut off", "已损坏"),
        (b"%PDF-1.7 ...", "不是表格"),
        (b"\x89PNG\r\n", "不是表格"),
        (b"<html><table><tr><td>1</td></tr></table>", "实际是网页"),
        (b"abc\x00def", "不是表格"),
        (b"\x81\x20\xff\xff,", "无法识别文件编码"),
    ],
)
def test_what_is_no_table_is_told_by_name(body, sentence):
    assert sentence in refused(body, "台账.csv")


def test_a_zip_without_a_workbook_is_no_ledger():
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert "不是 Excel 工作簿" in refused(body.getvalue())


def test_formulas_hidden_rows_and_merges_are_seen_in_an_xlsx(tmp_path):
    path = ledgers.xlsx(
        tmp_path / "a.xlsx",
        [H, *P],
        hidden=[2],
        merges=[(3, 0, 4, 0)],
        formulas=[(1, 5, "=1+1", 2)],
    )
    (sheet,) = read_file(path.read_bytes(), path.name)
    assert sheet.formulas == [[1, 5, "=1+1"]]
    assert sheet.hidden_rows == [2]
    assert sheet.merged == [[3, 0, 4, 0]]
    assert sheet.rows[1][5] == 2


def test_formulas_and_hidden_rows_are_seen_in_an_xls(tmp_path):
    path = ledgers.xls(tmp_path / "a.xls", [H, *P], hidden=[2], formulas=[(5, 0, "1+1")])
    (sheet,) = read_file(path.read_bytes(), path.name)
    assert [formula[:2] for formula in sheet.formulas] == [[5, 0]]
    assert sheet.hidden_rows == [2]


def test_hidden_rows_and_spans_are_seen_in_an_ods(tmp_path):
    rows = [H, P[0], [None, *P[1][1:]], *P[2:]]
    path = ledgers.ods(tmp_path / "a.ods", rows, merged_name=1, hidden=[3])
    (sheet,) = read_file(path.read_bytes(), path.name)
    assert sheet.merged == [[1, 0, 2, 0]]
    assert sheet.hidden_rows == [3]


def test_error_values_are_kept_as_such(good, tmp_path):
    body = sheet_xml('<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1"><v>1</v></c></row>')
    data = ledgers.rebuilt(tmp_path / "b.xlsx", good, **{SHEET: body}).read_bytes()
    assert read_file(data, "b.xlsx")[0].rows == [[["e", "#REF!"], 1]]


def test_a_formula_is_found_under_any_prefix_and_without_references(good, tmp_path):
    body = (
        f'<?xml version="1.0"?><x:worksheet xmlns:x="{NAMESPACE}"><x:sheetData><x:row><x:c><x:v>1'
        "</x:v></x:c><x:c><x:f>A1+1</x:f><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    data = ledgers.rebuilt(tmp_path / "b.xlsx", good, **{SHEET: body}).read_bytes()
    assert read_file(data, "b.xlsx")[0].formulas == [[0, 1, "=A1+1"]]


def test_encodings_and_delimiters_are_told_apart():
    assert decoded("姓名,性别".encode("utf-8-sig")) == "姓名,性别"
    assert decoded("姓名,性别".encode("gbk")) == "姓名,性别"
    assert decoded("𠮷".encode("gb18030")) == "𠮷"
    assert delimiter_of("a\tb\tc\n1\t2,5\t3") == "\t"
    assert delimiter_of("a;b\n1;2") == ";"
    assert delimiter_of("a,b\n1,2") == ","


def test_quotes_without_end_are_told_with_their_line():
    assert "引号不成对" in refused('姓名,性别\n"张三,男\n'.encode(), "a.csv")
