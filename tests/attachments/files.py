"""Files as people send them, and as they should not."""

import io
import struct
import zipfile
import zlib

import openpyxl
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def photo(*, size=(640, 480), turned=6) -> bytes:
    """A jpg with the place it was taken at, lying on its side."""
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010F] = "CANARY-CAMERA"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (29.0, 48.0, 12.0)
    out = io.BytesIO()
    picture = Image.new("RGB", size, "white")
    picture.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    picture.save(out, "JPEG", exif=exif, comment=b"CANARY-COMMENT")
    return out.getvalue()


def png(*, size=(64, 48)) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", size, (0, 0, 0, 0)).save(out, "PNG")
    return out.getvalue()


def png_head(width: int, height: int) -> bytes:
    """A PNG that promises so many pixels and brings none."""

    def chunk(name: bytes, body: bytes) -> bytes:
        whole = name + body
        return struct.pack(">I", len(body)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


def pdf(words="plain", *, pages=2, change=None, password="") -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=595, height=842)
    writer.pages[0].merge_page(_page_of(words))
    if change:
        change(writer)
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _page_of(words: str):
    """A page with the words in one of the fonts every reader has."""
    from pypdf import PdfReader

    body = f"BT /F1 20 Tf 72 700 Td ({words}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(body), body),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, each)
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n"
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start
    return PdfReader(io.BytesIO(out)).pages[0]


def script(writer: PdfWriter) -> None:
    act = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("1")}
    )
    writer._root_object[NameObject("/OpenAction")] = writer._add_object(act)


def embedded(writer: PdfWriter) -> None:
    writer.add_attachment("inner.exe", b"MZ")


def launch(writer: PdfWriter) -> None:
    act = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("cmd.exe")}
    )
    writer._root_object[NameObject("/OpenAction")] = act


def page_action(writer: PdfWriter) -> None:
    act = DictionaryObject(
        {
            NameObject("/S"): NameObject("/SubmitForm"),
            NameObject("/F"): TextStringObject("http://outside.example/"),
        }
    )
    opened = DictionaryObject({NameObject("/O"): act})
    writer.pages[1][NameObject("/AA")] = opened


def zipped(parts: dict[str, bytes | str], *, way=zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", way) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return out.getvalue()


def docx(words="走访记录", *, rels="", types="", **parts: bytes | str) -> bytes:
    space = f'xmlns:w="{WORD}"'
    paragraphs = "".join(f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in words.split("\n"))
    return zipped(
        {
            "[Content_Types].xml": TYPES.format(types),
            "word/document.xml": f"<w:document {space}><w:body>{paragraphs}</w:body></w:document>",
            "word/_rels/document.xml.rels": f"<Relationships>{rels}</Relationships>",
            **{name.replace("__", "/").replace("_dot_", "."): body for name, body in parts.items()},
        }
    )


def relation(kind: str, target: str) -> str:
    return f'<Relationship Id="r1" Type="{LINKS}/{kind}" Target="{target}" TargetMode="External"/>'


def xlsx(words="姓名") -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = words
    book.save(out)
    return out.getvalue()


def ofd(words="回访记录", **parts: bytes | str) -> bytes:
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    return zipped(
        {
            "OFD.xml": f"<ofd:OFD {space}><ofd:DocBody>"
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f'<ofd:Document {space}><ofd:Pages><ofd:Page ID="1" '
            'BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
            "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {space}>"
            f"<ofd:TextCode>{words}</ofd:TextCode></ofd:Page>",
            **{name.replace("__", "/").replace("_dot_", "."): body for name, body in parts.items()},
        }
    )
