"""The letter format of GB/T 9704—2012 (10.1), measured on the finished PDF."""

import io
import logging
from dataclasses import replace
from itertools import pairwise

import pypdf
import pytest

from reports.render.page import Page, page_of
from reports.render.pdf import NothingOutside
from reports.rules.paper import Block
from tests.reports.measuring import (
    TOLERANCE,
    extracted,
    font_names,
    glyphs,
    line_with,
    lines,
    page_count,
    pdf_of,
    red_bars,
    red_ink,
    text_of,
)
from tests.reports.samples import ORGAN, sheet_of

CHARACTER = 15.75 * 25.4 / 72


def near(value):
    return pytest.approx(value, abs=TOLERANCE)


@pytest.fixture(scope="module")
def letter():
    return pdf_of(page_of(sheet_of()))


def test_the_mark_begins_30_mm_below_the_edge(letter):
    assert red_ink(letter, above=44)[0] == near(30.0)


@pytest.mark.parametrize(
    "name", ["示例县纪委", ORGAN, "中共示例省示例市示例县示例镇纪律检查委员会"]
)
def test_a_mark_of_any_length_keeps_its_top_and_its_rule(name):
    pdf = pdf_of(page_of(sheet_of(mark=name)))
    rule = red_bars(pdf)[0]
    top, bottom = red_ink(pdf, above=rule.top - 1)
    assert top == near(30.0)
    assert rule.top - bottom == near(4.0)
    mark = lines(pdf)[0]
    assert text_of(mark) == name
    assert (mark[0].left + mark[-1].right) / 2 == near(28 + 156 / 2)


def test_two_double_rules_of_170_mm(letter):
    bars = red_bars(letter)
    assert [(bar.left, bar.width) for bar in bars] == [(near(20.0), near(170.0))] * 4
    assert [(bar.top, bar.bottom) for bar in bars] == [
        (near(46.0), near(47.1)),
        (near(47.6), near(47.9)),
        (near(275.0), near(275.3)),
        (near(275.8), near(276.9)),
    ]


def test_the_number_stands_flush_right_below_the_rule(letter):
    line = line_with(letter, "示纪函〔2026〕12号")
    rule = red_bars(letter)[1]
    assert line[-1].right == near(184.0)
    assert line[-1].top - rule.bottom == near(CHARACTER * 7 / 8)
    assert text_of(line).startswith("内部资料")
    assert line[0].left == near(28.0)


def test_the_title_stands_two_lines_below_the_number(letter):
    number = line_with(letter, "示纪函")[-1]
    title = line_with(letter, "关于张喆堃同志")
    assert title[0].top - number.bottom == near(2 * 10.4167)
    assert (title[0].left + title[-1].right) / 2 == near(28 + 156 / 2)
    assert {glyph.font for glyph in title} == {"Huifang-BiaoSong"}


def test_lines_of_the_title_are_kept_as_given():
    sheet = sheet_of(title=("关于张喆堃同志", "回访教育情况的", "反馈函"))
    found = [text_of(line) for line in lines(pdf_of(page_of(sheet)))]
    assert found[2:5] == ["关于张喆堃同志", "回访教育情况的", "反馈函"]


def test_text_begins_28_mm_from_the_left_and_even_pages_are_mirrored(letter):
    assert min(glyph.left for glyph in glyphs(letter, 0)) == near(28.0)
    assert min(glyph.left for glyph in glyphs(letter, 1)) == near(26.0)
    assert min(glyph.left for glyph in glyphs(letter, 2)) == near(28.0)


def test_body_lines_stand_one_line_apart_also_where_a_character_is_borrowed(letter):
    body = [line for line in lines(letter) if line[0].top > 95]
    steps = [below[0].bottom - above[0].bottom for above, below in pairwise(body)]
    assert {glyph.font for line in body for glyph in line} >= {"Huifang-FangSong", "Huifang-Song"}
    assert steps == [near(10.4167)] * len(steps)


def test_a_page_holds_22_lines_of_28_characters():
    def sheets(count):
        html = f"<html lang='zh-CN'><title>x</title><body><p>{'国' * count}</p></body></html>"
        return pdf_of(Page(html, "p { text-indent: 0 }"))

    full = sheets(616)
    # The page number is the last line of the sheet; it is no part of the text block.
    body = [line for line in lines(full) if line[0].text == "国"]
    assert page_count(full) == 1
    assert [len(line) for line in body] == [28] * 22
    assert body[0][0].top == near(37.0)
    assert (body[0][0].left, body[0][-1].right) == (near(28.0), near(184.0))
    assert body[-1][0].bottom == near(261.3)
    assert page_count(sheets(617)) == 2


