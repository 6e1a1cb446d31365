"""Which values of a score are drawn as the lines of patients, and which are not, with the reason."""

from dataclasses import dataclass

from pandas import DataFrame

from data_access.common.database import Database
from data_access.scores import cohort

MOST_PATIENTS = 300
MOST_POINTS = 2000
ALL, THINNED, BANDS = "all", "thinned", "bands"


@dataclass(frozen=True)
class Lines:
    """`drawn`: rows as `meld.values` gives them; `missing`: the others with `why`; `n_drawn` of them all.

    mode: ALL values are drawn; THINNED: one per time point, but all of the patient in front; BANDS: only the
    patient in front, the others standing behind as quantiles of one value per time point.
    """

    drawn: DataFrame
    missing: DataFrame
    n_drawn: int
    mode: str


def too_many(db: Database) -> bool:
    """Whether there are too many patients for a line each: then nobody else's values are read."""
    return int(cohort.arms(db)["n"].sum()) > MOST_PATIENTS


def behind(db: Database, paramcd: str, usubjid: str, first: float, last: float) -> Lines:
    """The values of one patient between two offsets in days, and what stands for the others in the quantiles."""
    own = cohort.values(db, paramcd, usubjid)
    mine = _split(_explained(own, usubjid, (), first, last), BANDS)
    points = cohort.time_points(db, paramcd)
    points = points[points["offset"].between(first, last)]
    valued = points["status"] == "VALUE"
    missing = points[~valued].assign(why="POINT_" + points.loc[~valued, "status"])
    return Lines(mine.drawn, missing, mine.n_drawn + int(valued.sum()), BANDS)


def lines(
    db: Database, paramcd: str, usubjid: str, shown: tuple[str, ...], first: float, last: float
) -> Lines:
    """The lines of the patients of the arms `shown`, and of one patient, between two offsets in days.

    What does not fit in a figure is thinned; what does not fit then either stands behind.
    """
    if too_many(db):
        return behind(db, paramcd, usubjid, first, last)
    rows = _explained(cohort.values(db, paramcd), usubjid, shown, first, last)
    mode = ALL if int(rows["why"].isna().sum()) <= MOST_POINTS else THINNED
    if mode == THINNED:
        kept = cohort.time_points(db, paramcd).dropna(subset="y")[["source_file", "source_row"]]
        places = rows.set_index(["source_file", "source_row"]).index
        stands = places.isin(kept.set_index(["source_file", "source_row"]).index)
        thin = rows["why"].isna() & ~stands & (rows["usubjid"] != usubjid)
        rows = rows.assign(why=rows["why"].where(~thin, "THINNED"))
    if int(rows["why"].isna().sum()) > MOST_POINTS:
        return behind(db, paramcd, usubjid, first, last)
    return _split(rows, mode)


def _explained(rows: DataFrame, usubjid: str, shown: tuple[str, ...], first: float, last: float) -> DataFrame:
    """Every row with the reason why it is not drawn; what the data say comes before what the reader chose."""
    why = rows["why"].astype(object)
    hidden = why.isna() & ~rows["arm"].isin(shown) & (rows["usubjid"] != usubjid)
    why = why.where(~hidden, "OTHER_ARM")
    outside = why.isna() & ~rows["offset"].between(first, last)
    return rows.assign(why=why.where(~outside, "OUTSIDE"))


def _split(rows: DataFrame, mode: str) -> Lines:
    drawable = rows["why"].isna()
    return Lines(rows[drawable], rows[~drawable], int(drawable.sum()), mode)
