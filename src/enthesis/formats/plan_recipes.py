"""The syringes of the document: each recipe with every number it was worked out to."""

from enthesis.care.values.recipe import AnaestheticShare, AnaestheticVolume, Drawn, Recipe
from enthesis.formats.plan_schema import DrawnLine, OtherAnaesthetic, RecipeLine, ShareLine
from enthesis.formats.words import Words, number


def recipe_line(recipe: Recipe, words: Words) -> RecipeLine:
    """Write one syringe."""
    return RecipeLine(
        name=recipe.name,
        status=recipe.status,
        says=words.say(recipe.says),
        side=recipe.side,
        volume_ml=number(recipe.volume_ml),
        final_dextrose_percent=number(recipe.final_dextrose_percent),
        stock_dextrose_percent=number(recipe.stock_dextrose_percent),
        basis=recipe.basis,
        diluent=recipe.diluent,
        dextrose_stock_ml=number(recipe.dextrose_stock_ml),
        lidocaine_stock_percent=number(recipe.lidocaine_stock_percent),
        lidocaine_stock_ml=number(recipe.lidocaine_stock_ml),
        lidocaine_final_percent=number(recipe.lidocaine_final_percent),
        other_anaesthetics=tuple(_other(volume) for volume in recipe.other_anaesthetics),
        diluent_ml=number(recipe.diluent_ml),
        drawn=_drawn(recipe.drawn, words) if recipe.drawn else None,
        dextrose_g=number(recipe.dextrose_g),
        lidocaine_mg=number(recipe.lidocaine_mg),
        lidocaine_ceiling_mg=number(recipe.lidocaine_ceiling_mg),
        osmolarity_mosm_l=number(recipe.osmolarity_mosm_l),
        osmolarity_other_basis_mosm_l=number(recipe.osmolarity_other_basis_mosm_l),
        osmolarity_dextrose_mosm_l=number(recipe.osmolarity_dextrose_mosm_l),
        osmolarity_says=words.say(recipe.osmolarity_says),
        anaesthetic_fraction=number(recipe.anaesthetic_fraction),
        shares=tuple(_share(share) for share in recipe.shares),
        question=recipe.question,
        warnings=words.say_all(recipe.warnings),
        label=words.say_all(recipe.label),
        handling=words.say_all(recipe.handling),
        **words.standing(*(words.card(name, "solutions", "protocols") for name in recipe.cards)),
    )


def _share(share: AnaestheticShare) -> ShareLine:
    return ShareLine(
        drug=share.drug,
        counts_as=share.counts_as,
        mg=number(share.mg),
        ceiling_mg=number(share.ceiling_mg),
        here=share.here,
    )


def _other(volume: AnaestheticVolume) -> OtherAnaesthetic:
    return OtherAnaesthetic(
        drug=volume.drug,
        stock_percent=number(volume.stock_percent),
        stock_ml=number(volume.stock_ml),
        final_percent=number(volume.final_percent),
        mg=number(volume.mg),
    )


def _drawn(drawn: Drawn, words: Words) -> DrawnLine:
    return DrawnLine(
        mark_ml=number(drawn.mark_ml),
        dextrose_stock_ml=number(drawn.dextrose_stock_ml),
        lidocaine_stock_ml=number(drawn.lidocaine_stock_ml),
        other_anaesthetics_ml=tuple(number(volume) for volume in drawn.other_anaesthetics_ml),
        diluent_ml=number(drawn.diluent_ml),
        final_dextrose_percent=number(drawn.final_dextrose_percent),
        says=words.say(drawn.says),
    )