def test_the_signature_is_centred_over_a_date_four_characters_in(letter):
    date = next(line for line in lines(letter, 2) if text_of(line) == "2026年11月21日")
    signer = next(line for line in lines(letter, 2) if text_of(line) == ORGAN)
    middle = [(line[0].left + line[-1].right) / 2 for line in (date, signer)]
    assert date[-1].right == near(184 - 4 * CHARACTER)
    assert middle[0] == near(middle[1])


@pytest.mark.slow
@pytest.mark.parametrize("more", range(23))
def test_the_signature_never_stands_on_a_page_without_text(more):
    """However many lines the body has, through more than a whole page of them."""
    sheet = sheet_of()
    filling = tuple(Block("国" * 20) for _ in range(more))
    pdf = pdf_of(page_of(replace(sheet, blocks=sheet.blocks[:-1] + filling + sheet.blocks[-1:])))
    pages = ["".join(map(text_of, lines(pdf, page))) for page in range(page_count(pdf))]
    signed = next(words for words in pages if "2026年11月21日（" in words)
    assert "特此函告。" in signed


def test_page_numbers_stand_7_mm_below_the_text_and_not_on_page_one(letter):
    numbers = [line_of_number(letter, page) for page in range(page_count(letter))]
    assert [text_of(line) for line in numbers] == ["", "—2—", "—3—", "—4—"]
    even, odd = numbers[1], numbers[2]
    assert even[0].top == near(269.0)
    assert even[0].left == near(26 + 14 * 25.4 / 72)
    assert odd[-1].right == near(184 - 14 * 25.4 / 72)


def line_of_number(pdf, page):
    return next((line for line in lines(pdf, page) if 266 < line[0].top < 275), [])


def test_the_annex_is_one_page_behind_the_letter(letter):
    last = page_count(letter) - 1
    assert [text_of(line) for line in lines(letter, last)][:2] == ["附件", "回访教育情况一览表"]
    assert "附件：回访教育情况一览表" in extracted(letter).replace("\n", "")


def test_only_our_fonts_are_in_the_file(letter):
    assert font_names(letter) == {
        "Huifang-BiaoSong",
        "Huifang-FangSong",
        "Huifang-HeiTi",
        "Huifang-KaiTi",
        "Huifang-Song",
    }


def test_every_character_can_be_copied_out_again(letter):
    assert set(sheet_of().text) - set(extracted(letter)) <= {" "}
    assert "张喆堃同志" in extracted(letter)


def test_the_file_declares_pdf_a_2u_and_its_language(letter):
    reader = pypdf.PdfReader(io.BytesIO(letter))
    metadata = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    assert 'pdfaid:part="2"' in metadata or "<pdfaid:part>2<" in metadata
    assert 'conformance="U"' in metadata or "conformance>U<" in metadata
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    assert reader.metadata.title == "关于张喆堃同志回访教育情况的反馈函"


def test_a_draft_says_so_on_every_page_and_an_issued_letter_nowhere(letter):
    draft = pdf_of(page_of(sheet_of(draft_of="陈某 2026年11月21日 14:30")))
    for page in range(page_count(draft)):
        words = "".join(text_of(line) for line in lines(draft, page))
        # The slanted watermark is no line of its own; its characters are all there.
        assert set("征求意见稿") <= {glyph.text for glyph in glyphs(draft, page)}
        assert "陈某2026年11月21日14:30" in words
    assert "稿" not in extracted(letter)
    assert "演练" not in extracted(letter)


def test_a_letter_of_demo_data_carries_its_band_on_every_page():
    demo = pdf_of(page_of(sheet_of(is_demo=True)))
    for page in range(page_count(demo)):
        assert "演练数据不作公文使用" in text_of(lines(demo, page)[0])


def test_markup_in_a_fact_is_printed_not_obeyed():
    sheet = sheet_of(blocks=(Block("<b>甲</b>&乙"),), annex=())
    assert "<b>甲</b>&乙" in extracted(pdf_of(page_of(sheet)))


@pytest.mark.parametrize("url", ["file:///etc/hostname", "http://example.org/a.png", "data:,x"])
def test_a_paper_fetches_nothing(url, caplog):
    with pytest.raises(ValueError, match="a paper may not load"):
        NothingOutside().fetch(url)
    page = page_of(sheet_of())
    with caplog.at_level(logging.ERROR, logger="weasyprint"):
        pdf_of(replace(page, html=page.html.replace("</body>", f"<img src='{url}'></body>")))
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "a paper may not load" in caplog.text
