"""Makes reports/fonts from two Debian packages: subsets, TrueType outlines, own names, coverage.

Run on Debian 12: apt-get must know the packages, nothing is installed.

    python scripts/make_fonts.py            # downloads to a temporary folder, about ten minutes
    python scripts/make_fonts.py FOLDER     # the unpacked packages are already there
"""

import bz2
import gzip
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.misc.timeTools import timestampFromString
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

OUT = Path(__file__).resolve().parent.parent / "reports" / "fonts"
PACKAGES = ("texlive-lang-chinese", "fonts-noto-cjk", "unicode-data")
FANDOL = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/"
NOTO = "usr/share/fonts/opentype/noto/"
FANDOL_LICENCE = (
    "GNU General Public License version 3 with the font exception: a document that embeds this "
    "font is not by itself covered by the GPL."
)
OFL = "SIL Open Font License, Version 1.1."

# Quadratic curves may leave the cubic ones by this many of the 1000 units of the em: 0.01 mm
# at 3号, a quarter of a dot of a 600 dpi printer.
MAX_ERROR = 2
# Of 1000 units, as Fandol has them.
ASCENT, DESCENT = 880, 120
# Written into each file instead of the hour of the run, so that a second run gives the same bytes.
MADE = timestampFromString("Sun Nov  1 00:00:00 2026")
ASCII = frozenset(range(0x20, 0x7F))
# Signs official papers use beside GB2312, as far as a source font has them.
SIGNS = frozenset(map(ord, "—–―‘’“”…·〔〕「」『』【】《》〈〉〖〗℃№①②③④⑤⑥⑦⑧⑨⑩×÷±≥≤≠％‰￥〇々"))
# Characters met in personal names that the national table of 8105 lacks.
NAME_EXTRAS = frozenset(
    map(
        ord,
        "峯囍龘尛邨甦淩堃喆昇崑崙嶽鍾鐘穀後裏鬱豐雲範葉華國東馬陳張劉楊黃趙吳孫胡朱"
        "郭羅鄭謝韓許馮鄧蕭蔣賈閻餘蘇呂盧陸譚鄒龍萬錢湯賴龔賀樊顧孟邵毛萬"
        "禕頴頔飈翺翶彣彧珹珺璟暘晞曄燁鈺錡錕鋆鑫靚韡顥騏驊麐麒麟崟嵓嵗巖"
        "滙渼湉溁溦滢漪澐澔澂潔瀅炘炫烺焜焱煊煒煥熙熠燊燚爕爔珅珈珞琋琰瑄瑆瑋瑗瑢"
        "甯畇皛睿祐禛秝秾穎竑笙筠綺緯繼纮翀聿芃芊芸荃莙菂萱蓁薇蘅蕙袆訢諺譞賾轶遠"
        "迺逵邠郗醴鉉錞鎔鏵鑌閎隽雱霈霏韬顼飏馡驍骁鵬鶴龢㑇㐱㛃㳘㵘䶮𠅤𣲗𣲘𥕢𦭜𧿹𨐈𩽾"
        "𪟝𪣻𪩘𪾢𫄨𫄸𫍣𫍯𫍲𫍽𫐄𫐐𫓧𫓹𫔎𫔶𫖮𫖯𫖳𫗧𫘝𫘦𫘧𫘨𫘪𫘬𫚕𫚖𫚭𫛭𫞩𫟅𫟦𫟹𫟼𫠆𫠊𫠜𫢸𫫇𫭟"
        "𫭢𫭼𫮃𫰛𫵷𫶇𫷷𫸩𬀩𬀪𬂩𬃊𬃮𬇕𬇙𬇹𬉼𬊈𬊤𬌗𬍛𬍡𬍤𬎆𬏘𬒈𬒔𬒗𬘓𬘘𬘡𬘩𬘫𬘬𬘭𬘯𬙂𬙊𬙋𬜬𬜯𬞟𬟁𬟽𬣙𬣞𬣡𬣳"
        "𬤇𬤊𬤝𬨂𬨎𬩽𬪩𬬩𬬭𬬮𬬱𬬸𬬹𬬻𬬿𬭁𬭊𬭎𬭚𬭛𬭤𬭩𬭬𬭭𬭯𬭳𬭶𬭸𬭼𬮱𬮿𬯀𬯎𬱖𬱟𬳵𬳶𬳽𬳿𬴂𬴃𬴊𬶋𬶍𬶏𬶐𬶟𬶠"
        "𬶨𬶭𬶮𬷕𬸘𬸚𬸣𬸦𬸪𬹼𬺈𬺓",
    )
)


