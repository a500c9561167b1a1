"""The label map file: which value means which structure, who checked it, and how the limb lay.

::

    confirmed_by = "Dr A. Name"        # who held the labels against the image
    image_date = 2026-11-02            # when the image was taken
    image_pose = "extended"
    treatment_pose = "extended"
    looked_none_seen = ["middle-genicular-artery"]

    [[label]]
    value = 11
    structure = "popliteal-artery"
    role = "artery"                    # artery vein nerve bone pleura target skin other
"""

from datetime import date
from pathlib import Path

import msgspec

from enthesis.formats.imaging.toml_file import read_toml
from enthesis.needle.structures import LabelMap, Role, Structure, label_map, plain
from enthesis.vocabulary.errors import BadInput

WANTED = "[[label]] tables with value, structure and role"


class _Label(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    value: int
    structure: str
    role: Role


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    label: tuple[_Label, ...]
    region: str = ""
    confirmed_by: str = ""
    schematic: bool = False
    image_date: date | None = None
    image_pose: str = ""
    treatment_pose: str = ""
    looked_none_seen: tuple[str, ...] = ()


class LabelMapFile(msgspec.Struct, frozen=True, kw_only=True):
    """What the file says. ``looked_none_seen`` are structures a person looked for and did not find."""

    labels: LabelMap
    region: str
    looked_none_seen: tuple[str, ...]


def read_label_map(path: Path) -> LabelMapFile:
    """Read a label map.

    Raises:
        BadInput: it is no label map, names nothing, or contradicts itself.
    """
    file = read_toml(path, _File, WANTED)
    if not file.label:
        raise BadInput(f"{path.name} names no label.", f"Write {WANTED}.")
    for label in file.label:
        if not label.structure.strip():
            raise BadInput(f"{path.name}: label {label.value} has no structure.", "Give it a name.")
    values = [label.value for label in file.label]
    twice = next((value for value in values if values.count(value) > 1), None)
    if twice is not None:
        raise BadInput(f"{path.name}: label {twice} stands twice.", "Give each value one table.")
    labels = label_map(
        _structures(file.label),
        confirmed_by=file.confirmed_by.strip(),
        image_pose=file.image_pose.strip(),
        treatment_pose=file.treatment_pose.strip(),
    )
    labels = msgspec.structs.replace(labels, schematic=file.schematic, image_date=file.image_date)
    return LabelMapFile(labels=labels, region=file.region, looked_none_seen=file.looked_none_seen)


def _structures(labels: tuple[_Label, ...]) -> tuple[Structure, ...]:
    """Join the values of one structure; names that differ only in their spelling are one.

    Raises:
        BadInput: one structure has two roles.
    """
    joined: dict[str, Structure] = {}
    for label in labels:
        name, key = label.structure.strip(), plain(label.structure)
        known = joined.setdefault(key, Structure(name=name, role=label.role, values=()))
        if known.role is not label.role:
            raise BadInput(f"{name} is both {known.role} and {label.role}.", "Give it one role.")
        joined[key] = msgspec.structs.replace(known, values=(*known.values, label.value))
    return tuple(joined.values())


def name_disagreements(labels: LabelMap, names: dict[int, str]) -> tuple[tuple[int, str, str], ...]:
    """List values that the file with the voxels calls by the name of another structure of the map.

    Each is (value, the file's name, the map's name). A name nobody else bears is another wording, no fault.
    """
    by_value = {value: structure for structure in labels.structures for value in structure.values}
    return tuple(
        (value, said, by_value[value].name)
        for value, said in sorted(names.items())
        if value in by_value and any(other is not by_value[value] for other in labels.called(said))
    )
