"""Which chart entries land in which code set, and which stay silent.

Each table is one trap or one net: a code alone, a word alone, a code that knows better than its words.
"""

import pytest

from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.codes import Code, CodeSystem

SNOMED, ICD10, LOINC, RXNORM = CodeSystem.SNOMED, CodeSystem.ICD10CM, CodeSystem.LOINC, CodeSystem.RXNORM


def lands(handbook: Handbook, text: str = "", *codes: Code) -> set[str]:
    """Name the sets an entry lands in; a place alone says nothing of what it is."""
    found = handbook.code_set_recogniser.recognise(codes, text)
    return {name for name in found if not name.startswith("place-")}


def icd(value: str, display: str = "") -> Code:
    return Code(ICD10, value, display)


def snomed(value: str, display: str = "") -> Code:
    return Code(SNOMED, value, display)


# ---------------------------------------------------------------- the traps of the clinical rulings
@pytest.mark.parametrize(
    ("code", "speaks"),
    [
        ("D66", True), ("D67", True), ("D68.00", True), ("D68.1", True), ("D68.2", True), ("D68.311", True),
        ("D68.4", True), ("D68.8", True), ("D68.9", True), ("D69.6", True), ("D69.3", True),
        ("D68.51", False), ("D68.59", False), ("D68.61", False), ("D68.69", False), ("D68.32", False),
        ("D50.9", False), ("D69.0", False), ("Z79.01", False),
    ],
)  # fmt: skip
def test_a_clotting_tendency_or_the_anticoagulant_itself_is_no_bleeding_disorder(
    handbook: Handbook, code: str, speaks: bool
) -> None:
    assert ("bleeding-disorder" in lands(handbook, "", icd(code))) is speaks
    assert ("bleeding-disorder" in lands(handbook, "", icd(code.replace(".", "")))) is speaks


@pytest.mark.parametrize("code", ["D68.51", "D68.59", "D68.61", "D68.62", "I82.401", "I26.99", "Z86.718"])
def test_a_clotting_tendency_is_known_as_one(handbook: Handbook, code: str) -> None:
    assert "clotting-tendency" in lands(handbook, "", icd(code))


def test_the_words_of_a_thrombophilia_do_not_make_it_a_bleeding_disorder(handbook: Handbook) -> None:
    found = lands(handbook, "Thrombophilia, hereditary coagulation defect", icd("D68.59"))
    assert "clotting-tendency" in found
    assert "bleeding-disorder" not in found


@pytest.mark.parametrize("code", ["D68.32", "Z79.01"])
def test_the_anticoagulant_recorded_as_a_condition_is_an_anticoagulant(handbook: Handbook, code: str) -> None:
    assert "anticoagulant-on-record" in lands(handbook, "", icd(code))


@pytest.mark.parametrize("code", ["M10.9", "M10.061", "M10.072", "M1A.0610", "M1A.9XX0", "M11.261", "M11.9"])
def test_any_gout_is_on_record_and_none_is_a_flare(handbook: Handbook, code: str) -> None:
    found = lands(handbook, "Gout", icd(code))
    assert "crystal-disease" in found
    assert "crystal-flare" not in found


@pytest.mark.parametrize(
    "text", ["Acute gout flare, right knee", "Gout attack", "Acute gouty arthritis", "Pseudogout attack"]
)
def test_only_words_say_that_gout_flares(handbook: Handbook, text: str) -> None:
    assert "crystal-flare" in lands(handbook, text)


