"""A form filled in again, and the picture of a secret."""

import pytest

from signin.render import Sent, refill, square

PAGE = """<!doctype html><html><body>
<form action="/find/" method="get"><input name="note" value="untouched"></form>
<main id="main"><h1>记录</h1>
<form method="post">
  <input type="hidden" name="csrfmiddlewaretoken" value="fresh">
  <input type="hidden" name="version" value="7">
  <input type="text" name="name" value="旧" maxlength="50" required>
  <input name="row"><input name="row" value="b"><input name="row" value="c">
  <input type="file" name="paper"><input type="password" name="proof">
  <input type="checkbox" name="tags" value="a" checked>
  <input type="checkbox" name="tags" value="b">
  <input type="radio" name="mood" value="1" checked /><input type="radio" name="mood" value="2">
  <select name="place"><option value="" selected>请选择</option>
    <option value="office">办公室</option></select>
  <textarea name="note" rows="4">以前的 &amp; 文字</textarea>
  <button name="act" value="save">保存</button>
</form>
<form method="post" action="/other/"><input name="name" value="untouched"></form>
</main></body></html>"""
FIELDS = {
    "csrfmiddlewaretoken": ["stale"],
    "version": ["5"],
    "name": ["许明澈"],
    "row": ["一", "二"],
    "tags": ["b"],
    "mood": ["2"],
    "place": ["office"],
    "note": ['\n第一行<b>\n第二行 & "引号"'],
    "act": ["save"],
    "extra-3": ["加出来的一行", " "],
}


def filled(page=PAGE, *, fields=FIELDS, address="/visit/new/", on="/visit/new/"):
    seen = []

    def notice(left_over):
        seen.extend(left_over)
        return "<p>NOTICE</p>"

    return refill(page, Sent(page=on, address=address, fields=fields), notice=notice), seen


@pytest.mark.parametrize(
    "part",
    [
        '<main id="main"><p>NOTICE</p><h1>',
        'name="csrfmiddlewaretoken" value="fresh">',
        'name="version" value="5">',
        '<input type="text" name="name" maxlength="50" required value="许明澈">',
        '<input name="row" value="一"><input name="row" value="二"><input name="row" value="c">',
        '<input type="checkbox" name="tags" value="a">',
        '<input type="checkbox" name="tags" value="b" checked>',
        '<input type="radio" name="mood" value="1">',
        '<input type="radio" name="mood" value="2" checked>',
        '<option value="">请选择</option>',
        '<option value="office" selected>',
        '<textarea name="note" rows="4">\n\n第一行&lt;b&gt;\n第二行 &amp; "引号"</textarea>',
        '<input name="note" value="untouched">',
        '<form method="post" action="/other/"><input name="name" value="untouched">',
        '<input type="file" name="paper"><input type="password" name="proof">',
    ],
)
def test_every_kind_of_field_takes_its_value_and_others_keep_theirs(part):
    assert part in filled()[0]


def test_what_the_page_has_no_field_for_is_handed_to_the_notice():
    assert filled()[1] == ["加出来的一行"]


def test_where_the_form_is_gone_every_text_is_handed_over():
    html, left = filled(address="/gone/")
    assert 'value="许明澈"' not in html
    assert set(left) >= {"许明澈", "一", "二"}


@pytest.mark.parametrize("action", ["/visit/new/", "new/", "../new/", ""])
def test_the_form_is_known_by_where_it_is_sent(action):
    page = f'<main><form method="post" action="{action}"><input name="name"></form></main>'
    html, _ = filled(page, on="/visit/" if action == "new/" else "/visit/new/")
    assert 'value="许明澈"' in html


def test_a_value_cannot_break_out_of_its_field():
    fields = {"name": ['"><script>alert(1)</script>'], "note": ["</textarea><script>x</script>"]}
    html, _ = filled(fields=fields)
    assert "<script" not in html


def test_a_page_without_a_form_is_left_as_it_is():
    html, _ = filled("<p>nothing</p>")
    assert html == "<p>nothing</p>"


def test_the_picture_is_one_path_with_a_quiet_border():
    picture = square("otpauth://totp/x?secret=GEZDGNBV")
    assert picture.path.startswith("M4 4h1v1h-1z")
    assert picture.size >= 29
    places = [part.split("h")[0].split() for part in picture.path.split("M")[1:]]
    assert max(int(x) for x, _ in places) == picture.size - 5
    assert square("a").path != square("b").path
