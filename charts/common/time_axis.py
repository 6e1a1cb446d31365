"""Time from an origin: days are counted from it without a day 0, and written as the reader wants them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pandas import DataFrame

from charts.common import theme

STEPS = (1, 2, 7, 14, 28, 56, 84, 168, 364, 728)
MOST_TICKS = 9


@dataclass(frozen=True)
class TimeAxis:
    """A stretch of time in days from an origin (its day is offset 0, study day 1).

    kind: 'day' (study days), 'week', 'date' or 'infusion' (days gone by since an infusion); title: what
    stands under the axis.
    """

    kind: str
    first: float
    last: float
    origin: date
    title: str

    def within(self, rows: DataFrame) -> DataFrame:
        """The rows whose `offset` lies in this stretch."""
        return rows[rows["offset"].between(self.first, self.last)]

    def meeting(self, rows: DataFrame) -> DataFrame:
        """The rows whose `start` to `stop` meets this stretch; an end that is not known is open."""
        begun = rows["start"].isna() | (rows["start"] <= self.last)
        return rows[begun & (rows["stop"].isna() | (rows["stop"] >= self.first))]

    def label(self, offset: int) -> str:
        """How the day at this offset is written: there is no study day 0."""
        if self.kind == "date":
            return (self.origin + timedelta(days=offset)).isoformat()
        if self.kind == "week":
            return f"{offset / 7:g}"
        if self.kind == "infusion":
            return str(offset)
        return str(offset + 1 if offset >= 0 else offset)

    def ticks(self, most: int = MOST_TICKS) -> list[int]:
        """Offsets of the ticks: whole weeks where the stretch is long enough, and the first day among them."""
        fewest = max(most, 2)
        step = next((step for step in STEPS if (self.last - self.first) / step <= fewest), STEPS[-1])
        start = int(self.first // step) * step
        return [
            offset
            for offset in range(start, int(self.last) + step, step)
            if self.first <= offset <= self.last
        ]

    def layout(self, most: int = MOST_TICKS, **settings: Any) -> dict[str, Any]:
        """The axis for a figure: the same range wherever it is drawn, so that stacked panels line up."""
        offsets = self.ticks(most)
        return theme.axis(
            range=[self.first, self.last],
            tickvals=offsets,
            ticktext=[self.label(offset) for offset in offsets],
            **settings,
        )
