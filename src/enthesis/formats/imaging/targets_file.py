"""Where the tips shall lie: a TOML file, or the words of a command line.

::

    [[target]]
    name = "inner ligament, above"
    lps = [43.6, 8.8, 28.5]            # millimetres to the patient's left, back and head

    [[target]]
    name = "knee-mcl-tibial"           # drawn as a label of that name, or of "label"
"""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from enthesis.formats.imaging.toml_file import read_toml
from enthesis.formats.needle_names import enthesis_called
from enthesis.knowledge.handbook import Handbook
from enthesis.needle.request import Target
from enthesis.needle.structures import LabelMap
from enthesis.vocabulary.errors import BadInput

WANTED = "[[target]] tables with a name and lps, or with the name of a label"
_MEND = "Write a file, a label, or name=x,y,z in LPS millimetres."


class _Target(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str = ""
    lps: tuple[float, float, float] | None = None
    label: int | str | None = None
    enthesis: str = ""


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    target: tuple[_Target, ...]


def targets_from(words: Iterable[str], labels: LabelMap, handbook: Handbook) -> tuple[Target, ...]:
    """Read targets: each word is a file, ``x,y,z``, ``name=x,y,z``, a label's number, or a name.

    A name is a label's, or an enthesis's, by which a label may be called in other words.

    Raises:
        BadInput: a word is none of these, or two targets have one name.
    """
    return tuple(target for word in words for target in _targets_of(word, labels, handbook))


def read_targets(path: Path, labels: LabelMap, handbook: Handbook) -> tuple[Target, ...]:
    """Read a file of targets.

    Raises:
        BadInput: it holds none, or one that is nowhere.
    """
    file = read_toml(path, _File, WANTED)
    if not file.target:
        raise BadInput(f"{path.name} holds no target.", f"Write {WANTED}.")
    return tuple(_target(each, labels, handbook, path.name) for each in file.target)


def _targets_of(word: str, labels: LabelMap, handbook: Handbook) -> tuple[Target, ...]:
    if Path(word).is_file():
        return read_targets(Path(word), labels, handbook)
    if word.endswith(".toml"):
        raise BadInput(f"{word} is not there.", f"Name a file with {WANTED}.")
    name, _equals, point = word.rpartition("=")
    lps = _point(point)
    if lps is not None:
        return (Target(name=name.strip() or f"({point.strip()})", lps=lps),)
    if name:
        raise BadInput(f"{point!r} is no point.", _MEND)
    asked = _Target(label=int(word) if word.isdecimal() else word)
    return (_target(asked, labels, handbook, "the command"),)


def _point(text: str) -> tuple[float, float, float] | None:
    parts = text.strip("[]() ").split(",")
    try:
        x, y, z = (float(part) for part in parts)
    except ValueError:
        return None
    return x, y, z


def _target(given: _Target, labels: LabelMap, handbook: Handbook, where: str) -> Target:
    """Understand one target; by number, by the label's name or by the enthesis drawn under its name."""
    if given.lps is not None:
        name = given.name or given.enthesis or str(given.label or "")
        if not name:
            raise BadInput(f"A target of {where} has no name.", "Name it.")
        return Target(name=name, lps=given.lps)
    label = given.label if given.label is not None else (given.enthesis or given.name)
    if isinstance(label, int):
        found = [s.name for s in labels.structures if label in s.values]
        if not found:
            raise BadInput(f"No label has the value {label}.", "Name a value of the label map.")
        label = found[0]
    if not label:
        raise BadInput(f"A target of {where} is nowhere.", _MEND)
    names = (label, *_other_names(label, handbook))
    drawn = next((name for name in names if labels.called(name)), None)
    if drawn is None:
        raise BadInput(f"{label!r} is no label, and no point is given for it.", _MEND)
    return Target(name=given.name or given.enthesis or label, structure=drawn)


def _other_names(name: str, handbook: Handbook) -> tuple[str, ...]:
    """Give the id and the titles of the enthesis somebody named by any of them."""
    card = handbook.entheses.get(enthesis_called(name, handbook))
    return (card.id, *card.title.values()) if card else ()
