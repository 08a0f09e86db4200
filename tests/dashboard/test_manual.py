"""帮助: every role finds its own chapters, in the words of docs/manual."""

import pytest

from accounts.roles import Role
from dashboard.context import RAILS
from dashboard.manual import FOLDER, PAGES, SHARED, chapters_for
from tests import factories
from tests.factories import user


@pytest.mark.parametrize("role", Role)
def test_every_role_reads_its_own_pages_and_the_common_one(role):
    titles = [chapter.title for chapter in chapters_for(role)]
    assert len(titles) == len(PAGES[role]) + 2
    assert titles[-2:] == ["登录", "大家都用得上的"]


def test_every_page_of_the_manual_is_read_by_somebody():
    written = {path.stem for path in FOLDER.glob("*.md")} - {"README"}
    assert written == {name for names in (*PAGES.values(), SHARED) for name in names}


def test_lists_tables_and_paragraphs_are_told_apart():
    blocks = chapters_for(Role.HELPER)[0].blocks
    assert blocks[0].text == "一个季度办一件事：谈一次，记一页，大约一分半钟。"
    assert (blocks[1].numbered, len(blocks[1].items)) == (True, 5)
    assert chapters_for(Role.ADMIN)[0].blocks[1].rows[0] == ("谁", "管什么", "不做什么")


@pytest.mark.parametrize("role", Role)
def test_no_mark_of_the_source_is_left(role):
    for chapter in chapters_for(role):
        for block in chapter.blocks:
            cells = [cell for row in block.rows for cell in row]
            for text in (block.heading, block.text, *block.items, *cells):
                assert not [mark for mark in ("**", "`", "](", "|") if mark in text]


@pytest.mark.parametrize("role", Role)
def test_help_is_the_last_entry_of_every_rail(client, db, role):
    client.force_login(user(role, factories.office()))
    page = client.get("/help/")
    assert page.status_code == 200
    assert page.context["navigation"][-1] == ("帮助", "/help/", True)
    assert len(RAILS[role]) + 1 <= 7
