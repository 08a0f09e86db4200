"""T03 of ux 1.4: among 500 people, who stands in the suggestions after at most three letters."""

import random
import sys
import time
from datetime import date

import pytest

from accounts.roles import Role
from cases.actions import DecisionFacts, policy_of
from cases.actions.bulk import Desk, NewPerson, Told, register_people
from cases.models import Cadre, DossierRow
from cases.rules.names import spelling
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PEOPLE, LETTERS, ENOUGH = 500, 3, 0.95
# The most frequent surnames, each as often as its rank lets it be, and given names as they are.
FAMILIES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂华建国文辉玉梅志红波春生海燕宁鹏飞云"


def a_name(rng: random.Random) -> str:
    weights = [1 / (rank + 3) for rank in range(len(FAMILIES))]
    family = rng.choices(FAMILIES, weights)[0]
    return family + "".join(rng.choice(GIVEN) for _ in range(rng.choice((1, 2, 2, 2, 2))))


@pytest.fixture
def officer():
    office, unit = factories.office(), factories.work_unit()
    rng = random.Random(3)
    desk = Desk(
        office, policy_of(office, today=factories.TODAY), None, factories.TODAY, factories.NOON
    )
    found = []
    for number in range(PEOPLE):
        person = Cadre(
            name=a_name(rng), sex="male", politics="member", identity="civil_servant", unit=unit,
            post="科员", born_month=date(1980, 1, 1),
        )  # fmt: skip
        facts = DecisionFacts(
            measure="PW", decided_on=date(2026, 3, 1), organ_name=office.full_name,
            number=f"临纪〔2026〕{number}号",
        )  # fmt: skip
        found.append(NewPerson(person, [Told(facts, paper=number)], helper=("冯修远", "")))
    register_people(found, desk=desk)
    return factories.user(Role.OFFICER, office)


def test_three_letters_show_nearly_everyone_and_the_whole_name_shows_all(officer, client, capsys):
    client.force_login(officer)
    slowest, after_three, after_all = 0.0, 0, 0
    for code, name in DossierRow.objects.values_list("code", "name"):
        begun = time.perf_counter()
        after_three += code in suggested(client, spelling(name)[1][:LETTERS])
        slowest = max(slowest, time.perf_counter() - begun)
        after_all += code in suggested(client, name)
    with capsys.disabled():
        sys.stdout.write(
            f"\nT03 查找（{PEOPLE}人）｜{LETTERS}个字母后在前八 {after_three / PEOPLE:.1%}"
            f"（目标 {ENOUGH:.0%}）｜写全姓名后 {after_all / PEOPLE:.1%}"
            f"｜最慢 {slowest * 1000:.0f} 毫秒"
        )
    assert after_all == PEOPLE
    assert after_three >= ENOUGH * PEOPLE


def suggested(client, typed: str) -> str:
    answer = client.get("/people/suggest/", {"q": typed})
    assert answer.status_code == 200
    return answer.content.decode()
