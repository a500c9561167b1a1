"""One syringe as a person reads it: what to draw up, what it holds, and what it was held against."""

from collections.abc import Iterator

from rich.text import Text

from enthesis.cli.terminal import amount, labelled, line
from enthesis.formats.plan_schema import RecipeLine


def recipe_lines(recipe: RecipeLine) -> Iterator[Text]:
    """Write one syringe."""
    yield line(recipe.says)
    if recipe.drawn:
        yield line(recipe.drawn.says)
    holds = (
        amount(recipe.dextrose_g, "g dextrose"),
        amount(recipe.lidocaine_mg, "mg lidocaine") if recipe.lidocaine_mg else "",
    )
    if any(holds):
        yield labelled("holds", ", ".join(part for part in holds if part))
    if recipe.osmolarity_says:
        yield line(recipe.osmolarity_says)
    for share in recipe.shares:
        yield labelled(f"{share.drug} against its ceiling", f"{share.mg:f} of {share.ceiling_mg:f} mg")
    for warning in recipe.warnings:
        yield labelled("WARN", warning)
    for text in recipe.label:
        yield labelled("label", text)
    for text in recipe.handling:
        yield labelled("handling", text)
