"""What an answer may be, as kept and as read."""

from decimal import Decimal

AnswerValue = str | Decimal | tuple[str, ...]
"""A word, a number with every digit, or several choices."""