@pytest.mark.parametrize("text", ["Gout", "History of gout", "Chronic gout", "Idiopathic gout, knee"])
def test_gout_without_a_flare_is_silent_about_one(handbook: Handbook, text: str) -> None:
    assert "crystal-flare" not in lands(handbook, text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Peanut allergy", icd("Z91.018")), ("Allergy to peanuts", snomed("91935009")),
        ("Allergy to peanuts", icd("Z91.010")), ("Egg allergy", icd("Z91.012")),
        ("Shellfish allergy", snomed("300913006")), ("Allergy to fish", snomed("417532002")),
        ("Seafood", icd("Z91.013")), ("Food allergy: strawberry", icd("Z91.018")),
        ("", Code(ICD10, "Z91.018", "Walnut allergy")), ("Foot corns", icd("L84")),
    ],
)  # fmt: skip
def test_another_food_is_not_corn(handbook: Handbook, text: str, code: Code) -> None:
    assert not {"corn-allergy", "food-allergy-unspecified"} & lands(handbook, text, code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Allergy to corn", snomed("419573007")),
        ("Corn", icd("Z91.018")),
        ("Maize", None),
        ("cornstarch", None),
    ],
)
def test_corn_is_known_by_code_and_by_word(handbook: Handbook, text: str, code: Code | None) -> None:
    found = lands(handbook, text, *([code] if code else []))
    assert "corn-allergy" in found
    assert "food-allergy-unspecified" not in found


@pytest.mark.parametrize(
    ("text", "code"),
    [("", icd("Z91.018")), ("Allergy to other foods", icd("Z91.018")), ("Food allergy", snomed("414285001"))],
)
def test_a_food_allergy_that_names_no_food_is_asked_about(handbook: Handbook, text: str, code: Code) -> None:
    assert "food-allergy-unspecified" in lands(handbook, text, code)


@pytest.mark.parametrize(
    ("text", "code"),
    [("Sulfonamide allergy", icd("Z88.2")), ("Sulfa drugs", None), ("Sulfamethoxazole", None)],
)
def test_sulfonamide_is_not_sulfite(handbook: Handbook, text: str, code: Code | None) -> None:
    assert "sulfite-allergy" not in lands(handbook, text, *([code] if code else []))


@pytest.mark.parametrize("text", ["Sulfites", "Allergy to metabisulphite"])
def test_sulfite_is_known_by_its_words(handbook: Handbook, text: str) -> None:
    assert "sulfite-allergy" in lands(handbook, text)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("Z79.1", "nsaid-on-record"), ("Z79.2", "antibiotic-on-record"), ("Z79.52", "steroid-on-record"),
        ("Z79.02", "antiplatelet-on-record"), ("Z79.82", "antiplatelet-on-record"), ("Z79.4", "diabetes"),
        ("Z79.891", "opioid-on-record"), ("Z79.620", "immunosuppressant-on-record"),
    ],
)  # fmt: skip
def test_a_medicine_recorded_as_a_condition_is_known(handbook: Handbook, code: str, name: str) -> None:
    assert lands(handbook, "", icd(code)) == {name}


@pytest.mark.parametrize("code", ["Z79.51", "Z79.890", "Z79.899", "Z79.3"])
def test_an_inhaled_steroid_or_a_hormone_is_not_taken_for_another_medicine(
    handbook: Handbook, code: str
) -> None:
    assert lands(handbook, "", icd(code)) == {"known-medicines-on-record"}


def test_a_bone_metastasis_names_no_site(handbook: Handbook) -> None:
    assert "bone-cancer" in lands(handbook, "", icd("C79.51"))
    card = handbook.code_sets["bone-cancer"]
    assert card.site is None
    assert "C79.51" not in (*card.right, *card.left, *card.both)


