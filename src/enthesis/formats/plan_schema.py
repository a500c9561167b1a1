"""The published shape of a plan: every sentence already in the words of one language.

The page, the PDF, the terminal and other programs all read this one value, so that they cannot say
different things. What is optional is ``null``, never left out. Numbers are exact; days are ISO dates; a
date a chart holds only in part ("1994", "1994-05") is a text.
"""

from datetime import date
from decimal import Decimal

from enthesis.formats.history_schema import (
    DoneSessionLine,
    OutcomeLine,
    ReportLine,
    ReviewPart,
    StageLine,
)
from enthesis.formats.shapes import Shape, Standing
from enthesis.vocabulary.evidence import Mark
from enthesis.vocabulary.status import Level, Severity, Status


class PersonLine(Shape, frozen=True):
    """Who the plan is for. ``age`` is a range where the birth date is known in part."""

    name: str
    birth: str | None
    age: str | None
    sex: str | None
    sex_says: str
    weight_kg: Decimal | None
    weight_on: str | None
    height_cm: Decimal | None


class AwaySpan(Shape, frozen=True):
    """Days the person cannot come."""

    start: date
    until: date


class WishLine(Shape, frozen=True):
    """What was asked for."""

    condition: str
    side: str | None
    side_says: str
    start: date | None
    sedation: str | None
    sedation_says: str
    course: str
    away: tuple[AwaySpan, ...]


class ConditionLine(Standing, frozen=True):
    """What is treated, and the honest label of its evidence."""

    id: str
    title: str
    region: str
    evidence_label: str
    evidence: str


class ChangeLine(Shape, frozen=True):
    """One thing that would move a verdict."""

    rule: str
    question: str
    to: Level
    to_title: str
    says: str


class VerdictPart(Shape, frozen=True):
    """One of the two verdicts."""

    asks: str
    level: Level
    title: str
    says: str
    would_change: tuple[ChangeLine, ...]


class NextThingLine(Shape, frozen=True):
    """The one next thing to do; ``question`` or ``act`` tell what would be recorded."""

    says: str
    why: str
    by: date | None
    question: str
    act: str


class ChoiceLine(Shape, frozen=True):
    """One answer a question takes: what is stored, and what is read."""

    id: str
    text: str


class QuestionLine(Standing, frozen=True):
    """One open question. ``good_for`` is how many days an answer stays good."""

    id: str
    card: str
    block: str
    block_title: str
    text: str
    patient_text: str
    hint: str
    of: str
    answer: str
    choices: tuple[ChoiceLine, ...]
    minimum: int | None
    maximum: int | None
    unit: str
    good_for: int
    settles: tuple[str, ...]
    opens: str
    none_applies: bool
    refs: tuple[str, ...]


class EvidenceLine(Shape, frozen=True):
    """One record behind a finding; ``says`` puts it into words for a reader, ids and all."""

    ref: str
    text: str
    says: str
    date: str | None
    value: str
    window: str
    how: str
    how_says: str
    by: str


class FindingLine(Standing, frozen=True):
    """What one rule says. ``shown_as`` is its severity, or ASK for a STOP or HOLD that is not known."""

    rule: str
    title: str
    status: Status
    severity: Severity
    shown_as: str
    recorded: bool
    touches: str
    touches_says: str
    says: str
    because: str
    do_next: str
    evidence: tuple[EvidenceLine, ...]
    questions: tuple[str, ...]


class SpanLine(Shape, frozen=True):
    """The first and the last day without a medicine, both included."""

    session: int
    start: date
    until: date


class PauseLine(Standing, frozen=True):
    """One medicine, and what is said of it."""

    medicine: str
    key: str
    medicine_class: str
    class_title: str
    say: str
    say_title: str
    says: str
    because: str
    must_agree: str
    must_agree_says: str
    spans: tuple[SpanLine, ...]
    clearance_note: str
    question: str
    how: str
    how_says: str
    refs: tuple[str, ...]


class SessionLine(Shape, frozen=True):
    """One session."""

    number: int
    earliest: date
    planned: date
    latest: date | None
    state: str
    state_says: str
    why: str


class MilestoneLine(Shape, frozen=True):
    """A review point or follow-up."""

    what: str
    day: date
    until: date | None
    says: str


class NoRoomLine(Shape, frozen=True):
    """The session that fits on no open day; the course ends before it until somebody moves something."""

    number: int
    earliest: date
    latest: date | None
    next_open: date | None
    says: str


class CoursePart(Standing, frozen=True):
    """The sessions of one template.

    ``not_yet`` says why no day ahead is agreed, ``not_yet_patient`` what the patient is told instead of days;
    both are empty once nothing stands in the way.
    """

    template: str
    title: str
    count_stated: bool
    adopted: bool
    not_yet: str
    not_yet_patient: str
    says: tuple[str, ...]
    no_room: NoRoomLine | None
    repeat_from: date | None
    sessions: tuple[SessionLine, ...]
    review_points: tuple[MilestoneLine, ...]
    follow_up: tuple[MilestoneLine, ...]


class ShareLine(Shape, frozen=True):
    """One anaesthetic against the ceiling of the drug it counts as; ``here`` for what this syringe adds."""

    drug: str
    counts_as: str
    mg: Decimal
    ceiling_mg: Decimal
    here: bool


class OtherAnaesthetic(Shape, frozen=True):
    """An anaesthetic other than lidocaine in the mixture."""

    drug: str
    stock_percent: Decimal
    stock_ml: Decimal
    final_percent: Decimal
    mg: Decimal


