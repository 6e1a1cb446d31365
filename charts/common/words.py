"""What a figure needs of the page's words: a sentence by key, and the word of a code that a study delivered."""

from datetime import date
from typing import Protocol

from clinical.common.days import DATE


class Words(Protocol):
    """The words of one language."""

    def __call__(self, key: str, **values: object) -> str:
        """The sentence of a key, with its values."""

    def known(self, prefix: str, code: object) -> str:
        """The word of a code, or the code itself."""

    def day(self, moment: date | str, form: str = DATE) -> str:
        """A date or a recorded text as the reader sees it: a date, or a day of the study."""

    @property
    def in_days(self) -> bool:
        """Whether that is a day of the study."""


def word(words: Words, prefix: str, code: object) -> str:
    """The word of a code list entry, in whatever case it came; an unknown code as delivered, '' for none."""
    if not isinstance(code, str):
        return ""
    found = words.known(prefix, code.strip().upper())
    return code if found == code.strip().upper() else found


def placed(words: Words, day: date | str, number: float | None) -> list[str]:
    """A day, and beside a date also which day of the study it is, where that is known."""
    if words.in_days or number is None or number != number:
        return [words.day(day)]
    return [words.day(day), words("axis.day_n", n=int(number))]