# ---------------------------------------------------------------- the knee, the other joint, a side
@pytest.mark.parametrize("code", ["Z96.651", "Z96.652", "Z96.653", "Z96.659", "M97.11XA", "T84.54XA"])
def test_a_prosthesis_of_the_knee_is_known(handbook: Handbook, code: str) -> None:
    assert "knee-prosthesis" in lands(handbook, "", icd(code))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Presence of right artificial hip joint", icd("Z96.641")),
        ("Total hip replacement", snomed("52734007")),
        ("Left shoulder replacement", None), ("Osteoarthritis of knee", snomed("239873007")),
        ("Replacement of heart valve", None), ("Family history of knee replacement", None),
    ],
)  # fmt: skip
def test_another_joint_is_no_prosthesis_of_the_knee(handbook: Handbook, text: str, code: Code | None) -> None:
    found = lands(handbook, text, *([code] if code else []))
    assert not {"knee-prosthesis", "joint-prosthesis-unsited"} & found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", icd("Z96.60")),
        ("History of artificial joint (situation)", snomed("161679004")),
        ("Joint replacement", None),
    ],
)
def test_an_artificial_joint_of_no_named_place_is_known_as_such(
    handbook: Handbook, text: str, code: Code | None
) -> None:
    found = lands(handbook, text, *([code] if code else []))
    assert "joint-prosthesis-unsited" in found
    assert "knee-prosthesis" not in found


@pytest.mark.parametrize(
    ("name", "right", "left"),
    [
        ("knee-prosthesis", "Z96.651", "Z96.652"),
        ("knee-osteoarthritis", "M17.11", "M17.12"),
        ("knee-fracture", "S82.001A", "S82.002A"),
        ("knee-fracture", "S82.144B", "S82.145B"),
        ("knee-fracture", "S83.004A", "S83.005A"),
        ("septic-knee", "M00.061", "M00.062"),
        ("leg-skin-infection", "L03.115", "L03.116"),
        ("bone-cancer", "C40.21", "C40.22"),
    ],
)
def test_a_code_that_names_a_side_is_listed_with_it(
    handbook: Handbook, name: str, right: str, left: str
) -> None:
    card = handbook.code_sets[name]
    assert right in card.right
    assert left in card.left
    assert not set(card.right) & set(card.left)


def test_no_code_stands_on_two_sides_and_each_belongs_to_its_set(handbook: Handbook) -> None:
    for name, card in handbook.code_sets.items():
        sides = [card.right, card.left, card.both]
        assert len({code for side in sides for code in side}) == sum(len(side) for side in sides), name
        for code in (code for side in sides for code in side):
            systems = {codes.system for codes in card.codes}
            assert any(name in lands_or_place(handbook, Code(system, code)) for system in systems), code


def lands_or_place(handbook: Handbook, code: Code) -> set[str]:
    return set(handbook.code_set_recogniser.recognise((code,), ""))


@pytest.mark.parametrize("code", ["S82.001A", "S82.142B", "S72.401A", "S83.114A", "S83.005A"])
def test_a_fracture_or_dislocation_at_the_knee_is_known(handbook: Handbook, code: str) -> None:
    assert "knee-fracture" in lands(handbook, "", icd(code))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Fracture of clavicle", snomed("58150001")), ("Fracture of ankle", snomed("16114001")),
        ("Closed fracture of hip", snomed("359817006")), ("", icd("S52.501A")), ("", icd("S82.51XA")),
        ("Fracture of rib", snomed("33737001")), ("Osteoporosis", icd("M81.0")),
    ],
)  # fmt: skip
def test_a_fracture_elsewhere_is_silent_here(handbook: Handbook, text: str, code: Code) -> None:
    assert not {"knee-fracture", "fracture-unsited"} & lands(handbook, text, code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Fracture of bone (disorder)", snomed("125605004")),
        ("Pathological fracture due to osteoporosis", snomed("443165006")),
        ("", icd("M80.051A")),
    ],
)
def test_a_fracture_of_no_named_place_is_known_as_such(handbook: Handbook, text: str, code: Code) -> None:
    assert "fracture-unsited" in lands(handbook, text, code)


@pytest.mark.parametrize("code", ["M86.151", "M86.9", "M86.561", "M00.9"])
def test_an_infection_near_the_knee_or_of_no_place_is_known(handbook: Handbook, code: str) -> None:
    assert "joint-or-bone-infection" in lands(handbook, "", icd(code))


