"""What a file is, by its first bytes, and a sentence for what we do not take."""

from attachments.rules.limits import EMPTY, KINDS_WORDS, Unfit

PNG, JPG, PDF, ZIP = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"%PDF-", b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = (b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
PACKED = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"PK\x05\x06")
PAGES = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script")
HEIC_HEADS = frozenset({b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1"})

OLD = (
    "文件是旧版 doc、xls，或设置了打开密码。"
    "请取消密码，用 Word 或 WPS 另存为 docx、xlsx 或 PDF 后再上传。"
)
HEIC = "照片是 HEIC 格式。请在手机相机设置里选“兼容性最佳”重拍，或另存为 jpg 后再上传。"
PICTURE = "图片格式不在可收范围内。请另存为 jpg 或 png 后再上传。"
PROGRAM = "文件的内容是程序，不是文档，不能上传。请核对后选择文档或照片。"
PACK = "文件是压缩包。请解压后把里面的文件逐个上传。"
PAGE = "文件的内容是网页。请打印或另存为 PDF 后再上传。"
OTHER = f"文件的内容与扩展名不符，或不是可收的类型，不能上传。只收 {KINDS_WORDS}。"


def family(data: bytes) -> str:
    """png, jpg, pdf or zip; anything else is refused with what to do instead."""
    if not data.strip(b"\0\r\n\t "):
        raise Unfit(EMPTY)
    for name, head in (("png", PNG), ("jpg", JPG), ("pdf", PDF), ("zip", ZIP)):
        if data.startswith(head):
            return name
    raise Unfit(_stranger(data[:512]))


def _stranger(head: bytes) -> str:
    text = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    is_other_picture = head.startswith(PICTURES) or head[8:12] == b"WEBP"
    told = {
        OLD: head.startswith(OLD_OFFICE),
        HEIC: head[4:12] in HEIC_HEADS,
        PICTURE: is_other_picture,
        PROGRAM: head.startswith(PROGRAMS),
        PACK: head.startswith(PACKED),
        PAGE: text.startswith(PAGES),
    }
    return next((words for words, holds in told.items() if holds), OTHER)
