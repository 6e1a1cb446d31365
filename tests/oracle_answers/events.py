"""Adverse events and vital signs of the CDISC pilot."""

from typing import Any

from tests.oracle_answers.common import Answer, Database, nested, one, pairs, rows, with_zero

SYSTEM_OF = {
    "CP-AESOC-01": "CARDIAC DISORDERS",
    "CP-AESOC-02": "CONGENITAL, FAMILIAL AND GENETIC DISORDERS",
    "CP-AESOC-05": "GASTROINTESTINAL DISORDERS",
    "CP-AESOC-10": "INJURY, POISONING AND PROCEDURAL COMPLICATIONS",
    "CP-AESOC-11": "INVESTIGATIONS",
    "CP-AESOC-18": "REPRODUCTIVE SYSTEM AND BREAST DISORDERS",
    "CP-AESOC-20": "SKIN AND SUBCUTANEOUS TISSUE DISORDERS",
    "CP-AESOC-23": "VASCULAR DISORDERS",
}
TERM_OF = {
    "CP-TEPT-01": "PRURITUS",
    "CP-TEPT-02": "APPLICATION SITE PRURITUS",
    "CP-TEPT-03": "ERYTHEMA",
    "CP-TEPT-05": "RASH",
    "CP-TEPT-06": "APPLICATION SITE DERMATITIS",
    "CP-TEPT-11": "HYPERHIDROSIS",
}
BY_ARM = """
    SELECT trt01p, count(DISTINCT usubjid) FROM adam.adae JOIN adam.adsl USING (usubjid) WHERE {}
    GROUP BY trt01p
"""


def subjects_by_arm(db: Database, condition: str, *parameters: Any) -> dict[str, int]:
    return with_zero(db, pairs(db, BY_ARM.format(condition), *parameters))


def counted(db: Database, column: str) -> dict[str, int]:
    return pairs(db, f"SELECT coalesce({column}, '(empty)'), count(*) FROM adam.adae GROUP BY 1")


def severity(db: Database, _: str) -> dict[str, Any]:
    return {
        "AESEV": counted(db, "aesev"),
        "AESER": counted(db, "aeser"),
        "AEREL": counted(db, "aerel"),
        "has_AETOXGR": one(db, "SELECT count(aetoxgr) > 0 FROM adam.adae"),
    }


def serious(db: Database, _: str) -> list[dict[str, str]]:
    query = "SELECT usubjid, aedecod, aestdtc FROM adam.adae WHERE aeser = 'Y' ORDER BY usubjid"
    return [dict(zip(("USUBJID", "AEDECOD", "AESTDTC"), row, strict=True)) for row in rows(db, query)]


def worst(db: Database, _: str) -> dict[str, dict[str, int]]:
    return nested(
        db,
        """
        SELECT trt01p, ['MILD', 'MODERATE', 'SEVERE'][rank], count(*) FROM (
            SELECT usubjid, max(list_position(['MILD', 'MODERATE', 'SEVERE'], aesev)) AS rank
            FROM adam.adae GROUP BY usubjid
        ) JOIN adam.adsl USING (usubjid) GROUP BY ALL
        """,
    )


def systems(db: Database, _: str) -> dict[str, dict[str, int]]:
    condition = "trtemfl = 'Y' AND aebodsys = ?"
    found = rows(db, "SELECT DISTINCT aebodsys FROM adam.adae WHERE trtemfl = 'Y'")
    return {system: subjects_by_arm(db, condition, system) for (system,) in found}


def treatment_emergent(db: Database, _: str) -> dict[str, Any]:
    return {
        "rows": one(db, "SELECT count(*) FROM adam.adae WHERE trtemfl = 'Y'"),
        "subjects": subjects_by_arm(db, "trtemfl = 'Y'"),
    }


def precision(db: Database, _: str) -> dict[str, int]:
    query = "SELECT astdtf, count(*) FROM adam.adae GROUP BY astdtf"
    return {{"DATE": "full", "MONTH": "month", "YEAR": "year"}[part]: n for part, n in rows(db, query)}


ANSWERS: dict[str, Answer] = {
    "CP-AE-01": lambda db, _: {
        "rows": one(db, "SELECT count(*) FROM adam.adae"),
        "subjects": one(db, "SELECT count(DISTINCT usubjid) FROM adam.adae"),
    },
    "CP-AE-02": lambda db, _: subjects_by_arm(db, "true"),
    "CP-AE-03": precision,
    "CP-AE-04": lambda db, _: one(db, "SELECT count(*) FROM adam.adae WHERE aeendtc IS NULL"),
    "CP-AE-05": severity,
    "CP-AE-06": serious,
    "CP-AE-07": worst,
    **dict.fromkeys(SYSTEM_OF, lambda db, oracle: subjects_by_arm(db, "aebodsys = ?", SYSTEM_OF[oracle])),
    **dict.fromkeys(
        TERM_OF, lambda db, oracle: subjects_by_arm(db, "trtemfl = 'Y' AND aedecod = ?", TERM_OF[oracle])
    ),
    "CP-TEAE-01": treatment_emergent,
    "CP-TESOC": systems,
    "CP-VS-02": lambda db, _: pairs(
        db,
        "SELECT vstpt, count(*) FROM adam.advs WHERE paramcd = 'SYSBP' AND visit = 'WEEK 2' GROUP BY vstpt",
    ),
}
