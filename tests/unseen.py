"""Charts nobody has seen: put together by a seed, in the shapes and spellings real exports hold.

``unseen(seed, handbook)`` gives a chart as bytes and what was planted in it: which rule must speak of which
record, which medicine must have which row, and which record must be heard by nobody. The same seed gives the
same bytes.
"""

import json
from random import Random
from typing import Any, NamedTuple

from enthesis.knowledge.cards.code_set import CodeSet
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.codes import CodeSystem
from tests import charts
from tests.charts import Resource

TODAY = charts.TODAY
_ADDRESS = {
    CodeSystem.SNOMED: charts.SNOMED,
    CodeSystem.ICD10CM: charts.ICD10CM,
    CodeSystem.RXNORM: charts.RXNORM,
}


class Danger(NamedTuple):
    """A record that must be heard: by one of these rules, as a finding or an open question with evidence."""

    ref: str
    rules: tuple[str, ...]
    text: str


class Taken(NamedTuple):
    """A medicine that must have a row: part of its key, and what the row may say."""

    ref: str
    key: str
    says: tuple[str, ...]
    text: str


class Unseen(NamedTuple):
    """One chart and what was planted in it."""

    raw: bytes
    dangers: tuple[Danger, ...]
    taken: tuple[Taken, ...]
    refused: tuple[str, ...]


# Which code set must be heard by which rule, in what kind of record, and with which onset.
SETS: list[tuple[str, str, tuple[str, ...], str]] = [
    ("knee-prosthesis", "condition", ("con-a8-prosthesis",), "any"),
    ("knee-prosthesis", "procedure", ("con-a8-prosthesis",), "any"),
    ("joint-prosthesis-unsited", "condition", ("con-a8-prosthesis",), "any"),
    ("septic-knee", "condition", ("con-a1-joint-infection",), "any"),
    ("septic-knee", "procedure", ("con-a1-joint-infection",), "any"),
    ("knee-fracture", "condition", ("con-a2-fracture",), "new"),
    ("bone-cancer", "condition", ("con-a3-cancer-here",), "any"),
    ("cancer", "condition", ("con-a3-cancer-anywhere",), "any"),
    ("cancer-treatment", "procedure", ("con-a3-cancer-anywhere",), "any"),
    ("anaesthetic-allergy", "allergy", ("con-a4-anaesthetic",), "any"),
    ("corn-allergy", "allergy", ("con-a4-corn-severe",), "any"),
    ("skin-agent-allergy", "allergy", ("allergy-skin-agents",), "any"),
    ("bleeding-disorder", "condition", ("con-a5-bleeding",), "any"),
    ("clotting-tendency", "condition", ("clotting-tendency",), "any"),
    ("crystal-flare", "condition", ("con-a7-crystal-flare",), "new"),
    ("crystal-disease", "condition", ("con-a7-crystal-disease",), "any"),
    ("doubtful-capacity", "condition", ("con-a9-consent",), "any"),
    ("severe-kidney-disease", "condition", ("con-r17-serious-disease",), "any"),
    ("severe-heart-disease", "condition", ("con-r17-serious-disease",), "any"),
    ("severe-liver-disease", "condition", ("con-r17-serious-disease",), "any"),
    ("stroke", "condition", ("con-r17-serious-disease",), "new"),
    ("diabetes", "condition", ("con-r2-diabetes",), "any"),
    ("pregnancy", "condition", ("con-r3-pregnancy",), "new"),
    ("inflammatory-arthritis", "condition", ("con-r4-r5-immune",), "any"),
    ("immune-disease", "condition", ("con-r4-r5-immune",), "any"),
    ("immune-disease", "procedure", ("con-r4-r5-immune",), "any"),
    ("knee-effusion", "condition", ("imaging-effusion",), "new"),
    ("osteonecrosis", "condition", ("imaging-osteonecrosis",), "any"),
    ("fever", "condition", ("today-fever",), "new"),
    ("systemic-infection", "condition", ("today-fever",), "new"),
    ("leg-skin-infection", "condition", ("today-infection-there",), "new"),
    ("acute-infection", "condition", ("today-passing-illness",), "new"),
    ("no-numbing-cream", "condition", ("no-numbing-cream",), "any"),
]
NEW = ("2026-11-18", "2026-11-19T08:30:00+01:00", "2026-11-20")
ANY = ("2019-04-02", "2026-11", "2003", "2026-11-18T23:10:00Z", None)
SAID = [
    ("s/p TKA right", "procedure", ("con-a8-prosthesis",)),
    ("TKR R", "condition", ("con-a8-prosthesis",)),
    ("Presence of artificial knee joint, unspecified side", "condition", ("con-a8-prosthesis",)),
    ("Bilat TKRs", "procedure", ("con-a8-prosthesis",)),
    ("septic right knee", "condition", ("con-a1-joint-infection",)),
    ("Haemarthrosis right knee", "condition", ("imaging-effusion",)),
    ("fracture of right patella", "condition", ("con-a2-fracture",)),
    ("Ca breast 2012, NED", "condition", ("con-a3-cancer-anywhere",)),
    ("Breast cancer, no evidence of disease", "condition", ("con-a3-cancer-anywhere",)),
    ("DVT", "condition", ("clotting-tendency",)),
    ("von Willebrand\u2019s disease", "condition", ("con-a5-bleeding",)),
    ("thrombocytopaenia", "condition", ("con-a5-bleeding",)),
    ("ESRD on haemodialysis", "condition", ("con-r17-serious-disease",)),
    ("T2DM", "condition", ("con-r2-diabetes",)),
    ("renal transplant 2011", "procedure", ("con-r4-r5-immune",)),
    ("RA (seropositive rheumatoid arthritis)", "condition", ("con-r4-r5-immune",)),
    ("Zebra stripe syndrome", "condition", ("unread-entry",)),
    ("Cornstarch: anaphylaxis", "allergy", ("con-a4-corn-severe",)),
    ("Lignocaine", "allergy", ("con-a4-anaesthetic",)),
    ("Allergy to local anaesthetic", "condition", ("con-a4-anaesthetic",)),
]  # fmt: skip

