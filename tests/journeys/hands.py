"""A user's hands at one page: pointer or keyboard, every press counted.

With a script the page's own listeners count; without one the driver counts what it presses.
"""

import re
from dataclasses import dataclass, field

from django.conf import settings
from django.test import Client

from tests.visits.people import BACKEND

# Pointer presses, Enter and Space that set something going, and all other keys (ux 1.3).
LISTENERS = """
window.addEventListener("pointerdown", (event) => event.isTrusted && told("press"), true);
window.addEventListener("keydown", (event) => {
  if (!event.isTrusted) return;
  const writing = event.target.matches("textarea, input:not([type=radio]):not([type=checkbox])");
  const sets = event.key === "Enter" ? !event.target.matches("textarea") : event.key === " ";
  told(sets && !(writing && event.key === " ") ? "press" : "key");
}, true);
"""
HAN = re.compile(r"[\u4e00-\u9fff]")
ACTIVE = "document.activeElement"
MOST_TABS = 150


def seated(browser, user, **options):
    """A page of that user, signed in by session: the sign-in page has its own tests."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    name = settings.SESSION_COOKIE_NAME
    page = browser.new_page(**options)
    page.context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": browser.base_url}]
    )
    return page


@dataclass
class Tally:
    presses: int = 0
    keys: int = 0
    characters: int = 0
    decisions: int = 0

    @property
    def seconds(self) -> float:
        """The keystroke-level model of ux 1.3, without the server's part."""
        return (
            1.1 * self.presses
            + 0.8 * self.characters
            + 0.28 * max(self.keys, 0)
            + 1.35 * self.decisions
        )


@dataclass
class Hands:
    page: object
    by_keys: bool
    scripted: bool
    tally: Tally = field(default_factory=Tally)

    def __post_init__(self) -> None:
        if self.scripted:
            self.page.expose_function("told", self._told)
            self.page.add_init_script(LISTENERS)

    def _told(self, what: str) -> None:
        if what == "press":
            self.tally.presses += 1
        else:
            self.tally.keys += 1

    def key(self, name: str) -> None:
        self.page.keyboard.press(name)
        if not self.scripted:
            self._told("press" if name in ("Enter", "Space") else "key")

    def press(self, target) -> None:
        """Follow a link, press a button."""
        if self.by_keys:
            self._tab_to(target)
            self.key("Enter")
            return
        target.click()
        if not self.scripted:
            self._told("press")

    def choose(self, group: str, *labels: str) -> None:
        boxes = self.page.get_by_role("group", name=group)
        self.tally.decisions += 1
        for label in labels:
            box = boxes.get_by_label(label, exact=True)
            if self.by_keys:
                self._choose_by_keys(box)
            else:
                # On the words, as a finger does; the box itself is small.
                box.locator("xpath=ancestor::label").click()
                if not self.scripted:
                    self._told("press")
            assert box.is_checked()

    def pick(self, label: str, value: str) -> None:
        """A list that opens: to open it and to take one are two presses."""
        box = self.page.get_by_label(label, exact=True)
        self.tally.decisions += 1
        if self.by_keys:
            self._tab_to(box)
            while box.locator("option:checked").inner_text() != value:
                self.key("ArrowDown")
            return
        box.select_option(label=value)
        self.tally.presses += 2

    def write(self, label: str, words: str) -> None:
        """The keyboard is in the hands anyway: Tab leads on to the box. Characters of an input
        method arrive without keys."""
        # The label may say behind its name that it can be left out.
        self._tab_to(self.page.get_by_label(re.compile(f"^{label}(（选填）)?$")))
        self.tally.decisions += 1
        self.tally.characters += len(HAN.findall(words))
        self.page.keyboard.insert_text(words)

    def date(self, label: str, day) -> None:
        """Typed as eight figures into the browser's own field, whose order is that of its land."""
        field = self.page.get_by_label(label, exact=True)
        self._tab_to(field)
        field.fill(day.isoformat())
        self.tally.keys += 8
        self.tally.decisions += 1

    def _choose_by_keys(self, box) -> None:
        boxes = box.locator("xpath=ancestor::fieldset[1]")
        is_radio = box.get_attribute("type") == "radio"
        self._tab_to(boxes.locator("input").first if is_radio else box)
        if not is_radio or box.evaluate(f"box => box === {ACTIVE}"):
            self.key("Space")
            return
        for _ in range(boxes.locator("input").count()):
            self.key("ArrowDown")
            if box.is_checked():
                return

    def _tab_to(self, target) -> None:
        for _ in range(MOST_TABS):
            if target.evaluate(f"target => target === {ACTIVE}"):
                return
            self.key("Tab")
        raise AssertionError("not reached with Tab")
