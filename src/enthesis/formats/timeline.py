"""Where everything of a course stands on its one drawing: days to places, and labels that do not collide.

Lanes from above: sessions, each paused medicine, each medicine that goes on, reviews. The near part is to
scale; what comes after the last session and its review stands behind a break mark, evenly spaced.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

import msgspec

from enthesis.formats.day_words import capitalise, short_day
from enthesis.formats.plan_schema import CoursePart, MilestoneLine, PauseLine, PlanDocument

LEFT, RIGHT = 150, 1060
_FAR_STEP, _FAR_SHARE = 108, 420
_LEAST_GAP = 72
_LANE, _LABELLED_LANE = 44, 76
_LABEL_WIDTH, _SPAN_WIDTH = 78, 108
_MAX_STEADY = 6
_LANE_NAME = 20
# How wide the flag of today is, to the left of its line, and the longest name of a month.
_FLAG, _MONTH = 103, 80
_STRENGTH = re.compile(r".*?\d[\d.,]*\s*(?:mg|mcg|g|%)\b", re.IGNORECASE)


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """One thing at one place. ``width`` is 0 for a moment; ``row`` 0 or 1, or -1 where no label fits."""

    x: float
    title: str
    says: str
    width: float = 0
    row: int = 0
    state: str = ""


class Lane(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the drawing at height ``y``."""

    kind: str
    title: str
    y: float
    spots: tuple[Spot, ...] = ()
    says: str = ""


class Tick(msgspec.Struct, frozen=True, kw_only=True):
    """The first of a month, or a far date; no title where the flag of today would cover it."""

    x: float
    title: str
    is_far: bool = False


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """The drawing, 1072 units wide and ``height`` high."""

    height: float
    today_x: float
    today: str
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]
    break_x: float


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the list that says the same as the drawing."""

    day: date
    kind: str
    title: str
    says: str


class _Scale:
    """Turns days into places. The days before the next session are drawn wider where they are few."""

    def __init__(self, first: date, last: date, today: date, next_day: date, far: Iterable[date]) -> None:
        self.first, self.last = first, last
        self.far = sorted({day for day in far if day > last})
        self.step = min(_FAR_STEP, _FAR_SHARE / max(len(self.far), 1))
        self.right = RIGHT - 120 - self.step * (len(self.far) - 1) if self.far else RIGHT - 40
        self._knots = [(first, LEFT + 30.0), (last, self.right - 30.0)]
        gap = self(next_day) - self(today)
        if 0 < gap < _LEAST_GAP and today == first < next_day < last:
            self._knots.insert(1, (next_day, self(today) + _LEAST_GAP))

    def __call__(self, day: date) -> float:
        if day > self.last and self.far:
            behind = sum(far > day for far in self.far)
            return round(RIGHT - 50 - self.step * behind, 1)
        (start, x), (end, to_x) = next(pair for pair in pairwise(self._knots) if day <= pair[1][0])
        return round(x + (to_x - x) * ((day - start) / ((end - start) or timedelta(days=1))), 1)


def draw_timeline(document: PlanDocument) -> Timeline | None:
    """Place a plan's course; nothing to draw where no session is planned."""
    course = document.course
    if not course.sessions:
        return None
    milestones = _of_their_own(course)
    scale = _scale(document, milestones)
    lanes: list[Lane] = []
    y = 64.0
    lanes.append(Lane(kind="sessions", title="Sessions", y=y, spots=_sessions(course, scale)))
    y += _LABELLED_LANE
    for pause in paused(document.pauses):
        lanes.append(
            Lane(
                kind="pause",
                title=_short(pause.medicine),
                y=y,
                spots=_spans(pause, scale),
                says=pause.say_title,
            )
        )
        y += _LABELLED_LANE - 16
    for pause in steady(document.pauses):
        lanes.append(Lane(kind="goes-on", title=_short(pause.medicine), y=y, says=pause.say_title))
        y += _LANE
    if milestones:
        lanes.append(Lane(kind="reviews", title="Reviews", y=y, spots=_reviews(course, milestones, scale)))
        y += _LABELLED_LANE
    return Timeline(
        height=y - 20 + (34 if lanes and any(spot.row == 1 for spot in lanes[-1].spots) else 0),
        today_x=scale(document.made_on),
        today=f"Today {document.made_on.day} {document.made_on:%b}",
        ticks=_ticks(scale, document.made_on),
        lanes=tuple(lanes),
        break_x=scale.right if scale.far else 0,
    )


def list_moments(document: PlanDocument) -> tuple[Moment, ...]:
    """Give the same course as an ordered list, for phones and for those who hear the page."""
    course = document.course
    said = [Moment(day=document.made_on, kind="now", title="Today", says="")]
    for session in course.sessions:
        kind = {"done": "done", "provisional": "maybe", "not-yet": "maybe"}.get(session.state, "")
        says = "" if session.state == "planned" else session.state_says
        said.append(Moment(day=session.planned, kind=kind, title=f"Session {session.number}", says=says))
    for pause in paused(document.pauses):
        for span in pause.spans:
            said.append(
                Moment(
                    day=span.start,
                    kind="pause",
                    title=f"{capitalise(pause.medicine)}: {pause.say_title}",
                    says=f"until {short_day(span.until)}",
                )
            )
    for milestone in (*course.review_points, *course.follow_up):
        until = f"until {short_day(milestone.until)}. " if milestone.until else ""
        said.append(
            Moment(
                day=milestone.day, kind="review", title=_weeks(course, milestone), says=until + milestone.says
            )
        )
    return tuple(sorted(said, key=lambda moment: moment.day))


