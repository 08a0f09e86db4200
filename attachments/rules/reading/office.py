"""docx, xlsx, ofd: which of them, and nothing in it that acts or reaches outside."""

import posixpath
import re
import zipfile

from attachments.rules.limits import DAMAGED, MAX_TEXT, Unfit
from attachments.rules.reading.found import Found
from attachments.rules.reading.zips import Texts, open_judged, part_of

MACROS = "文件含有宏，不能上传。请另存为不含宏的 docx、xlsx，或另存为 PDF 后再上传。"
EMBEDDED = "文件里嵌有别的文件或控件，不能上传。请另存为 PDF 后再上传。"
OUTSIDE = "文件含有外部链接（模板、图片或数据），不能上传。请断开链接，或另存为 PDF 后再上传。"
OTHER = "文件是压缩包，不是 docx、xlsx 或 ofd。请解压后把里面的文件逐个上传。"
MACRO_WORDS = ("vbaproject", "vbadata", "macrosheets/", "dialogsheets/")
EMBEDDED_WORDS = ("embeddings/", "activex/", "oleobject", "ctrlprops/")
# Words a field fetches with; an address one clicks on oneself may stay.
FETCHING = re.compile(r"\b(?:DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT)\b")
OFD_SPACE = re.compile(rb"ofdspec\.org")


def read_zip(data: bytes) -> Found:
    archive = open_judged(data)
    names = set(archive.namelist())
    if "OFD.xml" in names:
        return _ofd(archive, data)
    for kind, main in (("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml")):
        if main in names and "[Content_Types].xml" in names:
            _refuse_active(archive)
            return Found(kind, data, text=_OFFICE_TEXT[kind](archive))
    raise Unfit(OTHER)


def _refuse_active(archive: zipfile.ZipFile) -> None:
    names = [name.casefold() for name in archive.namelist()]
    types = part_of(archive, "[Content_Types].xml")
    if any(word in name for name in names for word in MACRO_WORDS) or b"macroEnabled" in types:
        raise Unfit(MACROS)
    if any(word in name for name in names for word in EMBEDDED_WORDS):
        raise Unfit(EMBEDDED)
    if any("externallinks/" in name for name in names):
        raise Unfit(OUTSIDE)
    for name in archive.namelist():
        if name.endswith(".rels"):
            _refuse_outside(part_of(archive, name))
    main = part_of(archive, "word/document.xml")
    if main and FETCHING.search(Texts("instrText").run(main).text):
        raise Unfit(OUTSIDE)


def _refuse_outside(relations: bytes) -> None:
    for name, told in Texts().run(relations).elements:
        kind = told.get("Type", "").rpartition("/")[2]
        if name == "Relationship" and told.get("TargetMode") == "External" and kind != "hyperlink":
            raise Unfit(OUTSIDE)


def _docx_text(archive: zipfile.ZipFile) -> str:
    heads = sorted(n for n in archive.namelist() if re.fullmatch(r"word/header\d*\.xml", n))
    parts = [*heads, "word/document.xml"]
    return "\n".join(Texts("t", limit=MAX_TEXT).run(part_of(archive, n)).text for n in parts)


def _xlsx_text(archive: zipfile.ZipFile) -> str:
    """Texts shared by the cells, or written in the cells of the first sheet themselves."""
    places = ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml")
    parts = filter(None, (part_of(archive, name) for name in places))
    return "\n".join(Texts("t", limit=MAX_TEXT).run(part).text for part in parts)


_OFFICE_TEXT = {"docx": _docx_text, "xlsx": _xlsx_text}


def _ofd(archive: zipfile.ZipFile, data: bytes) -> Found:
    """GB/T 33190—2016 第7章: OFD.xml names the document, the document its pages."""
    head = part_of(archive, "OFD.xml")
    root = _told(head, "DocRoot").lstrip("/")
    document = part_of(archive, root)
    if not OFD_SPACE.search(head) or not root or not document:
        raise Unfit("OFD 文件的结构不完整。请用版式软件重新打开、另存后再上传。")
    if any("attachments.xml" in name.casefold() for name in archive.namelist()):
        raise Unfit("OFD 文件里带有附件，不能上传。请去掉附件，或把附件另行上传。")
    pages = [each for name, each in Texts().run(document).elements if name == "Page"]
    if not pages:
        raise Unfit(DAMAGED)
    first = posixpath.join(posixpath.dirname(root), pages[0].get("BaseLoc", "").lstrip("/"))
    content = part_of(archive, posixpath.normpath(first))
    text = Texts("TextCode", limit=MAX_TEXT).run(content).text if content else ""
    return Found("ofd", data, f"{len(pages)}页", text)


def _told(xml: bytes, element: str) -> str:
    return Texts(element).run(xml).text.strip()
