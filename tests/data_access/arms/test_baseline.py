"""Table 1 against the published ADSL of the CDISC pilot."""

import numpy as np
import pyreadstat
import pytest

from data_access.common.database import open_database
from data_access.meeting.questions import ask


@pytest.fixture(scope="module")
def pilot(database_file):
    db = open_database(database_file("pilot"))
    return ask(db, "baseline", analysis_set="randomised", treatment="planned").tables


@pytest.fixture(scope="module")
def published(shared):
    adsl, _ = pyreadstat.read_xport(shared / "data/adam/adsl.xpt")
    return adsl


def statistics(tables, variable):
    rows = tables["values"][tables["values"]["variable"] == variable].set_index("arm")
    names = {"n": "n", "mean": "mean", "sd": "sd", "median": "median", "minimum": "min", "maximum": "max"}
    return rows[list(names)].rename(columns=names).to_dict("index")


def test_weight_against_cp_adsl_06(pilot, oracles):
    item = oracles["CP-ADSL-06"]
    found = statistics(pilot, "WEIGHT")
    assert found.keys() == item["expected"].keys()
    for arm, expected in item["expected"].items():
        assert found[arm] == pytest.approx(expected, abs=item["tolerance"])


@pytest.mark.parametrize(("variable", "column"), [("AGE", "AGE"), ("BMI", "BMIBL")])
def test_numbers_against_published_values(pilot, published, variable, column):
    rows = pilot["values"][pilot["values"]["variable"] == variable].set_index("arm")
    for arm, part in published.groupby("TRT01P"):
        values = part[column].dropna().to_numpy()
        quartiles = np.quantile(values, (0.25, 0.5, 0.75), method="averaged_inverted_cdf")
        assert rows.loc[arm, "missing"] == part[column].isna().sum()
        assert rows.loc[arm, ["q1", "median", "q3"]].tolist() == pytest.approx(quartiles)
        assert rows.loc[arm, ["mean", "sd"]].tolist() == pytest.approx([values.mean(), values.std(ddof=1)])


def test_sex_against_published_values(pilot, published):
    found = pilot["counts"][pilot["counts"]["variable"] == "SEX"]
    counted = {(row.arm, row.level): row.n for row in found.itertuples()}
    assert counted == published.groupby(["TRT01P", "SEX"]).size().to_dict()
    assert dict(zip(found["arm"], found["of"], strict=True)) == published.groupby("TRT01P").size().to_dict()


def test_what_the_pilot_never_recorded_is_named_and_not_in_the_table(pilot):
    absent = pilot["absent"]["variable"].tolist()
    assert {"INR", "PTA", "MELD", "ETIOL", "CIRRH", "HEGRADE", "ASCITES"} <= set(absent)
    assert not set(absent) & {*pilot["values"]["variable"], *pilot["counts"]["variable"]}


@pytest.mark.parametrize("population", ["randomised", "treated", "per_protocol"])
def test_levels_of_every_class_add_up_to_the_arm(database_file, population):
    db = open_database(database_file("simulated"))
    counts = ask(db, "baseline", analysis_set=population, treatment="actual").tables["counts"]
    assert {"SEX", "ETIOL", "DXTYPE", "CIRRH", "HEGRADE", "ASCITES"} == set(counts["variable"])
    for _, rows in counts.groupby(["variable", "arm"]):
        assert rows["n"].sum() == rows["of"].iloc[0]
