"""How much a file may ask of us, and the refusal of one (decisions 1.14, security.md FI-01)."""

MB = 1024 * 1024
MAX_FILE_BYTES = 20 * MB
MAX_FILES = 20
MAX_PIXELS = 25_000_000
MAX_INFLATED_BYTES = 200 * MB
MAX_RATIO = 100
# Small parts of honest files shrink by more than 100 : 1; large ones do not.
RATIO_MATTERS_FROM = 8 * MB
MAX_PARTS = 2_000
MAX_PDF_OBJECTS = 100_000
# Of the first page: enough for a marking, which stands on top.
MAX_TEXT = 2_000
PICTURE_SIDE = 1_200

CHILD_MEMORY_BYTES = 1024 * MB
CHILD_CPU_SECONDS = 20
CHILD_WALL_SECONDS = 40
ACCEPT = ".jpg,.jpeg,.png,.pdf,.docx,.xlsx,.ofd"
KINDS_WORDS = "jpg、png、pdf、docx、xlsx、ofd"

EMPTY = "文件是空的或没有传完，请重新选择。"
TOO_MUCH = "检查文件时超出内存或时间限制，可能含有异常内容。请另存为 PDF 后再上传。"
DAMAGED = "文件已损坏或没有上传完整。请重新打开、另存后再上传。"


class Unfit(Exception):
    """The file cannot be kept; the text says why and what to do, in Chinese."""


def size_refusal(size: int) -> str:
    return f"文件 {size / MB:.1f} MB，超过 20 MB 上限。请压缩图片或拆分后再上传。"
