"""What a person wrote under "any other medicine?": the names, and whether the list is whole with them.

People write "yes, aspirin" and "no, only warfarin": the word before the name never swallows the name.
"""

import re

import msgspec

from enthesis.care.values.known import KnownAnswer

# Between names; what stands in brackets ("5 mg, daily") belongs to the name before it.
_BETWEEN = re.compile(r"(?:[,;|&+\n\r\u2022]|\band\b)(?![^(]*\))", re.IGNORECASE)
_YES_NO = ("yes", "no")
_NOT_KNOWN = "not known"


class MedicineList(msgspec.Struct, frozen=True):
    """The names as they were written. ``is_whole`` is false while something on it is yet to be named."""

    names: tuple[str, ...]
    is_whole: bool


def medicine_list(answer: KnownAnswer | None) -> MedicineList:
    """Read the answer; without one that still counts, nothing is named and nothing is whole.

    ==================  ===============  =====
    answer              names            whole
    ==================  ===============  =====
    none, or too old    none             no
    no                  none             yes
    yes                 none             no
    aspirin, ginkgo     aspirin, ginkgo  yes
    yes, aspirin        aspirin          yes
    no, only aspirin    only aspirin     yes
    aspirin, not known  aspirin          no
    ==================  ===============  =====
    """
    if answer is None or not answer.fresh or not isinstance(answer.value, str | tuple):
        return MedicineList((), is_whole=False)
    written = answer.value if isinstance(answer.value, tuple) else tuple(_BETWEEN.split(answer.value))
    parts = [part.strip() for part in written if part.strip()]
    said = {part.casefold() for part in parts}
    names = tuple(part for part in parts if part.casefold() not in (*_YES_NO, _NOT_KNOWN))
    return MedicineList(names, is_whole=_NOT_KNOWN not in said and bool(names or "no" in said))
