"""A real headless Chromium on the live server; what the console complains about fails the test."""

import os
import re
import shutil
from collections.abc import Iterator

import pytest

from tests.plugins.database import ROOT

FLAGS = [
    # Only our own pages are shown; as root, and in most containers, there is no sandbox to have.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
]
VIEWPORT = {"width": 1366, "height": 768}
# Not by name: a bare machine may have no /etc/hosts.
os.environ.setdefault("DJANGO_LIVE_TEST_SERVER_ADDRESS", "127.0.0.1")
PICTURES = ROOT / ".run" / "pictures"


class Visitors:
    """Opens pages for one test, each visitor with his own cookies; hears their complaints."""

    def __init__(self, chromium, base_url: str) -> None:
        self.chromium, self.base_url = chromium, base_url
        self.pages: list = []
        self.complaints: list[str] = []
        self.expected: list[str] = []

    def new_page(self, **options):
        """A page of a new visitor; options as for Playwright's new_context."""
        options = {"viewport": VIEWPORT, "locale": "zh-CN", "base_url": self.base_url, **options}
        context = self.chromium.new_context(**options)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        self.pages.append(page)
        return page

    def expect(self, words: str) -> None:
        """A complaint with these words is part of the test, for example "403"."""
        self.expected.append(words)

    def _hear(self, message) -> None:
        if message.type == "error":
            self.complaints.append(f"{message.location.get('url', '')}: {message.text}")

    def unexpected(self) -> list[str]:
        return [text for text in self.complaints if not any(word in text for word in self.expected)]


@pytest.fixture(scope="session")
def chromium() -> Iterator:
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        pytest.fail("没有找到 Chromium。请执行：apt-get install chromium")
    # Playwright's greenlet keeps an event loop running in this thread; the ORM is not in it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def browser(chromium, live_server, request: pytest.FixtureRequest) -> Iterator[Visitors]:
    """Several visitors at once: `browser.new_page()` for each; see also `page`."""
    visitors = Visitors(chromium, live_server.url)
    yield visitors
    report = getattr(request.node, "call_report", None)
    if report is not None and report.failed:
        _keep_pictures(visitors, request.node.name)
    for page in visitors.pages:
        page.context.close()
    if unexpected := visitors.unexpected():
        pytest.fail("the console complained:\n" + "\n".join(unexpected))


@pytest.fixture
def page(browser: Visitors):
    """One page at 1366x768; addresses are relative to the live server."""
    return browser.new_page()


def _keep_pictures(visitors: Visitors, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    plain = re.sub(r"[^\w-]", "_", name)
    for number, page in enumerate(visitors.pages):
        page.screenshot(path=PICTURES / f"{plain}-{number}.png", full_page=True)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    report = yield
    if report.when == "call":
        item.call_report = report
    return report
