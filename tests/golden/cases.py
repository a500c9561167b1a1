"""The fixed cases of the golden plans: a chart, answers and flags each, all on 20 November 2026.

The people are made up. Each case is the smallest chart that shows one thing; the answers of a healthy
58-year-old fill in the rest.
"""

import json
from decimal import Decimal
from typing import Any, NamedTuple

from tests import charts, limbs, spine

FLAGS = ("--condition", "knee-oa", "--today", "2026-11-20", "--start", "2026-12-01")
RIGHT = (*FLAGS, "--side", "right")
KNEE = charts.condition("Osteoarthritis of right knee", snomed="239873007", icd10="M17.11")
RUTH = (charts.patient(name="Ruth Ellery"), charts.weight(78), charts.height(164), KNEE)

HEALTHY: dict[str, object] = {
    "answered_on": "2026-11-20",
    "answered_by": "Dr Lind",
    **dict.fromkeys(
        ("fever", "infection-there", "hot-or-fall", "cancer", "joint-surgery", "bleeding", "diabetes-immune"),
        "no",
    ),
    **dict.fromkeys(("injection-there", "fainting", "other-medicines"), "no"),
    **dict.fromkeys(("allergy-anaesthetic", "allergy-skin", "allergy-corn", "allergy-other"), "no"),
    "diagnosis": "yes",
    "months": 14,
    "pain": 5,
    "exercise": "yes",
    "imaging": ["kl-2"],
    "examination": "yes",
    "sedation": "none",
}
EXAMINED = [
    {"enthesis": "knee-joint", "side": "right", "tender": 2},
    {"enthesis": "knee-mcl-femoral", "side": "right", "tender": 2, "lax": 1},
    {"enthesis": "knee-lcl-fibular", "side": "right", "tender": 1, "artery_check": "none-seen"},
    {"enthesis": "knee-pes-anserine", "side": "right", "tender": 0, "lax": 0},
]
SINCE = {
    "session": [
        {
            "number": 1,
            "day": "2026-09-25",
            "by": "Dr Lind",
            "guidance": "ultrasound",
            "aspiration": "none",
            "adverse_grade": 0,
            "points": [{"enthesis": "knee-joint", "side": "right", "volume_ml": "6.0"}],
        },
        {"number": 2, "day": "2026-10-23", "by": "Dr Lind", "complications": "Faint for a minute, lay down."},
    ],
    "score": [
        {"instrument": "nrs", "occasion": "worst", "day": "2026-09-25", "answers": {"pain": 6}},
        {"instrument": "nrs", "occasion": "worst", "day": "2026-11-20", "answers": {"pain": 4}},
    ],
    "report": [
        {
            "day": "2026-10-27",
            "symptoms": {"fever": "no", "worse": "yes"},
            "words": "Worse than on Sunday.",
            "by": "Nurse Berg",
            "dealt": {
                "day": "2026-10-27",
                "found": "no-red-flag",
                "done": "Seen the same day; the knee is cool.",
                "by": "Dr Lind",
            },
        }
    ],
    "review": [
        {
            "day": "2026-11-20",
            "red_flag": False,
            "back_to_baseline": True,
            "adverse_grade": 0,
            "by": "Dr Lind",
        }
    ],
}


class GoldenCase(NamedTuple):
    """One case: what it shows, the chart, the answers, and the flags.

    Of a ``brief`` one only what it decides is kept: no sources, and instructions as their words alone.
    """

    shows: str
    chart: bytes
    answers: dict[str, object] | None
    flags: tuple[str, ...] = RIGHT
    brief: bool = False

    def answers_file(self) -> bytes:
        """Write the answers as a file."""
        return json.dumps(self.answers, indent=1).encode()


def healthy(**changes: object) -> dict[str, object]:
    """Give the healthy answers with some of them changed; ``None`` leaves one out."""
    changed = {**HEALTHY, **{key.replace("_", "-"): value for key, value in changes.items()}}
    return {key: value for key, value in changed.items() if value is not None}


