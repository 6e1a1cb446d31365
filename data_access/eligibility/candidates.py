"""Candidates from the data: what was known of a subject at a moment, in the words of the check."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import pandas as pd
from pandas import DataFrame

from clinical.eligibility.limits import REGISTERED
from data_access.common.database import Database
from data_access.eligibility import histories

KNOWN_AT = Path(__file__).parents[1] / "sql" / "eligibility" / "known_at.sql"
LONGEST_STAY_DAYS = 60
TRACK_DAYS = 28


def screened(db: Database) -> DataFrame:
    """One row per subject with laboratory results: usubjid, randfl, scrffl, first_day, last_day, assessed_at.

    `last_day` ends at death or transplantation. `assessed_at` is when the subject was judged: the moment of
    randomisation (where that is hidden, the end of day 1), else the end of the day of the screening failure, else of
    the last contact.
    """
    return db.rows(
        """
        SELECT usubjid, randfl, scrffl, min(adt) AS first_day,
               least(max(adt), coalesce(dthdt, max(adt)), coalesce(ltdt, max(adt))) AS last_day,
               coalesce(
                   randdtm,
                   coalesce(randdt, CASE WHEN randfl = 'Y' THEN anchordt END) + INTERVAL 1 DAY,
                   CAST(max(failed.day) AS TIMESTAMP) + INTERVAL 1 DAY,
                   CAST(coalesce(lstalvdt, max(adt)) AS TIMESTAMP) + INTERVAL 1 DAY
               ) AS assessed_at
        FROM adam.adsl JOIN adam.adlb USING (usubjid)
        LEFT JOIN (
            SELECT usubjid, TRY_CAST(left(dsstdtc, 10) AS DATE) AS day FROM sdtm.ds
            WHERE upper(dsdecod) LIKE 'SCREEN%FAILURE%'
        ) AS failed USING (usubjid)
        WHERE adt IS NOT NULL
        GROUP BY usubjid, randfl, scrffl, dthdt, ltdt, lstalvdt, randdt, randdtm, anchordt
        ORDER BY usubjid
        """
    )


@cache
def _known_at_sql() -> str:
    return KNOWN_AT.read_text(encoding="utf-8")


def known_at(db: Database, subjects: Sequence[str], moments: Sequence[datetime]) -> DataFrame:
    """One row per subject and moment: usubjid, judged_at, and the fields of `Candidate` as far as recorded.

    Each value is the last one up to the moment, however old; its age is in the `*_age_hours` fields. A
    history that nobody recorded stays NULL; plasma exchange and dialysis are 'no' only in a study that
    records procedures.
    """
    measured = db.rows(
        _known_at_sql(),
        subjects=list(subjects),
        moments=[pd.Timestamp(moment).to_pydatetime() for moment in moments],
        exchange_hours=REGISTERED.exchange_hours,
        rise_shortest_hours=REGISTERED.rise_shortest_hours,
        rise_longest_hours=REGISTERED.rise_longest_hours,
    )
    return _with_histories(measured, histories.matched(db, subjects))


def _with_histories(measured: DataFrame, found: DataFrame) -> DataFrame:
    """The same rows with what the histories answer beside what the trial's staff saw.

    Of an answer what was seen comes first, of a date the history: it tells of days before the trial.
    """
    by_subject = {str(subject): rows for subject, rows in found.groupby("usubjid")}
    told = DataFrame(
        [
            _told(by_subject.get(subject), str(moment)[:10], bool(unseen))
            for subject, moment, unseen in zip(
                measured["usubjid"],
                measured["judged_at"],
                measured["encephalopathy_grade"].isna(),
                strict=True,
            )
        ],
        columns=list(histories.FIELDS_ANSWERED),
        index=measured.index,
        dtype=object,
    )
    frame = measured.astype(dict.fromkeys(set(told) & set(measured), object))
    for field in told:
        first, second = (told, frame) if field in histories.DATES else (frame, told)
        frame[field] = first[field].combine_first(second[field]) if field in measured else told[field]
    return frame


def _told(found: DataFrame | None, day: str, not_looked_at: bool) -> dict[str, str]:
    """The answers of one subject's histories; 'never' is of the day on which it was asked, and counts while
    somebody has graded since.
    """
    known = {} if found is None else histories.answered(found, day)
    if not_looked_at and known.get("encephalopathy_ever") == "no":
        del known["encephalopathy_ever"]
    return known


def cohort(db: Database) -> DataFrame:
    """Every screened subject at the moment of being judged: as known_at(), one row per subject."""
    everyone = screened(db)
    return known_at(db, everyone["usubjid"].tolist(), everyone["assessed_at"].tolist())


def as_of(db: Database, usubjid: str, day: date) -> DataFrame:
    """What was known of one subject at the end of a day: one row of known_at()."""
    return known_at(db, [usubjid], [end_of(day)])


def stay(db: Database, usubjid: str, first_day: date, last_day: date) -> DataFrame:
    """What was known at the end of each day of the stay: known_at() with one row per day."""
    span = min((last_day - first_day).days, LONGEST_STAY_DAYS)
    days = [first_day + timedelta(days=number) for number in range(span + 1)]
    return known_at(db, [usubjid] * len(days), [end_of(day) for day in days])


def end_of(day: date) -> datetime:
    """The first moment of the next day."""
    return datetime(day.year, day.month, day.day) + timedelta(days=1)


def meld_track(db: Database, usubjid: str, until: date) -> DataFrame:
    """Days of the last four weeks with both: adt, bilirubin_umol_l, creatinine_umol_l, inr; oldest first."""
    return db.rows(
        """
        SELECT adt, max_by(aval, adtm) FILTER (paramcd = 'BILI') AS bilirubin_umol_l,
               max_by(aval, adtm) FILTER (paramcd = 'CREAT') AS creatinine_umol_l,
               max_by(aval, adtm) FILTER (paramcd = 'INR') AS inr
        FROM adam.adlb
        WHERE usubjid = $usubjid AND paramcd IN ('BILI', 'CREAT', 'INR') AND aval IS NOT NULL
          AND adt BETWEEN $first AND $until
        GROUP BY adt HAVING bilirubin_umol_l IS NOT NULL AND creatinine_umol_l IS NOT NULL
        ORDER BY adt
        """,
        usubjid=usubjid,
        until=until,
        first=until - timedelta(days=TRACK_DAYS),
    )
