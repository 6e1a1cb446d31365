"""What the patients were like at baseline, by arm."""

from collections.abc import Mapping

from pandas import DataFrame

from data_access.common import analysis_sets, summaries
from data_access.common.database import Database

# What a liver-failure trial describes its patients by, in the order of the table.
NUMBERS = (
    "AGE", "WEIGHT", "BMI", "BILI", "INR", "PTA", "CREAT", "SODIUM", "ALB", "ALT", "AST", "GGT", "PLAT", "WBC",
    "MELD", "MELDNA", "MELD30", "AARC", "COSSH2",
)  # fmt: skip
CLASSES = ("SEX", "ETIOL", "DXTYPE", "CIRRH", "HEGRADE", "ASCITES")

# One row per subject and variable; of the laboratory results those that represent baseline.
_MEASURED = """
    SELECT usubjid, 'AGE' AS variable, CAST(age AS DOUBLE) AS item FROM adam.adsl
    UNION ALL SELECT usubjid, 'WEIGHT', weightbl FROM adam.adsl
    UNION ALL SELECT usubjid, 'BMI', bmibl FROM adam.adsl
    UNION ALL SELECT usubjid, paramcd, aval FROM adam.at_visit
    WHERE source = 'LB' AND avisitn = 0 AND paramcd IN (SELECT unnest($variables))
"""
_CLASSED = """
    SELECT usubjid, 'SEX' AS variable, sex AS item FROM adam.adsl
    UNION ALL SELECT usubjid, 'ETIOL', etiol FROM adam.adsl
    UNION ALL SELECT usubjid, 'DXTYPE', dxtype FROM adam.adsl
    UNION ALL SELECT usubjid, 'CIRRH', cirrhfl FROM adam.adsl
    UNION ALL SELECT usubjid, paramcd, CAST(CAST(aval AS INTEGER) AS VARCHAR) FROM adam.at_visit
    WHERE source = 'RS' AND avisitn = 0 AND paramcd IN (SELECT unnest($variables))
"""


def table_one(db: Database, *, analysis_set: str, treatment: str) -> Mapping[str, DataFrame]:
    """`values` and `counts` by arm in protocol order, and `absent` (variable): what none of them has.

    values: variable, arm, n, missing, mean, sd, median, q1, q3, minimum, maximum. counts: variable, level, arm, n,
    of (members of the arm); level NULL: not known, present where somebody's is not. Every level has a row for every
    arm. Baseline is that of adam: the record that the study marks, else the last before treatment.
    """
    values = measured(db, analysis_set, treatment)
    counts = classed(db, analysis_set, treatment)
    seen = {*values["variable"], *counts["variable"]}
    return {
        "values": summaries.by_group(values, ["variable", "arm"]),
        "counts": counts,
        "absent": DataFrame({"variable": [each for each in (*NUMBERS, *CLASSES) if each not in seen]}),
    }


def measured(db: Database, analysis_set: str, treatment: str) -> DataFrame:
    """variable, arm, value of every member: those of NUMBERS that anybody has, missing where one has none."""
    return db.rows(
        f"SELECT variable, arm, item AS value FROM ({_items(analysis_set, treatment, _MEASURED)}) "  # noqa: S608 - ours
        "ORDER BY list_position($variables, variable), place, arm, usubjid",
        variables=list(NUMBERS),
    )


def classed(db: Database, analysis_set: str, treatment: str) -> DataFrame:
    """The `counts` of `table_one`: grades in order, other levels by how many have them, unknown last."""
    return db.rows(
        f"""
        WITH items AS ({_items(analysis_set, treatment, _CLASSED)}),
        arm AS (SELECT arm, place, count(DISTINCT usubjid) AS "of" FROM items GROUP BY ALL),
        level AS (SELECT variable, item, count(*) AS total FROM items GROUP BY ALL)
        SELECT level.variable, level.item AS level, arm.arm, count(items.usubjid) AS n, arm."of"
        FROM level CROSS JOIN arm
        LEFT JOIN items ON items.variable = level.variable AND items.arm = arm.arm
             AND items.item IS NOT DISTINCT FROM level.item
        GROUP BY level.variable, level.item, level.total, arm.arm, arm.place, arm."of"
        ORDER BY list_position($variables, level.variable), level.item IS NULL,
                 CASE WHEN level.variable IN ('HEGRADE', 'ASCITES') THEN 0 ELSE -level.total END, level.item,
                 arm.place, arm.arm
        """,  # noqa: S608 - our own text and names
        variables=list(CLASSES),
    )


def _items(analysis_set: str, treatment: str, source: str) -> str:
    """SQL: variable, arm, place, usubjid, item of every member and variable that any member has; NULL: not known."""
    return f"""
        WITH member AS {analysis_sets.subquery(analysis_set, treatment)},
        known AS (SELECT * FROM ({source}) JOIN member USING (usubjid) WHERE item IS NOT NULL)
        SELECT used.variable, member.arm, member.place, member.usubjid, item
        FROM (SELECT DISTINCT variable FROM known) AS used CROSS JOIN member
        LEFT JOIN known ON known.variable = used.variable AND known.usubjid = member.usubjid
    """  # noqa: S608 - our own text and names
