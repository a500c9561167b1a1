"""Every distinct medicine, condition and procedure of the charts at hand, and the class it landed in.

The charts are those of the folder ``ENTHESIS_CHARTS`` when it is set, else the demonstration's. Run with ``-s``
to read the table. None may land nowhere in silence: what no card knows is counted in the plan, or asked about.
"""

import os
from pathlib import Path

import pytest

import enthesis.demonstration
from enthesis.care.derive import know
from enthesis.care.plan import plan
from enthesis.care.values.case import Wish
from enthesis.care.values.known import Known
from enthesis.formats.fhir.chart import case_from_fhir
from enthesis.formats.plan_json import plan_document, to_json
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.anatomy import Side
from tests.road import TODAY

_DEMONSTRATION = Path(enthesis.demonstration.__file__).parent / "people"
CHARTS = sorted(Path(os.environ.get("ENTHESIS_CHARTS", _DEMONSTRATION)).rglob("*.json"))
WISH = Wish(condition="knee-oa", side=Side.RIGHT, sedation="none")


def landed(known: Known) -> list[tuple[str, str, str]]:
    """Give (kind, text, where) for every entry of one chart."""
    rows = [
        ("medicine", m.text, ", ".join(m.classes) or f"asked: {m.questions or m.taking}")
        for m in known.medicines
    ]
    seen = {}
    for group in known.by_set.values():
        for each in group:
            seen[id(each)] = each
    for each in seen.values():
        sets = [name for name in each.sets if not name.startswith("place-")]
        if sets and each.fact.kind in ("condition", "procedure", "allergy"):
            rows.append((each.fact.kind, each.fact.text, ", ".join(sets)))
    rows += [(each.fact.kind, each.fact.text, "known to no card") for each in known.unrecognised]
    return rows


@pytest.mark.parametrize("path", CHARTS, ids=lambda path: path.stem)
def test_every_entry_lands_somewhere_that_is_said(handbook: Handbook, path: Path) -> None:
    if not path.read_bytes().lstrip().startswith(b"{") or b"resourceType" not in path.read_bytes():
        pytest.skip("not a chart")
    case = case_from_fhir(path.read_bytes(), WISH, TODAY, handbook)
    known = know(case, handbook, TODAY)
    rows = sorted(set(landed(known)))
    for kind, text, where in rows:
        print(f"{kind:10} {text[:60]:60} {where}")
    entries = [f for f in case.facts if f.kind in ("condition", "procedure", "allergy", "medicine")]
    assert bool(rows) is bool(entries)
    said = to_json(plan_document(plan(case, handbook, TODAY), handbook)).decode()
    for kind, text, where in rows:
        if where == "known to no card" and text:
            assert text in said, f"{kind} {text} vanished"
    for medicine in known.medicines:
        assert medicine.key in said
