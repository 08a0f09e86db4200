"""One life of a dossier, as data: played for every object of the world by the demo's own acts."""

from copy import deepcopy
from datetime import date
from typing import Any

D = date
# Groups enough for a grade; answers of four and nought want an example, which is a text too.
BALLOTS = [
    "LD 343113330?143411044.10.33101.4.1.4..3301",
    "LD 3331033310144301033.10.33001.4.0.3..3400",
    "TS 333114.310143310.3.4111431?.341.43103301",
    "TS 444104.?10133410.4.21113?11.231.3311340?",
    "TS 2?3113.311143311.3.4111331?.431.33003311",
    "FW ...1.....1..3.0004.311?..10.431.........",
    "FW ...1.....1..3.0113.4101..11.430.........",
    "NJ 43.1134311?3.41.03431113.0.1...1..?03.1.",
]
VISITED = {
    "work_text": "w", "opinion": "o", "prescription": "p", "state": "engaged", "mood": "steady",
    "attitude": "clear", "response": "affirm", "need": "some", "need_text": "n",
    "advice_text": "a", "attitude_text": "t", "mood_text": "m", "achievements": "c",
    "interviews": [
        {"source": "unit_leader", "people": "校长", "text": "u"},
        {"source": "colleague", "people": "2人", "text": "v"},
    ],
}  # fmt: skip
PLANNED = {
    "approach": "affirm", "situation": "s", "arrangement": "a", "division": "d", "cautions": "c",
    "goals": [{"phase": "whole", "text": "g", "by_on": D(2027, 1, 1)}],
    "measures": [
        {"area": area, "text": "m", "who": "w", "due_on": D(2026, 6, 30), "sign": "s"}
        for area in ("thought", "work", "life")
    ],
}  # fmt: skip
LIFE: dict[str, Any] = {
    "person": {
        "sex": "male", "ethnicity": "汉族", "born_month": D(1978, 4, 1), "politics": "member",
        "joined_month": D(2002, 6, 1), "work_month": D(2000, 8, 1), "education": "大学",
        "identity": "institution_manager", "post": "副校长", "rank": "town_deputy",
    },
    "decision": [
        {
            "measure": "PR", "decided_on": D(2025, 3, 20), "announced_on": D(2025, 3, 27),
            "delivered_on": D(2025, 3, 24), "organ": "县纪委监委", "reason": "r", "form": "3",
        }
    ],
    "assessment": [
        {
            "look_on": D(2025, 4, 8), "look_text": "l", "listen_on": D(2025, 4, 10),
            "listen_text": "l", "willingness": "willing", "preferred_mode": "face",
            "talk_on": D(2025, 4, 15), "talk_text": "t", "colleagues_text": "c",
            "conclusion": "c", "state": "disagreeing", "approach": "a", "family": "f",
        }
    ],
    "plan": [
        {
            "drafted_on": D(2025, 4, 17), "submitted_on": D(2025, 4, 18),
            "approved_on": D(2025, 4, 21), "confirmed_on": D(2025, 4, 23), **PLANNED,
        }
    ],
    "visit": [
        {"visited_on": D(2025, 5, 22), "change": "first", **VISITED},
        {
            "visited_on": D(2026, 9, 10), "change": "same", **VISITED, "place": "home",
            "place_note": "p", "family": {"relation": "spouse", "text": "f"},
        },
    ],
    "talk": [
        {
            "held_on": D(2026, 9, 15), "mood": "steady", "topics": ["thought"], "note": "n",
            "need": "some", "need_text": "n",
        }
    ],
    "round": [
        {
            "kind": "yearly", "opened_on": D(2026, 9, 11), "due_on": D(2026, 9, 25),
            "expected": {"LD": 2, "TS": 3, "FW": 2, "NJ": 1},
            "missing": dict.fromkeys(("QZ", "SJ", "JS", "TY"), "none_exists"),
            "ballots": BALLOTS, "closed_on": D(2026, 9, 16), "computed_on": D(2026, 9, 16),
            "conclusion": {
                "verdict": "good", "text": "t", "written_on": D(2026, 9, 18),
                "confirmed_on": D(2026, 9, 22),
            },
        }
    ],
    "letter": [
        {
            "drafted_on": D(2026, 9, 23), "submitted_on": D(2026, 9, 24),
            "approved_on": D(2026, 9, 25), "issued_on": D(2026, 9, 28),
            "received_on": D(2026, 9, 29),
            "opinion": "continue", "thought": "t", "duty": "d", "style": "s",
        }
    ],
    "check": [
        {
            "item": "delivered", "result": "done", "on": D(2025, 5, 8), "done_on": D(2025, 3, 24),
            "evidence": "e", "verified_on": D(2025, 5, 12),
        },
        {
            "item": "filed", "result": "not_done", "on": D(2026, 9, 17), "evidence": "e",
            "issue": {
                "text": "t",
                "steps": [{"do": "reply", "on": D(2026, 9, 18), "text": "r"}],
            },
        },
    ],
    "proposal": [
        {
            "kind": "overridden", "decision": 0, "slot": "bar", "end": D(2027, 3, 10),
            "on": D(2026, 9, 24), "basis": "b",
        }
    ],
    "appeal": [
        {"decision": 0, "kind": "party_appeal", "lodged_on": D(2026, 9, 1), "heard_by": "h",
         "note": "n"}
    ],
}  # fmt: skip


def story(
    key: str, *, owner: str, unit: str, carrier: str = "", helper: str = "", number: int
) -> dict[str, Any]:
    """The life of one object: who keeps it, where the person works, who carries and helps."""
    side = owner[-1]
    told = deepcopy(LIFE) | {"owner": owner, "handler": f"officer_{side}"}
    told["person"] |= {
        "name": f"人{key}",
        "unit": unit,
        "phone": f"1990000{number:04}",
        "id_number": _id_number(number),
        "remark": "r",
    }
    told["decision"][0]["number"] = f"县纪决〔2025〕{number}号"
    if carrier:
        told["carrier"] = carrier
    if helper:
        told["helper"] = [
            {"name": "h", "post": "p", "user": helper, "from_on": D(2025, 4, 10)},
        ]
    else:
        told["helper"] = [{"name": "h", "post": "p", "from_on": D(2025, 4, 10)}]
    for each in told["visit"]:
        each["team"] = [f"officer_{side}", f"director_{side}"]
    for each in told["check"]:
        each["by"], each["verified_by"] = f"officer_{side}", f"director_{side}"
        if "issue" in each:
            each["issue"]["assigned_to"] = unit
            for step in each["issue"]["steps"]:
                step["by"] = f"officer_{side}"
    return told


def _id_number(number: int) -> str:
    """Seventeen digits and the check digit of GB 11643."""
    digits = f"99010119780401{number:03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    left = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
    return digits + "10X98765432"[left]