@dataclass(frozen=True)
class Face:
    """One file to make: where from, what it is called, which characters it keeps."""

    file: str
    family: str
    source: str
    number: int
    licence: str
    characters: frozenset[int]


def gb2312(*rows: range) -> frozenset[int]:
    """The characters of GB 2312-80 in these rows; no row given, all of them, signs included."""
    found = set()
    for first in (row + 0xA0 for part in rows or (range(1, 88),) for row in part):
        for second in range(0xA1, 0xFF):
            text = bytes([first, second]).decode("gb2312", errors="ignore")
            found.update(map(ord, text))
    return frozenset(found)


def national_table(packages: Path) -> frozenset[int]:
    """The 8105 characters of 通用规范汉字表 (2013), as Unihan's kTGH lists them."""
    with bz2.open(packages / "usr/share/unicode/Unihan_OtherMappings.txt.bz2", "rt") as lines:
        rows = (line.split("\t") for line in lines if "\tkTGH\t" in line)
        return frozenset(int(code.removeprefix("U+"), base=16) for code, *_ in rows)


def cmap_of(path: Path, number: int) -> frozenset[int]:
    with TTFont(path, fontNumber=number, lazy=True) as font:
        return frozenset(font.getBestCmap())


def noto_number(path: Path, family: str) -> int:
    """The place of a family in a font collection."""
    for number in range(9):
        with TTFont(path, fontNumber=number, lazy=True) as font:
            if font["name"].getDebugName(1) == family:
                return number
    raise SystemExit(f"{path.name} has no {family}")


def faces(packages: Path) -> list[Face]:
    fandol, noto = packages / FANDOL, packages / NOTO
    serif, serif_bold = noto / "NotoSerifCJK-Regular.ttc", noto / "NotoSerifCJK-Bold.ttc"
    regular = noto_number(serif, "Noto Serif CJK SC")
    table = national_table(packages)
    common = gb2312() | ASCII | SIGNS
    # Fandol draws ・ with the glyph of ·, so that text copied out of a paper would differ.
    fang = (common & cmap_of(fandol / "FandolFang-Regular.otf", 0)) - {ord("・")}
    every = common | table | NAME_EXTRAS
    # Heads of parts need no kana, Greek, Cyrillic or box-drawing: signs and hanzi only.
    heads = fang & (gb2312(range(1, 4), range(16, 88)) | ASCII | SIGNS)
    return [
        Face("HuifangFangSong.ttf", "Huifang FangSong", str(fandol / "FandolFang-Regular.otf"), 0,
             FANDOL_LICENCE, characters=fang),
        Face("HuifangKaiTi.ttf", "Huifang KaiTi", str(fandol / "FandolKai-Regular.otf"), 0,
             FANDOL_LICENCE, characters=heads),
        Face("HuifangHeiTi.ttf", "Huifang HeiTi", str(fandol / "FandolHei-Regular.otf"), 0,
             FANDOL_LICENCE, characters=heads),
        Face("HuifangBiaoSong.ttf", "Huifang BiaoSong", str(serif_bold), regular,
             OFL, characters=every),
        Face("HuifangSong.ttf", "Huifang Song", str(serif), regular,
             OFL, characters=(every - fang) | ASCII | SIGNS),
    ]  # fmt: skip


def keep(font: TTFont, characters: Iterable[int]) -> None:
    """Throws away every other glyph, all hints and all layout rules: papers need none."""
    options = subset.Options(
        layout_features=[], hinting=False, notdef_outline=True, glyph_names=False,
        desubroutinize=True,
        drop_tables=["BASE", "GPOS", "GSUB", "GDEF", "VORG", "vhea", "vmtx", "DSIG"],
    )  # fmt: skip
    worker = subset.Subsetter(options)
    worker.populate(unicodes=characters)
    worker.subset(font)


