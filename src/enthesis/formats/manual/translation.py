"""Every patient sentence beside its translation, for whoever reviews it."""

from enthesis.formats.manual.phrases import to_fill
from enthesis.formats.words import Words
from enthesis.knowledge.for_patients import patient_sentences

_CHINESE = "zh-Hant"


def translations(words: Words) -> dict[str, list[tuple[str, str, str]]]:
    """List id, English and Traditional Chinese of what patients read, by the folder of the card."""
    folders: dict[str, list[tuple[str, str, str]]] = {}
    for sentence_id in patient_sentences(words.handbook):
        folder, _, name = sentence_id.partition(".")
        text = words.handbook.sentences[sentence_id]
        told = (name, to_fill(text["en"]), to_fill(text.get(_CHINESE, "")))
        folders.setdefault(folder, []).append(told)
    return folders
