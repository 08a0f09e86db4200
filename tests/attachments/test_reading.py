"""What is let in and what is refused, through the limited process itself."""

import io
import os
import zipfile

import pytest
from PIL import Image

from attachments.rules.limits import MB, Unfit
from attachments.rules.markings import marking_of
from attachments.rules.names import shown_name
from attachments.rules.reading.run import inspect
from tests.attachments import files


def refusal(data: bytes) -> str:
    with pytest.raises(Unfit) as refused:
        inspect(data)
    return str(refused.value)


class TestPictures:
    def test_a_photo_is_drawn_anew_upright_and_without_its_place(self):
        sent = files.photo(size=(640, 480), turned=6)
        assert b"CANARY" in sent
        found = inspect(sent)
        with Image.open(io.BytesIO(found.content)) as kept:
            assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (480, 640), {})
            # Turned a quarter clockwise, what lay at the upper left stands at the upper right.
            assert kept.getpixel((470, 10))[1] < 60 < 200 < kept.getpixel((10, 10))[1]
        assert b"CANARY" not in found.content
        assert b"Exif" not in found.content
        assert (found.kind, found.detail) == ("jpg", "480×640像素")
        assert found.picture.startswith(b"\xff\xd8\xff")

    def test_a_png_keeps_that_it_lets_through(self):
        found = inspect(files.png())
        with Image.open(io.BytesIO(found.content)) as kept:
            assert (kept.format, kept.mode, kept.size) == ("PNG", "RGBA", (64, 48))

    def test_a_tail_behind_the_picture_is_gone(self):
        hidden = files.zipped({"inner.exe": b"MZ" * 50})
        found = inspect(files.png() + hidden)
        assert b"inner.exe" not in found.content
        assert not zipfile.is_zipfile(io.BytesIO(found.content))

    def test_a_bomb_of_pixels_is_refused_before_it_is_unpacked(self):
        assert refusal(files.png_head(30_000, 30_000)) == (
            "图片尺寸 30000×30000 过大（上限 2500 万像素），请缩小后再上传。"
        )

    def test_a_cut_picture_is_refused(self):
        assert refusal(files.photo()[:900]).startswith("文件已损坏或没有上传完整")


class TestPdf:
    def test_a_plain_one_stays_byte_for_byte_with_its_first_page_as_a_picture(self):
        sent = files.pdf("plain words")
        found = inspect(sent)
        assert found.content == sent
        assert (found.kind, found.detail, found.text.strip()) == ("pdf", "2页", "plain words")
        with Image.open(io.BytesIO(found.picture)) as shown:
            assert shown.format == "JPEG"
            assert shown.width < shown.height <= 1200

    @pytest.mark.parametrize(
        "change", [files.script, files.embedded, files.launch, files.page_action]
    )
    def test_whatever_acts_is_refused(self, change):
        assert refusal(files.pdf(change=change)) == (
            "PDF 含有脚本、动作或嵌入的文件，不能上传。请用“打印为 PDF”另存一份后再上传。"
        )

    def test_a_name_written_in_hexadecimal_is_the_same_name(self):
        sent = files.pdf(change=files.launch).replace(b"/Launch", b"/L#61unch")
        assert b"/Launch" not in sent
        assert "脚本、动作" in refusal(sent)

    def test_a_locked_one_is_refused(self):
        assert refusal(files.pdf(password="x")).startswith("PDF 设有密码或加密，不能上传。")

    @pytest.mark.parametrize("tail", [b"MZ\x90\x00", files.zipped({"a.txt": "x"})])
    def test_a_tail_is_refused(self, tail):
        assert refusal(files.pdf() + tail).startswith("PDF 前后附有别的内容")

    def test_something_in_front_is_no_pdf(self):
        assert refusal(b"MZ" + files.pdf()).startswith("文件的内容是程序")

    def test_rubbish_with_the_right_ends_is_refused(self):
        assert refusal(b"%PDF-1.7\n" + os.urandom(500) + b"\n%%EOF") != ""