CASES = {
    "normal-candidate": GoldenCase(
        "A healthy 58-year-old, everything answered and examined: clear, a whole course, two syringes.",
        charts.bundle(*RUTH),
        {**HEALTHY, "examined": EXAMINED},
    ),
    "empty-chart": GoldenCase(
        "An adult with nothing but a name: never clear, asked about everything, side and sedation too.",
        charts.bundle(charts.patient(name="Alma Reyes", birth="1979", gender=None)),
        None,
        FLAGS,
    ),
    "prosthesis-here": GoldenCase(
        "An artificial joint in this very knee, by code and side: cannot proceed.",
        charts.bundle(*RUTH, charts.condition("Presence of right artificial knee joint", icd10="Z96.651")),
        healthy(joint_surgery=None),
    ),
    "medicines": GoldenCase(
        "Naproxen for the knee pauses; aspirin and warfarin go on; a medicine nobody knows is asked about.",
        charts.bundle(
            *RUTH,
            charts.medicine(
                "Naproxen 500 MG Oral Tablet", rxnorm="198014", dose="1 tablet twice daily", on="2026-11-02"
            ),
            charts.medicine("Aspirin 81 MG Oral Tablet", rxnorm="243670", dose="1 tablet daily"),
            charts.medicine("Warfarin Sodium 5 MG Oral Tablet", rxnorm="855332", dose="1 tablet daily"),
            charts.medicine("Zorblaxin 10 MG Oral Tablet"),
        ),
        {**healthy(), "why:naproxen": "target-pain", "taking:naproxen": "yes"},
    ),
    "fever-today": GoldenCase(
        "A fever on the day: the course may be planned, the needle may not go in.",
        charts.bundle(*RUTH),
        healthy(fever="yes"),
    ),
    "moderate-sedation": GoldenCase(
        "Moderate sedation: fasting, and no protein breakfast anywhere.",
        charts.bundle(*RUTH),
        healthy(sedation="moderate"),
    ),
    "after-two-sessions": GoldenCase(
        "Two sessions done, one report seen to, scores twice and a review: what follows for the third.",
        charts.bundle(*RUTH),
        {**healthy(), "examined": EXAMINED, **SINCE},
        ("--condition", "knee-oa", "--today", "2026-11-20", "--side", "right"),
    ),
    "leaflet-a": GoldenCase(
        "The course of leaflet A, not adopted by the clinic: its dates are shown, the verdict holds.",
        charts.bundle(*RUTH),
        healthy(),
        (*RIGHT, "--course", "leaflet-a"),
    ),
}


def _there(condition: str, shows: str, *entries: Any, side: str = "", **changes: object) -> GoldenCase:
    """Make the case of another condition: somebody well at this place, but for these records and answers."""
    well = {**spine.WELL, **limbs.WELL}[condition]
    said: dict[str, object] = {"answered_on": "2026-11-20", "answered_by": "Dr Lind", "sedation": "none"}
    for question, value in {**well, **{key.replace("_", "-"): new for key, new in changes.items()}}.items():
        said[question] = float(value) if isinstance(value, Decimal) else value
    said = {question: value for question, value in said.items() if value is not None}
    flags = ("--condition", condition, *FLAGS[2:], *(("--side", side) if side else ()))
    return GoldenCase(shows, charts.bundle(*RUTH[:3], *entries), said, flags, brief=True)


def _found(enthesis: str, side: str = "", **more: object) -> dict[str, object]:
    return {"enthesis": enthesis, **({"side": side} if side else {}), "tender": 2, **more}


