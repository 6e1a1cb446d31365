"""Who was randomised, treated, transplanted or dead, and until when somebody knew."""

import pytest

from tests.data_access.tiny_trial import UNTREATED, found, lab, planned_trial, rule, trial

NOT_ENROLLED = UNTREATED | {"actarm": None, "armcd": None, "rfstdtc": None}
FAILED = [{"iecat": "INCLUSION", "ietestcd": "I3", "ieorres": "N"}]
SCREENED_OUT = ("Y", "N", None, None, "N", "N", "I3", None)
POPULATION = {
    "a screening failure by its arm": rule(
        SCREENED_OUT, dm=NOT_ENROLLED | {"arm": "Screen Failure"}, ie=FAILED
    ),
    "a screening failure by the reason for no arm": rule(
        SCREENED_OUT, dm=NOT_ENROLLED | {"arm": None, "armnrs": "SCREEN FAILURE"}, ie=FAILED
    ),
    "a screening failure by its arm code": rule(
        SCREENED_OUT, dm=NOT_ENROLLED | {"arm": "Not treated", "armcd": "SCRNFAIL"}, ie=FAILED
    ),
    "the actual arm may differ": rule(
        ("N", "Y", "MSC-EV", "Control", "Y", "Y", None, "2025-03-10"), dm={"actarm": "Control"}
    ),
    "randomised and never treated": rule(
        ("N", "Y", "MSC-EV", None, "N", "Y", None, "2025-03-10"),
        dm=UNTREATED | {"actarm": None, "armnrs": "ASSIGNED, NOT TREATED"},
    ),
}
INTERVALS = [
    {"exseq": 1, "exstdtc": "2025-03-10", "exendtc": "2025-03-20"},
    {"exseq": 2, "exstdtc": "2025-03-21"},
]
ENDS = {"rfendtc": "2025-04-30", "rfxendtc": "2025-03-20"}
TREATMENT = {
    "an open last interval ends with the reference period": rule(
        ("2025-04-30", "52", None), dm=ENDS, ex=INTERVALS
    ),
    "an open single dose ends on its day": rule(
        ("2025-03-10", "1", "1"), dm=ENDS, ex=[{"exstdtc": "2025-03-10T10:00", "exdosfrq": "ONCE"}]
    ),
}
DEATH = {"dsdecod": "DEATH", "dsterm": "SEPSIS", "dscat": "DISPOSITION EVENT", "dsstdtc": "2025-05-02"}
FATAL = {"aeterm": "Sepsis", "aeout": "FATAL", "aestdtc": "2025-05-01", "aeendtc": "2025-05-03"}
DEATHS = {
    "from DM": rule(("Y", "2025-05-01", "SEPSIS"), dm={"dthfl": "Y", "dthdtc": "2025-05-01"}, ds=[DEATH]),
    "else from the disposition, once": rule(
        ("Y", "2025-05-02", "SEPSIS"), ds=[DEATH, DEATH | {"dsscat": "STUDY TREATMENT"}]
    ),
    "else from a fatal event": rule(("Y", "2025-05-03", "Sepsis"), ae=[FATAL]),
    "a month of death is not before the last day seen": rule(
        ("Y", "2025-05-07", None), dm={"dthdtc": "2025-05"}, lb=[lab("ALT", 40, "2025-05-07", "U/L")]
    ),
    "nobody says so": rule(("N", None, None)),
}
SEEN = [lab("ALT", 40, "2025-04-07", "U/L")]
KNOWN = {
    "alive when last seen": rule(("2025-04-07", "ONGOING"), lb=SEEN),
    "alive at the end of participation": rule(
        ("2025-06-01", "ONGOING"), dm={"rfpendtc": "2025-06-01"}, lb=SEEN
    ),
    "not after the data cut-off": rule(("2025-12-31", "ONGOING"), dm={"rfpendtc": "2027-01-01"}, lb=SEEN),
    "not after death": rule(("2025-05-02", "DISCONTINUED"), dm={"rfpendtc": "2025-06-01"}, ds=[DEATH]),
    "study completed, treatment not": rule(
        ("2025-04-07", "COMPLETED"),
        lb=SEEN,
        ds=[
            {
                "dscat": "DISPOSITION EVENT",
                "dsdecod": "COMPLETED",
                "dsscat": "STUDY PARTICIPATION",
                "dsstdtc": "2025-04-07",
            },
            {
                "dscat": "DISPOSITION EVENT",
                "dsdecod": "ADVERSE EVENT",
                "dsscat": "STUDY TREATMENT",
                "dsstdtc": "2025-04-07",
            },
        ],
    ),
}
TRANSPLANT = {"prdecod": "LIVER TRANSPLANTATION", "prstdtc": "2025-04-01T08:00"}
HISTORY = [
    {"mhcat": "AETIOLOGY", "mhdecod": "CHRONIC HEPATITIS B"},
    {"mhdecod": "LIVER CIRRHOSIS", "mhoccur": "N"},
    {"mhcat": "LIVER FAILURE TYPE", "mhdecod": "ACUTE-ON-CHRONIC LIVER FAILURE"},
]
LIVER = {
    "transplanted": rule(
        ("2025-04-01", None, None, None),
        pr=[
            TRANSPLANT,
            TRANSPLANT | {"proccur": "N", "prstdtc": "2025-03-20"},
            TRANSPLANT | {"prdecod": "STEM CELL TRANSPLANTATION", "prstdtc": "2025-03-15"},
        ],
    ),
    "disease from the history": rule((None, "CHRONIC HEPATITIS B", "N", "ACLF"), mh=HISTORY),
    "acute": rule((None, None, None, "ALF"), mh=[{"mhdecod": "ACUTE LIVER FAILURE"}]),
}


