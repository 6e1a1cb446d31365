"""What a figure needs of the page's words: a sentence by key, and the word of a code that a study delivered."""

from typing import Protocol


class Wording(Protocol):
    """The words of one language."""

    def __call__(self, key: str, **values: object) -> str:
        """The sentence of a key, with its values."""

    def known(self, prefix: str, code: object) -> str:
        """The word of a code, or the code itself."""


def word(text: Wording, prefix: str, code: object) -> str:
    """The word of a code list entry, in whatever case it came; an unknown code as delivered, '' for none."""
    if not isinstance(code, str):
        return ""
    found = text.known(prefix, code.strip().upper())
    return code if found == code.strip().upper() else found
