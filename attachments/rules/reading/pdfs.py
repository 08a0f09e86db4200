"""A PDF is kept as it came, once nothing in it acts: every object is looked at by its names."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pypdfium2
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from attachments.rules.limits import DAMAGED, MAX_PDF_OBJECTS, MAX_TEXT, PICTURE_SIDE, Unfit
from attachments.rules.reading.found import Found
from attachments.rules.reading.pictures import small

LOCKED = "PDF 设有密码或加密，不能上传。请取消密码，或重新打印为 PDF 后再上传。"
ACTIVE = "PDF 含有脚本、动作或嵌入的文件，不能上传。请用“打印为 PDF”另存一份后再上传。"
TAILED = "PDF 前后附有别的内容，不能上传。请用“打印为 PDF”另存一份后再上传。"
ACTING_KEYS = frozenset({"/JS", "/JavaScript", "/EF", "/EmbeddedFiles", "/XFA", "/AF"})
ACTING_VALUES = frozenset(
    {
        *("/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/GoToR"),
        *("/Rendition", "/Movie", "/Sound", "/RichMedia", "/RichMediaExecute"),
        *("/FileAttachment", "/EmbeddedFile", "/Screen", "/3D"),
    }
)
TOLD_BY = ("/S", "/Subtype", "/Type")
# Objects that no table names and a repairing reader might still find.
LOOSE = re.compile(rb"/(?:JavaScript|EmbeddedFiles?|RichMedia|Launch)\b")
END = re.compile(rb"%%EOF[\s\0]*\Z")
PIXELS_A_POINT = 2.0


def read_pdf(data: bytes) -> Found:
    if not END.search(data[-2048:]) or zipfile.is_zipfile(io.BytesIO(data)):
        raise Unfit(TAILED)
    try:
        _refuse_active(data)
    except Unfit:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        raise Unfit(DAMAGED) from None
    return _first_page(data)


def _refuse_active(data: bytes) -> None:
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted or "/Encrypt" in reader.trailer:
        raise Unfit(LOCKED)
    if LOOSE.search(data) or any(_acts(each) for each in _objects(reader)):
        raise Unfit(ACTIVE)


def _objects(reader: PdfReader) -> Iterator[Any]:
    named = {(number, gen) for gen, table in reader.xref.items() for number in table}
    named |= {(number, 0) for number in reader.xref_objStm}
    if len(named) > MAX_PDF_OBJECTS:
        raise Unfit("PDF 的内部对象过多，可能含有异常内容。请用“打印为 PDF”另存一份后再上传。")
    yield reader.trailer
    for number, gen in sorted(named):
        yield IndirectObject(number, gen, reader).get_object()


def _acts(thing: Any) -> bool:
    """It or what stands directly in it; what it only points to is an object of its own."""
    waiting = [thing]
    while waiting:
        each = waiting.pop()
        if isinstance(each, DictionaryObject):
            told = {str(each.get(key)) for key in TOLD_BY if not _points(each, key)}
            if ACTING_KEYS & set(each) or ACTING_VALUES & told:
                return True
            waiting += [value for key, value in each.items() if not _points(each, key)]
        elif isinstance(each, ArrayObject):
            waiting += list.__iter__(each)
    return False


def _points(holder: DictionaryObject, key: str) -> bool:
    return isinstance(holder.raw_get(key) if key in holder else None, IndirectObject)


def _first_page(data: bytes) -> Found:
    try:
        book = pypdfium2.PdfDocument(data)
        page = book[0]
        text = page.get_textpage().get_text_range(0, -1)[:MAX_TEXT]
        scale = min(PIXELS_A_POINT, PICTURE_SIDE / max(*page.get_size(), 1.0))
        picture = small(page.render(scale=scale).to_pil())
        return Found("pdf", data, f"{len(book)}页", text, picture)
    except (pypdfium2.PdfiumError, ValueError, IndexError, OSError):
        raise Unfit(DAMAGED) from None
