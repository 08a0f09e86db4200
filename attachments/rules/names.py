"""The name a file is shown under; on the disk it has another."""

import re
import unicodedata

MAX_NAME = 100
# Endings that only tell how a jpg is spelt.
SPELLINGS = {"jpg": ("jpg", "jpeg")}
ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")
FORBIDDEN = re.compile(r'[\\/:*?"<>|]+')


def plain_name(given: str) -> str:
    """Without folders, control and direction characters."""
    last = given.replace("\\", "/").rpartition("/")[2]
    plain = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    return FORBIDDEN.sub("_", " ".join(plain.split())).strip(". ")


def shown_name(given: str, kind: str) -> str:
    """With the ending of what is inside, whatever ending it came with."""
    plain = plain_name(given)
    stem, dot, ending = plain.rpartition(".")
    if dot and ending.casefold() in SPELLINGS.get(kind, (kind,)):
        return f"{stem[:MAX_NAME].strip() or '附件'}.{ending.casefold()}"
    while ENDING.search(plain):
        plain = ENDING.sub("", plain)
    return f"{plain[:MAX_NAME].strip('. ') or '附件'}.{kind}"
