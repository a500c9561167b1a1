"""``enthesis needle``: plan needles in a labelled image, or write a phantom to try it on."""

import argparse
from pathlib import Path

from enthesis.cli.arguments import Commands, Parser, a_day, add_command, print_json, write_bytes
from enthesis.cli.progress import working
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.errors import BadInput

_PLAN = (
    "Plan the fewest skin punctures that reach every target, each needle with a proved distance to every "
    "labelled artery, vein and nerve; or say what stands in the way, or what is not known."
)
_PHANTOM = (
    "Write a schematic body part, drawn from published dimensions, to try the planner on: labels, picture, "
    "label map, targets, and the same as DICOM."
)


def add_to(commands: Commands) -> None:
    """Register the command and its two parts."""
    parser = add_command(commands, "needle", run_nothing, "Plan needles in a labelled image.")
    parts = parser.add_subparsers(title="parts", metavar="PART", required=True, parser_class=Parser)
    _add_plan(add_command(parts, "plan", run_plan, _PLAN))
    _add_phantom(add_command(parts, "phantom", run_phantom, _PHANTOM))


def run_nothing(arguments: argparse.Namespace) -> int:
    """Never reached: the parser asks for a part."""
    raise BadInput("Name a part.", "See: enthesis needle --help") from None


def _add_plan(parser: Parser) -> None:
    image = parser.add_argument_group("image")
    image.add_argument(
        "--labels", metavar="FILE", help="the label map: NIfTI, NRRD, MHA, or a DICOM segmentation"
    )
    image.add_argument("--image", metavar="FILE", help="the picture it was drawn on, also a DICOM folder")
    image.add_argument("--map", metavar="FILE", help="TOML: what each label value is")
    image.add_argument("--confirmed-by", default="", metavar="NAME", help="who checked the labels")
    image.add_argument("--image-date", type=a_day, metavar="DAY", help="when it was taken, as: 2026-11-02")
    image.add_argument("--image-pose", default="", metavar="POSE", help="how the limb lay, as: extended")
    image.add_argument("--treatment-pose", default="", metavar="POSE", help="how it will lie")
    asked = parser.add_argument_group("what is asked")
    asked.add_argument(
        "--targets",
        nargs="+",
        default=[],
        metavar="T",
        help="a TOML file, a label's name or number, an enthesis, or name=x,y,z in LPS millimetres",
    )
    asked.add_argument("--region", default="", metavar="REGION", help="knee, elbow or ankle: what to expect")
    asked.add_argument(
        "--needles", nargs="+", default=[], metavar="N", help="ids of the catalogue, or a TOML file"
    )
    asked.add_argument(
        "--margin",
        default="",
        metavar="M",
        help="ultrasound (unless said) or landmark; and errors stated in mm: 3, or entry=3,image=0.5,"
        "labels=1,per-mm=0.06,pose=0",
    )
    parser.add_argument("--json", action="store_true", help="print the plan as JSON for another program")
    for name, what in (
        ("html", "the plan as one page that opens anywhere"),
        ("pdf", "the plan as PDF"),
        ("glb", "the scene for a 3-D viewer, in metres"),
    ):
        parser.add_argument(f"--{name}", metavar="OUT", help=f"write {what}, to this file or - to a pipe")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of a plan, and no plan")


def _add_phantom(parser: Parser) -> None:
    parser.add_argument("--region", required=True, metavar="REGION", help="knee, elbow or ankle")
    parser.add_argument("--out", required=True, metavar="DIR", help="the folder to write into")
    parser.add_argument("--side", choices=("right", "left"), default="right", help="right unless said")
    parser.add_argument(
        "--spacing",
        type=_spacing,
        default=(0.8, 0.8, 1.0),
        metavar="MM",
        help="size of the voxels: 0.8,0.8,1 unless said",
    )
    parser.add_argument("--no-dicom", action="store_true", help="leave the DICOM files out")


def _spacing(text: str) -> tuple[float, ...]:
    parts = text.split(",")
    try:
        sizes = tuple(float(part) for part in parts)
    except ValueError:
        sizes = ()
    if len(sizes) not in (1, 3):
        raise argparse.ArgumentTypeError(f"{text!r} is no voxel; write 1 or 0.8,0.8,1")
    return sizes * 3 if len(sizes) == 1 else sizes


def run_plan(arguments: argparse.Namespace) -> int:
    """Plan, and print or write the plan."""
    if arguments.schema:
        from enthesis.formats.needle_plan_json import schema

        print_json(schema())
        return 0
    _refuse_two_pipes(arguments)
    with working("Loading the planner"):
        from enthesis.cli.needle_session import files, planned
    session = planned(arguments)
    if arguments.json:
        print_json(session.document)
    for path, content in files(session, arguments):
        with working(f"Writing {path}"):
            write_bytes(path, content())
    if not (arguments.json or arguments.html or arguments.pdf or arguments.glb):
        from enthesis.cli.needle_text import needle_text
        from enthesis.cli.terminal import show

        show(*needle_text(session.document))
    return 0


def _refuse_two_pipes(arguments: argparse.Namespace) -> None:
    missing = [f"--{name}" for name in ("labels", "map") if not getattr(arguments, name)]
    if not arguments.targets:
        missing.append("--targets")
    if missing:
        raise BadInput(f"{', '.join(missing)} is missing.", "See: enthesis needle plan --help")
    piped = [out for out in (arguments.html, arguments.pdf, arguments.glb) if out == "-"]
    if len(piped) + arguments.json > 1:
        raise BadInput("Two answers would run into one pipe.", "Name files for all but one.")


def run_phantom(arguments: argparse.Namespace) -> int:
    """Draw a phantom and write its files."""
    from enthesis.formats.imaging.phantom.body import build
    from enthesis.formats.imaging.phantom.files import WRITTEN, write_phantom
    from enthesis.knowledge.read import read_handbook

    phantoms = read_handbook().phantoms
    if arguments.region not in phantoms:
        raise BadInput(f"No phantom of {arguments.region!r}.", f"Choose one of: {', '.join(phantoms)}.")
    card, folder = phantoms[arguments.region], Path(arguments.out)
    with working("Drawing the phantom"):
        body = build(card, arguments.spacing, Side(arguments.side))
        write_phantom(folder, body, card, dicom=not arguments.no_dicom)
    written = [name for name in WRITTEN if (folder / name).exists()]
    print(f"{card.title['en']}: {', '.join(written)} in {folder}.")
    print(card.says["en"])
    print(
        f"Next: enthesis needle plan --labels {folder / WRITTEN[0]} --image {folder / WRITTEN[1]} "
        f"--map {folder / WRITTEN[2]} --targets {folder / WRITTEN[3]} --region {card.region}"
    )
    return 0