NEVER = ("do-not-stop",)
PAUSED = ("ask", "pause", "ask-prescriber")
GIVEN: list[tuple[str, str, tuple[str, ...], str]] = [
    ("Warfarin Sodium 5 MG Oral Tablet", "warfarin", NEVER, "855332"),
    ("warfarin 3mg tabs", "warfarin", NEVER, ""),
    ("Coumadin", "warfarin", NEVER, ""),
    ("Jantoven 2.5 MG Oral Tablet", "warfarin", NEVER, ""),
    ("Clopidogrel 75 MG Oral Tablet", "clopidogrel", NEVER, "309362"),
    ("Plavix 75mg", "clopidogrel", NEVER, ""),
    ("clopidogrel bisulfate", "clopidogrel", NEVER, ""),
    ("Aspirin 81 MG Oral Tablet", "aspirin", NEVER, "243670"),
    ("aspirin EC 81mg", "aspirin", NEVER, ""),
    ("ASA 325 mg", "aspirin", NEVER, ""),
    ("Eliquis 5 mg", "apixaban", NEVER, ""),
    ("rivaroxaban 20 MG Oral Tablet [Xarelto]", "rivaroxaban", NEVER, ""),
    ("Pradaxa 150", "dabigatran", NEVER, ""),
    ("LIXIANA 60 mg film-coated tablets", "edoxaban", NEVER, ""),
    ("enoxaparin sodium 40 mg/0.4 mL syringe", "enoxaparin", NEVER, ""),
    ("Prednisone 5 MG Oral Tablet", "prednisone", NEVER, "312617"),
    ("Deltasone 10", "prednisone", NEVER, ""),
    ("methylprednisolone 4 MG Oral Tablet [Medrol] dose pack", "methylprednisolone", NEVER, ""),
    ("Methotrexate 2.5 MG Oral Tablet", "methotrexate", NEVER, ""),
    ("Naproxen 500 MG Oral Tablet", "naproxen", PAUSED, "198014"),
    ("Naproxen sodium 220 MG Oral Tablet [Aleve]", "naproxen", PAUSED, ""),
    ("Aleve", "naproxen", PAUSED, ""),
    ("Ibuprofen 200 MG Oral Tablet", "ibuprofen", PAUSED, "310965"),
    ("Advil Liqui-Gels", "ibuprofen", PAUSED, ""),
    ("IBUPROFEN 800 mg PO TID PRN", "ibuprofen", PAUSED, ""),
    ("Motrin IB", "ibuprofen", PAUSED, ""),
    ("Diclofenac potassium 50 MG Oral Tablet", "diclofenac", PAUSED, ""),
    ("Zzyxomab 5 mg", "zzyxomab", ("ask",), ""),
]
HARMLESS = [
    ("Essential hypertension", "59621000", "I10"), ("Hyperlipidemia", "55822004", "E78.5"),
    ("Osteoarthritis of knee", "239873007", "M17.11"), ("Low back pain", "279039007", "M54.50"),
    ("Seasonal allergic rhinitis", "", "J30.2"), ("Hypothyroidism", "40930008", "E03.9"),
]  # fmt: skip
NOISE = [
    charts.weight(70),
    charts.observation("Glucose", 5.1, "mmol/L", on="2019-01-01", loinc="2339-0"),
    {"resourceType": "Encounter", "status": "finished"},
]
REFUSED = [
    {"verification": "refuted"}, {"verification": "entered-in-error"},
]  # fmt: skip


