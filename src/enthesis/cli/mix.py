"""``enthesis mix``: what to draw up for one syringe, held to every ceiling."""

import argparse
from typing import get_args

from enthesis.care.mix import mix
from enthesis.care.values.mix_request import Given, Into, MixRequest
from enthesis.care.values.recipe import Basis
from enthesis.cli.arguments import Commands, Parser, a_number, add_command, add_json, print_json, some_words
from enthesis.formats.mix_json import MixDocument, mix_document
from enthesis.knowledge.read import read_handbook
from enthesis.vocabulary.errors import BadInput

_NONE = "none"


def add_to(commands: Commands) -> None:
    """Register the command."""
    parser = add_command(
        commands,
        "mix",
        run,
        "Work out one syringe: volumes, strengths, osmolarity, and the anaesthetic against its ceiling.",
    )
    _add_mixture(parser)
    _add_body(parser)
    add_json(parser)


def _add_mixture(parser: Parser) -> None:
    parser.add_argument(
        "--final-dextrose",
        type=a_number,
        required=True,
        metavar="PERCENT",
        help="strength wanted after mixing",
    )
    parser.add_argument("--volume", type=a_number, required=True, metavar="ML", help="volume wanted")
    parser.add_argument(
        "--stock-dextrose", type=a_number, required=True, metavar="PERCENT", help="strength of the stock"
    )
    parser.add_argument(
        "--label",
        choices=get_args(Basis),
        help="how the stock's label counts its dextrose; it decides mOsm/L",
    )
    parser.add_argument(
        "--lidocaine-stock", type=a_number, metavar="PERCENT", help="strength of the lidocaine"
    )
    parser.add_argument(
        "--lidocaine-final", type=a_number, metavar="PERCENT", help="lidocaine wanted after mixing"
    )
    parser.add_argument("--diluent", default="saline", metavar="NAME", help="saline (unless said) or water")
    parser.add_argument(
        "--into", choices=get_args(Into), help="where it goes; joints have limits of their own"
    )


def _add_body(parser: Parser) -> None:
    parser.add_argument(
        "--weight", type=a_number, metavar="KG", help="body weight; needed for an anaesthetic"
    )
    parser.add_argument("--height", type=a_number, metavar="CM", help="body height")
    parser.add_argument("--sex", choices=("female", "male", "other"), help="sex, for the ideal body weight")
    parser.add_argument("--age", type=int, metavar="YEARS", help="age in whole years")
    parser.add_argument(
        "--reduce",
        nargs="?",
        type=_diseases,
        const=("heart or liver disease",),
        metavar="WHY",
        help="a disease of heart or liver that lowers the ceiling, in words; none when there is none",
    )
    parser.add_argument(
        "--already-given",
        type=_given,
        action="append",
        default=[],
        metavar="DRUG=MG",
        help="an anaesthetic given earlier the same day; a number alone is lidocaine; may be repeated",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print one recipe; what cannot or must not be mixed is refused."""
    handbook = read_handbook()
    document = mix_document(mix(_request(arguments), handbook), handbook)
    if document.status in ("cannot-be-made", "refused"):
        raise BadInput(document.says, " ".join(document.warnings))
    if arguments.json:
        print_json(document)
    else:
        _print(document)
    return 0


def _request(arguments: argparse.Namespace) -> MixRequest:
    return MixRequest(
        final_dextrose_percent=arguments.final_dextrose,
        volume_ml=arguments.volume,
        stock_dextrose_percent=arguments.stock_dextrose,
        basis=arguments.label,
        lidocaine_stock_percent=arguments.lidocaine_stock,
        lidocaine_final_percent=arguments.lidocaine_final,
        diluent=arguments.diluent,
        weight_kg=arguments.weight,
        height_cm=arguments.height,
        sex=arguments.sex,
        age_years=arguments.age,
        reduce=arguments.reduce,
        already_given=tuple(arguments.already_given),
        into=arguments.into,
    )


def _diseases(text: str) -> tuple[str, ...]:
    """Read the diseases that lower a ceiling; ``none`` is an answer, silence is not."""
    return () if text == _NONE else some_words(text)


def _given(text: str) -> Given:
    drug, equals, mg = text.rpartition("=")
    return Given(drug=drug if equals else "lidocaine", mg=a_number(mg.removesuffix("mg").strip() or text))


def _print(document: MixDocument) -> None:
    from enthesis.cli.recipe_text import recipe_lines
    from enthesis.cli.sources_text import Sources
    from enthesis.cli.terminal import line, row, show

    sources = Sources(document.bibliography)
    mark = "mix" if document.status == "made" else "ASK"
    show(row(mark, *recipe_lines(document), sources.line(document, checked=True)))
    show(line(document.notice, "dim"))