@pytest.mark.parametrize("code", ["M86.111", "M86.672", "M86.8X4", "M00.011", "M00.861"])
def test_an_infection_whose_code_names_another_place_is_not_taken_for_it(
    handbook: Handbook, code: str
) -> None:
    assert "joint-or-bone-infection" not in lands(handbook, "", icd(code))


# ---------------------------------------------------------------- words: a net with holes in the right places
@pytest.mark.parametrize(
    ("text", "silent"),
    [
        ("Prediabetes", "diabetes"), ("Diabetes insipidus", "diabetes"),
        ("Family history of diabetes", "diabetes"),
        ("Gestational diabetes", "diabetes"), ("Hay fever", "fever"), ("History of rheumatic fever", "fever"),
        ("Breast cancer screening", "cancer"), ("Benign neoplasm of skin", "cancer"),
        ("Hepatitis B vaccination", "liver-disease"), ("Depression screening", "depression"),
        ("ST depression on electrocardiogram", "depression"), ("Heat stroke", "stroke"),
        ("Pregnancy test negative", "pregnancy"), ("Miscarriage in first trimester", "pregnancy"),
        ("Past pregnancy history of miscarriage", "pregnancy"), ("Termination of pregnancy", "pregnancy"),
        ("Lupus anticoagulant", "anticoagulant-on-record"), ("Lupus anticoagulant", "immune-disease"),
        ("Uses hearing aids", "immune-disease"), ("Psoriatic arthritis", "psoriasis-or-bowel"),
        ("Acute kidney failure", "severe-kidney-disease"), ("Chronic sinusitis", "acute-infection"),
        ("Chronic hepatitis C infection", "acute-infection"), ("Peppercorn", "corn-allergy"),
        ("Pulmonary hypertension", "known-blood-pressure-and-lipids"), ("Morbid obesity", "known-obesity"),
        ("Stress fracture of tibia", "known-mind"), ("Epidural steroid injection", "steroid-injection"),
        ("Steroid injection of knee", "joint-injection"), ("Fear of needles", "known-mind"),
        ("Avascular necrosis of femoral head", "osteonecrosis"), ("Pleural effusion", "knee-effusion"),
        ("Allergy to long-term NSAID", "nsaid-on-record"),
        ("Non-alcoholic fatty liver disease", "alcohol"), ("Osteoarthritis of hip", "knee-osteoarthritis"),
    ],
)  # fmt: skip
def test_a_word_stays_silent_where_it_means_something_else(
    handbook: Handbook, text: str, silent: str
) -> None:
    assert silent in handbook.code_sets
    assert silent not in lands(handbook, text)


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("Type 2 diabetes mellitus", "diabetes"), ("Diabetic retinopathy", "diabetes"),
        ("Malignant tumour of breast, treated", "cancer"), ("Metastatic melanoma", "cancer"),
        ("Right knee replacement 2019", "knee-prosthesis"), ("TKR left", "knee-prosthesis"),
        ("Von Willebrand disease", "bleeding-disorder"), ("Immune thrombocytopenia", "bleeding-disorder"),
        ("Factor V Leiden", "clotting-tendency"), ("Septic arthritis of right knee", "septic-knee"),
        ("Cellulitis of left leg", "leg-skin-infection"), ("Sepsis due to E. coli", "systemic-infection"),
        ("Tibial plateau fracture", "knee-fracture"), ("Rheumatoid arthritis", "inflammatory-arthritis"),
        ("Psoriatic arthritis", "inflammatory-arthritis"), ("HIV infection", "immune-disease"),
        ("Kidney transplant 2015", "immune-disease"), ("Dementia", "doubtful-capacity"),
        ("Alzheimer's disease", "doubtful-capacity"), ("Heart failure", "severe-heart-disease"),
        ("COPD", "severe-lung-disease"), ("End stage renal disease", "severe-kidney-disease"),
        ("Cirrhosis of liver", "severe-liver-disease"), ("Fainting at blood draws", "vasovagal"),
        ("Fibromyalgia", "widespread-pain"), ("Ehlers-Danlos syndrome", "hypermobility"),
        ("Lidocaine", "anaesthetic-allergy"), ("Latex", "skin-agent-allergy"),
        ("Chlorhexidine", "skin-agent-allergy"), ("Acetaminophen", "paracetamol-allergy"),
        ("G6PD deficiency", "no-numbing-cream"), ("Raynaud's phenomenon", "no-cold-packs"),
        ("Intra-articular steroid injection", "steroid-injection"),
        ("Intra-articular hyaluronic acid injection", "joint-injection"),
        ("Arthroscopy of knee with meniscectomy", "knee-surgery"),
        ("Avascular necrosis of medial femoral condyle", "osteonecrosis"),
        ("Effusion of right knee", "knee-effusion"),
    ],
)  # fmt: skip
def test_a_word_alone_is_enough_to_be_known(handbook: Handbook, text: str, speaks: str) -> None:
    assert speaks in lands(handbook, text)


