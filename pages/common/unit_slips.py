"""What the data check on units found, in the reader's language: it writes 'meant in mg/dL it would be 106.08'."""

import re

from pages.common.text import Words

MEANT = re.compile(r"meant in (?P<unit>\S+) it would be (?P<value>[\d.]+)")


def in_words(detail: str, words: Words) -> str:
    """Which unit the value was probably meant in, and what it would be."""
    found = MEANT.search(detail)
    return words("source.slip", **found.groupdict()) if found else detail
