"""What a browser still holds after a visit: every kind of storage a page can write to."""

import json
from typing import Any

from django.conf import settings

from accounts.models import User
from tests.walls.visiting import Visitor
from tests.walls.world import World

HELD = """async () => {
  const held = {local: {...localStorage}, session: {...sessionStorage}, databases: [], caches: []};
  for (const {name, version} of await indexedDB.databases()) {
    const db = await new Promise((good, bad) => {
      const asked = indexedDB.open(name, version);
      asked.onsuccess = () => good(asked.result);
      asked.onerror = bad;
    });
    for (const store of db.objectStoreNames) {
      const rows = await new Promise((good) => {
        const asked = db.transaction(store).objectStore(store).getAll();
        asked.onsuccess = () => good(asked.result);
      });
      held.databases.push([name, store, rows]);
    }
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      held.caches.push([request.url, await (await cache.match(request)).text()]);
    }
  }
  held.history = history.state;
  held.window = window.name;
  return held;
}"""


def storage_of(browser: Any, world: World) -> list[str]:
    """An officer reads a file and types into a long form; then everything kept is read out."""
    visitor = Visitor("officer_a", User.objects.get(pk=world.users["officer_a"]))
    page = browser.new_page()
    cookie = visitor.client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": browser.base_url}])
    code = world.code("plain", "cases.Dossier")
    held = []
    for address in ("/people/", f"/people/{code}/", f"/people/{code}/visits/new/"):
        page.goto(address)
        areas = page.locator("textarea:visible")
        if areas.count():
            areas.first.fill(world.rows["plain"]["visits.Visit"][0][1])
            page.wait_for_timeout(2500)
        held.append(json.dumps(page.evaluate(HELD), default=str, ensure_ascii=False))
        held.append(page.title())
    return held