# ---------------------------------------------------------------- what each exclusion is coded in
EXCLUSIONS = (
    "knee-prosthesis", "joint-prosthesis-unsited", "joint-or-bone-infection", "leg-skin-infection",
    "systemic-infection", "fever", "acute-infection", "fracture-unsited", "bone-cancer", "cancer",
    "bleeding-disorder", "severe-heart-disease", "heart-attack", "stroke", "severe-lung-disease",
    "severe-kidney-disease", "severe-liver-disease", "diabetes", "inflammatory-arthritis", "immune-disease",
    "pregnancy", "doubtful-capacity",
)  # fmt: skip


@pytest.mark.parametrize("name", EXCLUSIONS)
def test_every_exclusion_is_known_in_both_code_systems_and_by_word(handbook: Handbook, name: str) -> None:
    card = handbook.code_sets[name]
    assert {SNOMED, ICD10} <= {codes.system for codes in card.codes}
    assert card.words


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("8310-5", "body-temperature"), ("8331-1", "body-temperature"), ("8480-6", "systolic-pressure"),
        ("8462-4", "diastolic-pressure"), ("2339-0", "blood-glucose"), ("6301-6", "inr"), ("39156-5", "bmi"),
    ],
)  # fmt: skip
def test_a_measurement_is_known_by_its_code(handbook: Handbook, code: str, name: str) -> None:
    assert lands(handbook, "", Code(LOINC, code)) == {name}


def test_the_same_number_in_another_system_is_another_thing(handbook: Handbook) -> None:
    assert lands(handbook, "", Code(RXNORM, "239873007")) == set()
    assert lands(handbook, "", Code(CodeSystem.OTHER, "D66")) == set()