class DrawnLine(Shape, frozen=True):
    """The nearest volumes the syringe's marks allow, where the exact ones lie between two marks."""

    mark_ml: Decimal
    dextrose_stock_ml: Decimal
    lidocaine_stock_ml: Decimal | None
    other_anaesthetics_ml: tuple[Decimal, ...]
    diluent_ml: Decimal
    final_dextrose_percent: Decimal
    says: str


class RecipeLine(Standing, frozen=True):
    """One syringe. Volumes in mL, masses in g or mg, strengths in g per 100 mL."""

    name: str
    status: str
    says: str
    side: str | None
    volume_ml: Decimal | None
    final_dextrose_percent: Decimal
    stock_dextrose_percent: Decimal
    basis: str | None
    diluent: str | None
    dextrose_stock_ml: Decimal | None
    lidocaine_stock_percent: Decimal | None
    lidocaine_stock_ml: Decimal | None
    lidocaine_final_percent: Decimal | None
    other_anaesthetics: tuple[OtherAnaesthetic, ...]
    diluent_ml: Decimal | None
    drawn: DrawnLine | None
    dextrose_g: Decimal | None
    lidocaine_mg: Decimal | None
    lidocaine_ceiling_mg: Decimal | None
    osmolarity_mosm_l: Decimal | None
    osmolarity_other_basis_mosm_l: Decimal | None
    osmolarity_dextrose_mosm_l: Decimal | None
    osmolarity_says: str
    anaesthetic_fraction: Decimal | None
    shares: tuple[ShareLine, ...]
    question: str
    warnings: tuple[str, ...]
    label: tuple[str, ...]
    handling: tuple[str, ...]


class PlannedNeedleLine(Shape, frozen=True):
    """The needle chosen in a labelled image for a place, judged; it holds for this needle and image alone.

    ``confirmed_by`` is who checked the image's labels; the days are those of the plan and of the image.
    """

    gauge: int
    needle_length_mm: Decimal
    way_mm: Decimal
    margin_model: str
    level: str
    level_says: str
    says: str
    needed_mm: Decimal
    structure: str
    proved_mm: Decimal | None
    confirmed_by: str
    planned_on: date | None
    image_on: date | None


class PointLine(Standing, frozen=True):
    """One place for one needle. ``planned`` is empty where no needle was chosen in an image."""

    enthesis: str
    title: str
    side: str | None
    side_says: str
    compartment: str
    why: str
    tender: int | None
    lax: int | None
    volume_ml: Decimal | None
    needle: str
    needle_longest_mm: Decimal | None
    guidance: str
    structures_at_risk: tuple[str, ...]
    safe_approach: tuple[str, ...]
    artery_check: str
    artery_check_says: str
    hold: str
    planned: PlannedNeedleLine | None


class MapPart(Shape, frozen=True):
    """All points of one session."""

    status: str
    says: str
    points: tuple[PointLine, ...]
    rules: tuple[str, ...]
    time_out: tuple[str, ...]
    rescue: tuple[str, ...]
    warnings: tuple[str, ...]


class InstructionLine(Standing, frozen=True):
    """What to do or expect, when; days count from the session, which is day 0."""

    id: str
    says: str
    of: str
    of_says: str
    day_from: int | None
    day_to: int | None
    on: date | None
    gate: str
    gate_says: str
    question: str


class InstructionsPart(Shape, frozen=True):
    """Before a session, on its day, and after it."""

    before: tuple[InstructionLine, ...]
    day: tuple[InstructionLine, ...]
    after: tuple[InstructionLine, ...]


class QuoteLine(Shape, frozen=True):
    """The words of a leaflet, shown as the leaflet's own."""

    leaflet: str
    quote: str


class ClaimLine(Standing, frozen=True):
    """One statement about the treatment: what may be believed, what was shown, what the leaflets say."""

    id: str
    title: str
    about: str
    audience: str
    says: str
    shown: str
    favours: str
    standing: str
    leaflet: tuple[QuoteLine, ...]


class BibliographyLine(Shape, frozen=True):
    """One source: where it is, how it was seen, and what to be careful of."""

    key: str
    mark: Mark
    mark_says: str
    title: str
    where: str
    caution: str
    kind: str


class NotUnderstoodLine(Shape, frozen=True):
    """Something in the input that was counted and not used, and why."""

    what: str
    count: int
    why: str
    refs: tuple[str, ...]


class ReviewState(Shape, frozen=True):
    """How many cards of this handbook a clinician has signed."""

    reviewed: int
    cards: int
    says: str


class PlanDocument(Shape, frozen=True):
    """A whole plan, ready to be read."""

    enthesis: str
    handbook_version: str
    language: str
    made_on: date
    notice: str
    review_state: ReviewState
    person: PersonLine
    wish: WishLine
    condition: ConditionLine
    verdict: VerdictPart
    ready_today: VerdictPart
    stage: StageLine
    next_thing: NextThingLine
    questions: tuple[QuestionLine, ...]
    findings: tuple[FindingLine, ...]
    pauses: tuple[PauseLine, ...]
    course: CoursePart
    history: tuple[DoneSessionLine, ...]
    reports: tuple[ReportLine, ...]
    review: ReviewPart | None
    outcomes: tuple[OutcomeLine, ...]
    recipes: tuple[RecipeLine, ...]
    injection_map: MapPart
    instructions: InstructionsPart
    claims: tuple[ClaimLine, ...]
    bibliography: tuple[BibliographyLine, ...]
    not_understood: tuple[NotUnderstoodLine, ...]
