"""Whether a change between two scores matters.

Improvement is positive whatever way the instrument runs. Doubt never flatters: of a published range an
improvement must reach the upper end, and pass the measurement error where one is known, while a
worsening already counts from the lower end. Source: CLINICAL:8.1, CLINICAL:9.
"""

from decimal import Decimal

from enthesis.care.values.outcome import Change, Outcome, Response
from enthesis.care.values.sentence import Sentence, SentenceValue
from enthesis.knowledge.cards.instrument import Instrument, Mcid
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.errors import BadInput
from enthesis.vocabulary.quantities import figures
from enthesis.vocabulary.status import Status


def change(instrument: Instrument, before: Outcome, after: Outcome, *, scale: str = "") -> Change:
    """Compare two scores of one instrument; ``scale`` names a part, otherwise the whole is compared.

    Raises:
        BadInput: the outcomes are of another instrument or formula, or the instrument has no total and no
            scale was named.

    Source: CLINICAL:8.1.
    """
    for outcome in (before, after):
        if (outcome.instrument, outcome.formula_version) != (instrument.id, instrument.formula_version):
            raise BadInput(
                f"A score of {outcome.instrument}, formula {outcome.formula_version}, is of another kind.",
                f"Give two scores of {instrument.id}, formula {instrument.formula_version}.",
            )
    name, low, high = range_of(instrument, scale)
    first, second = value_of(before, scale), value_of(after, scale)
    improvement = _improvement(instrument, first, second)
    burden = _burden(instrument, first, low, high)
    followed = next((each for each in instrument.mcid if each.scale == name and each.followed), None)
    better, worse = _thresholds(followed, burden, low, high)
    beyond_error = _beyond_error(instrument, name, improvement, low, high)
    response = _response(improvement, better, worse, beyond_error)
    return Change(
        instrument=instrument.id,
        scale=name,
        before=first,
        after=second,
        improvement=improvement,
        percent=None if improvement is None or not burden else improvement * 100 / burden,
        of_100=None if improvement is None or high is None else improvement * 100 / (high - low),
        response=response,
        mcid=better,
        mcid_sources=followed.sources if followed else (),
        beyond_error=beyond_error,
        says=_change_says(response, improvement, better, high),
    )


def acceptable(instrument: Instrument, outcome: Outcome, *, scale: str = "") -> Status:
    """Tell whether a score lies in the state patients call acceptable (PASS).

    The threshold has a direction of its own. No score, or no published threshold, is not known.
    """
    name, low, high = range_of(instrument, scale)
    value = value_of(outcome, scale)
    found = next((each for each in instrument.acceptable if each.scale == name), None)
    if value is None or found is None:
        return Status.NOT_KNOWN
    threshold = _rescaled(found.value, found.of, low, high)
    reached = value <= threshold if found.reached == "at-most" else value >= threshold
    return Status.MET if reached else Status.NOT_MET


def responder(
    *, pain: Change | None, function: Change | None, patient_global: Change | None, handbook: Handbook
) -> Status:
    """Tell whether someone with osteoarthritis responded, by OMERACT-OARSI.

    Met when pain or function improved by at least 50 % and 20 points of 100; or two of pain, function and
    the patient's global score by at least 20 % and 10 points. What is missing may leave it not known.
    Source: M37.
    """
    card = handbook.review_rules["responder-oa"]
    much = [
        _improved(each, card.limit("much_percent"), card.limit("much_of_100")) for each in (pain, function)
    ]
    some = [
        _improved(each, card.limit("some_percent"), card.limit("some_of_100"))
        for each in (pain, function, patient_global)
    ]
    needed = card.limit("some_count")
    if Status.MET in much or some.count(Status.MET) >= needed:
        return Status.MET
    may_yet = some.count(Status.MET) + some.count(Status.NOT_KNOWN) >= needed
    return Status.NOT_KNOWN if Status.NOT_KNOWN in much or may_yet else Status.NOT_MET


