"""为什么是这一天, sentence by sentence."""

import pytest

from tests.clocks.build import (
    changed,
    clock,
    decision,
    extended,
    outcome,
    overridden,
    restored,
)


def told(name, *decisions, slot="bar", **how):
    return list(clock(outcome(*decisions, **how), name, slot).steps)


def test_a_single_period_from_measure_to_first_free_day():
    assert told("d1", decision("d1", "AW", "2024-08-31")) == [
        "政务警告的处分期为6个月（《中华人民共和国公职人员政务处分法》第七条、第八条、"
        "《中华人民共和国公职人员政务处分法》第十九条）。",
        "处分期自处分决定作出之日2024年8月31日起计算"
        "（《中华人民共和国公职人员政务处分法》第八条）。",
        "按口径A（起算日计入，止于对应日的前一日），2024年8月31日起6个月，"
        "当月没有31日，以当月最后一日2025年2月28日为对应日，末日为2025年2月27日"
        "（本单位期满日口径A）。",
        "处分期至2025年2月27日止，自2025年2月28日起不再因本次处分受限；"
        "是否使用由党委（党组）和组织人事部门按规定研究"
        "（《党政领导干部选拔任用工作条例》第二十四条）。",
        "口径差异：按口径A、B、C分别至2025年2月27日、2025年2月28日、2025年2月28日，"
        "自2025年3月1日起按各口径都已届满（末日的算法没有全国统一规定）。",
    ]


def test_the_basis_is_what_the_last_day_rests_on():
    assert clock(outcome(decision("d1", "PW", "2024-03-15")), "d1").basis == (
        "《中国共产党纪律处分条例》第八条、第十条",
        "《中国共产党处分违纪党员批准权限和程序规定》第五条",
        "本单位期满日口径A",
    )


@pytest.mark.parametrize(
    ("combination", "sentence"),
    [
        ("S1", "按方法S1，自原期限届满次日2025年3月15日起再计18个月，按口径A至2026年9月14日"),
        ("S2", "按方法S2，新期限18个月至2026年4月19日，加剩余的146日，按口径A至2026年9月12日"),
        ("S3", "按方法S3，新期限18个月至2026年4月19日，加剩余的4个月23日，按口径A至2026年9月11日"),
    ],
)
def test_a_sum_shows_its_method_and_its_tolerance(combination, sentence):
    pair = decision("d1", "PW", "2024-03-15"), decision("d2", "PSW", "2024-10-20")
    (step,) = [s for s in told("d2", *pair, combination=combination) if "合并计算。" in s]
    assert "2024年10月20日时原影响期尚未届满（至2025年3月14日）" in step
    assert sentence in step
    assert "相差不超过4日" in step
    assert "第二十一条" in step


EVENTFUL = [
    (
        decision("d1", "PSW", "2024-05-10", changed("2024-11-08", "PW")),
        "2024年11月8日由党内严重警告变更为党内警告，变更为较轻处分的，"
        "自原决定之日起按变更后的期限计算（参照中纪审〔2000〕29号）。",
    ),
    (
        decision("d1", "PW", "2024-05-10", changed("2024-11-08", "PSW")),
        "2024年11月8日由党内警告变更为党内严重警告，变更为较重处分的，"
        "自变更之日起计算并扣除已经执行的期限，即自原起算日起共18个月（参照中纪审〔2000〕29号）。",
    ),
    (
        decision("d1", "PW", "2024-01-10", changed("2025-01-10", "PR")),
        "2025年1月10日由党内警告变更为撤销党内职务，变更时原期限已于2025年1月9日届满，"
        "自变更之日起补计24减12等于12个月（参照中纪审〔2000〕29号）。",
    ),
    (
        decision("d1", "PE", "2024-01-10", changed("2025-01-10", "PR")),
        "2025年1月10日由开除党籍变更为撤销党内职务，变更为较轻处分的，"
        "自原决定之日起按变更后的期限计算（中纪审〔2005〕43号）。",
    ),
    (
        decision("d1", "PP1", "2024-01-20", restored("2025-01-20")),
        "影响期自恢复党员权利之日2025年1月20日起计算（《中国共产党纪律处分条例》第十二条）。",
    ),
    (
        decision("d1", "PP1", "2024-01-20"),
        "恢复党员权利决定待录入，影响期自恢复党员权利之日起计算，起止日待定"
        "（《中国共产党纪律处分条例》第十二条）。",
    ),
    (
        decision("d1", "PW", "2024-03-15", overridden("2025-02-01")),
        "以上计算为2025年3月14日；经冯修远、袁见微认定，期满日为2025年2月1日（青纪〔2026〕8号）。",
    ),
    (
        decision("d1", "AR", "2024-03-15", months=36),
        "政务撤职，决定书或者本单位规则写明的处分期为36个月"
        "（《中华人民共和国公职人员政务处分法》第七条、第八条、"
        "《中华人民共和国公职人员政务处分法》第十九条、"
        "《中华人民共和国公职人员政务处分法》第十五条）。",
    ),
]


@pytest.mark.parametrize(("one", "sentence"), EVENTFUL)
def test_each_event_is_told_with_its_article(one, sentence):
    assert sentence in told("d1", one)


def test_probation_and_its_extension_are_told():
    one = decision("d1", "PP1", "2024-01-20", extended("2025-01-15"))
    steps = told("d1", one, slot="probation")
    assert steps[0].startswith("留党察看一年的察看期为12个月，恢复党员权利后影响期为24个月")
    assert steps[2].startswith("2025年1月15日决定延长察看期一年，察看期共24个月")
    assert steps[4].startswith("察看期至2026年1月19日止，确有悔改表现的，期满后恢复党员权利")


def test_unserved_days_are_told():
    pair = (
        decision("d1", "PSW", "2024-03-01"),
        decision("d2", "PP1", "2024-09-01", restored("2025-09-01")),
    )
    (step,) = [s for s in told("d2", *pair) if "未执行" in s]
    assert "尚有365日未执行（至2025年8月31日）" in step
    assert "由2027年8月31日顺延至2028年8月30日" in step


@pytest.mark.parametrize(
    ("old_end", "words"),
    [("2028-12-31", "至2028年12月31日（"), ("2029-06-30", "但不早于原期限的末日2029年6月30日")],
)
def test_the_cap_is_told(old_end, words):
    pair = (
        decision("d1", "AR", "2023-01-01", overridden(old_end)),
        decision("d2", "AR", "2025-01-01"),
    )
    (step,) = [s for s in told("d2", *pair) if "最长不超过48个月" in s]
    assert words in step
    assert step.endswith("（《行政机关公务员处分条例》第十条）。")


def test_the_words_never_promise_a_promotion():
    pair = decision("d1", "OD", "2024-09-10"), decision("d2", "PE", "2024-09-10")
    for name, slot in (("d1", "bar"), ("d1", "leading_post"), ("d2", "bar")):
        assert not any(
            "可提拔" in step or "可以提拔" in step for step in told(name, *pair, slot=slot)
        )
