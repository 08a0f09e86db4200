"""Money as whole fen: read from what people type in 元, never through a float."""

import re

from web.dates import plain

FEN_PER_YUAN = 100
# Ten billion yuan: beyond it a digit too many was typed.
MOST_FEN = 10**12
_TYPED = re.compile(r"(?P<yuan>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<fen>[0-9]{1,2}))?")


class NotMoney(ValueError):
    """Its text says in Chinese what is wrong with the amount."""


def read_fen(text: str) -> int:
    """「18,640.00」「¥18640」「１８６４０元」 as fen; raises NotMoney with a sentence."""
    typed = plain(text).removeprefix("¥").removesuffix("元")
    if "万" in typed or "亿" in typed:
        raise NotMoney("金额请按元填写，不用万元、亿元。例如18,640.00。")
    if typed.startswith("-"):
        raise NotMoney("金额不能是负数，多发还是少发请在“方向”里选择。例如18,640.00。")
    found = _TYPED.fullmatch(typed)
    if found is None:
        if re.fullmatch(r"[0-9,]+\.[0-9]{3,}", typed):
            raise NotMoney("金额最多写到分，也就是小数点后两位。例如18,640.00。")
        raise NotMoney("金额只写数字，可以带小数点和千位逗号。例如18,640.00。")
    fen = int(found["yuan"].replace(",", "")) * FEN_PER_YUAN
    fen += int((found["fen"] or "").ljust(2, "0"))
    if fen >= MOST_FEN:
        raise NotMoney("金额太大，请核对位数。例如18,640.00。")
    return fen


def yuan(fen: int) -> str:
    """18,640.00."""
    sign = "-" if fen < 0 else ""
    whole, rest = divmod(abs(fen), FEN_PER_YUAN)
    return f"{sign}{whole:,}.{rest:02d}"