def to_truetype(font: TTFont) -> None:
    """Cubic outlines become quadratic: a renderer cuts and writes them several times faster."""
    order, source = font.getGlyphOrder(), font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        source[name].draw(Cu2QuPen(pen, MAX_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = table = newTable("glyf")
    table.glyphOrder, table.glyphs = order, glyphs
    del font["CFF "]
    table.compile(font)
    metrics = font["hmtx"].metrics
    for name, glyph in glyphs.items():
        metrics[name] = (metrics[name][0], getattr(glyph, "xMin", 0))
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in (
        "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs",
        "maxStackElements", "maxSizeOfInstructions", "maxComponentElements",
    ):  # fmt: skip
        setattr(maxp, field, 0)
    maxp.maxZones = 1
    font["post"].formatType = 3.0
    font.sfntVersion = "\000\001\000\000"


def rename(font: TTFont, face: Face) -> None:
    """Own names, as the OFL asks of changed copies; copyright lines stay."""
    names = font["name"]
    copyright_line = names.getDebugName(0) or "Copyright the Fandol team (Clerk Ma, Jie Su)"
    origin = names.getDebugName(4)
    names.names = []
    builder = FontBuilder(font=font)
    builder.setupNameTable({
        "copyright": copyright_line,
        "familyName": face.family,
        "styleName": "Regular",
        "uniqueFontIdentifier": f"{face.family} 1.0",
        "fullName": face.family,
        "version": "Version 1.0",
        "psName": face.family.replace(" ", ""),
        "description": f"Subset of {origin} with TrueType outlines, made for official papers.",
        "licenseDescription": face.licence,
    }, mac=False)  # fmt: skip
    # Each face stands alone as one regular weight, so that nothing is ever emboldened or slanted.
    font["OS/2"].usWeightClass = 400
    font["OS/2"].fsSelection = 0b0100_0000
    font["head"].macStyle = 0


def level(font: TTFont) -> None:
    """The same ascent and descent everywhere: a borrowed character must not move its line."""
    head, os2 = font["hhea"], font["OS/2"]
    head.ascent = os2.sTypoAscender = os2.usWinAscent = ASCENT
    head.descent = os2.sTypoDescender = -DESCENT
    os2.usWinDescent = DESCENT
    head.lineGap = os2.sTypoLineGap = 0


def make(face: Face) -> tuple[str, frozenset[int]]:
    font = TTFont(face.source, fontNumber=face.number)
    keep(font, face.characters)
    to_truetype(font)
    rename(font, face)
    level(font)
    font["head"].modified = font["head"].created = MADE
    font.recalcTimestamp = False
    font.save(OUT / face.file)
    return face.family, frozenset(font.getBestCmap())


def ranges(codes: frozenset[int]) -> str:
    """`20-7E A0 …`, which is how coverage.txt says what a face can draw."""
    runs: list[list[int]] = []
    for code in sorted(codes):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return " ".join(f"{a:X}" if a == b else f"{a:X}-{b:X}" for a, b in runs)


def fetch(folder: Path) -> None:
    subprocess.run(["apt-get", "download", *PACKAGES], cwd=folder, check=True)
    for package in sorted(folder.glob("*.deb")):
        subprocess.run(["dpkg", "-x", str(package), str(folder)], check=True)


def licences(packages: Path) -> None:
    """The GPL with Fandol's exception at its end; the OFL from Debian's copyright file."""
    docs = packages / "usr/share/doc"
    gpl = gzip.decompress((docs / "texlive-doc/fonts/fandol/COPYING.gz").read_bytes())
    (OUT / "COPYING.GPL3").write_bytes(gpl)
    stanza = (docs / "fonts-noto-cjk/copyright").read_text().split("License: SIL-1.1\n")[-1]
    lines = stanza.split("\nLicense:")[0].splitlines()
    text = "\n".join("" if line == " ." else line.removeprefix(" ") for line in lines)
    notice = "© 2017-2022 Adobe (http://www.adobe.com/).\nNoto is a trademark of Google Inc.\n\n"
    (OUT / "OFL.txt").write_text(notice + text.strip() + "\n")


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        packages = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(temporary)
        if len(sys.argv) < 2:
            fetch(packages)
        with ProcessPoolExecutor(2) as pool:
            made = list(pool.map(make, faces(packages)))
        licences(packages)
    alike: dict[frozenset[int], list[str]] = {}
    for family, codes in made:
        alike.setdefault(codes, []).append(family)
    lines = [f"{', '.join(families)}: {ranges(codes)}" for codes, families in alike.items()]
    (OUT / "coverage.txt").write_text("\n".join(lines) + "\n")
    for family, codes in made:
        print(f"{family}: {len(codes)} characters")


if __name__ == "__main__":
    main()
