"""One letter or referral in the making: who is written to, about what, and what its reply settles."""

from typing import Literal

import msgspec

from enthesis.formats.plan_schema import EvidenceLine, PauseLine
from enthesis.knowledge.cards.letter import Urgency


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One letter in the making.

    ``answers`` are the ids of the questions its reply settles; ``agrees`` tells whether the reply is a yes
    or no to the injections. ``denied`` are the grave reasons that were asked about and are not there,
    ``unknown`` those nobody has answered.
    """

    kind: Literal["letter", "referral"]
    id: str
    title: str
    to: str
    asks: str
    because: str
    says: str
    do_next: str
    recorded: bool
    urgency: Urgency
    agrees: bool
    answers: tuple[str, ...]
    evidence: tuple[EvidenceLine, ...]
    medicines: tuple[PauseLine, ...]
    sources: tuple[str, ...]
    denied: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
