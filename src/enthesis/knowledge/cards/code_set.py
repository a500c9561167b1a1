"""A named set of codes and words by which a chart entry is recognised."""

import msgspec

from enthesis.knowledge.cards.card import Card
from enthesis.vocabulary.codes import CodeSystem


class Codes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Codes of one system: exact ones, and prefixes that cover all that begins with them.

    ``except_exact`` and ``except_prefix`` win over what is included.
    """

    system: CodeSystem
    exact: tuple[str, ...] = ()
    prefix: tuple[str, ...] = ()
    except_exact: tuple[str, ...] = ()
    except_prefix: tuple[str, ...] = ()


class CodeSet(Card, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Codes, and whole words of the entry's own text, that name one thing.

    ``words`` match whole words, in any case, in the text of an entry; a match by word may raise a
    finding, never clear one. Words of side do not count. ``together`` match in any order, with others between
    them ("septic knee" in "right knee, septic"). ``except_words`` silence a word match only ("procainamide"),
    unless ``except_words_over_codes``: a code for "other foods" means peanut when the entry says peanut.
    ``except_before`` silence it only where they stand before it in the same clause ("no history of").
    ``site`` is the region the codes themselves name; ``right``, ``left`` and ``both`` are the codes that
    name a side as well.
    ``bearing`` is false for a set that exists only so that a harmless entry is known as such.
    """

    title: str
    codes: tuple[Codes, ...] = ()
    words: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    except_words: tuple[str, ...] = ()
    except_before: tuple[str, ...] = ()
    except_words_over_codes: bool = False
    site: str | None = None
    right: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    both: tuple[str, ...] = ()
    bearing: bool = True
