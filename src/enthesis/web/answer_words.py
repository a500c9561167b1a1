"""The words round a patient's questions, and each question again in the language beside the English."""

from collections.abc import Iterable

import msgspec

from enthesis.formats.beside import Beside, Both
from enthesis.web.handbook import handbook
from enthesis.web.question_items import Block, Item

_ANSWERS = ("yes", "no", "not known")
_WORDS = (
    "title", "on-the-list", "no-medicine", "nothing", "which", "last-dose", "reason", "none-applies", "save",
)  # fmt: skip


class BlockWords(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of one block."""

    title: Beside
    count: Beside
    one_act: Beside


class AnswerWords(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the page says in two languages; ``items`` are the questions in the other one, by id."""

    language: str
    unreviewed: Beside | None
    answers: tuple[tuple[str, Beside], ...]
    said: dict[str, Beside]
    blocks: dict[str, BlockWords]
    items: dict[str, Item]


def answer_words(blocks: Iterable[Block], others: Iterable[Block], language: str) -> AnswerWords:
    """Gather the words for these blocks; ``others`` are the same blocks in the other language."""
    both = Both(handbook(), language)
    again = {block.id: block for block in others}
    return AnswerWords(
        language=both.language,
        unreviewed=both.unreviewed(),
        answers=tuple((answer, both.say(f"label.answer.{answer}")) for answer in _ANSWERS),
        said={key: both.say(f"answer-form.{key}") for key in _WORDS},
        blocks={block.id: _block_words(block, again.get(block.id, block), both) for block in blocks},
        items={item.id: item for block in again.values() for item in block.items} if both.language else {},
    )


def _block_words(block: Block, again: Block, both: Both) -> BlockWords:
    return BlockWords(
        title=both.beside(block.title, again.title),
        count=both.say("answer-form.answered", answered=block.answered, all=len(block.items)),
        one_act=both.say("answer-form.one-act", left=len(block.left)),
    )
