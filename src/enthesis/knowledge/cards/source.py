"""A source: where a statement was read, or that it was not."""

from typing import Literal

import msgspec

from enthesis.vocabulary.evidence import Mark


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of the register ``sources.toml``."""

    id: str
    mark: Mark
    title: str
    where: str = ""
    caution: str = ""
    kind: Literal["paper", "guideline", "label", "leaflet", "web", "code", "house", "standard"] = "paper"
