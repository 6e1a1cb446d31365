"""The words on the screen, Chinese and English side by side in strings/*.csv."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from clinical.lab_tests import LAB_TESTS
from clinical.units import printed

LANGUAGES = ("zh", "en")
LANGUAGE_NAMES = {"zh": "中文", "en": "English"}
STRINGS = Path(__file__).parent / "strings"
MARKDOWN_SPECIALS = frozenset("\\`*_{}[]()<>#+-.!|:$~^&")
# Marks that turn the direction of writing, and so the figures beside them: 52 would be read as 25.
TURNING = dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd")


@cache
def string_table() -> dict[str, dict[str, str]]:
    """Every string: key -> language -> words. A key that two files claim is an error."""
    table: dict[str, dict[str, str]] = {}
    for path in sorted(STRINGS.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["key"] in table:
                    raise ValueError(f"{path.name}: the key {row['key']} is already taken")
                table[row["key"]] = {language: row[language] for language in LANGUAGES}
    return table


@dataclass(frozen=True)
class Words:
    """text = Words("zh"); text("ward.title") gives the words of a key in that language.

    An unknown key is a KeyError: a page must not show a key for a word.
    """

    language: str

    def __call__(self, key: str, **values: object) -> str:
        sentence = string_table()[key][self.language]
        return sentence.format(**values) if values else sentence

    def has(self, key: str) -> bool:
        """Whether the key has words: for codes of a trial that may or may not be known here."""
        return key in string_table()

    def known(self, prefix: str, code: object) -> str:
        """The words of a code list entry, or the code itself as the trial delivered it."""
        key = f"{prefix}.{code}"
        return self(key) if self.has(key) else str(code)

    def lab(self, paramcd: str) -> str:
        """The name of a laboratory test or score."""
        if paramcd in LAB_TESTS:
            return str(getattr(LAB_TESTS[paramcd], self.language))
        return self.known("score", paramcd)

    def short(self, paramcd: str) -> str:
        """The name that a ward uses, for narrow places; else the full name."""
        key = f"short.{paramcd}"
        return self(key) if self.has(key) else self.lab(paramcd)

    def named(self, paramcd: str, unit: str | None = None) -> str:
        """The short name with the unit, as it stands over a figure or a column."""
        standard = LAB_TESTS[paramcd].unit if paramcd in LAB_TESTS else ""
        return f"{self.short(paramcd)} {printed(unit or standard)}".rstrip()


def readable(data: object) -> str:
    """Data as one line that reads in one direction: what would turn it shows as a replacement mark."""
    return " ".join(str(data).translate(TURNING).splitlines())


def plain(data: object) -> str:
    """Data made safe for a place that reads markdown: every special character is escaped."""
    return "".join("\\" + char if char in MARKDOWN_SPECIALS else char for char in readable(data))
