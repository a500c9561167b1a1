"""What is raised when somebody uses Enthesis wrongly.

A clinical outcome is never an exception. Every message is one line and says how to mend it,
because it is shown to a person as it stands.
"""


class EnthesisError(Exception):
    """Wrong use, told in one line with its mend."""

    def __init__(self, says: str, mend: str = "") -> None:
        self.says = says
        self.mend = mend
        super().__init__(f"{says} {mend}".strip())


class BadInput(EnthesisError):
    """What came from outside cannot be used: a file, an answer, a flag."""


class BadCard(EnthesisError):
    """A card of the handbook contradicts itself, its neighbours or its type."""


class BadQuantity(EnthesisError):
    """A number without its unit, a unit nobody knows, or a value no body can have."""
