"""What guards each kind of structure: its field, how much more margin it has, how far past the tip."""

import math
from dataclasses import dataclass

import numpy as np

from enthesis.needle.field import Buffers, Field, distance_field
from enthesis.needle.frames import Floats
from enthesis.needle.marching import STOP_MM, Kinds, Spare, keeps, march_kinds, spare_kinds
from enthesis.needle.margin import MarginModel
from enthesis.needle.request import Limits, NeedleChoice, NeedleRequest
from enthesis.needle.structures import AVOIDED, LabelMap, Role
from enthesis.needle.volume import Volume


@dataclass(frozen=True, slots=True)
class Rule:
    """How one role is kept away from: added to the margin, and held so far past the tip; millimetres."""

    more_mm: float
    beyond_mm: float


@dataclass(frozen=True, slots=True, eq=False)
class Guard:
    """One rule with the field of all structures it speaks of."""

    rule: Rule
    field: Field

    def strike(self, begin: Floats, tip: Floats, kinds: Kinds, needles: tuple[NeedleChoice, ...]) -> None:
        """Strike out the pairs that are not proved to keep the margin."""
        march_kinds(self.field, begin, tip, kinds, self._margins(needles), self.rule.beyond_mm)

    def lower(
        self, begin: Floats, tip: Floats, kinds: Kinds, needles: tuple[NeedleChoice, ...], spare: Spare
    ) -> None:
        """Lower ``spare`` to what is proved to be left over the margin."""
        spare_kinds(self.field, begin, tip, kinds, self._margins(needles), self.rule.beyond_mm, spare)

    def keeps_disc(self, begin: Floats, tip: Floats, margin: MarginModel, off_mm: float) -> bool:
        """Tell whether the margin holds for every entry within ``off_mm``, the tip staying where it is.

        Moving the entry by r moves the axis at depth u by r (1 - u / length), and past the tip by as much
        the other way; both are margins that grow evenly, so one march proves the whole disc.
        """
        length = float(np.linalg.norm(tip - begin))
        base, turn = margin.base_mm + self.rule.more_mm, off_mm / length
        within = keeps(self.field, begin, tip, base + off_mm, margin.per_mm - turn, length, 0.0)
        if not within or self.rule.beyond_mm == 0:
            return within
        if margin.per_mm + turn >= 1:
            return False
        end = length + self.rule.beyond_mm
        return keeps(self.field, begin, tip, base - off_mm, margin.per_mm + turn, end, length)

    def keeps_cone(self, begin: Floats, tip: Floats, margin: MarginModel, off_deg: float) -> bool:
        """Tell whether the margin holds for every direction within ``off_deg``, the entry staying."""
        per_mm = margin.per_mm + math.tan(math.radians(off_deg))
        if per_mm >= 1:
            return False
        end = float(np.linalg.norm(tip - begin)) + self.rule.beyond_mm
        return keeps(self.field, begin, tip, margin.base_mm + self.rule.more_mm, per_mm, end, 0.0)

    def _margins(self, needles: tuple[NeedleChoice, ...]) -> Floats:
        return np.array(
            [[choice.margin.base_mm + self.rule.more_mm, choice.margin.per_mm] for choice in needles]
        )


def rule_of(role: Role, request: NeedleRequest) -> Rule:
    """Give the rule of a role: arteries and pleura are guarded past the tip, pleura with more margin too."""
    limits: Limits = request.limits
    more = request.role_margins_mm.get(role, 0.0)
    if role is Role.ARTERY:
        return Rule(more, limits.overshoot_artery_mm)
    if role is Role.PLEURA:
        return Rule(more + limits.pleura_more_mm, limits.overshoot_pleura_mm)
    return Rule(more, 0.0)


def rules_for(labels: LabelMap, request: NeedleRequest) -> tuple[Rule, ...]:
    """Give the rules of the roles that somebody labelled."""
    return tuple(rule_of(role, request) for role in AVOIDED if labels.of(role))


def range_mm(labels: LabelMap, request: NeedleRequest, spacing_mm: tuple[float, float, float]) -> float:
    """Give R: as asked, or as much as the widest margin needs to be proved at all, in whole millimetres."""
    widest = max(
        (
            choice.margin.at(choice.usable_mm + rule.beyond_mm) + rule.more_mm
            for choice in request.needles
            for rule in rules_for(labels, request)
        ),
        default=0.0,
    )
    # A sample lies up to half a voxel's diagonal from the centre whose distance it uses.
    lost = math.dist((0.0, 0.0, 0.0), spacing_mm) / 2 + STOP_MM
    return float(max(request.range_mm, math.ceil(widest + lost + 0.5)))


def guards_for(volume: Volume, labels: LabelMap, request: NeedleRequest, reach_mm: float) -> list[Guard]:
    """Measure one field for each rule; roles with one rule share it, and a rule without labels has none."""
    values: dict[Rule, tuple[int, ...]] = {}
    for role in AVOIDED:
        of_role = labels.values_of(role)
        if of_role:
            rule = rule_of(role, request)
            values[rule] = values.get(rule, ()) + of_role
    guards: list[Guard] = []
    buffers: Buffers | None = None
    for rule, labelled in values.items():
        buffers = buffers.another() if buffers else Buffers(volume.labels.shape)
        guards.append(Guard(rule, distance_field(volume, labelled, reach_mm, buffers)))
    return guards
