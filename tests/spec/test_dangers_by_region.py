"""A clinician's attack on each region: dangers in unusual words, by one code system alone, and on the wrong day.

What is written here is read as *recorded*: on hold until somebody says whether it is so, here, now. The charts
that only look alike stay silent.
"""

from datetime import timedelta
from typing import Any

import pytest

from enthesis.care.values.plan import Plan
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.status import Level, Severity, Status
from tests import charts
from tests.limbs import ACHILLES, ANKLE, ELBOW, HAND, HEEL, LIMBS, SHOULDER, SPORT_GROIN, limb
from tests.limbs import WELL as WELL_LIMB
from tests.road import NORMAL, TODAY, finding, planned
from tests.spine import SPINE, spine
from tests.spine import WELL as WELL_SPINE

KNEE, BACK, DISC, NECK, SACROILIAC = "knee-oa", "low-back", "disc-herniation", "cervical", "sacroiliac"
RECENT, OLD = "2026-11-08", "2019-03-01"


def said(text: str, onset: str = RECENT) -> dict[str, Any]:
    return charts.condition(text, onset=onset)


def icd(code: str, onset: str = RECENT) -> dict[str, Any]:
    return charts.condition("", icd10=code, onset=onset)


def snomed(code: str, onset: str = RECENT) -> dict[str, Any]:
    return charts.condition("", snomed=code, onset=onset)


def well_but_for(handbook: Handbook, condition: str, entry: dict[str, Any]) -> Plan:
    """Plan for somebody who answers that all is well while the chart says this."""
    if condition in SPINE:
        return spine(handbook, condition, entry)
    if condition in LIMBS:
        return limb(handbook, condition, entry)
    return planned(handbook, charts.weight(78), entry, answers=NORMAL)


_WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    (BACK, "spine-bladder"): (
        "Saddle paraesthesia", "Numbness between the legs", "numb in the private parts", "Perianal numbness",
        "Decreased perianal sensation", "Loss of sensation in the saddle area", "Acute retention of urine",
        "Cannot pass urine", "Incontinence of urine and faeces", "Loss of bowel control", "Reduced anal tone",
        "CES", "Conus medullaris syndrome", "Urinary incontinence",
    ),
    (DISC, "spine-bladder"): ("Faecal incontinence", "Overflow incontinence"),
    (BACK, "spine-weakness"): (
        "Legs giving way", "Cannot lift foot", "Weakness of ankle dorsiflexion", "Progressive neurological deficit",
        "Paralysis of leg", "Lumbar radiculopathy with weakness", "L5 motor radiculopathy",
    ),
    (NECK, "spine-weakness"): (
        "Dropping things from hands", "Loss of hand dexterity", "Hoffmann sign positive", "Babinski positive",
        "Gait disturbance", "Wasting of hand muscles", "Clonus", "Motor neurone disease",
    ),
    (NECK, "spine-myelopathy"): (
        "Transverse myelitis", "Multiple sclerosis", "T2 hyperintensity of cord", "Tethered cord", "MSCC",
    ),
    (NECK, "neck-artery"): (
        "Vertigo", "Dizziness on turning head", "Slurred speech", "Dysphagia", "Nystagmus", "TIA", "VBI",
        "Thunderclap headache", "Vertebral artery stenosis",
    ),
    (NECK, "neck-unstable"): ("Down syndrome", "Klippel-Feil", "Chiari malformation", "Basilar invagination"),
    (SACROILIAC, "con-a1-joint-infection"): (
        "Infective sacroiliitis", "Pott's disease", "TB spine", "Paravertebral abscess",
    ),
    (BACK, "con-a1-joint-infection"): ("Tuberculous spondylitis", "Septic facet joint", "Pyogenic spondylitis"),
    (BACK, "today-infection-there"): (
        "Boil on buttock", "Pressure sore sacrum", "Infected sebaceous cyst on back", "Carbuncle of neck",
    ),
    (BACK, "con-a3-cancer-here"): (
        "Secondaries in spine", "Lytic lesion L3", "Pathological fracture", "Ependymoma", "Meningioma of spine",
    ),
    (NECK, "con-a2-fracture"): ("Facet dislocation", "Facet joint subluxation C5/6"),
    (BACK, "con-a2-fracture"): ("VCF", "L1 burst fracture", "Fracture of acetabulum"),
    (NECK, "spine-injury"): ("Whiplash injury", "Road traffic accident", "Neck injury"),
    (BACK, "spine-injury"): ("Fall from height", "Back injury at work"),
    (BACK, "spine-operated"): (
        "Decompression L4/5", "Foraminotomy", "XLIF", "FBSS", "Harrington rod", "SI joint fusion", "SCS in situ",
        "Scoliosis surgery", "Interspinous device",
    ),
    (KNEE, "flag-calf"): ("Clot in leg", "Calf thrombosis", "Popliteal vein thrombosis", "Thrombophlebitis"),
    (HEEL, "flag-calf"): ("Blood clot in right leg",),
    (BACK, "con-r17-serious-disease"): ("Clot in leg", "Pulmonary embolism"),
    (SHOULDER, "con-r17-serious-disease"): ("DVT", "Saddle embolus"),
    (KNEE, "limb-nerve"): ("Foot drop", "Common peroneal nerve palsy", "Charcot joint"),
    (ANKLE, "limb-nerve"): ("Charcot foot", "Neuropathic arthropathy"),
    (ELBOW, "limb-nerve"): ("Radial nerve palsy", "Wrist drop"),
    (SHOULDER, "limb-nerve"): ("Axillary nerve injury", "Brachial plexus injury"),
    (HAND, "limb-nerve"): ("Ulnar neuropathy",),
    (SPORT_GROIN, "limb-nerve"): ("Femoral neuropathy",),
    (SPORT_GROIN, "con-a2-fracture"): ("Hip fracture", "Fractured neck of femur", "Stress fracture of femoral neck"),
    (SPORT_GROIN, "con-a1-joint-infection"): ("Septic arthritis of right hip", "Septic hip"),
    (SPORT_GROIN, "con-a8-prosthesis"): ("Right hip replacement", "Right THR", "Hip resurfacing"),
    (SPORT_GROIN, "imaging-osteonecrosis"): ("Avascular necrosis of right hip",),
    (SPORT_GROIN, "groin-hernia"): ("Inguinal hernia", "Testicular torsion", "Femoral hernia"),
    (HEEL, "con-a2-fracture"): ("Fracture of right ankle",),
    (ACHILLES, "today-infection-there"): ("Cellulitis of right foot",),
    (ELBOW, "con-a2-fracture"): ("Fracture of right forearm",),
    (ELBOW, "today-infection-there"): ("Cellulitis of right forearm",),
    (SHOULDER, "con-a2-fracture"): ("Fracture of right humerus",),
    (ACHILLES, "flag-squeeze-test"): ("TA rupture", "Positive Thompson test", "Positive Simmonds test"),
}  # fmt: skip
_ICD: dict[tuple[str, str], tuple[str, ...]] = {
    (BACK, "spine-bladder"): ("R33.9", "R32", "R15.9", "N31.2", "N39.490"),
    (BACK, "spine-weakness"): ("G81.90", "G83.10", "R27.0", "R26.9", "G61.0", "G12.21"),
    (NECK, "spine-myelopathy"): ("G35", "G37.3", "S14.109A"),
    (NECK, "neck-artery"): ("R42", "I67.0", "R13.10", "G45.9"),
    (NECK, "neck-unstable"): ("Q90.9", "Q76.1"),
    (BACK, "con-a1-joint-infection"): ("A18.01", "K68.12"),
    (BACK, "today-infection-there"): ("L89.153", "L02.32", "L02.222"),
    (NECK, "spine-injury"): ("S13.4XXA", "S16.1XXA"),
    (BACK, "spine-injury"): ("S33.5XXA",),
    (BACK, "spine-operated"): ("M96.0", "Z96.82"),
    (KNEE, "flag-calf"): ("I80.201", "I82.401"),
    (KNEE, "con-r17-serious-disease"): ("I26.99",),
    (KNEE, "limb-nerve"): ("M21.371", "G57.30", "S84.11XA"),
    (ELBOW, "limb-nerve"): ("G56.20", "M21.331"),
}
_SNOMED: dict[tuple[str, str], tuple[str, ...]] = {
    (BACK, "spine-bladder"): ("192970008", "267064002", "165232002", "72042002"),
    (NECK, "spine-myelopathy"): ("1734006",),
    (NECK, "spine-injury"): ("39848009",),
    (BACK, "con-r17-serious-disease"): ("59282003", "128053003"),
    (KNEE, "flag-calf"): ("128053003",),
}
SPEAKS: list[tuple[str, str, dict[str, Any], str]] = [
    (what, condition, make(what), rule)
    for table, make in ((_WORDS, said), (_ICD, icd), (_SNOMED, snomed))
    for (condition, rule), entries in table.items()
    for what in entries
]
SILENT: list[tuple[str, str, dict[str, Any], str]] = [
    ("stress incontinence", BACK, said("Stress urinary incontinence"), "spine-bladder"),
    ("no saddle numbness", BACK, said("No history of saddle numbness"), "spine-bladder"),
    ("retention of long ago, over", BACK, charts.condition("Urinary retention", onset="2003", clinical="resolved"), "spine-bladder"),
    ("a giving way knee", BACK, said("Knee giving way"), "spine-weakness"),
    ("heat stroke", NECK, said("Heat stroke"), "neck-artery"),
    ("dizziness, over", NECK, charts.condition("Dizziness", onset=OLD, clinical="resolved"), "neck-artery"),
    ("dizziness, of a back", BACK, said("Dizziness"), "spine-weakness"),
    ("an accident of long ago", NECK, said("Whiplash injury", "2026-08-20"), "spine-injury"),
    ("an ankle sprain", BACK, said("Sprain of ankle"), "spine-injury"),
    ("a boil of the face", BACK, said("Boil on face"), "today-infection-there"),
    ("planned spinal surgery", BACK, said("Considering decompression L4/5"), "spine-operated"),
    ("a clot of long ago", KNEE, charts.condition("Deep vein thrombosis", onset=OLD, clinical="resolved"), "flag-calf"),
    ("heparin against clots", KNEE, said("DVT prophylaxis"), "flag-calf"),
    ("a clot in the lung long ago", KNEE, charts.condition("Pulmonary embolism", onset=OLD, clinical="resolved"), "con-r17-serious-disease"),
    ("a broken left hip, at a right groin", SPORT_GROIN, said("Fracture of left hip"), "con-a2-fracture"),
    ("an artificial left hip, at a right groin", SPORT_GROIN, said("Left hip replacement"), "con-a8-prosthesis"),
    ("a broken hip, at a knee", KNEE, said("Fracture of right hip"), "con-a2-fracture"),
    ("a hernia repaired", SPORT_GROIN, said("Inguinal hernia repair"), "groin-hernia"),
    ("a hernia, at a back", BACK, said("Inguinal hernia"), "con-a2-fracture"),
    ("a nerve of the arm, at a knee", KNEE, said("Radial nerve palsy"), "limb-nerve"),
    ("a nerve of the leg, at an elbow", ELBOW, said("Foot drop"), "limb-nerve"),
    ("a nerve of the face", KNEE, said("Facial nerve palsy"), "limb-nerve"),
    ("an inborn disease of nerves", KNEE, said("Charcot-Marie-Tooth disease"), "limb-nerve"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("_what", "condition", "entry", "rule"), SPEAKS, ids=[f"{row[0]}, {row[1]}" for row in SPEAKS]
)
def test_a_danger_on_record_holds_whatever_was_answered(
    handbook: Handbook, _what: str, condition: str, entry: dict[str, Any], rule: str
) -> None:
    made = well_but_for(handbook, condition, entry)
    found = finding(made, rule)
    assert (found.status, found.severity, found.recorded) == (Status.MET, Severity.HOLD, True)
    assert found.evidence
    if found.touches == "verdict":
        assert made.verdict.level is Level.ON_HOLD


@pytest.mark.parametrize(
    ("_what", "condition", "entry", "rule"), SILENT, ids=[f"{row[0]}, {row[1]}" for row in SILENT]
)
def test_what_only_looks_like_it_stays_silent(
    handbook: Handbook, _what: str, condition: str, entry: dict[str, Any], rule: str
) -> None:
    assert finding(well_but_for(handbook, condition, entry), rule).status is Status.NOT_MET


@pytest.mark.parametrize(
    ("condition", "text", "rule", "days"),
    [
        (NECK, "Whiplash injury", "spine-injury", 84),
        (KNEE, "Deep vein thrombosis", "flag-calf", 90),
        (KNEE, "Pulmonary embolism", "con-r17-serious-disease", 90),
        (BACK, "Clot in leg", "con-r17-serious-disease", 90),
    ],
)
@pytest.mark.parametrize("off", [-1, 0, 1])
def test_a_danger_is_fresh_until_its_day(
    handbook: Handbook, condition: str, text: str, rule: str, days: int, off: int
) -> None:
    entry = charts.condition(text, onset=(TODAY - timedelta(days=days + off)).isoformat())
    found = finding(well_but_for(handbook, condition, entry), rule)
    assert found.status is (Status.MET if off <= 0 else Status.NOT_MET)


FRACTURES = [
    (BACK, "Fracture of lumbar vertebra"),
    (ANKLE, "Fracture of ankle"),
    (KNEE, "Fracture of patella"),
]


@pytest.mark.parametrize(("condition", "text"), FRACTURES)
@pytest.mark.parametrize(
    ("onset", "abated", "status"),
    [
        (RECENT, None, Status.MET),
        (RECENT, RECENT, Status.MET),
        ("2026-01-01", RECENT, Status.MET),
        (RECENT, "2001-01-01", Status.MET),
        (OLD, None, Status.NOT_MET),
        (OLD, "2019-06-01", Status.NOT_MET),
    ],
)
def test_a_fracture_the_chart_calls_over_is_asked_about_while_it_cannot_have_healed(
    handbook: Handbook, condition: str, text: str, onset: str, abated: str | None, status: Status
) -> None:
    entry = charts.condition(text, onset=onset, abated=abated, clinical="resolved")
    found = finding(well_but_for(handbook, condition, entry), "con-a2-fracture")
    assert (found.status, found.recorded) == (status, status is Status.MET)


@pytest.mark.parametrize("condition", [KNEE, BACK, SPORT_GROIN])
@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Positive pregnancy test", Status.MET),
        ("Pregnancy test positive", Status.MET),
        ("Urine hCG positive", Status.MET),
        ("Gestational diabetes", Status.MET),
        ("Pregnancy test negative", Status.NOT_MET),
    ],
)
def test_a_pregnancy_is_heard_whatever_was_answered(
    handbook: Handbook, condition: str, text: str, status: Status
) -> None:
    answers = {**{**WELL_SPINE, **WELL_LIMB, KNEE: NORMAL}[condition], "pregnancy": "no"}
    side = None if condition == BACK else Side.RIGHT
    made = planned(
        handbook,
        charts.weight(70),
        said(text),
        answers=answers,
        patient=charts.patient(birth="1994-03-03"),
        condition=condition,
        side=side,
    )
    assert finding(made, "con-r3-pregnancy").status is status


@pytest.mark.parametrize(
    "text",
    [
        "Low back pain, weight loss", "Back pain, unremitting night pain", "Back pain in IV drug user",
        "Back pain, pulsatile abdominal mass", "Low back pain radiating to both legs", "Neck pain after fall",
        "Low back pain, on long-term steroids",
    ],
)  # fmt: skip
def test_a_danger_beside_a_harmless_pain_is_never_read_as_harmless(handbook: Handbook, text: str) -> None:
    made = well_but_for(handbook, BACK, said(text))
    assert made.verdict.level is not Level.CLEAR
    assert "confirm:unread-entry" in [question.id for question in made.questions]


@pytest.mark.parametrize("text", ["Chronic low back pain", "Neck pain", "Sacroiliac joint pain"])
def test_a_pain_alone_asks_nothing_more(handbook: Handbook, text: str) -> None:
    assert well_but_for(handbook, BACK, said(text)).verdict.level is Level.CLEAR
