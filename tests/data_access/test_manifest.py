"""Each hazard of the real trials that ../shared/data/MANIFEST.md lists under "what an importer must cope with"."""

import pytest

from data_access.building.reading import read_dataset_json, recognise
from data_access.building.reading.fingerprint import fingerprint
from data_access.common.errors import BuildError
from tests.data_access.deliveries import rows


@pytest.fixture
def pilot(opened):
    return opened("pilot")


@pytest.fixture
def tdf(opened):
    return opened("tdf")


@pytest.fixture
def msg(opened):
    return opened("msg/xpt")


def one(db, query):
    ((value,),) = rows(db, query)
    return value


def test_item_1_zeros_are_zeros_and_no_last_row_is_lost(pilot, tdf):
    assert one(pilot, "SELECT count(*) FROM sdtm.ex WHERE exdose = 0") == 226
    assert one(pilot, "SELECT count(*) FROM sdtm.ex WHERE abs(exdose) BETWEEN 1e-300 AND 1e-10") == 0
    assert one(tdf, "SELECT count(*) FROM sdtm.suppds") == 3


def test_item_2_windows_1252_is_read_and_reported(pilot, oracles):
    assert one(pilot, "SELECT tsval FROM sdtm.ts WHERE tsparmcd = 'TITLE'") == oracles["CP-TS-01"]["expected"]
    assert one(pilot, "SELECT encoding FROM meta.source WHERE file = 'ts.xpt'") == "WINDOWS-1252"
    assert one(pilot, "SELECT title FROM meta.snapshot") == oracles["CP-TS-01"]["expected"]


def test_item_3_a_web_page_named_xpt_is_refused_by_name(shared):
    (path,) = (shared / "data/bad_files").iterdir()
    with pytest.raises(BuildError, match=path.name):
        recognise.open_source(path, fingerprint(path).text, path.parent)


def test_item_4_sas_dates_are_iso_text(shared, tmp_path):
    path = shared / "data/adam/adsl.xpt"
    dataset = recognise.open_source(path, None, tmp_path)
    first = next(dataset.batches()).slice(0, 1).to_pylist()[0]
    assert (first["TRTSDT"], first["TRTEDT"], first["RFSTDTC"]) == ("2014-01-02", "2014-07-02", "2014-01-02")


def test_item_5_packed_dataset_json_is_gzip_here_and_zlib_by_the_standard(shared, tmp_path):
    path = shared / "data/msg/dsjc/lb.dsjc"
    assert path.read_bytes()[:2] == b"\x1f\x8b"
    dataset = recognise.open_source(path, fingerprint(path).text, tmp_path)
    assert dataset.format == read_dataset_json.PACKED
    assert sum(batch.num_rows for batch in dataset.batches()) == 3488


def test_item_6_nothing_is_sniffed_from_csv(pilot):
    assert one(pilot, "SELECT count(*) FROM sdtm.lb WHERE length(lbdtc) = 10") == 225
    assert one(pilot, "SELECT count(*) FROM sdtm.lb WHERE length(lbdtc) = 16") == 59_355
    assert (
        one(pilot, "SELECT typeof(any_value(siteid)) || typeof(any_value(rficdtc)) FROM sdtm.dm")
        == "VARCHARVARCHAR"
    )
    assert one(pilot, "SELECT count(*) FROM sdtm.lb WHERE lborres = ''") == 0


def test_item_8_screen_failures_marked_either_way_leave_the_denominators(pilot, msg):
    assert one(pilot, "SELECT count(*) FROM sdtm.dm WHERE arm = 'Screen Failure'") == 52
    assert one(pilot, "SELECT count(*) FROM adam.adsl WHERE randfl = 'Y'") == 254
    assert rows(msg, "SELECT usubjid, arm FROM sdtm.dm WHERE armnrs = 'SCREEN FAILURE'") == [
        ("CDISC015", None)
    ]
    assert rows(msg, "SELECT usubjid FROM adam.adsl WHERE scrffl = 'Y' AND randfl = 'N'") == [("CDISC015",)]


