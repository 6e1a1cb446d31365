"""The CONSORT flow, against the delivered files of the simulated trial and the published ADSL of the CDISC pilot."""

import csv
from collections import Counter, defaultdict

import pyreadstat
import pytest

from data_access.common.database import open_database
from data_access.meeting.questions import ask


@pytest.fixture(scope="module")
def simulated(database_file):
    return ask(open_database(database_file("simulated")), "flow").tables


@pytest.fixture(scope="module")
def pilot(database_file):
    return ask(open_database(database_file("pilot")), "flow").tables


def delivered(folder, domain):
    with (folder / f"{domain}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def counts(table, step):
    rows = table[table["step"] == step]
    return dict(zip(rows["arm"], rows["n"], strict=True))


def test_every_failed_criterion_as_ie_has_it(simulated, simulated_folder):
    left_out = {
        row["USUBJID"] for row in delivered(simulated_folder, "dm") if row["ARM"] not in ("MSC-EV", "Control")
    }
    failed = defaultdict(set)
    for row in delivered(simulated_folder, "ie"):
        if row["USUBJID"] in left_out and (row["IECAT"] == "INCLUSION") == (row["IEORRES"] == "N"):
            failed[row["USUBJID"]].add(row["IETESTCD"])
    each = Counter(code for codes in failed.values() for code in codes)
    alone = Counter(code for codes in failed.values() for code in codes if len(codes) == 1)
    found = simulated["criteria"].set_index("criterion")
    assert found["n"].to_dict() == each
    assert found["alone"].to_dict() == {code: alone[code] for code in each}
    screening = simulated["screening"].set_index("step")["n"]
    assert screening["failed_several"] == sum(len(codes) > 1 for codes in failed.values())


def test_everybody_is_counted_once_before_and_after_randomisation(simulated, pilot):
    for tables in (simulated, pilot):
        screening = tables["screening"].set_index("step")["n"]
        assert screening["screened"] == screening["not_randomised"] + screening["randomised"]
        arms = tables["arms"]
        for arm, n in counts(arms, "randomised").items():
            ends = [counts(arms, step)[arm] for step in ("completed", "ongoing", "discontinued")]
            assert sum(ends) == n == counts(arms, "treated")[arm] + counts(arms, "not_treated")[arm]
            reasons = arms[(arms["arm"] == arm) & (arms["step"] == "discontinued_for")]
            assert reasons["n"].sum() == ends[-1]


def test_reasons_of_discontinuation_as_the_published_adsl(pilot, shared):
    published, _ = pyreadstat.read_xport(shared / "data/adam/adsl.xpt")
    stopped = published[published["DCDECOD"] != "COMPLETED"]
    expected = stopped.groupby(["TRT01P", "DCDECOD"]).size().to_dict()
    found = pilot["arms"][pilot["arms"]["step"] == "discontinued_for"]
    assert dict(zip(zip(found["arm"], found["reason"], strict=True), found["n"], strict=True)) == expected


def test_a_reason_that_names_no_criterion_is_listed_as_it_was_delivered(pilot):
    other = pilot["screening"][pilot["screening"]["step"] == "other_reason"]
    assert other[["reason", "n"]].values.tolist() == [["SCREEN FAILURE", 52]]
    assert pilot["criteria"].empty
