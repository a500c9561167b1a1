"""The clearance rule: how far a needle must be proved to stay from what is labelled in its image.

No published minimum exists for prolotherapy; the distances are proposals, each a limit card. Nothing here
calls a needle safe: it is clear of labelled structures in one image, or it is not decidable.
Source: CLINICAL 6.2, 6.3; CARE:14.
"""

from collections.abc import Sequence
from decimal import Decimal

from enthesis.care.structures import structure_called
from enthesis.care.values.clearance import ClearanceJudgement
from enthesis.care.values.sentence import Sentence
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.clearance import Clearance
from enthesis.vocabulary.quantities import figures
from enthesis.vocabulary.status import Severity


def needed_clearance_mm(guidance: str, needle_length_mm: Decimal | None, handbook: Handbook) -> Decimal:
    """Give the clearance asked for.

    ============================================  ======================
    guidance and needle                           limit card
    ============================================  ======================
    real-time ultrasound, recorded                clearance-ultrasound
    anything else, needle known to be short       clearance-landmark
    anything else, needle long or of unknown length  clearance-landmark-long
    ============================================  ======================
    """
    if guidance == "ultrasound":
        return handbook.limits["clearance-ultrasound"].value
    if needle_length_mm is not None and needle_length_mm < handbook.limits["long-needle"].value:
        return handbook.limits["clearance-landmark"].value
    return handbook.limits["clearance-landmark-long"].value


def judge_clearance(
    clearances: Sequence[Clearance],
    guidance: str,
    needle_length_mm: Decimal | None,
    handbook: Handbook,
    near: Sequence[str] = (),
) -> ClearanceJudgement:
    """Judge one needle by its proved distances; the gravest answer decides.

    ==================================================  =============  ========
    what was proved                                     level          severity
    ==================================================  =============  ========
    too little from cord, canal or epidural space       never          STOP
    too little from anything else                       too-near       HOLD
    no label, a distance that is no number, or a        not-decidable  HOLD
    structure of ``near`` without its label
    enough from every labelled structure                clear          none
    ==================================================  =============  ========

    Args:
        clearances: proved lower bounds in mm, one or more for each labelled structure.
        guidance: "ultrasound" only where real-time ultrasound is recorded.
        needle_length_mm: length of the needle; unknown counts as long.
        handbook: the cards.
        near: ids of structures that must be labelled before anything is called clear.
    """
    needed = needed_clearance_mm(guidance, needle_length_mm, handbook)
    proved = [clearance for clearance in clearances if clearance.proved_mm.is_finite()]
    short = sorted(
        (clearance for clearance in proved if clearance.proved_mm < needed),
        key=lambda clearance: (not _is_spinal(clearance, handbook), clearance.proved_mm),
    )
    if short:
        return _too_near(short[0], needed, handbook)
    missing = _unlabelled(proved, near, handbook)
    if missing or not proved or len(proved) < len(clearances):
        return _not_decidable(missing, needed)
    nearest = min(proved, key=lambda clearance: clearance.proved_mm)
    return ClearanceJudgement(
        level="clear",
        severity=None,
        needed_mm=needed,
        structure=nearest.structure,
        proved_mm=nearest.proved_mm,
        says=Sentence(
            "procedure.clearance.clear", {"proved": figures(nearest.proved_mm), "needed": figures(needed)}
        ),
    )


def _is_spinal(clearance: Clearance, handbook: Handbook) -> bool:
    card = structure_called(clearance.structure, handbook)
    return card is not None and card.kind == "spinal"


def _too_near(clearance: Clearance, needed: Decimal, handbook: Handbook) -> ClearanceJudgement:
    card = structure_called(clearance.structure, handbook)
    spinal = card is not None and card.kind == "spinal"
    named = Sentence(f"structures.{card.id}.title") if card else clearance.structure
    values = {"structure": named, "proved": figures(clearance.proved_mm), "needed": figures(needed)}
    return ClearanceJudgement(
        level="never" if spinal else "too-near",
        severity=Severity.STOP if spinal else Severity.HOLD,
        needed_mm=needed,
        structure=clearance.structure,
        proved_mm=clearance.proved_mm,
        says=Sentence(f"procedure.clearance.{'never' if spinal else 'too-near'}", values),
    )


def _unlabelled(proved: Sequence[Clearance], near: Sequence[str], handbook: Handbook) -> tuple[str, ...]:
    labelled = {clearance.structure for clearance in proved}
    labelled |= {card.id for name in labelled if (card := structure_called(name, handbook)) is not None}
    return tuple(name for name in near if name not in labelled)


def _not_decidable(missing: tuple[str, ...], needed: Decimal) -> ClearanceJudgement:
    says = Sentence("procedure.clearance.no-image")
    if missing:
        named = tuple(Sentence(f"structures.{name}.title") for name in missing)
        says = Sentence("procedure.clearance.not-labelled", {"structures": named})
    return ClearanceJudgement(
        level="not-decidable",
        severity=Severity.HOLD,
        needed_mm=needed,
        structure=missing[0] if missing else "",
        proved_mm=None,
        says=says,
    )