def range_of(instrument: Instrument, scale: str) -> tuple[str, Decimal, Decimal | None]:
    """Give the name under which the card speaks of a score, and the two ends of its scale.

    Raises:
        BadInput: the instrument has no such scale, or no total when none is named.
    """
    if scale:
        for each in instrument.scale:
            if each.id == scale:
                return each.id, each.minimum, each.maximum
        names = ", ".join(each.id for each in instrument.scale)
        raise BadInput(f"{instrument.id} has no scale {scale!r}.", f"Its scales are {names}.")
    if instrument.total == "none":
        names = ", ".join(each.id for each in instrument.scale)
        raise BadInput(f"{instrument.id} has no total.", f"Name one of its scales: {names}.")
    name = instrument.scale[0].id if instrument.total == "only" else "total"
    return name, instrument.minimum, instrument.maximum


def value_of(outcome: Outcome, scale: str) -> Decimal | None:
    """Give the score of one scale, or of the whole where none is named."""
    if not scale:
        return outcome.score
    return next((each.score for each in outcome.scales if each.scale == scale), None)


def _improvement(instrument: Instrument, before: Decimal | None, after: Decimal | None) -> Decimal | None:
    if before is None or after is None:
        return None
    return after - before if instrument.direction == "higher-better" else before - after


def _burden(
    instrument: Instrument, before: Decimal | None, low: Decimal, high: Decimal | None
) -> Decimal | None:
    """Tell how far a baseline lies from the best end of the scale; percents are parts of it."""
    if before is None:
        return None
    if instrument.direction == "lower-better":
        return before - low
    return None if high is None else high - before


def _rescaled(value: Decimal, of: Decimal | None, low: Decimal, high: Decimal | None) -> Decimal:
    """Bring a number quoted on a scale of ``of`` to this one: 7 of 50 is 14 of 100."""
    return value if of is None or high is None else value * (high - low) / of


def _thresholds(
    mcid: Mcid | None, burden: Decimal | None, low: Decimal, high: Decimal | None
) -> tuple[Decimal | None, Decimal | None]:
    """Give the points an improvement and a worsening must reach; a part of no burden is no threshold."""
    if mcid is None:
        return None, None
    ends = (mcid.up_to or mcid.value, mcid.value)
    if mcid.kind == "percent":
        if not burden:
            return None, None
        return ends[0] * burden / 100, ends[1] * burden / 100
    return _rescaled(ends[0], mcid.of, low, high), _rescaled(ends[1], mcid.of, low, high)


def _beyond_error(
    instrument: Instrument, name: str, improvement: Decimal | None, low: Decimal, high: Decimal | None
) -> Status:
    found = next((each for each in instrument.detectable if each.scale == name), None)
    if improvement is None or found is None:
        return Status.NOT_KNOWN
    passed = abs(improvement) > _rescaled(found.value, found.of, low, high)
    return Status.MET if passed else Status.NOT_MET


def _response(
    improvement: Decimal | None, better: Decimal | None, worse: Decimal | None, beyond_error: Status
) -> Response:
    """Name what became of it.

    ==========================================================  ==============
    improvement                                                 response
    ==========================================================  ==============
    not known, or no change that matters is known               not known
    worsened by the lower end of the change that matters        worse by MCID
    improved by its upper end, and not within measurement error better by MCID
    anything else                                               same
    ==========================================================  ==============
    """
    if improvement is None or better is None or worse is None:
        return "not-known"
    if -improvement >= worse:
        return "worse-by-mcid"
    if improvement >= better and beyond_error is not Status.NOT_MET:
        return "better-by-mcid"
    return "same"


def _change_says(
    response: Response, improvement: Decimal | None, mcid: Decimal | None, high: Decimal | None
) -> Sentence:
    if improvement is None:
        return Sentence("outcomes.change.no-score")
    values: dict[str, SentenceValue] = {"points": figures(abs(improvement))}
    if mcid is not None:
        values["mcid"] = figures(mcid)
    if high is not None:
        values["of"] = figures(high)
    if response == "not-known":
        way = "better" if improvement > 0 else "worse" if improvement < 0 else "same"
        return Sentence(f"outcomes.change.not-known.{way}", values)
    return Sentence(f"outcomes.change.{response}", values)


def _improved(change: Change | None, percent: int, of_100: int) -> Status:
    """Tell whether one change reaches both a percent of its baseline and points of 100."""
    if change is None or change.improvement is None:
        return Status.NOT_KNOWN
    if change.of_100 is None or change.percent is None:
        return Status.NOT_KNOWN if change.improvement > 0 else Status.NOT_MET
    return Status.MET if change.percent >= percent and change.of_100 >= of_100 else Status.NOT_MET
