"""What the labels of an image mean, and who confirmed them."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any

import msgspec
import numpy as np

from enthesis.needle.walk import Classes, Tissue
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


AVOIDED = (Role.ARTERY, Role.VEIN, Role.NERVE, Role.PLEURA)
"""What every needle keeps its margin from; bone may be touched at the tip."""


class Structure(msgspec.Struct, frozen=True, kw_only=True):
    """One named structure and the label values that draw it."""

    name: str
    role: Role
    values: tuple[int, ...]


class LabelMap(msgspec.Struct, frozen=True, kw_only=True):
    """What the values of one image mean.

    ``confirmed_by`` is the person who checked the labels against the image; empty when nobody did.
    ``schematic`` tells that the image is a drawing and shows nobody's body; ``image_date`` is the day it was
    taken, ``None`` when nobody said.
    ``image_pose`` and ``treatment_pose`` are how the limb lay, and will lie; empty is not known.
    """

    structures: tuple[Structure, ...]
    confirmed_by: str = ""
    schematic: bool = False
    image_date: date | None = None
    image_pose: str = ""
    treatment_pose: str = ""

    def of(self, *roles: Role) -> tuple[Structure, ...]:
        """Give the structures of any of these roles."""
        return tuple(structure for structure in self.structures if structure.role in roles)

    def values_of(self, *roles: Role) -> tuple[int, ...]:
        """Give the label values of all structures of these roles."""
        return tuple(value for structure in self.of(*roles) for value in structure.values)

    def called(self, *names: str) -> tuple[Structure, ...]:
        """Find the structures that bear any of these names, however they are spelled."""
        wanted = {plain(name) for name in names}
        return tuple(structure for structure in self.structures if plain(structure.name) in wanted)

    def tissues(self) -> Classes:
        """Give, for every label value, what it is to the way of a needle; a value nobody named is tissue."""
        classes = np.full(65536, Tissue.OTHER, dtype=np.uint8)
        classes[0] = Tissue.AIR
        classes[list(self.values_of(Role.BONE))] = Tissue.BONE
        classes[list(self.values_of(Role.SKIN))] = Tissue.SKIN
        return classes


def plain(name: str) -> str:
    """Spell a name so that "Popliteal_Artery" and "popliteal artery" are one."""
    return " ".join(name.replace("_", " ").replace("-", " ").casefold().split())


def label_map(structures: Iterable[Structure], **more: Any) -> LabelMap:
    """Make a label map; ``more`` are its other fields.

    Raises:
        BadInput: one value means two structures, one name has two roles, or 0 is given a meaning.
    """
    structures = tuple(structures)
    seen: dict[int, str] = {}
    roles: dict[str, Role] = {}
    for structure in structures:
        for value in structure.values:
            if not 0 < value < 65536:
                raise BadInput(
                    f"Label {value} cannot be {structure.name}.", "Give a value from 1 to 65535; 0 is air."
                )
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


def unnamed(values: Iterable[int], labels: LabelMap) -> tuple[int, ...]:
    """Pick the label values that nobody named."""
    named = {value for structure in labels.structures for value in structure.values}
    return tuple(value for value in values if value not in named)


def drawn(volume_values: Iterable[int], labels: LabelMap, *roles: Role) -> tuple[Structure, ...]:
    """Give the structures of these roles of which at least one voxel is drawn."""
    present = set(volume_values)
    return tuple(structure for structure in labels.of(*roles) if present.intersection(structure.values))
