"""The only reader of card files. What it returns has been held against its type and its neighbours.

A card is refused with its file, the line where that can be told, and how to mend it.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import msgspec
import tomli

from enthesis.knowledge.cards.card import Card, Text
from enthesis.knowledge.cards.clinic import Setting
from enthesis.knowledge.cards.code_set import Codes
from enthesis.knowledge.cards.rule import Criterion
from enthesis.knowledge.cards.source import Source
from enthesis.knowledge.check import check
from enthesis.knowledge.handbook import CARD_FOLDERS, Handbook
from enthesis.knowledge.recognise import Recogniser, Target
from enthesis.knowledge.refer import with_numbers
from enthesis.vocabulary.codes import CodeSystem
from enthesis.vocabulary.errors import BadCard

C = TypeVar("C", bound=Card)
T = TypeVar("T")

DATA = Path(__file__).parent / "data"


def read_handbook(folder: Path = DATA) -> Handbook:
    """Read every card below ``folder`` and check them together.

    Raises:
        BadCard: a card is not TOML, does not fit its type, or contradicts another. The message
            names the file and line.
    """
    digest = hashlib.sha256()
    sources = _read_sources(folder / "sources.toml", digest)
    settings = _read_folder(folder / "settings", Setting, digest, {})
    read: dict[str, dict[str, Card]] = {"settings": dict(settings)}
    for name, card_type in CARD_FOLDERS.items():
        if name not in read:
            read[name] = _read_folder(folder / name, card_type, digest, settings)
    handbook = _assemble(read, sources, digest.hexdigest()[:7])
    faults = check(handbook)
    if faults:
        raise BadCard(f"{len(faults)} fault(s) in the cards. {faults[0]}")
    return handbook


def _assemble(read: dict[str, dict[str, Card]], sources: dict[str, Source], version: str) -> Handbook:
    fields: dict[str, object] = dict(read)
    return Handbook(
        version=version,
        sources=sources,
        criteria=_criteria(read["rules"]),
        sentences=dict(_sentences(read)),
        code_set_recogniser=Recogniser(_code_set_targets(read["code_sets"])),
        medicine_recogniser=Recogniser(_medicine_targets(read["medicine_classes"])),
        **fields,  # type: ignore[arg-type]  # each folder holds its own card type, see CARD_FOLDERS
    )


def _read_sources(path: Path, digest: "hashlib._Hash") -> dict[str, Source]:
    raw = _bytes_of(path, digest)
    table = _toml(path, raw)
    return {
        key: _convert(path, raw, {"id": key} | entry if isinstance(entry, dict) else entry, Source)
        for key, entry in table.items()
    }


def _read_folder(
    folder: Path, card_type: type[C], digest: "hashlib._Hash", settings: Mapping[str, Setting]
) -> dict[str, C]:
    cards = (_read_card(path, card_type, digest, settings) for path in sorted(folder.glob("*.toml")))
    return {card.id: card for card in cards}


def _read_card(path: Path, card_type: type[C], digest: "hashlib._Hash", settings: Mapping[str, Setting]) -> C:
    raw = _bytes_of(path, digest)
    card = _convert(path, raw, _with_numbers(path, raw, settings), card_type)
    if card.id != path.stem:
        raise BadCard(f"{path}: the card says its id is {card.id!r}.", "Name file and id alike.")
    return card


def _bytes_of(path: Path, digest: "hashlib._Hash") -> bytes:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BadCard(f"{path} cannot be read: {error.strerror}.", "Put the file there.") from error
    digest.update(path.name.encode())
    digest.update(raw)
    return raw


def _toml(path: Path, raw: bytes) -> dict[str, object]:
    try:
        return tomli.loads(raw.decode())
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"{path}:{line.group(1)}" if line else str(path)
        raise BadCard(f"{where}: not TOML: {error}.", "Mend the line.") from error


def _with_numbers(path: Path, raw: bytes, settings: Mapping[str, Setting]) -> object:
    table = _toml(path, raw)
    if b"setting:" not in raw:
        return table
    try:
        return with_numbers(table, settings)
    except BadCard as error:
        named = re.findall(r"setting:\S+(?=\")", str(error))
        line = next((at for at, text in enumerate(raw.decode().splitlines(), 1) if named[0] in text), 1)
        raise BadCard(f"{path}:{line}: {error.says}", error.mend) from error


def _convert(path: Path, raw: bytes, table: object, card_type: type[T]) -> T:
    try:
        return msgspec.convert(table, card_type, strict=False)
    except msgspec.ValidationError as error:
        line = _line_of(raw.decode(), str(error))
        raise BadCard(f"{path}:{line}: {error}.", f"See {card_type.__name__} for the keys.") from error


def _line_of(text: str, fault: str) -> int:
    """Guess the line a fault speaks of: the key it names, else the last key of its path, else the first."""
    named = re.findall(r"`([^`$]+)`", fault)
    path = re.findall(r"\.(\w+)", fault)
    for name in (*named, *reversed(path)):
        for number, line in enumerate(text.splitlines(), start=1):
            if re.search(rf"\b{re.escape(name)}\b", line.split("=")[0]):
                return number
    return 1


def _criteria(rules: dict[str, Card]) -> dict[str, Criterion]:
    found: dict[str, Criterion] = {}
    for rule in rules.values():
        for criterion in rule.criterion:  # type: ignore[attr-defined]
            if criterion.id in found:
                raise BadCard(
                    f"rules/{rule.id}.toml: the criterion {criterion.id!r} stands in another rule too.",
                    "Give each criterion one home and name it from the other rule.",
                )
            found[criterion.id] = criterion
    return found


def _sentences(read: dict[str, dict[str, Card]]) -> Iterator[tuple[str, Text]]:
    """Give every sentence of every card an id: ``<folder>.<card>.<field>`` or its own key."""
    for folder, cards in read.items():
        for card in cards.values():
            if folder == "sentence_cards":
                yield from card.sentences.items()  # type: ignore[attr-defined]
            else:
                yield from _texts(f"{folder}.{card.id}", card)


def _texts(prefix: str, holder: msgspec.Struct) -> Iterator[tuple[str, Text]]:
    for field in holder.__struct_fields__:
        value = getattr(holder, field)
        if isinstance(value, dict):
            if "en" in value:
                yield f"{prefix}.{field}", value
            else:
                yield from _named(f"{prefix}.{field}", value.items())
        elif isinstance(value, tuple):
            # A list of codes or names is long and holds no sentence.
            if value and not isinstance(value[0], str):
                yield from _named(f"{prefix}.{field}", enumerate(value))
        elif isinstance(value, msgspec.Struct):
            yield from _texts(f"{prefix}.{field}", value)


def _named(prefix: str, items: Iterable[tuple[str | int, object]]) -> Iterator[tuple[str, Text]]:
    for name, item in items:
        if isinstance(item, msgspec.Struct):
            yield from _texts(f"{prefix}.{getattr(item, 'id', name)}", item)
        elif isinstance(item, dict) and "en" in item:
            yield f"{prefix}.{name}", item


def _code_set_targets(cards: dict[str, Card]) -> Iterator[Target]:
    for card in cards.values():
        yield Target(
            id=card.id,
            codes=card.codes,  # type: ignore[attr-defined]
            words=card.words,  # type: ignore[attr-defined]
            together=card.together,  # type: ignore[attr-defined]
            except_words=card.except_words,  # type: ignore[attr-defined]
            except_before=card.except_before,  # type: ignore[attr-defined]
            except_words_over_codes=card.except_words_over_codes,  # type: ignore[attr-defined]
        )


def _medicine_targets(cards: dict[str, Card]) -> Iterator[Target]:
    """Make one target per ingredient, ``class/ingredient``, and one per class for codes of the class."""
    for card in cards.values():
        yield Target(id=card.id, codes=card.codes)  # type: ignore[attr-defined]
        for ingredient in card.ingredients:  # type: ignore[attr-defined]
            exact = tuple(v for v in (ingredient.rxnorm, *ingredient.products) if v)
            yield Target(
                id=f"{card.id}/{ingredient.name}",
                codes=(Codes(system=CodeSystem.RXNORM, exact=exact),),
                words=(ingredient.name, *ingredient.names),
                except_words=ingredient.except_words,
            )
