"""docx, xlsx and ofd are zips: the directory is judged before anything is unpacked."""

import io
import posixpath
import re
import zipfile
from xml.parsers import expat

from attachments.rules.limits import (
    DAMAGED,
    MAX_INFLATED_BYTES,
    MAX_PARTS,
    MAX_RATIO,
    MB,
    RATIO_MATTERS_FROM,
    Unfit,
)

LOCKED = "文件设置了打开密码。请取消密码后再上传。"
TAILED = "文件前后附有别的内容，不能上传。请重新打开、另存后再上传。"
STRANGE = "文件里有不正常的部件名，不能上传。请另存为 PDF 后再上传。"
DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
END_SIGN, END_LENGTH = b"PK\x05\x06", 22
HEAD_LENGTH = 30
# Elements that end a line: a paragraph, a cell's text, a piece of an OFD page.
LINES = frozenset({"p", "si", "is", "TextCode"})
LINK = 0o120000


def open_judged(data: bytes) -> zipfile.ZipFile:
    if data[-END_LENGTH:][:4] != END_SIGN:
        # A cut file has no directory at all; one with a tail has it further up.
        raise Unfit(TAILED if END_SIGN in data else DAMAGED)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise Unfit(DAMAGED) from None
    parts = sorted(archive.infolist(), key=lambda part: part.header_offset)
    if not parts or len(parts) > MAX_PARTS:
        raise Unfit("文件里的部件数不正常，不能上传。请另存为 PDF 后再上传。")
    if any(part.flag_bits & 0x1 for part in parts):
        raise Unfit(LOCKED)
    if any(_is_strange(part) for part in parts):
        raise Unfit(STRANGE)
    _refuse_bombs(parts)
    _refuse_overlaps(parts, archive.start_dir)
    return archive


def _is_strange(part: zipfile.ZipInfo) -> bool:
    """Up out of the folder, from the root, a drive, a link, or a name that is not text."""
    name = part.orig_filename
    inside = posixpath.normpath(name)
    return (
        name.startswith(("/", "\\"))
        or "\\" in name
        or ":" in name
        or "\0" in name
        or inside.startswith("..")
        or (part.external_attr >> 16) & 0o170000 == LINK
    )


def _refuse_bombs(parts: list[zipfile.ZipInfo]) -> None:
    inflated = sum(part.file_size for part in parts)
    packed = max(sum(part.compress_size for part in parts), 1)
    swollen = inflated > RATIO_MATTERS_FROM and inflated / packed > MAX_RATIO
    if inflated > MAX_INFLATED_BYTES or swollen:
        raise Unfit(
            f"文件解压后过大（约 {inflated // MB} MB，上限 200 MB），可能含有异常内容。"
            "请另存为 PDF 后再上传。"
        )


def _refuse_overlaps(parts: list[zipfile.ZipInfo], end: int) -> None:
    """Parts that lie on each other unpack to more than the directory says; a first part that
    does not begin the file hides another file in front."""
    starts = [part.header_offset for part in parts[1:]] + [end]
    lengths = (HEAD_LENGTH + len(part.orig_filename) + part.compress_size for part in parts)
    if parts[0].header_offset != 0 or any(
        part.header_offset + length > start
        for part, length, start in zip(parts, lengths, starts, strict=True)
    ):
        raise Unfit(TAILED)


def part_of(archive: zipfile.ZipFile, name: str) -> bytes:
    """One part; absent, it is empty; one that lies about its size is refused."""
    try:
        return archive.read(name)
    except KeyError:
        return b""
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError):
        raise Unfit(DAMAGED) from None


class Texts:
    """Reads the words in elements of one name, and every element's attributes if asked."""

    def __init__(self, element: str = "", *, limit: int = 0) -> None:
        self.element, self.limit = element, limit
        self.words: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self._inside = False

    def run(self, xml: bytes) -> "Texts":
        if DECLARES.search(xml[:4096]):
            raise Unfit("文件内部含有不允许的实体声明，不能上传。请另存为 PDF 后再上传。")
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = _refuse_doctype
        isfinal = True
        try:
            parser.Parse(xml, isfinal)
        except expat.ExpatError:
            raise Unfit(DAMAGED) from None
        return self

    @property
    def text(self) -> str:
        return "".join(self.words)[: self.limit or None]

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        self._inside = bool(self.element) and local == self.element
        if not self.element:
            self.elements.append((local, attributes))

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local in LINES:
            self.words.append("\n")
        self._inside = False

    def _text(self, words: str) -> None:
        if self._inside:
            self.words.append(words)


def _refuse_doctype(*_declaration: object) -> None:
    raise Unfit("文件内部含有不允许的实体声明，不能上传。请另存为 PDF 后再上传。")
