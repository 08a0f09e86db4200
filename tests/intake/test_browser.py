"""The wizard in a real browser, with a real worker: from the file to the undo."""

import pytest

from accounts.roles import Role
from cases.models import Cadre
from tests import factories
from tests.intake.conftest import CLEAN, FAULTY

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.slow]


def sign_in(page, user):
    page.goto("/login/")
    page.get_by_label("用户名").fill(user.username)
    page.get_by_label("密码").fill(factories.PASSWORD)
    page.get_by_role("button", name="登录").click()


def upload(page, path):
    page.goto("/import/")
    page.get_by_label("台账文件").set_input_files(path)
    page.get_by_role("button", name="上传并读取").click()
    page.wait_for_url("**/map/")
    page.get_by_role("button", name="核对各行").click()
    page.wait_for_url("**/check/")


def looked_at(page, folder, name):
    """A picture at both sizes, for whoever wants to look."""
    for width, height in ((1366, 768), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name} is {wide} wide at {width}"
    page.set_viewport_size({"width": 1366, "height": 768})


def test_a_ledger_goes_in_and_out_again(page, worker, tmp_path):
    office = factories.office()
    officer = factories.user(Role.OFFICER, office)
    sign_in(page, officer)
    page.goto("/import/")
    looked_at(page, tmp_path, "1-upload")
    page.get_by_label("台账文件").set_input_files(FAULTY)
    page.get_by_role("button", name="上传并读取").click()
    page.wait_for_url("**/map/")
    looked_at(page, tmp_path, "2-map")
    page.get_by_role("button", name="核对各行").click()
    page.wait_for_url("**/check/")
    assert page.get_by_text("需修改12", exact=False).count()
    looked_at(page, tmp_path, "3-check")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载有问题的12行").click()
    assert download.value.suggested_filename.startswith("有问题的行")
    page.get_by_role("button", name="导入48行").click()
    page.get_by_role("link", name="查看结果").click(timeout=60_000)
    looked_at(page, tmp_path, "4-result")
    assert Cadre.objects.live().count() == 48
    page.get_by_role("link", name="撤销本次导入").click()
    looked_at(page, tmp_path, "5-undo")
    page.get_by_role("button", name="撤销本次导入").click()
    page.get_by_role("link", name="查看结果").click(timeout=60_000)
    assert Cadre.objects.live().count() == 0
    upload(page, CLEAN)
    page.goto("/import/")
    looked_at(page, tmp_path, "6-list")
