"""What the labels of an image mean, which are missing, and who confirmed them.

A label nobody named is reported, never ignored; an artery that ought to be labelled and is not makes the
answer "not decidable".
"""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from enthesis.needle.volume import Volume
from enthesis.vocabulary.errors import BadInput


class Role(StrEnum):
    """What a structure is to a needle."""

    ARTERY = "artery"
    VEIN = "vein"
    NERVE = "nerve"
    BONE = "bone"
    PLEURA = "pleura"
    TARGET = "target"
    SKIN = "skin"
    OTHER = "other"


AVOIDED = (Role.ARTERY, Role.VEIN, Role.NERVE)
"""What every needle keeps its margin from; pleura has a margin of its own, bone may be touched at the tip."""


class Structure(msgspec.Struct, frozen=True, kw_only=True):
    """One named structure and the label values that draw it."""

    name: str
    role: Role
    values: tuple[int, ...]


class LabelMap(msgspec.Struct, frozen=True, kw_only=True):
    """What the values of one image mean.

    ``confirmed_by`` is the person who checked the labels against the image; empty when nobody did.
    ``image_pose`` and ``treatment_pose`` are how the limb lay, and will lie; empty is not known.
    """

    structures: tuple[Structure, ...]
    confirmed_by: str = ""
    image_pose: str = ""
    treatment_pose: str = ""

    def of(self, *roles: Role) -> tuple[Structure, ...]:
        """Give the structures of any of these roles."""
        return tuple(structure for structure in self.structures if structure.role in roles)


def label_map(structures: Iterable[Structure], **more: str) -> LabelMap:
    """Make a label map.

    Raises:
        BadInput: one value means two structures, or one name has two roles.
    """
    structures = tuple(structures)
    seen: dict[int, str] = {}
    roles: dict[str, Role] = {}
    for structure in structures:
        for value in structure.values:
            if seen.setdefault(value, structure.name) != structure.name:
                raise BadInput(
                    f"Label {value} is both {seen[value]} and {structure.name}.",
                    "Give each value one structure.",
                )
        if roles.setdefault(structure.name, structure.role) is not structure.role:
            raise BadInput(
                f"{structure.name} is both {roles[structure.name]} and {structure.role}.", "Give it one role."
            )
    return LabelMap(structures=structures, **more)


def unnamed_values(volume: Volume, labels: LabelMap) -> tuple[int, ...]:
    """List label values that occur in the image and that nobody named."""
    named = {value for structure in labels.structures for value in structure.values}
    return tuple(value for value in volume.values() if value not in named)


def missing_structures(volume: Volume, labels: LabelMap, expected: Iterable[str]) -> tuple[str, ...]:
    """List the structures a region ought to have that are not named, or named but empty in the image."""
    present = set(volume.values())
    drawn = {s.name for s in labels.structures if present.intersection(s.values)}
    return tuple(name for name in expected if name not in drawn)