# What real exports hold, as code and words, with all that each lands in. Nothing lands nowhere in silence.
CHART = {
    ("Acute bronchitis (disorder)", "10509002"): {"acute-infection"},
    ("Acute viral pharyngitis (disorder)", "195662009"): {"acute-infection"},
    ("Viral sinusitis (disorder)", "444814009"): {"acute-infection"},
    ("Streptococcal sore throat (disorder)", "43878008"): {"acute-infection"},
    ("Otitis media", "65363002"): {"acute-infection"},
    ("Appendicitis", "74400008"): {"acute-infection"},
    ("Alzheimer's disease (disorder)", "26929004"): {"doubtful-capacity"},
    ("Brain damage - traumatic", "275272006"): {"doubtful-capacity"},
    ("Atrial Fibrillation", "49436004"): {"heart-disease"},
    ("Coronary Heart Disease", "53741008"): {"heart-disease"},
    ("Cardiac Arrest", "410429000"): {"heart-disease", "severe-heart-disease"},
    ("Chronic congestive heart failure (disorder)", "88805009"): {"heart-disease", "severe-heart-disease"},
    ("Myocardial Infarction", "22298006"): {"heart-disease", "heart-attack"},
    ("History of myocardial infarction (situation)", "399211009"): {"heart-disease"},
    ("Diabetes", "44054006"): {"diabetes"},
    ("Hyperglycemia (disorder)", "80394007"): {"hyperglycaemia"},
    ("Epilepsy", "84757009"): {"seizures"},
    ("Normal pregnancy", "72892002"): {"pregnancy"},
    ("Tubal pregnancy", "79586000"): {"pregnancy"},
    ("Miscarriage in first trimester", "19169002"): {"pregnancy-ended"},
    ("Osteoarthritis of knee", "239873007"): {"knee-osteoarthritis"},
    ("Osteoarthritis of hip", "239872002"): {"known-arthrosis-elsewhere"},
    ("Osteoporosis (disorder)", "64859006"): {"osteoporosis"},
    ("Rheumatoid arthritis", "69896004"): {"inflammatory-arthritis"},
    ("Gout", "90560007"): {"crystal-disease"},
    ("Stroke", "230690007"): {"stroke"},
    ("Fracture of clavicle", "58150001"): {"fracture-elsewhere", "shoulder-fracture"},
    ("Rupture of patellar tendon", "30832001"): {"knee-injury"},
    ("Hypertension", "38341003"): {"known-blood-pressure-and-lipids"},
    ("Prediabetes", "15777000"): {"known-blood-pressure-and-lipids"},
    ("Body mass index 30+ - obesity (finding)", "162864005"): {"known-obesity"},
    ("Body mass index 40+ - severely obese (finding)", "408512008"): {"severe-obesity"},
    ("Anemia (disorder)", "271737000"): {"known-blood-count"},
    ("Chronic sinusitis (disorder)", "40055000"): {"known-airways"},
    ("Polyp of colon", "68496003"): {"known-bowel"},
    ("Sprain of ankle", "44465007"): {"ankle-sprain-fresh", "chronic-ankle", "known-sprains-and-wounds"},
    ("Whiplash injury to neck", "39848009"): {"known-back-and-limb-pain", "spine-injury"},
    ("Full-time employment (finding)", "160903007"): {"known-life"},
    ("Chronic obstructive bronchitis (disorder)", "185086009"): {"severe-lung-disease"},
    ("End-stage renal disease (disorder)", "46177005"): {"severe-kidney-disease"},
    ("Chronic kidney disease stage 1 (disorder)", "431855005"): {"kidney-disease"},
    ("Acquired coagulation disorder (disorder)", "234466008"): {"bleeding-disorder"},
    ("History of renal transplant (situation)", "161665007"): {"immune-disease"},
    ("Malignant neoplasm of breast (disorder)", "254837009"): {"cancer"},
}


@pytest.mark.parametrize(("entry", "expected"), CHART.items(), ids=[text for text, _ in CHART])
def test_an_entry_of_a_real_export_lands_where_it_belongs(
    handbook: Handbook, entry: tuple[str, str], expected: set[str]
) -> None:
    text, code = entry
    assert lands(handbook, text, snomed(code, text)) == expected


def test_a_harmless_set_never_holds_what_a_rule_looks_for(handbook: Handbook) -> None:
    """An entry may lie in a harmless set too by its words, but no code may be harmless and grave at once."""
    harmless = {n for n, card in handbook.code_sets.items() if not card.bearing and n.startswith("known-")}
    for card in handbook.code_sets.values():
        if not card.bearing:
            continue
        for codes in card.codes:
            for value in codes.exact:
                assert not harmless & lands(handbook, "", Code(codes.system, value)), (card.id, value)


@pytest.mark.parametrize("text", ["Tabes dorsalis", "Loiasis", "Perthes disease"])
def test_what_no_card_knows_is_not_taken_for_something(handbook: Handbook, text: str) -> None:
    assert lands(handbook, text) == set()
