"""How to meet a person in each state: response, cadence, words to begin with, what to avoid."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Guidance:
    """Practice A.9 in the wording of decisions 1.13; advice to the visitor, no judgement."""

    response: str
    cadence: str
    begin: tuple[str, ...]
    avoid: tuple[str, ...]
    items: tuple[str, ...] = ()
    # Months between two visits by the office beyond the quarterly talk; 0: at once.
    every_months: int = 6


GUIDANCE: Mapping[str, Guidance] = {
    "unmotivated": Guidance(
        response="压担子、明目标，布置有期限的任务，完成后及时肯定。",
        cadence="季度谈心谈话以外，每六个月回访一次。",
        begin=("最近手上的工作，哪一件您觉得最有把握？", "接下来三个月，想先做成哪一件事？"),
        avoid=("不拿他和别人比较。", "不只谈问题，不谈机会。"),
        items=("LZ-N1",),
    ),
    "withdrawn": Guidance(
        response="先疏导、后谈事；请家属和工会一起关心，生活上的困难优先办。",
        cadence="每三个月回访一次，两周内再联系一次。",
        begin=("这段时间休息得怎么样？", "有没有哪件事，我们可以先帮您办了？"),
        avoid=("不在人多的场合谈。", "不追问不愿意说的事，先约好下一次。"),
        items=("XX-N2", "JT-P2"),
        every_months=3,
    ),
    "disagreeing": Guidance(
        response="讲清事实、依据和程序，告知申诉的权利和期限，听完再解释。",
        cadence="每三个月回访一次，三十天内再谈一次。",
        begin=("您对决定里的哪一点有不同看法？", "申诉的权利和期限，我先向您说明。"),
        avoid=("不争论、不施压，不要求当场表态。", "申诉期间，参加过原案办理的同志不谈是非。"),
        items=("ZZ-N1", "RC-N1", "RC-N3"),
        every_months=3,
    ),
    "hesitant": Guidance(
        response="肯定做成的事，授权试做，说明容错的规定和边界。",
        cadence="季度谈心谈话以外，每六个月回访一次。",
        begin=("这一季度您做成的事，我们都看到了。", "哪些事您想做、又担心做不好？"),
        avoid=("不说“再出问题怎么办”。",),
        items=("LZ-N2",),
    ),
    "worsening": Guidance(
        response="提醒教育，立即会商；涉及线索的按程序移交，谈话中不核实线索。",
        cadence="立即回访。会商有结论以前，结论和反馈函暂缓。",
        begin=("有几件事，组织上想当面听您说。",),
        avoid=("不透露线索来源，不在谈话中取证。",),
        items=("LJ-N2",),
        every_months=0,
    ),
    "engaged": Guidance(
        response="肯定成绩、搭建平台，符合条件的及时推荐。",
        cadence="每年回访一次，季度谈心谈话照常。",
        begin=("最近做成的事里，最想让组织知道的是哪一件？", "往后想往哪个方向发展？"),
        avoid=("不承诺提拔和使用。",),
        every_months=12,
    ),
}
# Of whoever does not read the state: nothing in these words tells which it is.
FOR_EVERYBODY = Guidance(
    response="先听、后说；先肯定，再提醒；能办的困难当场记下来。",
    cadence="每季度谈心谈话一次。",
    begin=("最近工作上有什么做成的事？", "有没有需要单位帮忙的困难？", "对组织有什么建议？"),
    avoid=("不谈案情。", "不在人多的场合谈。", "不作使用上的承诺。"),
)


def guidance_for(state: str) -> Guidance:
    return GUIDANCE.get(state, FOR_EVERYBODY)
