"""Every word of a paper, for tests: what stands in its blocks, and what a PDF tags them as."""

import re
import zlib
from collections import Counter
from collections.abc import Iterator

from enthesis.formats.beside import Beside
from enthesis.formats.paper import Paper, Table, Told


def texts(paper: Paper) -> Iterator[str]:
    """Give every text a reader of English meets, in order."""
    yield from (told.english if isinstance(told, Beside) else told for told in _told(paper))


def _told(paper: Paper) -> Iterator[Told]:
    yield from (paper.notice, paper.heading, paper.for_whom)
    for block in paper.blocks:
        if isinstance(block, Table):
            yield from block.head
            yield from (cell for row in block.rows for cell in row)
        else:
            yield from (text for text in (block.text, *block.items) if text)
    yield paper.foot


def tags(pdf: bytes) -> Counter[str]:
    """Count the structure a screen reader walks: H1, H2, Table, TH and so on."""
    return Counter(name.decode() for name in re.findall(rb"/S\s*/(\w+)", opened(pdf)))


def opened(pdf: bytes) -> bytes:
    """Unpack every stream of a PDF that can be."""
    parts = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            parts.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(parts)
