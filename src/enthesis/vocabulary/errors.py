"""What is raised when somebody uses Enthesis wrongly.

A clinical outcome is never an exception. Every message is one line and says how to mend it,
because it is shown to a person as it stands.
"""


class EnthesisError(Exception):
    """Wrong use, told in one line with its mend."""

    def __init__(self, says: str, mend: str = "") -> None:
        self.says = _one_line(says)
        self.mend = _one_line(mend)
        super().__init__(f"{self.says} {self.mend}".strip())


def _one_line(text: str) -> str:
    """Keep a message one printable line, whatever of the outside it quotes."""
    printable = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(printable.split())


class BadInput(EnthesisError):
    """What came from outside cannot be used: a file, an answer, a flag."""


class BadCard(EnthesisError):
    """A card of the handbook contradicts itself, its neighbours or its type."""


class BadQuantity(EnthesisError):
    """A number without its unit, a unit nobody knows, or a value no body can have."""