def test_item_9_planned_and_actual_arm_are_both_kept(pilot, oracles):
    expected = [(subject,) for subject in oracles["CP-DM-04"]["expected"]]
    assert rows(pilot, "SELECT usubjid FROM sdtm.dm WHERE arm <> actarm ORDER BY 1") == expected
    query = "SELECT usubjid FROM meta.finding WHERE check_id = 'arm_not_as_planned' ORDER BY 1"
    assert rows(pilot, query) == expected


def test_item_10_population_flags_come_from_suppdm(pilot, oracles):
    query = "SELECT arm, count(*) FROM sdtm.dm WHERE safety = 'Y' GROUP BY arm"
    assert dict(rows(pilot, query)) == oracles["CP-SUPP-02"]["expected"]


def test_item_11_split_domains_are_one_table(tdf):
    query = "SELECT source_file, count(*) FROM sdtm.lb GROUP BY 1"
    assert dict(rows(tdf, query)) == {"lbch.xpt": 32_740, "lbhe.xpt": 21_927, "lbur.xpt": 4_913}
    assert rows(tdf, "SELECT DISTINCT domain FROM sdtm.lb") == [("LB",)]


def test_item_12_open_last_doses_and_doses_not_given(pilot, msg, oracles):
    query = "SELECT usubjid, exseq FROM sdtm.ex WHERE exendtc IS NULL"
    assert dict(rows(pilot, query)) == oracles["CP-EX-04"]["expected"]
    assert one(msg, "SELECT count(*) FROM sdtm.ec WHERE ecoccur = 'N'") == 7
    assert one(msg, "SELECT count(*) FROM sdtm.ex") == 1583


def test_item_13_five_death_rows_are_three_deaths(msg):
    query = "SELECT count(*), count(DISTINCT usubjid) FROM sdtm.ds WHERE dsdecod = 'DEATH'"
    assert rows(msg, query) == [(5, 3)]
    assert one(msg, "SELECT count(*) FROM adam.adsl WHERE dthfl = 'Y'") == 3


def test_item_14_partial_dates_stay_text_with_a_precision(pilot, oracles):
    query = "SELECT coalesce(dtc_precision(mhstdtc), 'EMPTY'), count(*) FROM sdtm.mh GROUP BY 1"
    expected = oracles["CP-MH-01"]["expected"]
    assert dict(rows(pilot, query)) == {
        "DATE": expected["full"], "MONTH": expected["month"], "YEAR": expected["year"], "EMPTY": expected["empty"],
    }  # fmt: skip
    query = "SELECT dtc_precision(aestdtc), count(*) FROM sdtm.ae WHERE dtc_date(aestdtc) IS NULL GROUP BY 1"
    assert dict(rows(pilot, query)) == {"MONTH": 15, "YEAR": 11}


def test_item_15_dates_with_and_without_time_live_together(pilot):
    query = "SELECT dtc_precision(lbdtc), count(*) FROM sdtm.lb GROUP BY 1"
    assert dict(rows(pilot, query)) == {"DATETIME": 59_355, "DATE": 225}
    assert rows(pilot, "SELECT DISTINCT dtc_precision(vsdtc) FROM sdtm.vs") == [("DATE",)]


def test_item_16_unscheduled_visits_are_kept(pilot, msg, oracles):
    query = "SELECT count(*) AS rows, count(DISTINCT usubjid) AS subjects FROM sdtm.lb WHERE visit LIKE 'UNSCHEDULED%'"
    assert rows(pilot, query) == [tuple(oracles["CP-LB-07"]["expected"].values())]
    assert one(msg, "SELECT count(*) FROM sdtm.lb WHERE visit LIKE '%UNSCHEDULED%'") > 0
    unscheduled = "FROM adam.adlb WHERE paramtyp IS NULL AND visit LIKE 'UNSCHEDULED%'"
    assert one(pilot, f"SELECT count(DISTINCT usubjid) {unscheduled}") > 0


