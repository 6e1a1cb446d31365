"""Laboratory results of the CDISC pilot: baseline, change, multiples of the upper limit, series."""

from typing import Any

from tests.oracle_answers.common import Answer, Database, arms, nested, one, pairs, rows, summaries

LIVER = ("ALB", "ALP", "ALT", "AST", "BILI", "CREAT", "GGT", "PLAT", "PROT", "SODIUM")
END_OF_TREATMENT = "99"
# Upper ends of the classes, as multiples of the upper limit of normal.
CLASSES = {"ALT": (1, 3, 5, 20), "AST": (1, 3, 5, 20), "ALP": (1, 2.5, 5, 20)}
SERIES = {
    "CP-SER-02": ("01-701-1015", "BILI"),
    "CP-SER-05": ("01-705-1186", "BILI"),
    "CP-SER-07": ("01-704-1445", "ALT"),
    "CP-SER-09": ("01-701-1239", "ALT"),
    "CP-SER-10": ("01-702-1082", "ALT"),
    "CP-SER-11": ("01-701-1341", "AST"),
    "CP-SER-13": ("01-704-1323", "BILI"),
    "CP-SER-14": ("01-716-1024", "CREAT"),
    "CP-SER-16": ("01-701-1023", "PLAT"),
    "CP-SER-18": ("01-703-1096", "ALT"),
    "CP-SER-20": ("01-711-1036", "BILI"),
}
CHANGES = """
ALT-16 ALT-24 ALT-99 AST-08 AST-24 AST-99 BILI-02 BILI-08 BILI-16
GGT-02 GGT-08 GGT-24 ALP-08 ALP-24 ALP-99
"""


def flagged_baseline(code: str) -> Answer:
    query = """
        SELECT trt01p, aval FROM adam.adlb JOIN adam.adsl USING (usubjid)
        WHERE paramcd = ? AND ablfl = 'Y' AND basetype = 'FLAGGED'
    """
    return lambda db, _: summaries(db, query, code)


def last_before_dose(code: str) -> Answer:
    """The alternative baseline, and for how many subjects it is another value than the flagged one."""
    query = """
        SELECT trt01p, aval FROM adam.adlb JOIN adam.adsl USING (usubjid)
        WHERE paramcd = ? AND lobxfl = 'Y' AND trtsdt IS NOT NULL
    """
    differs = """
        SELECT count(*) FROM adam.adlb
        WHERE paramcd = ? AND lobxfl = 'Y' AND basetype = 'FLAGGED' AND aval <> base
    """
    return lambda db, _: summaries(db, query, code) | {"n_differs_from_LBBLFL": one(db, differs, code)}


def change(db: Database, oracle: str) -> dict[str, Any]:
    """Change at a visit from the flagged baseline, as published (ours falls back where there is none)."""
    *_, code, visit = oracle.split("-")
    visit_is = "eotfl = 'Y'" if visit == END_OF_TREATMENT else f"anl01fl = 'Y' AND avisitn = {int(visit)}"
    found = rows(
        db,
        f"""
        SELECT trt01p, count(chg), avg(aval), avg(chg), stddev_samp(chg), median(chg)
        FROM adam.adlb JOIN adam.adsl USING (usubjid)
        WHERE paramcd = ? AND {visit_is} AND saffl = 'Y' AND basetype = 'FLAGGED' AND chg IS NOT NULL
        GROUP BY trt01p
        """,
        code,
    )
    names = ("n", "mean_aval", "mean_chg", "sd_chg", "median_chg")
    return {arm: dict(zip(names, numbers, strict=True)) for arm, *numbers in found}


def multiples(db: Database, oracle: str) -> dict[str, dict[str, int]]:
    code = oracle.removeprefix("CP-XULN-")
    reached = " + ".join(f"CAST(max(r2anrhi) > {limit} AS INTEGER)" for limit in CLASSES[code])
    counted = nested(
        db,
        f"""
        SELECT trt01p, CAST(class AS VARCHAR), count(*) FROM (
            SELECT usubjid, {reached} AS class FROM adam.adlb
            WHERE paramcd = ? AND ady > 1 AND aval IS NOT NULL GROUP BY usubjid
        ) JOIN adam.adsl USING (usubjid) GROUP BY ALL
        """,
        code,
    )
    return {arm: {str(grade): counted[arm].get(str(grade), 0) for grade in range(5)} for arm in arms(db)}


QUADRANTS = """
    WITH peak AS (
        SELECT usubjid, max(r2anrhi) FILTER (paramcd IN ('ALT', 'AST')) AS x,
               max(r2anrhi) FILTER (paramcd = 'BILI') AS y
        FROM adam.adlb WHERE ady > 1 GROUP BY usubjid
    )
    SELECT trt01p, usubjid, CASE WHEN x >= 3 AND y >= 2 THEN 'hy' WHEN x >= 3 THEN 'temple'
                                 WHEN y >= 2 THEN 'cholestasis' ELSE 'normal' END AS quadrant
    FROM peak JOIN adam.adsl USING (usubjid) WHERE x IS NOT NULL AND y IS NOT NULL ORDER BY usubjid
"""


def quadrants(db: Database, _: str) -> dict[str, dict[str, int]]:
    found = rows(db, QUADRANTS)
    names = ("hy", "temple", "cholestasis", "normal")
    return {
        arm: {"n": sum(row[0] == arm for row in found)}
        | {name: sum(row[0] == arm and row[2] == name for row in found) for name in names}
        for arm in arms(db)
    }


def quadrant_subjects(db: Database, _: str) -> dict[str, list[str]]:
    found = rows(db, QUADRANTS)
    return {name: [row[1] for row in found if row[2] == name] for name in ("hy", "temple", "cholestasis")}


def modified_hys_law(db: Database, _: str) -> list[dict[str, str]]:
    query = """
        SELECT DISTINCT usubjid, trt01p, bilirubin.avisit, bilirubin.avisitn
        FROM adam.adlb AS bilirubin JOIN adam.adlb AS enzyme USING (usubjid, visit)
        JOIN adam.adsl USING (usubjid)
        WHERE bilirubin.paramcd = 'BILI' AND enzyme.paramcd IN ('ALT', 'AST')
          AND bilirubin.avisitn IS NOT NULL AND bilirubin.r2anrhi > 1.5 AND enzyme.r2anrhi > 1.5
        ORDER BY usubjid, bilirubin.avisitn
    """
    return [{"subject": subject, "arm": arm, "avisit": visit} for subject, arm, visit, _ in rows(db, query)]


def series(db: Database, oracle: str) -> dict[str, Any]:
    subject, code = SERIES[oracle]
    query = """
        SELECT lbdtc, adlb.ady, adlb.visit, lbstresc, aval, anrlo, anrhi, lbnrind
        FROM adam.adlb JOIN sdtm.lb USING (source_file, source_row)
        WHERE adlb.usubjid = ? AND paramcd = ? ORDER BY adtm
    """
    names = ("dtc", "dy", "visit", "c", "n", "lo", "hi", "ind")
    found = [dict(zip(names, row, strict=True)) for row in rows(db, query, subject, code)]
    return {"subject": subject, "test": code, "n": len(found), "rows": found}


def liver_rows(db: Database, _: str) -> dict[str, int]:
    return pairs(
        db,
        "SELECT lbtestcd, count(*) FROM sdtm.lb WHERE list_contains(?, lbtestcd) GROUP BY ALL",
        list(LIVER),
    )


def liver_units(db: Database, _: str) -> dict[str, list[str]]:
    query = (
        "SELECT lbtestcd, list(DISTINCT lbstresu) FROM sdtm.lb WHERE list_contains(?, lbtestcd) GROUP BY ALL"
    )
    return pairs(db, query, list(LIVER))


def unscheduled(db: Database, _: str) -> dict[str, int]:
    ((found, subjects),) = rows(
        db, "SELECT count(*), count(DISTINCT usubjid) FROM sdtm.lb WHERE visit LIKE 'UNSCHEDULED%'"
    )
    return {"rows": found, "subjects": subjects}


ANSWERS: dict[str, Answer] = {
    "CP-LB-02": liver_rows,
    "CP-LB-03": liver_units,
    "CP-LB-07": unscheduled,
    "CP-LB-08": lambda db, _: pairs(
        db, "SELECT visit, count(*) FROM adam.adlb WHERE paramcd = 'ALT' GROUP BY visit"
    ),
    "CP-LBBL-01": flagged_baseline("ALT"),
    "CP-LBBL-05": flagged_baseline("GGT"),
    "CP-LBBL-07": flagged_baseline("CREAT"),
    "CP-LBBL2-01": last_before_dose("ALT"),
    "CP-LBBL2-04": last_before_dose("GGT"),
    **{f"CP-CHG-{name}": change for name in CHANGES.split()},
    **{f"CP-XULN-{code}": multiples for code in CLASSES},
    "CP-HY-01": modified_hys_law,
    "CP-EDISH": quadrants,
    "CP-EDISH-ID": quadrant_subjects,
    **dict.fromkeys(SERIES, series),
}
