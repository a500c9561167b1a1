"""From an uploaded form to a needle plan: files rest in a folder that is gone when the plan is made."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.errors import BadInput
from enthesis.web.forms.needle import File, NeedleForm
from enthesis.web.handbook import handbook

if TYPE_CHECKING:
    from enthesis.formats.imaging.planning import NeedleSession

# The imaging libraries are loaded when somebody plans a needle, and by no other page.
_TRIED_AT_MM = (0.8, 0.8, 1.0)
# Of a long name the end is kept: it tells the kind of file.
_LONGEST_NAME = 100
_PIECE = 1024 * 1024


@contextmanager
def uploaded(form: NeedleForm) -> Iterator[tuple["NeedleSession", dict[str, str]]]:
    """Lay the files of a form down, and give the session they make with the hash of each."""
    from enthesis.formats.imaging.planning import NeedleSession

    said = form.cleaned_data
    with TemporaryDirectory(prefix="enthesis-needle-") as name:
        folder, hashes = Path(name), dict[str, str]()
        image = form.many("image")
        yield (
            NeedleSession(
                labels=_laid(folder / "labels", form.many("labels"), hashes),
                label_map=_laid(folder / "map", [said["label_map"]], hashes),
                targets=[str(_laid(folder / "targets", [said["targets"]], hashes))],
                image=_laid(folder / "image", image, hashes) if image else None,
                region=said["region"],
                margin=form.margin_words(),
                confirmed_by=said["confirmed_by"],
                image_date=said["image_date"],
                image_pose=said["image_pose"],
                treatment_pose=said["treatment_pose"],
            ),
            hashes,
        )


@contextmanager
def phantom(region: str, side: Side) -> Iterator[tuple["NeedleSession", dict[str, str]]]:
    """Draw the schematic body part of a region, to try the planner on.

    Raises:
        BadInput: there is none for this region.
    """
    from enthesis.formats.imaging.phantom.body import build
    from enthesis.formats.imaging.phantom.files import write_phantom
    from enthesis.formats.imaging.planning import NeedleSession

    card = handbook().phantoms.get(region)
    if card is None:
        raise BadInput(f"There is no schematic body part for {region!r}.", "Upload labels instead.")
    with TemporaryDirectory(prefix="enthesis-needle-") as name:
        folder = Path(name)
        write_phantom(folder, build(card, _TRIED_AT_MM, side), card, dicom=False)
        yield (
            NeedleSession(
                labels=folder / "labels.nii.gz",
                label_map=folder / "labels.toml",
                targets=[str(folder / "targets.toml")],
                image=folder / "image.nii.gz",
                region=region,
            ),
            {card.title["en"]: f"handbook {handbook().version}"},
        )


def _laid(folder: Path, files: Sequence[File], hashes: dict[str, str]) -> Path:
    """Write files into a folder of their own; one file is named itself, several by their folder."""
    folder.mkdir()
    written = [_written(folder, number, file, hashes) for number, file in enumerate(files)]
    return written[0] if len(written) == 1 else folder


def _written(folder: Path, number: int, file: File, hashes: dict[str, str]) -> Path:
    """Write one file under its own last name; the slices of a series may share theirs."""
    name = (Path(file.name or "file").name or "file")[-_LONGEST_NAME:]
    path = folder / (f"{number:05d}-{name}" if (folder / name).exists() else name)
    digest = hashlib.sha256()
    with path.open("wb") as out:
        for piece in file.chunks(_PIECE):
            digest.update(piece)
            out.write(piece)
    hashes[path.name] = digest.hexdigest()
    return path
