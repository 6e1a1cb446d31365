"""Why a score is missing, in the reader's language: the derivation writes 'INR: none within 24 h; ...'."""

import re

from pages.common.text import Words

PHRASES = (
    (re.compile(r"(?P<code>\w+): not measured in this study"), "reason.study"),
    (re.compile(r"(?P<code>\w+): never measured in this patient"), "reason.patient"),
    (re.compile(r"(?P<code>\w+): none within (?P<hours>[\d.]+) h"), "reason.window"),
    (re.compile(r"not applicable: .*"), "reason.not_applicable"),
)


def in_words(reason: str, words: Words) -> str:
    """The reason in words; a part that has no translation stays as the derivation wrote it."""
    return "; ".join(_part(part, words) for part in reason.split("; "))


def _part(part: str, words: Words) -> str:
    for pattern, key in PHRASES:
        if match := pattern.fullmatch(part):
            values = match.groupdict()
            named = {"code": words.short(values["code"])} if "code" in values else {}
            return words(key, **values | named)
    return part
