"""A picture is decoded and drawn anew: upright, without a place, a camera or a hidden tail."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from attachments.rules.limits import DAMAGED, MAX_PIXELS, PICTURE_SIDE, Unfit
from attachments.rules.reading.found import Found

# The size is judged before a single pixel is unpacked; Pillow's own warning comes too late.
Image.MAX_IMAGE_PIXELS = None
FORMATS = {"jpg": "JPEG", "png": "PNG"}
PLAIN = {"jpg": ("L", "RGB"), "png": ("1", "L", "LA", "RGB", "RGBA")}


def read_picture(data: bytes, kind: str) -> Found:
    try:
        with Image.open(io.BytesIO(data), formats=[FORMATS[kind]]) as source:
            _judge(*source.size)
            clean = _bare(ImageOps.exif_transpose(source), kind)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise Unfit(DAMAGED) from None
    return Found(
        kind=kind,
        content=_written(clean, kind),
        detail=f"{clean.width}×{clean.height}像素",
        picture=small(clean),
    )


def _judge(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise Unfit(f"图片尺寸 {width}×{height} 过大（上限 2500 万像素），请缩小后再上传。")


def _bare(picture: Image.Image, kind: str) -> Image.Image:
    """The pixels and nothing else: a new picture takes along no chunk, no profile, no comment."""
    if picture.mode not in PLAIN[kind]:
        sees_through = kind == "png" and ("transparency" in picture.info or "A" in picture.mode)
        picture = picture.convert("RGBA" if sees_through else "RGB")
    return Image.frombytes(picture.mode, picture.size, picture.tobytes())


def _written(picture: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    if kind == "jpg":
        picture.save(out, "JPEG", quality=90)
    else:
        picture.save(out, "PNG")
    return out.getvalue()


def small(picture: Image.Image) -> bytes:
    """A preview as jpg, on white where the picture lets through."""
    shown = picture.copy()
    shown.thumbnail((PICTURE_SIDE, PICTURE_SIDE))
    if shown.mode in {"LA", "RGBA"}:
        ground = Image.new("RGBA", shown.size, "white")
        ground.alpha_composite(shown.convert("RGBA"))
        shown = ground
    out = io.BytesIO()
    shown.convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()
