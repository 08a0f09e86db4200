"""A Chinese name as a key: normalised, cut into n-grams, spelt in pinyin."""

import unicodedata
from itertools import islice, pairwise, product

from pypinyin import Style, lazy_pinyin, pinyin

from columns.names import DOTS

# Readings that differ as a surname; pypinyin knows only the everyday reading.
SURNAMES = {
    "单": "shan",
    "查": "zha",
    "仇": "qiu",
    "解": "xie",
    "曾": "zeng",
    "盖": "ge",
    "区": "ou",
    "任": "ren",
    "朴": "piao",
    "召": "shao",
    "折": "she",
    "种": "chong",
    "乐": "yue",
    "员": "yun",
    "燕": "yan",
    "华": "hua",
    "宁": "ning",
    "缪": "miao",
    "纪": "ji",
    "过": "guo",
    "翟": "zhai",
    "尉": "wei",
    "覃": "qin",
    "谌": "chen",
    "逄": "pang",
    "冼": "xian",
    "洗": "xian",
    "繁": "po",
    "秘": "bi",
    "那": "na",
    "车": "che",
    "佴": "nai",
    "么": "yao",
    "石": "shi",
    "适": "kuo",
    "牟": "mu",
    "晟": "cheng",
    "令": "ling",
    "句": "gou",
    "阙": "que",
    "黑": "he",
    "祭": "zhai",
    "卜": "bu",
    "柏": "bai",
    "薄": "bo",
    "郝": "hao",
    "褚": "chu",
    "沈": "shen",
    "臧": "zang",
    "尉迟": "yu chi",
    "万俟": "mo qi",
    "长孙": "zhang sun",
    "澹台": "tan tai",
    "令狐": "ling hu",
    "欧阳": "ou yang",
    "单于": "chan yu",
    "皇甫": "huang fu",
    "鲜于": "xian yu",
}
MAX_READINGS = 8


def name_key(name: str) -> str:
    """The form in which two spellings of one name are equal: no blanks, one middle dot, NFKC."""
    return "".join(unicodedata.normalize("NFKC", name).translate(DOTS).split())


def grams(text: str) -> list[str]:
    """Every character and every pair of neighbours, for substring search by array containment."""
    return sorted({*text, *(a + b for a, b in pairwise(text))})


def spelling(name: str) -> tuple[str, str]:
    """(full pinyin without tones, initials), for sorting: 单某 → ("shan mou", "sm")."""
    syllables = _surname_first(name)
    return " ".join(syllables), "".join(syllable[:1] for syllable in syllables)


def typed_forms(name: str) -> list[str]:
    """Everything one may type to find the name: each beginning of its full pinyin and of its
    initials, for every reading of its characters. Stored, so that a prefix is an equality."""
    first, initials = spelling(name)
    found = {first.replace(" ", ""), initials}
    options = [
        tuple(dict.fromkeys(each)) for each in pinyin(name, style=Style.NORMAL, heteronym=True)
    ]
    for syllables in islice(product(*options), MAX_READINGS):
        found |= {"".join(syllables), "".join(syllable[:1] for syllable in syllables)}
    return sorted({form.lower()[:end] for form in found for end in range(1, len(form) + 1)})


def _surname_first(name: str) -> list[str]:
    for length in (2, 1):
        spelt = SURNAMES.get(name[:length]) if len(name) > length else None
        if spelt:
            return [*spelt.split(), *lazy_pinyin(name[length:])]
    return [syllable.lower() for syllable in lazy_pinyin(name)]
