"""What a person says of other medicines: which names, and whether the list is whole; not known never is."""

import pytest

from enthesis.care.medicine_list import medicine_list
from enthesis.care.values.known import KnownAnswer


def answer(value: str | tuple[str, ...], fresh: bool = True) -> KnownAnswer:
    return KnownAnswer(
        question="other-medicines", value=value, on=None, by="Dr Lind", reason="", fresh=fresh, ref="answer/1"
    )


@pytest.mark.parametrize(
    ("said", "names", "whole"),
    [
        ("no", (), True),
        ("yes", (), False),
        ("not known", (), False),
        ("aspirin, ginkgo", ("aspirin", "ginkgo"), True),
        ("yes, aspirin", ("aspirin",), True),
        ("no, only aspirin", ("only aspirin",), True),
        ("aspirin, not known", ("aspirin",), False),
        (("aspirin", "not known"), ("aspirin",), False),
        (("aspirin", "ginkgo"), ("aspirin", "ginkgo"), True),
    ],
)
def test_a_list_is_whole_only_when_nothing_on_it_is_doubtful(
    said: str | tuple[str, ...], names: tuple[str, ...], whole: bool
) -> None:
    told = medicine_list(answer(said))
    assert (told.names, told.is_whole) == (names, whole)


def test_no_answer_and_an_old_one_name_nothing_and_are_not_whole() -> None:
    for nothing in (None, answer("no", fresh=False), answer("aspirin", fresh=False)):
        told = medicine_list(nothing)
        assert (told.names, told.is_whole) == ((), False)