class TestOffice:
    @pytest.mark.parametrize(
        ("data", "kind"), [(files.docx(), "docx"), (files.xlsx(), "xlsx"), (files.ofd(), "ofd")]
    )
    def test_plain_ones_stay_byte_for_byte(self, data, kind):
        found = inspect(data)
        assert (found.kind, found.content) == (kind, data)

    def test_words_of_the_first_page_are_read(self):
        assert inspect(files.docx("机密★1年\n关于")).text.strip() == "机密★1年\n关于"
        assert inspect(files.ofd("秘密")).text.strip() == "秘密"
        assert inspect(files.xlsx("内部")).text.strip() == "内部"

    @pytest.mark.parametrize(
        "data",
        [
            files.docx(word__vbaProject_dot_bin=b"x"),
            files.docx(types='<Override ContentType="a.macroEnabled.main+xml"/>'),
            files.docx(xl__macrosheets__sheet1_dot_xml="<x/>"),
        ],
    )
    def test_macros_are_refused(self, data):
        assert refusal(data).startswith("文件含有宏，不能上传。")

    @pytest.mark.parametrize(
        "data",
        [
            files.docx(rels=files.relation("attachedTemplate", "http://outside.example/t.dotm")),
            files.docx(rels=files.relation("image", "file://outside/x.png")),
            files.docx(xl__externalLinks__externalLink1_dot_xml="<x/>"),
        ],
    )
    def test_links_that_fetch_are_refused(self, data):
        assert refusal(data).startswith("文件含有外部链接")

    def test_an_address_one_clicks_oneself_may_stay(self):
        link = files.relation("hyperlink", "http://www.example.cn/")
        assert inspect(files.docx(rels=link)).kind == "docx"

    def test_a_field_that_runs_something_is_refused(self):
        sent = files.docx()
        body = (
            '<w:document xmlns:w="w"><w:p><w:r><w:instrText>DDEAUTO c:\\x</w:instrText></w:r></w:p>'
            "</w:document>"
        )
        with zipfile.ZipFile(io.BytesIO(sent)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        assert refusal(files.zipped({**parts, "word/document.xml": body})).startswith(
            "文件含有外部"
        )

    def test_files_within_are_refused(self):
        sent = files.docx(word__embeddings__oleObject1_dot_bin=b"x")
        assert refusal(sent).startswith("文件里嵌有别的文件或控件")

    def test_a_zip_bomb_is_refused(self):
        sent = files.docx(word__media__x_dot_xml=bytes(60 * MB))
        assert refusal(sent).startswith("文件解压后过大（约 60 MB，上限 200 MB）")

    def test_entities_are_refused(self):
        bomb = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
        assert "实体声明" in refusal(files.docx(word__header1_dot_xml=bomb))

    def test_a_zip_of_something_else_is_refused(self):
        assert refusal(files.zipped({"a.txt": "x"})).startswith("文件是压缩包，不是")

    def test_a_tail_or_a_front_is_refused(self):
        assert refusal(files.docx() + b"MZ").startswith("文件前后附有别的内容")
        assert refusal(b"MZ" + files.docx()).startswith("文件的内容是程序")

    def test_a_cut_one_is_refused(self):
        assert refusal(files.docx()[:-40]).startswith("文件已损坏")

    def test_an_old_or_locked_one_is_told_what_to_do(self):
        assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)).startswith("文件是旧版")


class TestOfd:
    @pytest.mark.parametrize("name", ["../up.xml", "/etc/passwd", "C:\\x.xml"])
    def test_parts_that_climb_out_are_refused(self, name):
        with zipfile.ZipFile(io.BytesIO(files.ofd())) as archive:
            parts = {each: archive.read(each) for each in archive.namelist()}
        assert refusal(files.zipped({**parts, name: "x"})).startswith("文件里有不正常的部件名")

    def test_one_without_its_document_is_refused(self):
        assert refusal(files.zipped({"OFD.xml": "<OFD/>"})).startswith("OFD 文件的结构不完整")

    def test_one_with_attachments_is_refused(self):
        sent = files.ofd(Doc_0__Attachs__Attachments_dot_xml="<x/>")
        assert refusal(sent).startswith("OFD 文件里带有附件")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "文件是空的或没有传完，请重新选择。"),
        (b"\0" * 40, "文件是空的或没有传完，请重新选择。"),
        (b"MZ" + bytes(200), "文件的内容是程序，不是文档，不能上传。请核对后选择文档或照片。"),
        (b"GIF89a" + bytes(50), "图片格式不在可收范围内。请另存为 jpg 或 png 后再上传。"),
        (b"<svg onload='x'>", "文件的内容是网页。请打印或另存为 PDF 后再上传。"),
        (b"Rar!" + bytes(50), "文件是压缩包。请解压后把里面的文件逐个上传。"),
        (
            bytes(4) + b"ftypheic" + bytes(50),
            "照片是 HEIC 格式。请在手机相机设置里选“兼容性最佳”重拍，或另存为 jpg 后再上传。",
        ),
        (
            b"just words",
            "文件的内容与扩展名不符，或不是可收的类型，不能上传。"
            "只收 jpg、png、pdf、docx、xlsx、ofd。",
        ),
    ],
)
def test_everything_else_is_told_what_it_is(data, words):
    assert refusal(data) == words


def test_25_megabytes_are_refused_without_a_process(monkeypatch):
    monkeypatch.setattr("subprocess.run", None)
    assert refusal(b"%PDF-" + bytes(25 * MB)) == (
        "文件 25.0 MB，超过 20 MB 上限。请压缩图片或拆分后再上传。"
    )


@pytest.mark.parametrize(
    ("given", "kind", "shown"),
    [
        ("签字页.jpg", "jpg", "签字页.jpg"),
        ("签字页.JPEG", "jpg", "签字页.jpeg"),
        ("record.pdf.exe", "pdf", "record.pdf"),
        ("..\\..\\etc\\照片.png", "jpg", "照片.jpg"),
        ("a\u202egpj.exe", "png", "agpj.png"),
        ("", "docx", "附件.docx"),
        ("x" * 300 + ".pdf", "pdf", "x" * 100 + ".pdf"),
    ],
)
def test_a_name_is_shown_clean_with_the_ending_of_what_is_inside(given, kind, shown):
    assert shown_name(given, kind) == shown


@pytest.mark.parametrize(
    ("name", "text", "marking"),
    [
        ("机密文件.pdf", "", "机密"),
        ("x.pdf", "秘 密★1年\n关于", "秘密★1年"),
        ("x.pdf", "密级：机密", "密级：机密"),
        ("x.pdf", "\n  绝密  \n", "绝密"),
        ("x.pdf", "应当保守秘密，遵守纪律", ""),
        ("x.pdf", "内部资料 注意保管", ""),
    ],
)
def test_a_marking_is_known_by_its_place(name, text, marking):
    assert marking_of(name, text) == marking
