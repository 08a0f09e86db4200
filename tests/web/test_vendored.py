"""The vendored libraries are the published ones, and nothing on a page reaches out."""

import hashlib
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "static" / "vendor"
# What Chromium 86 does not know; theme.css is written without it.
TOO_NEW = re.compile(
    r":has\(|:is\(|:where\(|color-mix|oklch|@container|@layer|aspect-ratio|accent-color"
    r"|\binset:|(margin|padding)-(inline|block):|overflow: clip|dvh|scrollbar-gutter|@import"
)


def test_every_vendored_file_has_its_published_checksum():
    sums = dict(line.split()[::-1] for line in (VENDOR / "SHA256SUMS").read_text().splitlines())
    there = {path.name for path in VENDOR.iterdir()} - {"SHA256SUMS", "README.md"}
    assert there == set(sums)
    assert {name: hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() for name in sums} == sums


def test_every_vendored_library_brings_its_licence():
    libraries = {path.name for path in VENDOR.glob("*.min.*")}
    assert libraries == {"bootstrap-5.3.9.min.css", "htmx-2.0.11.min.js"}
    for name in libraries:
        licence = VENDOR / f"{name.split('.min.')[0]}.LICENSE.txt"
        assert "Permission" in licence.read_text()


def test_the_theme_stays_within_the_oldest_browser():
    text = re.sub(r"/\*.*?\*/", "", (ROOT / "static/css/theme.css").read_text(), flags=re.DOTALL)
    assert TOO_NEW.findall(re.sub(r"@supports .*", "", text)) == []
    assert len(text.encode()) < 40_000


def test_important_is_kept_for_print_and_reduced_motion():
    text = (ROOT / "static/css/theme.css").read_text()
    everyday = text.split("@media (prefers-reduced-motion")[0]
    assert "!important" not in everyday


def test_no_static_file_of_ours_names_another_host():
    ours = [*ROOT.glob("static/css/*.css"), *ROOT.glob("static/js/*.js")]
    assert len(ours) > 5
    for path in ours:
        assert re.findall(r"https?://", path.read_text()) == [], path.name


def test_templates_hold_no_inline_style_script_or_event():
    inline = re.compile(
        r"\sstyle=|\son[a-z]+=\"|hx-on|hx-vals=.js:|<script(?![^>]*\ssrc=)|\|safe\b"
    )
    for path in ROOT.glob("templates/**/*.html"):
        if "paper" in path.parts:
            continue
        assert inline.findall(path.read_text()) == [], path.relative_to(ROOT)