def test_item_17_both_baseline_flags_are_kept(pilot, msg):
    assert rows(pilot, "SELECT DISTINCT visit FROM sdtm.lb WHERE lbblfl = 'Y'") == [("SCREENING 1",)]
    assert (
        one(msg, "SELECT count(lbblfl) FROM sdtm.lb") == 0 < one(msg, "SELECT count(lblobxfl) FROM sdtm.lb")
    )


def test_item_18_results_below_the_limit_are_shown_and_are_no_number(pilot):
    query = "SELECT lbtestcd, lborres, lbstresc, lbstresn FROM sdtm.lb WHERE lborres LIKE '<%' AND lbtestcd = 'BILI'"
    assert rows(pilot, query) == [("BILI", "<0.2", "<3.42", None)] * 5
    query = "SELECT avalc, aval FROM adam.adlb WHERE paramcd = 'BILI' AND avalc LIKE '<%'"
    assert rows(pilot, query) == [("<3.42", None)] * 5


def test_item_19_limits_live_on_each_record(pilot):
    query = "SELECT DISTINCT lbstnrhi FROM sdtm.lb WHERE lbtestcd = 'ALT' AND lbstnrhi IS NOT NULL ORDER BY 1"
    assert rows(pilot, query) == [(32,), (34,), (35,), (43,)]
    above = "FROM sdtm.lb WHERE lbtestcd = 'CREAT' AND round(lbstresn - lbstnrhi, 10) > 0"
    assert (
        one(pilot, f"SELECT count(*) {above}") - one(pilot, f"SELECT count(*) {above} AND lbnrind = 'HIGH'")
        == 29
    )


def test_item_20_a_value_at_its_limit_is_not_above_it(pilot):
    query = "SELECT count(*) FROM adam.adlb WHERE aval = anrhi AND (r2anrhi <> 1 OR anrind = 'HIGH')"
    assert one(pilot, query) == 0


def test_item_21_units_of_many_spellings_reach_the_analysis(pilot, tdf):
    for db in (pilot, tdf):
        assert one(db, "SELECT count(*) FROM meta.finding WHERE check_id = 'unit_unknown'") == 0
        assert rows(db, "SELECT DISTINCT avalu FROM adam.adlb WHERE paramcd = 'PLAT'") == [("10^9/L",)]
    assert {
        unit for (unit,) in rows(pilot, "SELECT DISTINCT lbstresu FROM sdtm.lb WHERE lbtestcd = 'PLAT'")
    } >= {"GI/L"}


def test_item_22_codes_of_two_vocabularies_meet(pilot, tdf, msg):
    for db, code in ((pilot, "BUN"), (tdf, "UREAN")):
        assert one(db, f"SELECT count(*) FROM sdtm.lb WHERE lbtestcd = '{code}'") > 1000
        assert one(db, "SELECT count(*) FROM adam.adlb WHERE paramcd = 'UREA'") > 1000
    assert one(msg, "SELECT count(aedecod) FROM sdtm.ae") == 0
    assert one(msg, "SELECT count(*) FROM adam.adae WHERE aedecod = aeterm") == 74
    assert one(pilot, "SELECT count(*) FROM sdtm.ae WHERE aerel IS NULL") == 4


def test_item_23_positions_and_time_points_of_vital_signs_are_kept(pilot):
    query = "SELECT count(DISTINCT vstpt), count(DISTINCT vspos) FROM sdtm.vs WHERE vstestcd = 'SYSBP'"
    assert rows(pilot, query) == [(3, 2)]


def test_item_24_published_analysis_data_are_no_sdtm(shared):
    for name in ("adlbc.csv.gz", "adsl.xpt"):
        path = shared / "data/adam" / name
        opened = recognise.open_source(path, fingerprint(path).text, path.parent)
        assert not {"DOMAIN", "RDOMAIN"} & set(opened.columns)
