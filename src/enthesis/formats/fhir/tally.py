"""The account of what a chart held and the reader did not use, so that nothing falls silent."""

from collections.abc import Sequence

from enthesis.care.values.case import NotUnderstood

REFS_SHOWN = 5


class Tally:
    """Counts by what it was and why it was not used; keeps the first few records as examples."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], tuple[list[str], list[int]]] = {}

    def count(self, what: str, why: str, ref: str = "") -> None:
        """Add one to a row of the account."""
        self.count_many(what, why, 1, (ref,) if ref else ())

    def count_many(self, what: str, why: str, times: int, refs: Sequence[str]) -> None:
        """Add several to a row of the account."""
        shown, counted = self._rows.setdefault((what, why), ([], [0]))
        counted[0] += times
        shown += refs[: REFS_SHOWN - len(shown)]

    def rows(self) -> tuple[NotUnderstood, ...]:
        """Give the account, in the order of first sight."""
        return tuple(
            NotUnderstood(what=what, count=count[0], why=why, refs=tuple(refs))
            for (what, why), (refs, count) in self._rows.items()
        )