class _Maker:
    """Makes one chart."""

    def __init__(self, seed: int, handbook: Handbook) -> None:
        self.random = Random(seed)
        self.handbook = handbook
        self.me = f"p{seed}"
        self.by_uuid = self.random.random() < 0.5
        self.resources: list[Resource] = []
        self.dangers: list[Danger] = []
        self.taken: list[Taken] = []
        self.refused: list[str] = []

    def chart(self) -> Unseen:
        pick = self.random
        self.resources.append(
            charts.patient(gender="female", birth=pick.choice(("1968-03-04", "1975", "1979-12")), id=self.me)
        )
        for _ in range(pick.randint(1, 4)):
            self._plant_set()
        for _ in range(pick.randint(0, 2)):
            self._plant_said()
        for each in pick.sample(GIVEN, pick.randint(0, 4)):
            self._plant_medicine(*each)
        for _ in range(pick.randint(0, 3)):
            self._add_harmless()
        if pick.random() < 0.4:
            self._add_refused()
        for noise in NOISE:
            if pick.random() < 0.5:
                self._add(noise)
        if pick.random() < 0.3:
            self.resources.append(pick.choice(self.resources[1:]))
        return Unseen(self._written(), tuple(self.dangers), tuple(self.taken), tuple(self.refused))

    def _add(self, resource: Resource) -> str:
        kind = resource["resourceType"]
        name = f"{kind[:2].lower()}{len(self.resources)}"
        whose = {"reference": f"urn:uuid:{self.me}" if self.by_uuid else f"Patient/{self.me}"}
        key = "patient" if kind == "AllergyIntolerance" else "subject"
        self.resources.append({"id": name, key: whose, **resource})
        return f"{kind}/{name}"

    def _plant_set(self) -> None:
        name, kind, rules, when = self.random.choice(SETS)
        card = self.handbook.code_sets[name]
        concept, text = self._concept(card)
        onset = self.random.choice(NEW if when == "new" else ANY)
        ref = self._add(self._entry(kind, concept, onset, card))
        self.dangers.append(Danger(ref, rules, text))

    def _plant_said(self) -> None:
        text, kind, rules = self.random.choice(SAID)
        ref = self._add(self._entry(kind, {"text": text}, "2026-11-18", None))
        self.dangers.append(Danger(ref, rules, text))

    def _concept(self, card: CodeSet) -> tuple[Resource, str]:
        """Name it by a code of one system, or of two, or by words alone: as text, or as a bare display."""
        pick = self.random
        coded = [
            (codes.system, value)
            for codes in card.codes
            if codes.system in _ADDRESS
            for value in (*codes.exact, *codes.prefix)
            if value not in (*codes.except_exact, *codes.except_prefix)
        ]
        words = [phrase for phrase in card.words if "left" not in phrase.split()]
        wording = pick.choice(words) if words else card.title
        way = pick.choice(("code", "code and words", "words", "display")) if coded and card.words else "code"
        if way in ("words", "display") or not coded:
            said = pick.choice((wording, wording.upper(), wording.capitalize()))
            return ({"coding": [{"display": said}]} if way == "display" else {"text": said}), said
        system, value = pick.choice(coded)
        if system is CodeSystem.ICD10CM and pick.random() < 0.3:
            value = value.replace(".", "")
        coding = [{"system": _ADDRESS[system], "code": value}]
        if pick.random() < 0.4:
            coding.insert(0, {"system": "urn:oid:1.2.3.4", "code": "LOCAL-77"})
        return ({"coding": coding, "text": wording} if way == "code and words" else {"coding": coding}), value

    def _entry(self, kind: str, concept: Resource, onset: str | None, card: CodeSet | None) -> Resource:
        sided = card.left if card else ()
        codes = {each.get("code", "") for each in concept.get("coding", ())}
        elsewhere = bool(
            {value.replace(".", "") for value in sided} & {code.replace(".", "") for code in codes}
        )
        site = None
        if not elsewhere and self.random.random() < 0.3 and kind != "allergy":
            site = self.random.choice(
                (
                    {"coding": [{"system": charts.SNOMED, "code": "6757004"}]},
                    {"text": "Right knee"},
                    {"coding": [{"system": charts.SNOMED, "code": "72696002"}], "text": "Knee"},
                )
            )
        if kind == "procedure":
            made = charts.procedure("", on=onset, body_site=site)
        elif kind == "allergy":
            made = charts.allergy("", severity=self.random.choice(("mild", "severe", None)))
        else:
            status = self.random.choice(("active", "recurrence", None))
            made = charts.condition("", onset=onset, body_site=site, clinical=status)
        if elsewhere:
            # The other knee: heard once the chart says that it is both.
            made["bodySite"] = [{"text": "both knees"}]
        return {**made, "code": concept}

    def _plant_medicine(self, text: str, key: str, says: tuple[str, ...], rxnorm: str) -> None:
        pick = self.random
        coding = [{"system": charts.RXNORM, "code": rxnorm, "display": text}] if rxnorm else []
        concept: Resource = {**({"coding": coding} if coding else {}), "text": text}
        if coding and pick.random() < 0.3:
            concept = {"coding": [{k: v for k, v in coding[0].items() if k != "display"}]}
        state = pick.choice(("active", "active", "on-hold", "old", "stopped"))
        made = pick.choice((charts.medicine, charts.medicine_statement))("")
        del made["medicationCodeableConcept"]
        self._name(made, concept)
        when = {"old": "1996-05-01", "stopped": "2015-05-01"}.get(state, "2026-10-20")
        made["status"] = {"old": "active"}.get(state, state)
        if made["resourceType"] == "MedicationStatement":
            made.pop("effectivePeriod", None)
            made["effectiveDateTime"] = when
        else:
            made["authoredOn"] = when
        expected = ("ended",) if state == "stopped" else says
        self.taken.append(Taken(self._add(made), key, expected, text))

    def _name(self, made: Resource, concept: Resource) -> None:
        """Name the medicine in place, contained, or as a record of its own."""
        way = self.random.choice(("concept", "concept", "contained", "record"))
        if way == "concept":
            made["medicationCodeableConcept"] = concept
        elif way == "contained":
            made["contained"] = [{"resourceType": "Medication", "id": "m1", "code": concept}]
            made["medicationReference"] = {"reference": "#m1"}
        else:
            name = f"me{len(self.resources)}"
            self.resources.append({"resourceType": "Medication", "id": name, "code": concept})
            made["medicationReference"] = {
                "reference": f"urn:uuid:{name}" if self.by_uuid else f"Medication/{name}"
            }

    def _add_harmless(self) -> None:
        text, snomed, icd10 = self.random.choice(HARMLESS)
        named = {"snomed": snomed, "icd10": icd10} if snomed else {"icd10": icd10}
        chosen = dict(self.random.sample(sorted(named.items()), self.random.randint(1, len(named))))
        self._add(charts.condition(text, codes=chosen))

    def _add_refused(self) -> None:
        how = self.random.choice(REFUSED)
        made = charts.condition("Hereditary factor VIII deficiency", icd10="D66", **how)
        self.refused.append(self._add(made))

    def _written(self) -> bytes:
        pick = self.random
        order = [*self.resources]
        pick.shuffle(order)
        form = pick.choice(("collection", "transaction", "searchset", "lines", "list"))
        if form == "lines":
            return "\n".join(json.dumps(each) for each in order).encode()
        if form == "list":
            return json.dumps(order).encode()
        entries: list[dict[str, Any]] = []
        for each in order:
            url = (
                f"urn:uuid:{each['id']}"
                if self.by_uuid
                else f"https://ehr.example/fhir/{each['resourceType']}/{each['id']}"
            )
            request = (
                {"request": {"method": "POST", "url": each["resourceType"]}} if form == "transaction" else {}
            )
            entries.append({"fullUrl": url, "resource": each, **request})
        return json.dumps({"resourceType": "Bundle", "type": form, "entry": entries}).encode()


def unseen(seed: int, handbook: Handbook) -> Unseen:
    """Make the chart of one seed."""
    return _Maker(seed, handbook).chart()
