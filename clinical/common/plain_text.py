"""Data as text that reads in one direction and acts nowhere: neither as markup nor as the template of a figure."""

import html
import re

# Marks that turn the direction of writing, and so the figures beside them: 52 would be read as 25.
TURNING = dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd")
# What no page, sheet or slide can show: control characters, and halves of a character that JSON may bring.
UNSHOWN = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, *range(0xD800, 0xE000)), "\ufffd")
REPLACED = TURNING | UNSHOWN
GAPS = re.compile(r"[ \t\r\n\x85\u2028\u2029]+")


def readable(data: object) -> str:
    """Data as one line; what would turn it or cannot be shown is a replacement mark."""
    text = str(data)
    if text.isascii() and text.isprintable() and "  " not in text:
        return text
    return GAPS.sub(" ", text.translate(REPLACED))


def escape(data: object) -> str:
    """Data as text of HTML or of a figure, where %{name} would be filled in from the figure."""
    return html.escape(readable(data)).replace("%{", "&#37;{")
