"""The words on the screen, Chinese and English side by side in strings/*.csv."""

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from clinical.common import days
from clinical.common.plain_text import readable
from clinical.ctcae.chinese import in_language
from clinical.laboratory.tests import LAB_TESTS
from clinical.laboratory.units import printed

LANGUAGES = ("zh", "en")
AS_DAYS = ".as_days"
LANGUAGE_NAMES = {"zh": "中文", "en": "English"}
STRINGS = Path(__file__).parent / "strings"
MARKDOWN_SPECIALS = frozenset("\\`*_{}[]()<>#+-.!|:$~^&")
# What Streamlit turns into icons, links and arrows even where markdown is escaped: a sign that joins words and is
# not seen stands between.
JOINER = "\u2060"
ACTING = re.compile(r":(?=material/|streamlit:|//)|www(?=\.)|@|[-<>~](?=[-<>=])", re.IGNORECASE)


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

    An unknown key is a KeyError: a page must not show a key for a word. `in_days`: days of the study are shown
    for dates, and where a sentence speaks of dates, there is another of days (KEY.as_days).
    """

    language: str
    in_days: bool = False

    def __call__(self, key: str, **values: object) -> str:
        table = string_table()
        words = (table.get(key + AS_DAYS) if self.in_days else None) or table[key]
        sentence = words[self.language]
        return sentence.format(**values) if values else sentence

    def day(self, moment: date | str, form: str = days.DATE) -> str:
        """A date or a recorded text as this reader sees it: in this form, or as the day of the study."""
        return days.written(moment, form, self._day if self.in_days else None)

    def recorded(self, value: object) -> str | None:
        """The same of what a text column holds: None where that is nothing."""
        return self.day(value) if isinstance(value, str) else None

    def _day(self, number: int) -> str:
        return self("days.day", n=number)

    def has(self, key: str) -> bool:
        """Whether the key has words: for codes of a trial that may or may not be known here."""
        return key in string_table()

    def known(self, prefix: str, code: object) -> str:
        """The words of a code (`term`: of an adverse event or its class), or the code itself as delivered."""
        if prefix == "term":
            return in_language(str(code), self.language)
        key = f"{prefix}.{code}"
        return self(key) if self.has(key) else str(code)

    def lab(self, paramcd: str) -> str:
        """The name of a laboratory test, vital sign or score."""
        if paramcd in LAB_TESTS:
            return str(getattr(LAB_TESTS[paramcd], self.language))
        return self.known("vital" if self.has(f"vital.{paramcd}") else "score", paramcd)

    def short(self, paramcd: str) -> str:
        """The name that a ward uses, for narrow places; else the full name."""
        key = f"short.{paramcd}"
        return self(key) if self.has(key) else self.lab(paramcd)

    def named(self, paramcd: str, unit: str | None = None) -> str:
        """The short name with the unit, as it stands over a figure or a column."""
        standard = LAB_TESTS[paramcd].unit if paramcd in LAB_TESTS else ""
        return f"{self.short(paramcd)} {printed(unit or standard)}".rstrip()


def plain(data: object) -> str:
    """Data made safe for a place that reads markdown: every special character is escaped."""
    text = ACTING.sub(rf"\g<0>{JOINER}", readable(data))
    return "".join("\\" + char if char in MARKDOWN_SPECIALS else char for char in text)
