"""The values that scores are computed from, for some subjects at a time, and the nearest one to a moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

SECONDS_PER_HOUR = 3600
SECONDS_PER_DAY = 86400
# One subject's moments follow the other's on one line, too far apart ever to meet: 1,000 years.
SUBJECT_SPAN = 1000 * 366 * SECONDS_PER_DAY
CONFOUNDERS = ("PE48", "ADS48", "FFP24", "DIALYSIS")


@dataclass(frozen=True)
class Moments:
    """When something was measured: subject (index), seconds since 1970, whether the time of day is known."""

    subject: Ints
    second: Ints
    timed: Truths

    @property
    def place(self) -> Ints:
        """Subject and time in one number that sorts by both."""
        return self.subject * SUBJECT_SPAN + self.second

    def distance(self, other: "Moments") -> Floats:
        """Seconds between each pair, whole days where either has no time of day; infinite across subjects."""
        exact = np.abs(self.second - other.second)
        days = np.abs(self.second // SECONDS_PER_DAY - other.second // SECONDS_PER_DAY) * SECONDS_PER_DAY
        gap = np.where(self.timed & other.timed, exact, days)
        return np.where(self.subject == other.subject, gap, np.inf)

    def take(self, rows: Ints) -> "Moments":
        """The moments of these rows."""
        return Moments(self.subject[rows], self.second[rows], self.timed[rows])


@dataclass(frozen=True)
class Series:
    """All values of one source, sorted by subject and time.

    `seq` is the LBSEQ and `record` the row of work.lab, -1 where the value is not a laboratory result.
    A result known only as a limit has value NaN, and the ends of what it leaves open in `low` and `high`, which
    elsewhere are the value. `confounded` has a bit per entry of CONFOUNDERS. `dialysis` and `replaced`: under renal
    replacement as MELD and as CLIF-C count it. `file` (its place in work.score_file), `row`: where the source has it.
    """

    at: Moments
    value: Floats
    low: Floats
    high: Floats
    uln: Floats
    seq: Ints
    record: Ints
    confounded: Ints
    dialysis: Floats
    replaced: Floats
    file: Ints
    row: Ints

    def __len__(self) -> int:
        return len(self.value)

    def take(self, rows: Ints) -> "Series":
        """These rows only."""
        return Series(
            at=self.at.take(rows),
            value=self.value[rows],
            low=self.low[rows],
            high=self.high[rows],
            uln=self.uln[rows],
            seq=self.seq[rows],
            record=self.record[rows],
            confounded=self.confounded[rows],
            dialysis=self.dialysis[rows],
            replaced=self.replaced[rows],
            file=self.file[rows],
            row=self.row[rows],
        )

    def nearest(self, anchors: Moments, window_seconds: int) -> Ints:
        """For each anchor the row nearest in time, of two equally near the earlier; -1: none in it."""
        if not len(self):
            return np.full(len(anchors.second), -1, dtype=np.int64)
        places = self.at.place
        before = np.clip(np.searchsorted(places, anchors.place, "right") - 1, 0, None)
        after = np.clip(np.searchsorted(places, anchors.place, "left"), None, len(self) - 1)
        gap_before, gap_after = self.at.take(before).distance(anchors), self.at.take(after).distance(anchors)
        chosen = np.where(gap_before <= gap_after, before, after)
        return np.where(np.minimum(gap_before, gap_after) <= window_seconds, chosen, -1).astype(np.int64)


def confounder_bits(text: str | None) -> int:
    """'FFP24;PE48' as bits."""
    present = (text or "").split(";")
    return sum(1 << place for place, name in enumerate(CONFOUNDERS) if name in present)


def confounder_text(bits: int) -> str | None:
    """Bits as 'FFP24;PE48', in alphabetical order; None for none."""
    return ";".join(sorted(name for place, name in enumerate(CONFOUNDERS) if bits >> place & 1)) or None


def split_by_source(columns: Mapping[str, NDArray[Any]]) -> dict[str, Series]:
    """Rows of work.score_input, sorted by subject (an index) and time, as one series per source."""
    whole = Series(
        at=Moments(
            columns["subject"].astype(np.int64),
            columns["second"].astype(np.int64),
            columns["timed"].astype(np.bool_),
        ),
        value=columns["aval"].astype(np.float64),
        low=columns["low"].astype(np.float64),
        high=columns["high"].astype(np.float64),
        uln=columns["uln"].astype(np.float64),
        seq=columns["seq"].astype(np.int64),
        record=columns["rid"].astype(np.int64),
        confounded=columns["confounded"].astype(np.int64),
        dialysis=columns["dialysis"].astype(np.float64),
        replaced=columns["rrt"].astype(np.float64),
        file=columns["file"].astype(np.int64),
        row=columns["source_row"].astype(np.int64),
    )
    sources = columns["source"]
    return {source: whole.take(np.flatnonzero(sources == source)) for source in sorted(set(sources.tolist()))}


def empty_series() -> Series:
    """A series without values: what nobody measured."""
    places = np.empty(0, dtype=np.int64)
    values = np.empty(0, dtype=np.float64)
    return Series(
        at=Moments(places, places, np.empty(0, dtype=np.bool_)),
        value=values,
        low=values,
        high=values,
        uln=values,
        seq=places,
        record=places,
        confounded=places,
        dialysis=values,
        replaced=values,
        file=places,
        row=places,
    )
