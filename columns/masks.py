"""Numbers of people as pages, papers and messages show them: 138****5678, 110105********002X."""

import re

STARS = "****"
# Whatever reads like an ID number or a telephone, wherever somebody wrote it.
ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{5}(?:\d{11}[\dXx]|\d{9})(?![0-9A-Za-z])")
MOBILE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)")
PARTS = re.compile(r"([、,;/，；\s]+)")
LONG_RUN = re.compile(r"\d{7,}")
MANY_DIGITS = 12


def masked_id(text: str) -> str:
    """The place and the last four stay; what is too short to be a number stays as it was typed."""
    bare = "".join(text.split())
    if sum(sign.isdecimal() for sign in bare) < MANY_DIGITS:
        return bare
    return f"{bare[:6]}{'*' * max(len(bare) - 10, 4)}{bare[-4:]}"


def masked_phone(text: str) -> str:
    """Each of several numbers for itself."""
    return "".join(
        part if PARTS.fullmatch(part) or not part else _one(part) for part in PARTS.split(text)
    )


def _one(number: str) -> str:
    signs = sum(sign.isdecimal() for sign in number)
    if signs >= 11:
        return f"{number[:3]}{STARS}{number[-4:]}"
    return f"{STARS}{number[-3:]}" if signs > 5 else STARS


def masked_digits(text: str) -> str:
    """What should have been a telephone: its words stay, its longer runs of digits do not."""
    return LONG_RUN.sub(lambda match: masked_phone(match[0]), text)


def without_numbers(text: str) -> str:
    """Free text with every ID number and mobile number masked, for messages and samples."""
    found = ID_NUMBER.sub(lambda match: masked_id(match[0]), text)
    return MOBILE.sub(lambda match: masked_phone("".join(match[0].split())), found)


MASKS = {"phone": masked_phone, "id_number": masked_id}
