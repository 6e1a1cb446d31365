"""Where a value comes from: the record a reader clicked on, and a score computed again from its inputs."""

import pytest
from pandas import DataFrame

from clinical.scores import REGISTRY, explain
from data_access.common.database import open_database
from data_access.patient import profile, provenance


@pytest.fixture(scope="module")
def simulated(database_file):
    return open_database(database_file("simulated"))


def scored(db, where="aval IS NOT NULL"):
    return db.rows(
        f"SELECT rowid AS number, usubjid, paramcd, aval FROM adam.adlb WHERE paramtyp = 'DERIVED' AND {where}"
    )


def test_the_stored_inputs_give_the_stored_value_for_every_score_of_the_trial(simulated):
    rows = simulated.rows("SELECT paramcd, aval, inputs FROM adam.adscore WHERE aval IS NOT NULL")
    assert set(rows["paramcd"]) >= {"MELD", "MELDNA", "MELD30", "ALBI", "CHILDPUG", "AARC"}
    for code, part in rows.groupby("paramcd", observed=True):
        given = DataFrame([{used["name"]: used["aval"] for used in inputs} for inputs in part["inputs"]])
        named = {item.name: given[item.name].to_numpy(dtype=float) for item in REGISTRY[code].inputs}
        assert REGISTRY[code].value(**named) == pytest.approx(part["aval"].to_numpy())


def test_a_record_is_one_row_of_the_source(simulated):
    row = simulated.rows(
        "SELECT rowid AS number, * FROM adam.adlb WHERE usubjid = 'SIM-010' AND paramcd = 'ALT'"
    ).iloc[3]
    record = provenance.record(simulated, "SIM-010", int(row["number"]))
    assert (
        record is not None
        and record["source_row"] == row["source_row"]
        and record["lborres"] == row["lborres"]
    )


@pytest.mark.parametrize("number", [0, 10**9])
def test_the_record_of_another_patient_or_of_none_is_not_shown(simulated, number):
    last = profile.patients(simulated)[-1]
    assert provenance.record(simulated, last, number) is None
    with pytest.raises(LookupError):
        provenance.inputs(simulated, last, number)


@pytest.mark.parametrize("code", ["MELD", "MELD30", "CHILDPUG", "AARC", "RRATIO"])
def test_every_measured_input_leads_to_a_row_with_that_value(simulated, code):
    row = scored(simulated, f"aval IS NOT NULL AND paramcd = '{code}' AND usubjid = 'SIM-044'").iloc[-1]
    inputs = provenance.inputs(simulated, row["usubjid"], int(row["number"]))
    assert inputs["name"].tolist() == [item.name for item in REGISTRY[code].inputs]
    for given, item in zip(inputs.itertuples(), REGISTRY[code].inputs, strict=True):
        if item.kind == "measurement" and item.role == "value":
            assert float(given.lborres) == pytest.approx(given.aval) and given.source_row > 0
        if item.role == "uln" or item.kind == "flag":
            assert not isinstance(given.lborres, str)
    named = dict(zip(inputs["name"], inputs["aval"], strict=True))
    assert explain(code, **named).value == pytest.approx(row["aval"])


def test_a_score_that_could_never_be_computed_has_inputs_without_values(simulated):
    row = scored(simulated, "adt IS NULL AND paramcd = 'CLIFACLF'").iloc[0]
    inputs = provenance.inputs(simulated, row["usubjid"], int(row["number"]))
    assert len(inputs) == len(REGISTRY["CLIFACLF"].inputs) and inputs["aval"].isna().all()


def test_a_suspected_unit_is_told_with_the_record(simulated):
    found = simulated.rows(
        "SELECT adlb.rowid AS number, adlb.usubjid FROM adam.adlb "
        "JOIN meta.finding USING (usubjid, source_file, source_row) "
        "WHERE check_id = 'unit_slip' AND paramtyp IS NULL"
    )
    assert len(found)
    for row in found.itertuples():
        record = provenance.record(simulated, row.usubjid, int(row.number))
        assert record is not None and "meant in" in record["slip"]
