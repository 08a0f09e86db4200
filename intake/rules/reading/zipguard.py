"""Looks at a workbook's zip directory before anything in it is unpacked."""

import io
import zipfile
from xml.parsers import expat

from intake.rules.reading.limits import (
    MAX_INFLATED_BYTES,
    MAX_PARTS,
    MAX_RATIO,
    MB,
    RATIO_MATTERS_FROM,
    Unreadable,
)

DAMAGED = "文件已损坏或没有上传完整。请重新打开、另存后再上传。"
LOCKED = "文件设置了打开密码，系统无法读取。请取消密码后再上传。"
MACROS = "文件含有宏，为安全起见不能导入。请另存为“Excel 工作簿（.xlsx）”后再上传。"
ODS_MIME = b"application/vnd.oasis.opendocument.spreadsheet"
MACRO_WORDS = ("vbaproject", "macrosheets/", "basic/", "scripts/")


def open_checked(data: bytes) -> zipfile.ZipFile:
    """The archive, once its directory promises nothing outrageous."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise Unreadable(DAMAGED) from None
    parts = archive.infolist()
    if len(parts) > MAX_PARTS:
        raise Unreadable("文件里的部件过多，可能含有异常内容。请新建工作簿，只粘贴需要的数据。")
    if any(part.flag_bits & 0x1 for part in parts):
        raise Unreadable(LOCKED)
    _refuse_bombs(parts)
    _refuse_macros([part.filename.casefold() for part in parts])
    return archive


def workbook_kind(archive: zipfile.ZipFile) -> str:
    """xlsx or ods, by what is inside and never by the file's name."""
    names = {part.filename for part in archive.infolist()}
    if "xl/workbook.xml" in names or "[Content_Types].xml" in names:
        if b"macroEnabled" in read_part(archive, "[Content_Types].xml"):
            raise Unreadable(MACROS)
        if "xl/workbook.bin" in names:
            raise Unreadable("文件是 .xlsb 二进制格式。请另存为“Excel 工作簿（.xlsx）”后再上传。")
        if "xl/workbook.xml" not in names:
            raise Unreadable("文件不是 Excel 工作簿。请上传 .xlsx、.xls、.ods 或 .csv 文件。")
        return "xlsx"
    if "mimetype" in names and read_part(archive, "mimetype").strip() == ODS_MIME:
        if b"encryption-data" in read_part(archive, "META-INF/manifest.xml"):
            raise Unreadable(LOCKED)
        return "ods"
    raise Unreadable("文件不是 Excel 工作簿。请上传 .xlsx、.xls、.ods 或 .csv 文件。")


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """One part; a part that is absent is empty, a part that lies about its size is refused."""
    try:
        return archive.read(name)
    except KeyError:
        return b""
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError):
        raise Unreadable(DAMAGED) from None


def parser() -> expat.XMLParserType:
    """An XML parser that refuses document types, hence entities of every sort."""
    made = expat.ParserCreate()
    made.StartDoctypeDeclHandler = _refuse_doctype
    made.EntityDeclHandler = _refuse_doctype
    made.ordered_attributes = False
    return made


def feed(made: expat.XMLParserType, archive: zipfile.ZipFile, name: str) -> None:
    """Stream one part through the parser."""
    isfinal = True
    try:
        with archive.open(name) as part:
            while chunk := part.read(MB):
                made.Parse(chunk)
            made.Parse(b"", isfinal)
    except KeyError:
        raise Unreadable(DAMAGED) from None
    except (expat.ExpatError, zipfile.BadZipFile, OSError, EOFError, ValueError):
        raise Unreadable(DAMAGED) from None


def local(name: str) -> str:
    """The element's own name without its prefix."""
    return name.rpartition(":")[2]


def _refuse_bombs(parts: list[zipfile.ZipInfo]) -> None:
    inflated = sum(part.file_size for part in parts)
    packed = max(sum(part.compress_size for part in parts), 1)
    swollen = inflated > RATIO_MATTERS_FROM and inflated / packed > MAX_RATIO
    if inflated > MAX_INFLATED_BYTES or swollen:
        raise Unreadable(
            f"文件解压后过大（约 {inflated // MB} MB，上限 200 MB），可能含有异常内容。"
            "请新建工作簿，只粘贴需要的数据。"
        )


def _refuse_macros(names: list[str]) -> None:
    if any(word in name for name in names for word in MACRO_WORDS):
        raise Unreadable(MACROS)


def _refuse_doctype(*_declaration: object) -> None:
    raise Unreadable("文件内部含有不允许的实体声明。请新建工作簿，只粘贴需要的数据。")
