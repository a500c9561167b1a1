"""What is wished for, read from flags and held to what the handbook offers and the calendar allows."""

import argparse
from datetime import date
from typing import get_args

from enthesis.care.values.case import Sedation, Wish
from enthesis.cli.arguments import Parser, a_day, a_span, one_of
from enthesis.knowledge.cards.condition import Condition
from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.sentences import languages
from enthesis.vocabulary.anatomy import Side
from enthesis.vocabulary.errors import BadInput

_SIDES = (Side.LEFT.value, Side.RIGHT.value)


def add_wish(parser: Parser) -> None:
    """Offer the flags that say what is wished for."""
    add_condition(parser)
    parser.add_argument("--side", choices=_SIDES, help="which side; left out, it becomes a question")
    parser.add_argument("--start", type=a_day, metavar="DATE", help="the first day a session may be")
    parser.add_argument("--today", type=a_day, metavar="DATE", help="the day to plan on; today unless said")
    parser.add_argument(
        "--sedation", choices=get_args(Sedation), help="the sedation planned; left out, it becomes a question"
    )
    parser.add_argument(
        "--course", default="usual", metavar="NAME", help="usual (unless said) or a leaflet's"
    )
    parser.add_argument(
        "--away",
        type=a_span,
        action="append",
        default=[],
        metavar="FROM..TO",
        help="days the person cannot come; may be repeated",
    )


def add_condition(parser: Parser) -> None:
    """Offer the two flags that name a condition."""
    parser.add_argument("--condition", metavar="ID", help="what is to be treated, as knee-oa")
    parser.add_argument(
        "--region", metavar="NAME", help="where, for a condition of several regions, as sports-ligament"
    )


def today_of(arguments: argparse.Namespace) -> date:
    """Give the day to plan on. The clock is read here and nowhere below."""
    named: date | None = arguments.today
    return named or date.today()


def wish_of(arguments: argparse.Namespace, today: date, handbook: Handbook) -> Wish:
    """Make the wish.

    Raises:
        BadInput: a condition or course nobody wrote a card for, or a start that is already past.
    """
    condition = condition_of(arguments, handbook)
    courses = handbook.conditions[condition].courses
    if arguments.course not in courses:
        raise BadInput(
            f"There is no course {arguments.course!r} for {condition}.", f"Name one of: {one_of(courses)}."
        )
    if arguments.start is not None and arguments.start < today:
        raise BadInput(
            f"The start {arguments.start} lies before the day of planning, {today}.",
            "Name a later --start, or an earlier --today.",
        )
    return Wish(
        condition=condition,
        side=Side(arguments.side) if arguments.side else None,
        start=arguments.start,
        sedation=arguments.sedation,
        course=arguments.course,
        away=tuple(arguments.away),
    )


def condition_of(arguments: argparse.Namespace, handbook: Handbook) -> str:
    """Give the condition, when there is a whole card for it.

    Raises:
        BadInput: no condition is named, or nobody has authored it yet.
    """
    authored = one_of([card.id for card in handbook.conditions.values() if card.authored])
    named: str | None = arguments.condition
    if named is None:
        raise BadInput("The condition is missing.", f"Name one: --condition {authored}")
    family = {card.region: card for card in handbook.conditions.values() if card.family == named}
    if family:
        return _of_family(named, arguments.region, family)
    card = handbook.conditions.get(named)
    if card is None or not card.authored:
        raise BadInput(f"The condition {named!r} is not authored.", f"There is: {authored}.")
    if arguments.region not in (None, card.region):
        raise BadInput(f"{named} is treated at the {card.region}.", "Leave --region out.")
    return named


def _of_family(named: str, region: str | None, family: dict[str, Condition]) -> str:
    """Tell which condition is meant by a word that several share."""
    regions = one_of(sorted(family))
    if region is None:
        raise BadInput(f"{named} can be at several regions.", f"Name one: --region {regions}.")
    if region not in family:
        raise BadInput(f"There is no {named} of the region {region!r}.", f"Name one of: {regions}.")
    return family[region].id


def language_of(arguments: argparse.Namespace, handbook: Handbook) -> str:
    """Give the language of the page, when any card speaks it.

    Raises:
        BadInput: no card has words in it.
    """
    wanted: str = arguments.language
    spoken = languages(handbook)
    if wanted not in spoken:
        raise BadInput(f"No card has words in {wanted!r}.", f"There is: {one_of(spoken)}.")
    return wanted
