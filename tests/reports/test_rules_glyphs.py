"""Which characters our fonts can draw."""

from fontTools.ttLib import TTFont

from reports.render.fonts import FOLDER
from reports.rules.glyphs import Rare, coverage, missing_characters, rare_characters

FILES = {
    "Huifang FangSong": "HuifangFangSong.ttf",
    "Huifang KaiTi": "HuifangKaiTi.ttf",
    "Huifang HeiTi": "HuifangHeiTi.ttf",
    "Huifang BiaoSong": "HuifangBiaoSong.ttf",
    "Huifang Song": "HuifangSong.ttf",
}


def test_the_list_of_characters_is_what_the_files_hold():
    held = {
        family: frozenset(TTFont(FOLDER / file).getBestCmap()) for family, file in FILES.items()
    }
    assert dict(coverage()) == held


def test_every_character_of_gb2312_is_in_the_body_face_or_its_companion():
    codes = {
        ord(char)
        for first in range(0xA1, 0xF8)
        for second in range(0xA1, 0xFF)
        for char in bytes([first, second]).decode("gb2312", errors="ignore")
    }
    faces = coverage()
    assert codes - faces["Huifang FangSong"] - faces["Huifang Song"] == set()
    assert {code for code in codes if code >= 0x4E00} - faces["Huifang FangSong"] == set()


def test_rare_characters_of_names_are_drawn_by_a_face_of_ours():
    assert missing_characters("喆堃昇珺玥祎晞旻昉垚燚龘尛囍峯㛃䶮𬭎𬭩𫖯𬱖𬀩") == []


def test_each_rare_character_is_told_once_with_what_draws_it():
    assert rare_characters("张喆\n喆\U000323af ") == [
        Rare("喆", "Huifang Song"),
        Rare("\U000323af", ""),
    ]
    assert Rare("\U000323af", "").code_point == "U+323AF"


def test_the_marks_of_a_paper_are_all_in_the_body_face():
    assert rare_characters("，。、；：？！“”‘’（）《》〔〕【】—…·0123456789abcXYZ%") == []