def paused(pauses: Iterable[PauseLine]) -> tuple[PauseLine, ...]:
    """Give the medicines with dated pauses."""
    return tuple(pause for pause in pauses if pause.say == "pause" and pause.spans)


def steady(pauses: Iterable[PauseLine]) -> tuple[PauseLine, ...]:
    """Give the medicines that must not stop, as many as the drawing holds; the table names all."""
    return tuple(pause for pause in pauses if pause.say == "do-not-stop")[:_MAX_STEADY]


def _scale(document: PlanDocument, milestones: tuple[MilestoneLine, ...]) -> _Scale:
    days = [session.planned for session in document.course.sessions]
    days += [span.until for pause in paused(document.pauses) for span in pause.spans]
    starts = [span.start for pause in paused(document.pauses) for span in pause.spans]
    near = max(*days, document.made_on) + timedelta(days=10)
    reviews = [m.until or m.day for m in document.course.review_points if m.day <= near + timedelta(days=60)]
    last = max([near, *reviews])
    ahead = [s.planned for s in document.course.sessions if s.planned > document.made_on]
    first = min([document.made_on, *days, *starts])
    following = min(ahead, default=last)
    return _Scale(first, last, document.made_on, following, (milestone.day for milestone in milestones))


def _of_their_own(course: CoursePart) -> tuple[MilestoneLine, ...]:
    """Give the reviews that are not simply the look before a session: those stand at the session."""
    days = {session.planned for session in course.sessions}
    return tuple(m for m in (*course.review_points, *course.follow_up) if m.until or m.day not in days)


def _sessions(course: CoursePart, scale: _Scale) -> tuple[Spot, ...]:
    spots = [
        Spot(
            x=scale(s.planned), title=f"Session {s.number}", says=short_day(s.planned), state=s.state, width=0
        )
        for s in course.sessions
    ]
    return _labelled(spots, _LABEL_WIDTH)


def _spans(pause: PauseLine, scale: _Scale) -> tuple[Spot, ...]:
    spots = []
    for span in pause.spans:
        start, end = scale(span.start), scale(span.until + timedelta(days=1))
        says = f"{span.start.day} {span.start:%b} – {span.until.day} {span.until:%b}"
        spots.append(Spot(x=start, width=max(round(end - start, 1), 6), title="", says=says))
    return _labelled(spots, _SPAN_WIDTH, rows=1)


def _reviews(course: CoursePart, milestones: tuple[MilestoneLine, ...], scale: _Scale) -> tuple[Spot, ...]:
    spots = []
    for milestone in sorted(milestones, key=lambda m: m.day):
        start = scale(milestone.day)
        end = scale(milestone.until) if milestone.until else start
        says = (
            short_day(milestone.day)
            if milestone.until is None
            else f"{_brief(milestone.day)} – {_brief(milestone.until)}"
        )
        spots.append(Spot(x=start, width=round(end - start, 1), title=_weeks(course, milestone), says=says))
    return _labelled(spots, _SPAN_WIDTH - 8)


def _labelled(spots: list[Spot], width: float, rows: int = 2) -> tuple[Spot, ...]:
    """Give each label the first row in which it does not touch its neighbour; none if there is no room."""
    ends = [float("-inf")] * rows
    placed = []
    for spot in spots:
        middle = spot.x + spot.width / 2
        free = [row for row in range(rows) if ends[row] <= middle - width / 2]
        row = free[0] if free else -1
        if free:
            ends[row] = middle + width / 2
        placed.append(msgspec.structs.replace(spot, row=row))
    return tuple(placed)


def _ticks(scale: _Scale, today: date) -> tuple[Tick, ...]:
    """Mark the months and the far dates; a name that the flag of today would cover is left out."""
    ticks = []
    flag = scale(today)
    day = date(scale.first.year, scale.first.month, 1)
    while day <= scale.last:
        x = scale(day)
        if day > scale.first and x < scale.right - 40:
            title = f"{day:%B}" + (f" {day.year}" if day.month == 1 else "")
            ticks.append(Tick(x=x, title="" if flag - _FLAG - _MONTH < x < flag else title))
        day = (day + timedelta(days=32)).replace(day=1)
    ticks += [Tick(x=scale(day) - 34, title=f"{day:%b %Y}", is_far=True) for day in scale.far]
    return tuple(ticks)


def _weeks(course: CoursePart, milestone: MilestoneLine) -> str:
    """Count weeks from the first session: "Week 5", "Weeks 12-16"."""
    first = course.sessions[0].planned if course.sessions else milestone.day
    week = round((milestone.day - first).days / 7)
    if milestone.until is None or milestone.until == milestone.day:
        return f"Week {week}"
    return f"Weeks {week}–{round((milestone.until - first).days / 7)}"


def _brief(day: date) -> str:
    return f"{day.day} {day:%b}"


def _short(name: str) -> str:
    """Shorten a medicine's name to its lane: up to its strength, else the words that fit."""
    to_strength = _STRENGTH.match(name)
    kept = to_strength.group(0) if to_strength else name
    while len(kept) > _LANE_NAME and " " in kept:
        kept = kept.rpartition(" ")[0]
    return capitalise(kept)
