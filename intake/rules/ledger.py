"""A file as a ledger: which sheets, which headers, which columns; then its rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from intake.rules.columns import fields, is_ignored, label_of, lacking
from intake.rules.layout import Layout, find_layout
from intake.rules.reading.limits import MAX_ROWS, Unreadable
from intake.rules.reading.sheets import Sheet
from intake.rules.rows import LedgerRow, Scribe, Table

# Per sheet: column index → field; what a person corrected by hand.
Mapping_ = Mapping[str, Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class Found:
    """One sheet that looks like a ledger, and the columns as they were understood."""

    sheet: Sheet
    layout: Layout

    @property
    def lacking(self) -> list[str]:
        return lacking(self.layout.mapping)


@dataclass(slots=True)
class Ledger:
    tables: list[Table] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def rows(self) -> list[LedgerRow]:
        return [row for table in self.tables for row in table.rows]


def find_tables(sheets: Iterable[Sheet]) -> list[Found]:
    """The sheets with people in them, those that are shown first; refuses a file without any."""
    found = [Found(sheet, layout) for sheet in sheets if (layout := find_layout(sheet))]
    if not found:
        raise Unreadable(
            "没有找到回访对象的表头。表头应有“姓名”“工作单位”“处分种类”“处分决定时间”等列。"
            "请核对文件，或把表头写全后再上传。"
        )
    return sorted(found, key=lambda each: each.sheet.hidden)


def read_ledger(
    sheets: Iterable[Sheet], *, today: date, mappings: Mapping_ | None = None
) -> Ledger:
    """All tables of the file. `mappings` replaces what was understood, sheet by sheet."""
    ledger = Ledger()
    found = find_tables(sheets)
    taken = [each for each in found if _is_taken(each, mappings)]
    for each in found:
        if each not in taken:
            ledger.notices.append(_left_out(each))
    if not taken:
        raise Unreadable(
            f"缺少必填列：{'、'.join(found[0].lacking)}。请核对表头，补上这些列后再上传。"
        )
    for each in taken:
        mapping = dict((mappings or {}).get(each.sheet.name, each.layout.mapping))
        table = Scribe(each.sheet, each.layout, mapping, today=today).table()
        ledger.tables.append(table)
        ledger.notices += table.notices
        ledger.notices += _about_columns(each, mapping)
    if any(each.sheet.kind == "xls" for each in taken):
        ledger.notices.append("文件是旧版 .xls 格式，已照常读入；以后请另存为 .xlsx 保存。")
    if len(taken) > 1:
        names = "、".join(f"“{each.sheet.name}”" for each in taken)
        ledger.notices.append(
            f"文件有 {len(taken)} 个相似的工作表（{names}），已全部读入，请核对。"
        )
    return _checked(ledger)


def _checked(ledger: Ledger) -> Ledger:
    count = len(ledger.rows)
    if not count:
        raise Unreadable("表中没有数据行。请从表头下面一行开始填写。")
    if count > MAX_ROWS:
        raise Unreadable(f"共 {count} 行，一次最多导入 {MAX_ROWS} 行。请拆成几份上传。")
    return ledger


def _is_taken(found: Found, mappings: Mapping_ | None) -> bool:
    if mappings is not None:
        return found.sheet.name in mappings and not lacking(mappings[found.sheet.name])
    return not found.sheet.hidden and not found.lacking


def _left_out(found: Found) -> str:
    name = found.sheet.name
    if found.sheet.hidden:
        return f"工作表“{name}”是隐藏的，没有读入。需要导入的，请取消隐藏后再上传。"
    if found.lacking:
        return f"工作表“{name}”缺少必填列（{'、'.join(found.lacking)}），没有读入。"
    return f"工作表“{name}”没有选择导入。"


def _about_columns(found: Found, mapping: Mapping[int, str]) -> list[str]:
    """What was recognised under another name, and what will not be imported."""
    notices = []
    for column in found.layout.columns:
        key = mapping.get(column.index)
        if key is None and not is_ignored(column.header):
            notices.append(f"列“{column.title}”没有对应的项目，不会导入。")
        elif key == "printed_end":
            notices.append(f"列“{column.title}”只用来与推算结果比对，不作为依据导入。")
        elif (
            key is not None
            and column.path[-1] != fields()[key].label
            and not _is_plain(column.path[-1], key)
        ):
            notices.append(f"已把“{column.title}”识别为【{label_of(key)}】，请核对。")
    return notices


def _is_plain(name: str, key: str) -> bool:
    """A header that differs only in brackets or blanks needs no word."""
    return name.replace("(", "（").replace(")", "）") == fields()[key].label
