"""Names the handbook knows, offered while somebody types. Anything else may be typed as well."""

from functools import cache

from enthesis.web.handbook import handbook


@cache
def medicine_names() -> tuple[str, ...]:
    """List every ingredient and brand, in alphabetical order."""
    names = {
        name
        for card in handbook().medicine_classes.values()
        for ingredient in card.ingredients
        for name in (ingredient.name, *ingredient.names)
    }
    return tuple(sorted(names, key=str.casefold))


@cache
def allergy_names() -> tuple[str, ...]:
    """List the words by which the handbook recognises an allergy, in alphabetical order."""
    sets = {
        criterion.select.code_set
        for criterion in handbook().criteria.values()
        if criterion.select.kind == "allergy"
    }
    names = {
        word for name in sets if name in handbook().code_sets for word in handbook().code_sets[name].words
    }
    return tuple(sorted(names, key=str.casefold))
