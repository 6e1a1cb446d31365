"""Vital signs among what can be drawn and traced, as laboratory results are (faults.md W3)."""

import pytest

from data_access.common.database import open_database
from data_access.patient import profile, provenance, results


@pytest.fixture(scope="module")
def database(database_file):
    return open_database(database_file("simulated"))


def test_the_pressure_of_the_last_day_is_drawn_and_leads_to_its_row(database):
    series = results.series(database, "SIM-044", ("MAP", "LACTATE"))
    pressure = series[series["paramcd"] == "MAP"]
    expected = database.rows(
        "SELECT aval, source_file, source_row FROM adam.advs WHERE usubjid = 'SIM-044' AND paramcd = 'MAP' "
        "AND upper(coalesce(vspos, '')) <> 'STANDING' AND aval IS NOT NULL ORDER BY adtm, source_row"
    )
    assert pressure[pressure["why"].isna()]["y"].tolist() == expected["aval"].tolist()
    assert 60 in pressure["y"].tolist()
    for row, (_, source) in zip(pressure.dropna(subset=["y"]).itertuples(), expected.iterrows(), strict=True):
        record = provenance.record(database, "SIM-044", row.record)
        assert (record["aval"], record["source_file"], record["source_row"]) == tuple(source)
        assert provenance.record(database, "SIM-045", row.record) is None


def test_a_sign_and_a_result_of_the_same_row_number_are_two_records(database):
    series = results.series(database, "SIM-044", ("MAP", "LACTATE"))
    assert series["record"].is_unique
    assert (series["record"] < 0).eq(series["paramcd"] == "MAP").all()


def test_the_table_of_results_has_the_signs(database):
    table = profile.results(database, "SIM-044", ("TEMP", "INR"))
    assert table["TEMP"].notna().any() and table["INR"].notna().any()


def test_pta_and_sodium_are_not_read_in_multiples_of_an_upper_limit_faults_md_w12(database):
    series = results.series(database, "SIM-044", ("PTA", "SODIUM", "MAP", "ALT"), measure="xuln")
    reasons = series.groupby("paramcd")["why"].agg(lambda why: set(why.dropna()))
    assert reasons["PTA"] == reasons["SODIUM"] == {"NO_MULTIPLE"} and "NO_MULTIPLE" in reasons["MAP"]
    assert series.loc[series["paramcd"] == "ALT", "why"].isna().any()
