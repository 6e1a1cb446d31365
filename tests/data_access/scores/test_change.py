"""The two dates compared by default, and the inputs that each value was computed from."""

import pytest
from pandas import DataFrame, Timestamp

from data_access.common.database import open_database
from data_access.scores import change
from tests.data_access.tiny_trial import found, lab, rule, trial


def values(*rows):
    """Rows of day of March, confounded or not."""
    return DataFrame(
        {
            "moment": [f"2025-03-{day:02}" for day, _ in rows],
            "adtm": [Timestamp(2025, 3, day) for day, _ in rows],
            "confound": ["FFP24" if confounded else None for _, confounded in rows],
        }
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(1, 0), (8, 0), (11, 0), (15, 0)], (8, 15)),
        ([(1, 0), (8, 1), (11, 0), (15, 0)], (11, 15)),
        ([(1, 0), (8, 0), (15, 0), (20, 1)], (8, 15)),
        ([(1, 0), (29, 0)], (1, 29)),
        ([(5, 0)], (5, 5)),
        ([(5, 1), (12, 1)], (5, 12)),
        ([(5, 1), (12, 0)], (12, 12)),
    ],
    ids=[
        "7 days before",
        "the closest to 7 days before that is not confounded",
        "a confounded newest value is passed over",
        "however long ago",
        "one value",
        "all confounded",
        "one that is not confounded",
    ],
)
def test_the_default_dates_by_hand(rows, expected):
    assert change.default_pair(values(*rows)) == tuple(f"2025-03-{day:02}" for day in expected)


def test_no_value_has_no_default():
    assert change.default_pair(values()) is None


def test_the_inputs_of_a_value_with_their_rows(database_file):
    db = open_database(database_file("simulated"))
    moments = change.moments(db, "SIM-044", "MELD30")
    used = change.inputs_used(db, "SIM-044", "MELD30", moments["moment"].iloc[-1])
    assert used["name"].tolist() == [
        "bilirubin_umol_l", "inr", "creatinine_umol_l", "sodium_mmol_l", "albumin_g_l", "female", "dialysis",
    ]  # fmt: skip
    for _, row in used.iterrows():
        if row["name"] == "dialysis":
            assert row[["taken", "source_file", "source_row"]].isna().all()
            continue
        domain = str(row["source_file"]).removesuffix(".csv")
        source = db.rows(
            f"SELECT * FROM sdtm.{domain} WHERE source_file = $file AND source_row = $row",
            file=row["source_file"],
            row=int(row["source_row"]),
        )
        assert source["usubjid"].tolist() == ["SIM-044"]
        if domain == "lb":
            assert source["lbstresn"].tolist() == [row["aval"]]


def test_the_inputs_are_those_nearest_to_the_draw_and_dialysis_is_told():
    sessions = [
        {"prdecod": "HAEMODIALYSIS", "prstdtc": f"2025-03-{day}T08:00", "prendtc": f"2025-03-{day}T12:00"}
        for day in ("09", "11")
    ]
    rows = [
        lab("BILI", 342, "2025-03-12T08:00", "umol/L"),
        lab("INR", 2.1, "2025-03-11T20:00"),
        lab("INR", 3.0, "2025-03-13T02:00"),
        lab("CREAT", 133, "2025-03-12T08:00", "umol/L"),
    ]
    db = trial({"P": rule(None, lb=rows, pr=sessions)})
    query = "SELECT inputs FROM adam.adscore WHERE {patient} AND paramcd = 'MELD' AND aval IS NOT NULL"
    (((*used,),),) = found(db, "P", query)
    assert {each["name"]: (each["aval"], each["source_row"]) for each in used} == {
        "bilirubin_umol_l": (342, 1), "inr": (2.1, 2), "creatinine_umol_l": (133, 4), "dialysis": (1, None),
    }  # fmt: skip


def test_two_values_of_one_minute_have_names_of_their_own():
    rows = [row for value in (300, 310) for row in (
        lab("BILI", value, "2025-03-12T08:00", "umol/L"), lab("ALB", 30, "2025-03-12T08:00", "g/L"))]  # fmt: skip

    class Asked:
        def __init__(self, connection):
            self.connection = connection

        def rows(self, sql, **parameters):
            return self.connection.execute(sql, parameters).fetchdf()

    asked = Asked(trial({"P": rule(None, lb=rows)}))
    assert change.moments(asked, "P", "ALBI")["moment"].tolist() == [
        "2025-03-12 08:00",
        "2025-03-12 08:00 #2",
    ]
    second = change.inputs_used(asked, "P", "ALBI", "2025-03-12 08:00 #2")
    assert second["aval"].tolist() == [310, 30]
