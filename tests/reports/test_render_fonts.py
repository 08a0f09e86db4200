"""Fonts come from our folder, every character can be read back, web processes load no renderer."""

import subprocess
import sys

from django.conf import settings

from reports.render.page import Page
from reports.rules.glyphs import coverage
from tests.reports.measuring import extracted, font_names, pdf_of


def test_every_character_of_the_body_faces_is_drawn_and_read_back():
    faces = coverage()
    codes = sorted(faces["Huifang FangSong"] | faces["Huifang Song"])
    text = "".join(map(chr, codes)).replace("<", "").replace("&", "").replace(" ", "")
    rows = "".join(f"<p>{text[start : start + 28]}</p>" for start in range(0, len(text), 28))
    pdf = pdf_of(Page(f"<html lang='zh-CN'><title>x</title><body>{rows}</body></html>", ""))
    assert font_names(pdf) == {"Huifang-FangSong", "Huifang-Song"}
    assert set(text) - set(extracted(pdf)) == set()


def test_a_face_nobody_ships_falls_back_to_ours_never_to_the_machine():
    html = "<html lang='zh-CN'><title>x</title><body><p>国喆a</p></body></html>"
    css = "html { font-family: 'DejaVu Sans', 'Noto Sans CJK SC', sans-serif }"
    assert all(name.startswith("Huifang-") for name in font_names(pdf_of(Page(html, css))))


def test_a_web_process_never_loads_the_renderer():
    script = (
        "import django, sys; django.setup(); import huifang.urls, huifang.wsgi; "
        "print(sorted({'weasyprint', 'fontTools', 'reports.render.pdf'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=settings.BASE_DIR, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr
