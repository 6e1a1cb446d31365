"""What a trial did not deliver, and which page therefore has less to show."""

from functools import lru_cache

from data_access.common.database import Database

# What may be missing: the address of the page that lacks it, and SQL that is true where it is missing.
GAPS = {
    "DM": ("ward", "NOT EXISTS (FROM sdtm.dm)"),
    "PREVIOUS": ("ward", "NOT EXISTS (FROM meta.previous)"),
    "VISITS": ("ward", "NOT EXISTS (FROM adam.advisit)"),
    "LB": ("patient", "NOT EXISTS (FROM sdtm.lb)"),
    "CP": ("patient", "NOT EXISTS (FROM sdtm.cp)"),
    "PR": ("patient", "NOT EXISTS (FROM sdtm.pr)"),
    "CM": ("patient", "NOT EXISTS (FROM sdtm.cm)"),
    "HE": ("patient", "NOT EXISTS (FROM adam.adrs WHERE paramcd = 'HEGRADE')"),
    "MH": ("patient", "NOT EXISTS (FROM sdtm.mh)"),
    "EX": ("infusions", "NOT EXISTS (FROM sdtm.ex)"),
    "PLAN": ("infusions", "NOT EXISTS (FROM adam.adplan)"),
    "VS": ("infusions", "NOT EXISTS (FROM sdtm.vs)"),
    "FA": ("infusions", "NOT EXISTS (FROM sdtm.fa)"),
    "MELD": ("meld", "NOT EXISTS (FROM adam.adlb WHERE paramcd = 'MELD' AND aval IS NOT NULL)"),
    "ARMS": ("arms", "(SELECT count(DISTINCT trt01p) FROM adam.adsl WHERE randfl = 'Y') < 2"),
    "DS": ("arms", "NOT EXISTS (FROM sdtm.ds)"),
    "DEATH": ("survival", "NOT EXISTS (FROM adam.adsl WHERE dthfl = 'Y')"),
    "AE": ("safety", "NOT EXISTS (FROM sdtm.ae)"),
    "TOXGR": ("safety", "NOT EXISTS (FROM sdtm.ae WHERE aetoxgr IS NOT NULL)"),
    "SV": ("dataset", "NOT EXISTS (FROM sdtm.sv)"),
}

OF_ARMS = ("infusions", "arms", "survival", "safety")


@lru_cache(maxsize=2)
def missing(db: Database) -> tuple[tuple[str, str], ...]:
    """(page, code) of everything that is missing, in the order of the menu; `page` is its address, "ward" home.

    Nothing of the pages that tell arms where these are hidden: what they show is missing for that reason alone.
    """
    closed = OF_ARMS if db.snapshot.arms_hidden else ()
    asked = ", ".join(f"{condition} AS {code.lower()}" for code, (_, condition) in GAPS.items())
    found = db.rows(f"SELECT {asked}").iloc[0]  # noqa: S608 - our own conditions
    return tuple(
        (page, code) for code, (page, _) in GAPS.items() if found[code.lower()] and page not in closed
    )
