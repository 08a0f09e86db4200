"""Typing paper ballots in, and the blank sheet that goes out."""

import re

import pytest

from evaluation.models import Ballot
from tests.evaluation.pages import paper, signed_in, text_of, url
from tests.evaluation.sheets import HFPJ

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fixed_day")]


class TestPaperEntry:
    def address(self, round_, group="TS"):
        return f"{url('paper_entry', round_.code)}?group={group}"

    def test_the_group_is_chosen_first(self, office):
        page = signed_in(office.writer).get(url("paper_entry", office.open().code))
        assert "0／3身边同事" in text_of(page)
        assert "家属" not in text_of(page)

    def test_only_the_items_of_the_group_are_asked_and_nothing_is_chosen(self, office):
        page = signed_in(office.writer).get(self.address(office.open(), "FW")).content.decode()
        asked = {int(seq) for seq in re.findall(r'name="item_(\d+)"', page)}
        assert asked == {item.seq for item in HFPJ.items_for("FW")}
        assert page.count('type="radio"') == 7 * len(asked)
        assert page.count("data-rating>") == len(asked)
        assert "checked" not in page

    def test_each_choice_has_its_words_and_its_digit(self, office):
        page = signed_in(office.writer).get(self.address(office.open())).content.decode()
        found = re.findall(
            r'name="item_4"[^>]*value="(\w+)" data-key="(\d)"> ([^<]+)</label>', page
        )
        assert found == [
            ("4", "4", "严重存在"),
            ("3", "3", "较为突出"),
            ("2", "2", "时有发生"),
            ("1", "1", "偶有苗头"),
            ("0", "0", "未发现"),
            ("unknown", "5", "不了解"),
            ("none", "6", "不适用"),
        ]

    def test_saving_goes_on_to_the_next_sheet_of_the_group(self, office):
        round_ = office.open()
        client = signed_in(office.writer)
        response = client.post(
            self.address(round_), paper("TS", item_1="unknown", item_2="none", item_5="1")
        )
        assert (response.status_code, response.url) == (303, self.address(round_))
        ballot = Ballot.objects.get()
        assert ballot.answers[:5] == [None, -1, 4, 0, 1]
        assert (ballot.group, ballot.entered_by) == ("TS", office.writer)
        assert "第1号票已保存：身边同事第1份，共发出3份。" in text_of(client.get(response.url))

    def test_the_last_sheet_of_a_group_leads_back_to_the_round(self, office):
        round_ = office.open()
        response = signed_in(office.writer).post(self.address(round_, "NJ"), paper("NJ"))
        assert response.url == url("round", round_.code)

    def test_sending_twice_is_one_ballot(self, office):
        round_ = office.open()
        client = signed_in(office.writer)
        data = paper("TS")
        client.post(self.address(round_), data)
        again = client.post(self.address(round_), data)
        assert again.status_code == 303
        assert Ballot.objects.count() == 1

    def test_faults_are_named_and_every_choice_is_kept(self, office):
        data = paper("TS", item_4="2", item_5="3", example_5="两次没有参加", item_9="9")
        del data["item_1"]
        response = signed_in(office.writer).post(self.address(office.open()), data)
        page = response.content.decode()
        assert response.status_code == 422
        assert "第1项还没有选择，不清楚的请选“不了解”。" in page
        assert "第4项选了“时有发生”或以上，请录入举例；没有写的填“不便举例”。" in page
        assert "第9项只能选页面上的选项。" in page
        assert "第5项选了" not in page
        assert "两次没有参加" in page
        # 35 asked, one left out, one off the scale
        assert page.count(" checked") == 33
        assert Ballot.objects.count() == 0

    def test_an_unknown_group_is_not_found(self, office):
        round_ = office.open()
        assert signed_in(office.writer).get(self.address(round_, "XX")).status_code == 404

    def test_after_closing_nothing_is_lost_silently(self, office):
        round_ = office.computed()
        response = signed_in(office.writer).post(self.address(round_), paper("TS"))
        assert response.status_code == 422
        assert "本轮评价已截止，这份评价票没有保存。" in text_of(response)


class TestBlank:
    REVEALING = ("处分", "处理", "违纪", "回访", "影响期", "认错", "教育管理", "档案")

    @pytest.mark.parametrize("group", ["QZ", "JS", "FW", "TY"])
    def test_a_sheet_for_outside_raters_reveals_nothing(self, office, group):
        response = signed_in(office.writer).get(url("blank", office.open().code, group))
        html = response.content.decode()
        printed = text_of(response).split("返回", 1)[1]
        assert "<title>干部综合表现评价表</title>" in html
        assert [word for word in self.REVEALING if word in printed] == []
        assert "评价对象：" in printed

    def test_it_holds_the_items_of_the_group(self, office):
        page = text_of(signed_in(office.writer).get(url("blank", office.open().code, "FW")))
        assert page.count("□不适用") == len(HFPJ.items_for("FW"))
