"""One instrument's scores as a small line drawing; the table beside it says the same in words."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

import msgspec

from enthesis.formats.day_words import short_day
from enthesis.formats.history_schema import OutcomeLine, ScorePoint

WIDTH, HEIGHT = 460, 150
# As wide as a day is on a phone, where the letters are largest against the drawing.
_DAY_WIDE = 100
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 440, 18, 118


class Dot(msgspec.Struct, frozen=True, kw_only=True):
    """One score at its place, with its value and day in words; a day with no room of its own is left out."""

    x: float
    y: float
    value: str
    day: str


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """Dots joined by a line, the days of sessions, and from where on a change matters."""

    width: int
    height: int
    dots: tuple[Dot, ...]
    line: str
    sessions: tuple[float, ...]
    matters_y: float | None
    matters_words_y: float | None
    top: str
    bottom: str


def draw_chart(line: OutcomeLine, sessions: Iterable[date] = ()) -> Chart | None:
    """Draw the scores of one instrument; fewer than two give nothing to join.

    An instrument without a total is drawn by its first part; a missing score is left out, never a zero.
    """
    scale = line.scores[0].scale if line.scores else ""
    known = [score for score in line.scores if score.scale == scale and score.score is not None]
    if len(known) < 2:
        return None
    top = line.maximum if line.maximum is not None else max(_value(score) for score in known)
    first, last = known[0].day, known[-1].day
    span = max((last - first).days, 1)

    def x(day: date) -> float:
        return round(_LEFT + (_RIGHT - _LEFT) * (day - first).days / span, 1)

    def y(value: Decimal) -> float:
        share = (value - line.minimum) / ((top - line.minimum) or Decimal(1))
        return round(_BOTTOM - (_BOTTOM - _TOP) * float(min(max(share, Decimal()), Decimal(1))), 1)

    days = _with_room([(x(score.day), short_day(score.day)) for score in known])
    dots = tuple(
        Dot(x=x(score.day), y=y(_value(score)), value=f"{_value(score):f}", day=day)
        for score, day in zip(known, days, strict=True)
    )
    matters_y = _matters(line, scale, y)
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        dots=dots,
        line="M" + "L".join(f"{dot.x} {dot.y}" for dot in dots),
        sessions=tuple(x(day) for day in sessions if first <= day <= last),
        matters_y=matters_y,
        matters_words_y=None if matters_y is None else _clear_of(matters_y, dots[-1].y),
        top=f"{top:f}",
        bottom=f"{line.minimum:f}",
    )


def _value(score: ScorePoint) -> Decimal:
    return score.score or Decimal()


def _with_room(days: list[tuple[float, str]]) -> list[str]:
    """Keep the first and the last day, and of those between whichever stand clear of their neighbours.

    The first is written from its dot on and the last up to its dot, the others round theirs.
    """
    kept, taken = [days[0][1]], days[0][0] + _DAY_WIDE
    end = days[-1][0] - _DAY_WIDE
    for at, day in days[1:-1]:
        fits = taken <= at - _DAY_WIDE / 2 and at + _DAY_WIDE / 2 <= end
        kept.append(day if fits else "")
        taken = at + _DAY_WIDE / 2 if fits else taken
    return [*kept, days[-1][1]]


def _clear_of(dashed: float, last: float) -> float:
    """Put the words of the dashed line on the side of it where the last score is not."""
    return dashed + 14 if last <= dashed else dashed - 5


def _matters(line: OutcomeLine, scale: str, y: Callable[[Decimal], float]) -> float | None:
    """Give the height from which a patient notices the change, where that is published."""
    change = next((each for each in line.changes if scale in ("", each.scale)), None)
    if change is None or change.before is None or change.mcid is None:
        return None
    better = change.mcid if line.direction == "higher-better" else -change.mcid
    return y(change.before + better)
