"""密级 on a file: in its name, or printed on its first page (保守国家秘密法 第二十二条)."""

import re

LEVEL = "绝密|机密|秘密"
IN_A_NAME = re.compile(f"{LEVEL}|密级|涉密")
# 秘密★1年; 密级：机密; a line that is nothing else. 保守秘密 within a sentence is none of these.
STARRED = re.compile(f"(?:{LEVEL})[★☆＊*][0-9一二三四五六七八九十长期年月]{{0,6}}")
NAMED = re.compile(f"密级[:：]?(?:{LEVEL})")
ALONE = re.compile(f"^(?:{LEVEL})(?:[〔（(]?[0-9一二三四五六七八九十]{{1,3}}[年月][)）〕]?|长期)?$")


def marking_of(name: str, text: str) -> str:
    """The marking found, in its own words; empty where there is none."""
    found = IN_A_NAME.search(name)
    if found:
        return found[0]
    for line in text.splitlines():
        plain = re.sub(r"\s", "", line)
        found = STARRED.search(plain) or NAMED.search(plain) or ALONE.match(plain)
        if found:
            return found[0][:40]
    return ""


def marking_question(marking: str) -> str:
    return (
        f"文件名或首页有“{marking}”字样，没有保存。本系统不得存放涉密材料；"
        "确实不涉密的，请在“密级字样核对说明”里写明，例如“标题引用文件名，本身不涉密”，再选择这个文件。"
    )
