"""Results by role, the two signatures of a conclusion, and the lists."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from cases.choices import DossierStatus
from cases.models import Dossier
from evaluation.actions import write_conclusion
from evaluation.choices import MissingReason, RoundKind
from evaluation.models import Conclusion, Round
from tests import factories
from tests.evaluation.pages import EXAMPLES, signed_in, text_of, url
from tests.evaluation.rounds import ENOUGH, conclusion

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fixed_day")]


class TestResults:
    def test_words_drawings_tables_and_process(self, office):
        round_ = office.computed(ZZ_P1=3)
        response = signed_in(office.writer).get(url("results", round_.code))
        page, html = text_of(response), response.content.decode()
        assert "系统测算：表现突出。参考分99.3，正向98.8，反向100.0" in page
        assert "各类主体看法高度一致" in page
        assert "收回／发出8／8份计入8份，4类评价主体" in page
        assert "政治思想95.0看法较一致" in page
        assert "其他主体（合并）：单位及党组织领导、服务对象、内部监督部门合并5份，99.3分。" in page
        assert "计算过程" in page
        assert "测算仅供研判参考，结论由人撰写并由另一人确认。" in page
        assert html.count('role="img"') >= 2
        assert "style=" not in html

    def test_every_drawing_has_a_table_with_its_numbers(self, office):
        html = signed_in(office.writer).get(url("results", office.computed().code)).content.decode()
        for slug in ("dimensions", "radar"):
            assert f'aria-labelledby="{slug}-title {slug}-desc"' in html
            assert re.search(rf'{slug}-desc">政治思想100\.0，认错悔错与整改100\.0', html)
        assert (
            len(re.findall(r'<th scope="row">政治思想</th><td class="number">100\.0</td>', html))
            == 2
        )

    def test_insufficient_data_are_explained(self, office):
        page = text_of(
            signed_in(office.writer).get(url("results", office.computed(sizes={"LD": 2}).code))
        )
        assert "系统测算：数据不足，不定等次。还缺：" in page
        assert "达到最低份数的评价主体有1类，至少需要4类。" in page
        assert "。参考分" not in page

    def test_before_computing_nothing_is_shown(self, office):
        page = text_of(signed_in(office.writer).get(url("results", office.filled().code)))
        assert "本轮评价进行中，截止并计算以后显示结果。" in page

    def test_stability_is_for_the_case_office_only(self, office):
        round_ = office.open()
        for group, size in ENOUGH.items():
            for _ in range(size):
                low = {"positive": 2, "negative": 2} if group == "LD" else {}
                office.enter(round_, group, examples=EXAMPLES, **low)
        office_client = signed_in(office.writer)
        data = dict.fromkeys(("QZ", "JS", "SJ", "TY"), MissingReason.NONE_EXISTS)
        office_client.post(url("close", round_.code), data)
        office_client.post(url("compute", round_.code))
        inspector = signed_in(factories.user(Role.INSPECTOR, office.unit))
        address = url("results", round_.code)
        assert "等次不稳定：不计入单位及党组织领导时" in text_of(office_client.get(address))
        assert "等次不稳定" not in text_of(inspector.get(address))

    def test_the_second_round_shows_the_change(self, office):
        office.concluded(positive=3, negative=1)
        response = signed_in(office.writer).get(url("results", office.computed().code))
        page = text_of(response)
        assert "与上一轮相比上升（+25.0）" in page
        assert "政治思想100.075.0上升（+25.0）" in page
        assert 'stroke-dasharray="6 4"' in response.content.decode()

    def test_a_unit_reads_words_and_dimensions_and_no_groups(self, office):
        round_ = office.concluded()
        client = signed_in(factories.user(Role.UNIT, office.dossier.cadre.unit))
        page = text_of(client.get(url("results", round_.code)))
        assert "结论：表现突出" in page
        assert "政治思想100.0" in page
        assert "身边同事" not in page
        assert "参考分" not in page
        assert "计算过程" not in page

    def test_a_helper_reads_the_words_alone(self, office):
        account = factories.user(Role.HELPER, office.dossier.cadre.unit)
        factories.helper(office.dossier, account=account)
        round_ = office.concluded()
        page = text_of(signed_in(account).get(url("results", round_.code)))
        assert "结论：表现突出" in page
        assert "政治思想" not in page

    def test_before_the_conclusion_a_unit_finds_nothing(self, office):
        round_ = office.computed()
        client = signed_in(factories.user(Role.UNIT, office.dossier.cadre.unit))
        assert client.get(url("results", round_.code)).status_code == 404
        assert "还没有已确认的评价结论" in text_of(client.get(url("dossier", office.dossier.code)))


class TestConclusion:
    def write(self, client, round_, **changed):
        data = {"verdict": "standout", "text": "认识到位，履职积极。", "departure_reason": ""}
        return client.post(url("conclusion", round_.code), data | changed)

    def test_one_writes_and_another_confirms(self, office):
        round_ = office.computed(RoundKind.FINAL)
        writer, second = signed_in(office.writer), signed_in(office.second)
        assert self.write(writer, round_).status_code == 303
        mine, theirs = (each.get(url("conclusion", round_.code)) for each in (writer, second))
        assert "结论由您撰写，须由另一人确认。" in text_of(mine)
        assert url("confirm", round_.code) not in mine.content.decode()
        assert url("confirm", round_.code) in theirs.content.decode()
        second.post(url("confirm", round_.code))
        assert Conclusion.objects.confirmed().get().decided_by == office.second
        assert Dossier.objects.get().status == DossierStatus.CONCLUDED

    def test_the_writer_cannot_confirm_by_post(self, office):
        round_ = office.computed(RoundKind.FINAL)
        client = signed_in(office.writer)
        self.write(client, round_)
        page = client.post(url("confirm", round_.code), follow=True)
        assert "撰写人不能确认或退回自己的结论" in text_of(page)
        assert Dossier.objects.get().status == DossierStatus.RATING

    def test_two_writers_at_once_leave_one_conclusion(self, office):
        round_ = office.computed()
        self.write(signed_in(office.writer), round_)
        self.write(signed_in(office.second), round_)
        assert Conclusion.objects.get().written_by == office.writer

    def test_no_words_are_chosen_for_the_writer(self, office):
        page = signed_in(office.writer).get(url("conclusion", office.computed().code))
        assert "checked" not in page.content.decode()

    def test_other_words_than_computed_need_a_reason(self, office):
        response = self.write(signed_in(office.writer), office.computed(), verdict="good")
        assert response.status_code == 422
        assert "结论用语与测算的“表现突出”不一致，请填写理由。" in text_of(response)
        assert "认识到位，履职积极。" in text_of(response)

    def test_with_insufficient_data_only_no_grade_can_be_chosen(self, office):
        round_ = office.computed(sizes={"LD": 1})
        client = signed_in(office.writer)
        page = client.get(url("conclusion", round_.code)).content.decode()
        assert re.findall(r'name="verdict" value="(\w+)"', page) == ["none"]
        response = self.write(client, round_, verdict="none")
        assert "数据不足，请填写不再补充评价、直接作出结论的理由。" in text_of(response)
        assert (
            self.write(client, round_, verdict="none", waiver_reason="单位已撤并").status_code
            == 303
        )

    def test_a_returned_one_comes_back_to_its_writer_with_the_text(self, office):
        round_ = office.computed()
        writer, second = signed_in(office.writer), signed_in(office.second)
        self.write(writer, round_)
        assert second.post(url("give_back", round_.code), {"reason": ""}).status_code == 422
        second.post(url("give_back", round_.code), {"reason": "请补充主要依据"})
        page = text_of(writer.get(url("conclusion", round_.code)))
        assert "上一稿由杨正退回：请补充主要依据。" in page
        assert "认识到位，履职积极。" in page

    def test_a_leader_confirms_but_does_not_write(self, office):
        round_ = office.computed()
        leader = signed_in(office.leader)
        assert "承办人还没有撰写结论" in text_of(leader.get(url("conclusion", round_.code)))
        write_conclusion(round_, content=conclusion(), by=office.writer, on=factories.TODAY)
        leader.post(url("confirm", round_.code))
        assert Conclusion.objects.confirmed().count() == 1


class TestLists:
    def test_names_stand_without_scores_or_words(self, office):
        office.concluded()
        page = text_of(signed_in(office.writer).get(f"{url('list')}?state=confirmed"))
        assert "许明澈" in page
        assert "8／8份" in page
        for word in ("100", "表现突出", "优秀", "参考分"):
            assert word not in page

    def test_the_list_asks_as_much_for_three_as_for_one(self, office):
        client = signed_in(office.writer)
        office.open()
        client.get(url("list"))
        counts = []
        for name in ("", "何静", "冯雪"):
            if name:
                more = factories.dossier(office.unit, name=name)
                Round.objects.create(
                    dossier=more,
                    instrument=Round.objects.first().instrument,
                    number=1,
                    kind="yearly",
                    opened_on=factories.TODAY,
                    due_on=factories.TODAY,
                    opened_by=office.writer,
                )
            with CaptureQueriesContext(connection) as seen:
                client.get(url("list"))
            counts.append(len(seen))
        assert len(set(counts)) == 1

    def test_a_dossier_lists_its_rounds_with_what_was_concluded(self, office):
        office.concluded()
        page = text_of(signed_in(office.writer).get(url("dossier", office.dossier.code)))
        assert "第1轮年度评价已确认2026年9月30日8／8份表现突出" in page
        assert "发起评价" in page

    def test_while_a_round_runs_no_second_is_offered(self, office):
        office.open()
        page = text_of(signed_in(office.writer).get(url("dossier", office.dossier.code)))
        assert "发起评价" not in page

    def test_empty_lists_are_a_sentence(self, office):
        client = signed_in(office.writer)
        assert "这里没有评价轮次" in text_of(client.get(url("list")))
        assert "还没有开展过综合评价" in text_of(client.get(url("dossier", office.dossier.code)))