CASES |= {
    "low-back": _there(
        "low-back",
        "A low back: places in the middle and on both sides, warfarin goes on as a shared decision.",
        charts.condition("Low back pain", snomed="279039007", icd10="M54.50"),
        charts.medicine("Warfarin Sodium 5 MG Oral Tablet", rxnorm="855332", dose="1 tablet daily"),
        charts.medicine("Ibuprofen 400 MG Oral Tablet", rxnorm="197805", dose="1 tablet three times daily"),
        **{"why:ibuprofen": "target-pain", "taking:ibuprofen": "yes"},
        examined=[
            _found("lumbar-spinous-l5", lax=1),
            _found("lumbar-facet-l5-s1", "right"),
            _found("lumbar-iliolumbar", "left"),
        ],
    ),
    "disc-herniation": _there(
        "disc-herniation",
        "A disc in somebody otherwise well: never clear, on hold until a specialist agrees.",
        charts.condition("Displacement of lumbar intervertebral disc", icd10="M51.26"),
        imaging=["disc-bulge"],
    ),
    "cervical": _there(
        "cervical",
        "A neck: a whole plan, on hold by the name of its switch, places without needle or volume.",
        charts.condition("Neck pain", icd10="M54.2"),
        examined=[
            _found("cervical-facet-c5-c6", "right", artery_check="none-seen"),
            _found("cervical-nuchal"),
        ],
    ),
    "sacroiliac": _there(
        "sacroiliac",
        "A left sacroiliac joint without a programme of exercises: proceed with care.",
        charts.condition("Sacroiliac joint pain", icd10="M53.3"),
        side="left",
        programme="no",
        examined=[_found("si-posterior-middle", "left", lax=2), _found("si-sacrotuberous-ischial", "left")],
    ),
    "tennis-elbow": _there(
        "tennis-elbow",
        "A right elbow and low-dose aspirin, which goes on.",
        charts.condition("Lateral epicondylitis, right elbow", icd10="M77.11"),
        charts.medicine("Aspirin 81 MG Oral Tablet", rxnorm="243670", dose="1 tablet daily"),
        side="right",
        examined=[_found("elbow-epicondyle", "right"), _found("elbow-ridge", "right")],
    ),
    "ankle": _there(
        "ankle",
        "A right ankle, sprained again ten days ago: on hold until it has settled.",
        charts.condition("Sprain of right ankle", icd10="S93.401A", onset="2026-11-10"),
        side="right",
    ),
    "achilles": _there(
        "achilles",
        "An Achilles tendon after ciprofloxacin: on hold.",
        charts.medicine("Ciprofloxacin 500 MG Oral Tablet", on="2026-11-02"),
        side="left",
    ),
    "plantar-fascia": _there(
        "plantar-fascia",
        "A heel and diabetes: proceed with care, sugar is watched.",
        charts.condition("Diabetes mellitus type 2", snomed="44054006"),
        side="right",
        examined=[_found("plantar-inner", "right")],
    ),
    "rotator-cuff": _there(
        "rotator-cuff",
        "A full tear recorded in the shoulder to be treated: on hold until somebody says whether it is so.",
        charts.condition("Complete tear of left rotator cuff", icd10="M75.122"),
        side="left",
    ),
    "hand-oa": _there(
        "hand-oa",
        "Worn joints of a right hand, grade 4 on the film: proceed with care.",
        side="right",
        imaging=["kl-4"],
        examined=[_found("hand-thumb-base", "right", artery_check="seen-and-avoided")],
    ),
    "sports-ligament-knee": _there(
        "sports-ligament-knee",
        "A loose outer ligament of a left knee, the artery not looked for: that place is held.",
        side="left",
        examined=[_found("knee-lcl-fibular", "left", lax=2), _found("knee-lcl-femoral", "left", lax=2)],
    ),
    "sports-ligament-ankle": _there(
        "sports-ligament-ankle",
        "A loose outer ankle, nothing asked about the calf: that question is open, and no other.",
        side="right",
        calf=None,
    ),
    "sports-ligament-groin": _there(
        "sports-ligament-groin",
        "A groin with the artery seen and avoided: clear.",
        side="right",
        examined=[_found("groin-adductor-origin", "right", artery_check="seen-and-avoided")],
    ),
}
