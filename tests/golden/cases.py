"""The fixed cases of the golden plans: a chart, answers and flags each, all on 20 November 2026.

The people are made up. Each case is the smallest chart that shows one thing; the answers of a healthy
58-year-old fill in the rest.
"""

import json
from typing import NamedTuple

from tests import charts

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


class GoldenCase(NamedTuple):
    """One case: what it shows, the chart, the answers, and the flags."""

    shows: str
    chart: bytes
    answers: dict[str, object] | None
    flags: tuple[str, ...] = RIGHT

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
    "leaflet-a": GoldenCase(
        "The course of leaflet A, not adopted by the clinic: its dates are shown, the verdict holds.",
        charts.bundle(*RUTH),
        healthy(),
        (*RIGHT, "--course", "leaflet-a"),
    ),
}
