"""What the panels of the 24 hours draw: a height, a hover text and a flag for each value of a patient or an arm."""

from collections.abc import Mapping

from pandas import DataFrame, concat, isna

from charts.common.words import Words
from charts.infusions import signs as infusions_signs
from clinical.infusions.window import SIGNS

Names = Mapping[str, str]
COLUMNS = ["paramcd", "doseno", "minutes", "y", "hover", "flagged", "joined"]


def of_patient(signs: DataFrame, *, change: bool, words: Words, names: Names) -> DataFrame:
    """The vital signs of infusion_day.signs() at known times, as values or as changes from before the infusion.

    Among changes only what is flagged for its change stays flagged: a ring at no change would mean nothing.
    """
    drawn = signs[signs["paramcd"].isin(list(SIGNS)) & signs["minutes"].notna()]
    rows = drawn.assign(
        y=drawn["change" if change else "value"],
        hover=[infusions_signs.of_value(row, words, names) for row in drawn.itertuples()],
        joined=True,
    )
    if change:
        rows = rows.assign(
            flagged=rows["flagged"].where(rows["flagged"].str.contains("CHANGE", na=False), None)
        )
    return rows[COLUMNS].sort_values(["paramcd", "doseno", "minutes"], kind="stable")


def of_arm(medians: DataFrame, furthest: DataFrame, *, change: bool, words: Words, names: Names) -> DataFrame:
    """The medians of infusion_day.medians() as lines; the flagged values of single patients as rings."""
    measure = "change" if change else "value"
    lines = medians[medians["paramcd"].isin(list(SIGNS)) & medians["minutes"].notna()]
    lines = lines.assign(
        y=lines[measure],
        hover=[infusions_signs.of_median(row, measure, words, names) for row in lines.itertuples()],
        flagged=None,
        joined=True,
    )
    rings = furthest[furthest["by_change"]] if change else furthest
    rings = rings.assign(
        y=rings[measure],
        hover=[infusions_signs.of_furthest(row, words) for row in rings.itertuples()],
        flagged="FLAGGED",
        joined=False,
    )
    return concat([lines[COLUMNS], rings[COLUMNS]]) if len(rings) else lines[COLUMNS]


def allergy_of_patient(signs: DataFrame, events: DataFrame, words: Words, names: Names) -> DataFrame:
    """Signs of allergy asked for, and adverse events whose time is known: marks for allergy_rows."""
    asked = signs[~signs["paramcd"].isin(list(SIGNS)) & signs["value"].notna()]
    found = asked.assign(
        mark=[f"{number:.0f}" for number in asked["doseno"]],
        present=asked["value"] == 1,
        hover=[infusions_signs.of_value(row, words, names) for row in asked.itertuples()],
    )[["paramcd", "doseno", "minutes", "mark", "present", "hover"]]
    timed = events[events["hours"].notna() & events["doseno"].notna()]
    if timed.empty:
        return found
    entered = DataFrame({
        "paramcd": "AE", "doseno": timed["doseno"], "minutes": timed["hours"] * 60,
        "mark": ["?" if isna(grade) else f"{grade:.0f}" for grade in timed["aetoxgr"]], "present": True,
        "hover": [infusions_signs.of_event(row, words) for row in timed.itertuples()],
    })  # fmt: skip
    return concat([found, entered]) if len(found) else entered


def allergy_of_arm(medians: DataFrame, words: Words, names: Names) -> DataFrame:
    """In how many patients of an arm each sign of allergy was present: marks for allergy_rows."""
    asked = medians[~medians["paramcd"].isin(list(SIGNS))]
    return asked.assign(
        mark=[f"{n}" for n in asked["n_present"]],
        present=asked["n_present"] > 0,
        hover=[infusions_signs.of_count(row, words, names) for row in asked.itertuples()],
    )[["paramcd", "doseno", "minutes", "mark", "present", "hover"]]
