"""Liver injury of the arms: peaks of aminotransferase and bilirubin after the first dose, and their quadrants."""

from collections.abc import Mapping
from types import MappingProxyType

from pandas import DataFrame, isna

from clinical.scores.liver_injury import EDISH, MDISH, Cuts, injury_type, quadrant
from data_access.common import analysis_sets
from data_access.common.database import Database

# What stands on each axis, and where the quadrants meet. The first is the default.
MULTIPLES: Mapping[str, Cuts] = MappingProxyType({"baseline": MDISH, "uln": EDISH})
_PEAK = {"baseline": "xbase", "uln": "uln"}
ENZYMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"ALT": ("ALT",), "AST": ("AST",), "HIGHER": ("ALT", "AST")}
)


def peaks(
    db: Database, *, analysis_set: str, treatment: str, enzyme: str, multiple: str
) -> Mapping[str, DataFrame]:
    """The peaks of eDISH (multiples of the ULN) or mDISH (of baseline), from adam.adpeak.

    patients: one row per patient: x (the enzyme) and y (bilirubin) as multiples with day, visit and source row, days
    from peak to peak (negative: bilirubin first), alp in ULN, rratio and injury at the ALT peak, hysfl, quadrant
    (NULL where x or y is missing), unjudged: tests with a result without upper limit that could be the peak.
    quadrants (arm, quadrant, n, of): of those with both. baseline (arm, n, of):
    patients who began at or above a cut of Hy's law. same_visit: patients and visits by the modified criterion.
    """
    patients = _patients(db, analysis_set, treatment, enzyme, multiple)
    cuts = MULTIPLES[multiple]
    patients["quadrant"] = quadrant(patients["x"], patients["y"], cuts=cuts) if len(patients) else None
    patients["injury"] = [injury_type(None if isna(r) else float(r)) for r in patients["rratio"]]
    return {
        "patients": patients,
        "quadrants": _quadrants(patients),
        "baseline": _baseline(db, analysis_set, treatment),
        "same_visit": _same_visit(db, analysis_set, treatment),
    }


def _patients(db: Database, analysis_set: str, treatment: str, enzyme: str, multiple: str) -> DataFrame:
    column = _PEAK[multiple]
    return db.rows(
        f"""
        WITH peak AS (
            SELECT usubjid, paramcd, {column} AS peak, {column}dt AS dt, {column}dy AS dy, {column}visit AS visit,
                   {column}file AS file, {column}row AS row, uln
            FROM adam.adpeak
        ),
        injury AS (
            SELECT usubjid, arg_max(peak, peak) AS x, arg_max(paramcd, peak) AS x_test, arg_max(dt, peak) AS x_dt,
                   arg_max(dy, peak) AS x_day, arg_max(visit, peak) AS x_visit, arg_max(file, peak) AS x_file,
                   arg_max(row, peak) AS x_row
            FROM peak WHERE paramcd IN (SELECT unnest($enzymes)) GROUP BY usubjid
        )
        SELECT usubjid, arm, x, x_test, x_day, x_visit, x_file, x_row, jaundice.peak AS y, jaundice.dy AS y_day,
               jaundice.visit AS y_visit, jaundice.file AS y_file, jaundice.row AS y_row,
               date_diff('day', x_dt, jaundice.dt) AS days, phosphatase.uln AS alp, rratio, hysfl, unjudged
        FROM {analysis_sets.subquery(analysis_set, treatment)}
        LEFT JOIN injury USING (usubjid)
        LEFT JOIN (FROM peak WHERE paramcd = 'BILI') AS jaundice USING (usubjid)
        LEFT JOIN (FROM peak WHERE paramcd = 'ALP') AS phosphatase USING (usubjid)
        LEFT JOIN adam.adinjury USING (usubjid)
        LEFT JOIN (SELECT usubjid, string_agg(paramcd, ', ' ORDER BY paramcd) AS unjudged FROM adam.adpeak
                   WHERE n_unjudged > 0 AND (paramcd = 'BILI' OR paramcd IN (SELECT unnest($enzymes)))
                   GROUP BY usubjid) USING (usubjid)
        ORDER BY place NULLS LAST, arm, usubjid
        """,  # noqa: S608 - our own names
        enzymes=list(ENZYMES[enzyme]),
    )


def _quadrants(patients: DataFrame) -> DataFrame:
    drawn = patients.dropna(subset=["quadrant"])
    counts = drawn.groupby(["arm", "quadrant"], sort=False).size().rename("n").reset_index()
    return counts.assign(of=counts["arm"].map(drawn["arm"].value_counts()))


def _baseline(db: Database, analysis_set: str, treatment: str) -> DataFrame:
    return db.rows(
        f"""
        WITH patient AS (
            SELECT usubjid, arm, place, bool_or(baseuln >= CASE WHEN paramcd = 'BILI' THEN $bilirubin ELSE $enzyme END)
                   AS abnormal
            FROM {analysis_sets.subquery(analysis_set, treatment)} JOIN adam.adpeak USING (usubjid)
            WHERE paramcd <> 'ALP' AND baseuln IS NOT NULL GROUP BY ALL
        )
        SELECT arm, count(*) FILTER (abnormal) AS n, count(*) AS "of" FROM patient
        GROUP BY arm, place ORDER BY place NULLS LAST, arm
        """,  # noqa: S608 - our own names
        bilirubin=EDISH.bilirubin,
        enzyme=EDISH.aminotransferase,
    )


def _same_visit(db: Database, analysis_set: str, treatment: str) -> DataFrame:
    return db.rows(
        f"""
        SELECT usubjid, arm, avisit, enzyme, bilirubin FROM adam.adhyvis
        JOIN {analysis_sets.subquery(analysis_set, treatment)} USING (usubjid)
        ORDER BY place NULLS LAST, arm, usubjid, avisitn
        """  # noqa: S608 - our own names
    )
