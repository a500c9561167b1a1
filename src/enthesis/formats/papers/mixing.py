"""The mixing sheet: what is drawn into each syringe, against which ceiling, and what is read aloud first."""

from collections.abc import Iterator

from enthesis.care.values.sentence import Sentence, SentenceValue
from enthesis.formats.day_words import capitalise, whole_day
from enthesis.formats.paper import Block, Paper, Table, bullets
from enthesis.formats.papers.parts import SETTLED, heading, made, standing_says, target, told, who
from enthesis.formats.plan_schema import PlanDocument, RecipeLine, ShareLine
from enthesis.formats.words import Words

Blocks = Iterator[Block | Table]


def mixing_paper(document: PlanDocument, words: Words, record: str = "") -> Paper:
    """Put the mixing sheet of the next session together."""
    title = told(words, "title.mixing", target=target(document))
    return Paper(
        title=title,
        heading=title,
        for_whom=f"{'. '.join(who(document.person, words, record))}. {made(document, words)}",
        notice=document.notice,
        foot=f"{told(words, 'foot', version=document.handbook_version)} {document.review_state.says}",
        language=document.language,
        size_pt=10.5,
        blocks=tuple(_blocks(document, words)),
    )


def _blocks(document: PlanDocument, words: Words) -> Blocks:
    coming = [session for session in document.course.sessions if session.state != "done"][:1]
    for session in coming:
        says = told(words, "for-session", number=str(session.number), day=whole_day(session.planned))
        yield Block(kind="text", text=says)
    if document.course.not_yet:
        yield Block(kind="warning", text=document.course.not_yet)
    ready = document.ready_today
    asked = f"{ready.asks} {ready.title}."
    if ready.level in SETTLED:
        yield Block(kind="strong", text=asked)
    else:
        yield Block(kind="warning", text=f"{asked} {ready.says}")
    for number, recipe in enumerate(document.recipes, start=1):
        yield from recipe_blocks(recipe, number, words, level="heading")
        if recipe.handling:
            yield Block(kind="ticks", items=recipe.handling)
        yield Block(kind="blanks", items=tuple(told(words, f"blank.{key}") for key in _SIGNED))
    if not document.recipes:
        yield Block(kind="text", text=told(words, "nothing-mixed"))
    drawn = document.injection_map
    if drawn.time_out:
        yield heading(words, "time-out")
        yield Block(kind="ticks", items=drawn.time_out)
    if drawn.rescue:
        yield heading(words, "rescue")
        yield Block(kind="numbered", items=drawn.rescue)


_SIGNED = ("drawn-up-by", "checked-by", "time")


def recipe_blocks(recipe: RecipeLine, number: int, words: Words, level: str = "subheading") -> Blocks:
    """Give one syringe: what is drawn, what results, each ceiling it was held to, and every warning."""
    name = told(words, "syringe", number=str(number), name=capitalise(recipe.name))
    yield Block(kind=level, text=name)
    yield Block(kind="strong", text=recipe.says)
    rows = drawn_rows(recipe)
    if rows and recipe.status == "made":
        head = (told(words, "column.draw-up"), "mL")
        yield Table(head=head, columns=("wide", "auto"), rows=rows)
    lines = [_share_says(share, words) for share in recipe.shares]
    lines += [line for line in (recipe.osmolarity_says, recipe.drawn.says if recipe.drawn else "") if line]
    if lines:
        yield bullets(lines)
    for warning in recipe.warnings:
        yield Block(kind="warning", text=warning)
    yield Block(kind="text", text=told(words, "on-word", says=standing_says(recipe, words, reviewed=True)))


def _share_says(share: ShareLine, words: Words) -> str:
    """Say one dose of the day against its ceiling, in the words of a refusal."""
    which = "counted-as" if share.drug != share.counts_as else "here" if share.here else "elsewhere"
    values: dict[str, SentenceValue] = {
        "what": Sentence(f"anaesthetics.{share.drug}.name"),
        "as": Sentence(f"anaesthetics.{share.counts_as}.name"),
        "mg": str(share.mg),
        "ceiling": str(share.ceiling_mg),
    }
    return capitalise(words.say(Sentence(f"solution.dose.{which}", values)))


def drawn_rows(recipe: RecipeLine) -> tuple[tuple[str, str], ...]:
    """List what is drawn into one syringe, in the order it is drawn."""
    rows = []
    if recipe.dextrose_stock_ml is not None:
        rows.append((f"Dextrose {recipe.stock_dextrose_percent} %", str(recipe.dextrose_stock_ml)))
    if recipe.lidocaine_stock_ml:
        rows.append((f"Lidocaine {recipe.lidocaine_stock_percent} %", str(recipe.lidocaine_stock_ml)))
    rows += [
        (f"{capitalise(o.drug)} {o.stock_percent} %", str(o.stock_ml)) for o in recipe.other_anaesthetics
    ]
    if recipe.diluent_ml:
        rows.append((capitalise(recipe.diluent or ""), str(recipe.diluent_ml)))
    return tuple(rows)