def doses(count: int) -> list[dict]:
    return [{"exseq": n, "exstdtc": f"2025-03-{10 + 7 * n}T10:00"} for n in range(count)]


PER_PROTOCOL = {
    "three doses are enough": rule(("Y", 3, 4), ex=doses(3)),
    "two are not": rule(("N", 2, 4), ex=doses(2)),
    "a major deviation excludes": rule(("N", 4, 4), ex=doses(4), dv=[{"dvcat": "MAJOR"}]),
    "a minor deviation does not": rule(("Y", 3, 4), ex=doses(3), dv=[{"dvcat": "MINOR"}]),
    "a control without infusions has none to miss": rule(
        ("Y", 0, None), dm={"arm": "Control", "armcd": "CTRL"}
    ),
}


@pytest.fixture(scope="module")
def db():
    return trial(POPULATION | TREATMENT | DEATHS | KNOWN | LIVER)


def subject(db, name: str, columns: str) -> tuple:
    ((*values,),) = found(db, name, f"SELECT {columns} FROM adam.adsl WHERE {{patient}}")
    return tuple(None if value is None else str(value) for value in values)


@pytest.mark.parametrize("name", POPULATION)
def test_population(name: str, db) -> None:
    columns = "scrffl, randfl, trt01p, trt01a, saffl, ittfl, scrfreas, anchordt"
    assert subject(db, name, columns) == POPULATION[name].expected


@pytest.mark.parametrize("name", TREATMENT)
def test_treatment(name: str, db) -> None:
    assert subject(db, name, "trtedt, trtdurd, ndose") == TREATMENT[name].expected


@pytest.mark.parametrize("name", DEATHS)
def test_death(name: str, db) -> None:
    assert subject(db, name, "dthfl, dthdt, dthcaus") == DEATHS[name].expected


@pytest.mark.parametrize("name", KNOWN)
def test_last_known(name: str, db) -> None:
    assert subject(db, name, "lstalvdt, eosstt") == KNOWN[name].expected


@pytest.mark.parametrize("name", LIVER)
def test_liver(name: str, db) -> None:
    assert subject(db, name, "ltdt, etiol, cirrhfl, dxtype") == LIVER[name].expected


@pytest.fixture(scope="module")
def planned():
    return planned_trial(PER_PROTOCOL)


@pytest.mark.parametrize("name", PER_PROTOCOL)
def test_per_protocol_set(name: str, planned) -> None:
    assert found(planned, name, "SELECT pprotfl, ndose, nplan FROM adam.adsl WHERE {patient}") == [
        PER_PROTOCOL[name].expected
    ]


def test_arms_come_in_the_order_of_the_protocol_else_of_the_alphabet(planned, db) -> None:
    query = "SELECT DISTINCT trt01p, trt01pn, armrole FROM adam.adsl WHERE randfl = 'Y' ORDER BY trt01pn"
    assert planned.execute(query).fetchall() == [("MSC-EV", 1, "EXPERIMENTAL"), ("Control", 2, "CONTROL")]
    assert db.execute(query).fetchall() == [("MSC-EV", 1, None)]


def test_a_population_flag_of_the_sponsor_decides_for_everybody() -> None:
    rules = {"flagged": rule(("Y",), dm={"safety": "Y"}), "not mentioned": rule(("N",))}
    db = trial(rules, added={"dm": ["safety"]})
    for name, each in rules.items():
        assert found(db, name, "SELECT saffl FROM adam.adsl WHERE {patient}") == [each.expected]
