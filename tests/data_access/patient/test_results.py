"""The courses of one patient: every row is drawn or has a reason, on the built trials, against R and on odd data."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinical.laboratory.tests import LAB_TESTS
from data_access.common.database import open_database
from data_access.patient import profile, results
from tests.data_access.opened import opened
from tests.data_access.tiny_trial import UNTREATED, lab, planned_trial, rule

DOSES = [
    {"extrt": "MSC-EV", "exdosfrq": "ONCE", "exstdtc": f"2025-03-{day}T10:00", "exendtc": f"2025-03-{day}T11:00",
     "exseq": number}
    for number, day in enumerate((10, 17), start=1)
]  # fmt: skip
TRANSPLANT = [{"prdecod": "LIVER TRANSPLANTATION", "prstdtc": "2025-03-20"}]


def bili(*moments, value=200.0, **more):
    return [lab("BILI", value, moment, "umol/L", **more) for moment in moments]


ODD = {
    "one test": rule(None, lb=bili("2025-03-11T08:00")),
    "two at one moment": rule(None, lb=[*bili("2025-03-11T08:00"), *bili("2025-03-11T08:00", value=210.0)]),
    "below a limit": rule(
        None, lb=bili("2025-03-11", value=None, lborres="<0.2", lborresu="mg/dL", lbstresc="<3.42")
    ),
    "400 in a week": rule(
        None, lb=bili(*(f"2025-03-{11 + n // 60:02d}T{n % 24:02d}:{n % 60:02d}" for n in range(400)))
    ),
    "O'Brien <b>&\"; DROP": rule(None, lb=bili("2025-03-11T08:00")),
    "no infusion": rule(None, dm=UNTREATED, lb=bili("2025-03-11T08:00")),
    "no day 1": rule(None, dm=UNTREATED | {"rfstdtc": None}, lb=bili("2025-03-11T08:00")),
    "no date": rule(None, lb=bili("2025-03-11", None, "2025-03")),
    "no number": rule(
        None, lb=[lab("BILI", None, "2025-03-11", lborres="HAEMOLYSED", lbstresc="HAEMOLYSED")]
    ),
    "no result": rule(None),
    "dead on day 1": rule(
        None, dm={"dthfl": "Y", "dthdtc": "2025-03-10"}, lb=bili("2025-03-10T09:00", "2025-03-10T12:00")
    ),
    "no upper limit": rule(None, lb=bili("2025-03-11", lbstnrhi=None)),
    "transplanted": rule(
        None,
        pr=TRANSPLANT,
        ex=DOSES,
        lb=bili("2025-03-10T09:00", "2025-03-17T09:00", "2025-03-19", "2025-03-25T08:00"),
    ),
}
AXES = ("anchor", "randomisation", "infusion")


@pytest.fixture
def simulated(database_file):
    return open_database(database_file("simulated"))


@pytest.fixture
def pilot(database_file):
    return open_database(database_file("pilot"))


@pytest.fixture(scope="module")
def odd():
    return opened(planned_trial(ODD))


def test_a_series_is_the_laboratory_series_of_r_oracle_cp_ser_05(pilot, oracles):
    expected = oracles["CP-SER-05"]["expected"]
    rows = results.series(pilot, expected["subject"], ("BILI",), measure="absolute", origin="anchor")
    assert rows["y"].tolist() == pytest.approx([row["n"] for row in expected["rows"]])
    assert rows["anrhi"].tolist() == pytest.approx([row["hi"] for row in expected["rows"]])
    assert rows["ady"].tolist() == [row["dy"] for row in expected["rows"]]


def test_relative_values_relate_to_the_limit_and_the_baseline_of_the_record(pilot):
    def values(measure):
        return results.series(pilot, "01-705-1186", ("BILI",), measure=measure, origin="anchor")

    absolute, limit, baseline = values("absolute"), values("xuln"), values("xbase")
    assert limit["y"].tolist() == pytest.approx((absolute["y"] / absolute["anrhi"]).tolist())
    assert baseline["y"].dropna().tolist() == pytest.approx((absolute["y"] / absolute["y"].iloc[0]).tolist())
    assert set(limit["hi"]) == {1.0}


def test_a_result_below_the_limit_of_the_test_is_drawn_at_that_limit_and_keeps_its_words(pilot):
    subject = pilot.rows("SELECT usubjid FROM adam.adlb WHERE paramcd = 'BILI' AND avalc = '<3.42'")[
        "usubjid"
    ][0]
    rows = results.series(pilot, subject, ("BILI",), measure="absolute", origin="anchor")
    below = rows[rows["avalc"] == "<3.42"].iloc[0]
    assert below["y"] == 3.42 and below["beyond"] == "<"


def test_every_point_names_its_source_row(simulated):
    subject = profile.patients(simulated)[0]
    rows = results.series(simulated, subject, ("BILI", "MELD"), measure="absolute", origin="anchor")
    assert rows["source_file"].notna().all() and rows["source_row"].notna().all()


def test_the_axis_from_randomisation_is_the_other_one_moved(simulated):
    subject = simulated.rows("SELECT usubjid FROM adam.adsl WHERE trtsdt > randdt")["usubjid"][0]
    ask = {"measure": "absolute"}
    first = results.series(simulated, subject, ("BILI",), origin="anchor", **ask)["offset"]
    other = results.series(simulated, subject, ("BILI",), origin="randomisation", **ask)["offset"]
    assert (other - first).round(6).nunique() == 1 and (other > first).all()


def counted(db, subject, codes):
    found = db.rows(
        "SELECT count(*) AS n FROM adam.adlb WHERE usubjid = $subject AND list_contains($codes, paramcd)",
        subject=subject,
        codes=list(codes),
    )
    return int(found["n"].iloc[0])


def expect_every_row(db, subject, codes, *, first, last, **asked):
    """What is drawn and what is not are all rows of adlb, each once; what is not drawn has a reason."""
    rows = results.within(results.series(db, subject, codes, **asked), first, last)
    shown, missing = results.shown_table(rows), results.missing_table(rows)
    assert len(shown) + len(missing) == counted(db, subject, codes) == rows["record"].nunique()
    assert missing["why"].notna().all()
    assert results.drawn(rows)["y"].notna().all() and results.drawn(rows)["offset"].notna().all()
    return shown, missing


@pytest.mark.parametrize("trial", ["simulated", "pilot", "tdf", "msg/xpt"])
def test_drawn_and_not_drawn_are_all_rows_in_every_trial(trial, database_file):
    db, codes = open_database(database_file(trial)), (*LAB_TESTS, "MELD")
    for subject in profile.patients(db)[:12]:
        for measure in results.MEASURES:
            for origin in AXES:
                for graft in (True, False):
                    expect_every_row(
                        db, subject, codes, first=-7, last=35, measure=measure, origin=origin, graft=graft
                    )


@settings(deadline=None, max_examples=40)  # each asks a database
@given(
    st.sampled_from(sorted(ODD)),
    st.sampled_from(sorted(results.MEASURES)),
    st.sampled_from(AXES),
    st.booleans(),
    st.floats(-400, 400),
    st.floats(0, 800),
)
def test_drawn_and_not_drawn_are_all_rows_on_odd_data(odd, name, measure, origin, graft, first, length):
    expect_every_row(
        odd,
        name,
        ("BILI", "ALT"),
        first=first,
        last=first + length,
        measure=measure,
        origin=origin,
        graft=graft,
    )


@pytest.mark.parametrize(
    ("name", "asked", "why"),
    [
        ("no date", {}, {"NO_TIME": 2}),
        ("no number", {}, {"NO_VALUE": 1}),
        ("no upper limit", {"measure": "xuln"}, {"NO_LIMIT": 1}),
        ("no infusion", {"origin": "infusion"}, {"NO_INFUSION": 1}),
        ("no day 1", {}, {"NO_DAY_ONE": 1}),
        ("one test", {"measure": "xbase"}, {"NO_BASELINE": 1}),
        ("transplanted", {"graft": False}, {"AFTER_TRANSPLANT": 1}),
        ("transplanted", {"graft": True}, {}),
        ("dead on day 1", {}, {}),
        ("no result", {}, {}),
    ],
)
def test_each_reason_by_hand(odd, name, asked, why):
    _, missing = expect_every_row(odd, name, ("BILI",), first=-1000, last=1000, **asked)
    assert missing["why"].value_counts().to_dict() == why


def test_a_row_outside_the_period_says_so_and_its_file_and_row(odd):
    _, missing = expect_every_row(odd, "transplanted", ("BILI",), first=-1, last=8)
    assert missing["why"].tolist() == ["OUTSIDE", "OUTSIDE"]
    assert missing["source_row"].tolist() == [3, 4] and set(missing["source_file"]) == {"transplanted"}


def test_a_line_runs_from_the_value_before_its_infusion_to_the_next_infusion_by_hand(odd):
    rows = results.drawn(results.series(odd, "transplanted", ("BILI",), origin="infusion", graft=False))
    placed = [(int(row.stretch), round(row.offset * 24), row.source_row) for row in rows.itertuples()]
    # Infusions on 10 and 17 March at 10:00; a date without a time is its midnight.
    assert placed == [(1, -1, 1), (1, 167, 2), (2, -1, 2), (2, 38, 3)]


def test_the_last_infusion_is_followed_for_a_week(simulated):
    for subject in profile.patients(simulated):
        rows = results.drawn(results.series(simulated, subject, ("BILI", "INR"), origin="infusion"))
        if len(rows):
            last = rows[rows["stretch"] == rows["stretch"].max()]
            assert last["offset"].between(-1, 7).all()


def test_a_date_without_a_time_gets_none(odd):
    rows = results.series(odd, "below a limit", ("BILI",))
    assert rows["taken"].tolist() == ["2025-03-11"]
    assert rows["lborres"].tolist() == ["<0.2"] and rows["y"].tolist() == [3.42]


def test_a_score_stays_as_it_is_when_tests_are_drawn_relative(simulated):
    subject = profile.patients(simulated)[0]
    rows = results.drawn(results.series(simulated, subject, ("MELD",), measure="xuln"))
    assert len(rows) and rows["y"].tolist() == rows["aval"].tolist()


def test_the_unit_slips_that_the_data_check_found_are_marked_and_no_other(simulated):
    found = simulated.rows("SELECT usubjid, source_row FROM meta.finding WHERE check_id = 'unit_slip'")
    assert len(found)
    for subject in profile.patients(simulated):
        rows = results.series(simulated, subject, tuple(LAB_TESTS))
        marked = set(rows["source_row"][rows["slip"].notna()])
        assert marked == set(found["source_row"][found["usubjid"] == subject])


def test_a_score_is_hollow_when_any_value_that_it_used_was_confounded(simulated):
    """By hand: the treatments on a score are those on the laboratory rows whose LBSEQ it names."""
    scores = simulated.rows(
        "SELECT usubjid, confound, srcseq FROM adam.adlb WHERE paramcd IN ('MELD', 'MELD30') AND aval IS NOT NULL"
    )
    found = simulated.rows(
        "SELECT usubjid, srcseq[1] AS seq, confound FROM adam.adlb WHERE paramtyp IS NULL AND confound IS NOT NULL"
    )
    confounders = {(row.usubjid, row.seq): set(row.confound.split(";")) for row in found.itertuples()}
    assert scores["confound"].notna().sum() > 50
    for row in scores.itertuples():
        expected = set().union(*(confounders.get((row.usubjid, seq), set()) for seq in row.srcseq))
        assert set(row.confound.split(";") if isinstance(row.confound, str) else []) == expected


def test_separations_that_meet_are_one_and_lie_where_the_rule_was_met(simulated):
    everything = simulated.rows("SELECT usubjid, count(*) AS n FROM adam.adsep GROUP BY usubjid")
    assert len(everything)
    for subject, n in zip(everything["usubjid"], everything["n"], strict=True):
        runs = results.separations(simulated, subject, origin="anchor")
        assert runs["n"].sum() == n and (runs["stop"] > runs["start"]).all()
        assert (runs["start"].iloc[1:].to_numpy() > runs["stop"].iloc[:-1].to_numpy()).all()
        assert (runs["pchgalt"] < -30).all() and (runs["pchgbili"] > 20).all()


def test_a_study_without_planned_infusions_numbers_none(simulated, pilot):
    assert results.numbers_infusions(simulated) and not results.numbers_infusions(pilot)
