"""What was given, in lanes: overlapping courses do not hide each other, and nothing is left out silently."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charts.patient import treatments as patient_treatments
from clinical.patient.medication import GROUPS
from tests.charts.frames import TIME, marks, text, treatment, treatments, valid


def draw(rows):
    drawn, _ = patient_treatments.chosen(rows, TIME)
    return valid(patient_treatments.figure(drawn, marks(), TIME, stamp="SIM", words=text))


def bars(figure):
    return next(trace for trace in figure.data if trace.type == "bar")


def test_lanes_come_in_the_order_of_the_list_and_only_where_something_was_given():
    figure = draw(treatments(treatment("ZINC", group="OTHER"), treatment("FFP", group="PLASMA")))
    assert list(figure.layout.yaxis.ticktext) == ["lanes.group.PLASMA", "lanes.group.OTHER"]


def test_every_group_has_a_colour():
    assert set(patient_treatments.COLOURS) == set(GROUPS)


def test_courses_at_one_time_lie_under_one_another():
    drawn, _ = patient_treatments.chosen(
        treatments(treatment("A", 1, 9), treatment("B", 2, 5), treatment("C", 20, 25)), TIME
    )
    assert drawn["level"].tolist() == [0, 1, 0]


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(-8, 36), st.floats(0, 20)), max_size=40))
def test_no_two_bars_of_a_level_overlap_and_every_row_is_drawn_or_counted(ends):
    rows = treatments(*(treatment(f"D{n}", start, start + long) for n, (start, long) in enumerate(ends)))
    drawn, missing = patient_treatments.chosen(rows, TIME)
    assert len(drawn) + len(missing) == len(rows)
    for _, level in drawn.drop_duplicates(["name", "left", "right"]).groupby("level"):
        ordered = level.sort_values("left")
        assert (ordered["left"].to_numpy()[1:] >= ordered["right"].to_numpy()[:-1]).all()


def test_records_of_one_medicine_for_the_same_time_share_a_bar():
    rows = treatments(treatment("LIDEX"), treatment("LIDEX"), treatment("LIDEX", 1.0, 4.0))
    drawn, _ = patient_treatments.chosen(rows, TIME)
    assert drawn["level"].tolist() == [0, 0, 1]
    bar = bars(draw(rows))
    assert len(bar.y) == 2 and "lanes.alike 1" in bar.customdata[0]


def test_what_finds_no_room_and_what_lies_outside_are_counted():
    rows = treatments(*(treatment(f"D{n}") for n in range(20)), treatment("OLD", -90, -60))
    drawn, missing = patient_treatments.chosen(rows, TIME)
    assert len(drawn) == patient_treatments.MOST_LEVELS
    assert missing["why"].value_counts().to_dict() == {
        "TOO_MANY": 20 - patient_treatments.MOST_LEVELS,
        "OUTSIDE": 1,
    }


def test_dose_dates_and_source_stand_on_hover():
    (hover,) = bars(draw(treatments(treatment()))).customdata
    assert all(part in hover for part in ("1000 mg TID", "INTRAVENOUS", "2026-03-02", "cm.csv", "row 9"))


@pytest.mark.parametrize(("ongoing", "word"), [("Y", "lanes.ongoing"), (None, "ae.open_end")])
def test_an_end_that_is_open_has_an_arrow_and_says_what_is_known_of_it(ongoing, word):
    figure = draw(treatments(treatment(stop=None, cmendtc=None, ongoing=ongoing)))
    assert [trace.marker.symbol for trace in figure.data if trace.type == "scatter"] == ["triangle-right"]
    assert word in bars(figure).customdata[0]


def test_a_name_stands_in_its_bar_only_where_it_fits():
    assert list(bars(draw(treatments(treatment(stop=30.0), treatment("X" * 40, 1.0, 1.1)))).text) == [
        "MEROPENEM",
        "",
    ]


def test_nothing_given_is_said():
    assert "lanes.none" in [note.text for note in draw(treatments()).layout.annotations]


def test_markup_in_the_data_is_text():
    figure = draw(treatments(treatment("<img src=x>", stop=30.0)))
    assert "<img" not in bars(figure).customdata[0] and "<img" not in bars(figure).text[0]


def test_a_patient_with_170_rows_stays_below_150_kb():
    rows = treatments(
        *(treatment("HYDROCORTISONE, TOPICAL", -8.0 + n % 40, None, group=GROUPS[n % 12]) for n in range(170))
    )
    drawn, _ = patient_treatments.chosen(rows, TIME)
    assert len(patient_treatments.figure(drawn, marks(), TIME, stamp="SIM", words=text).to_json()) < 150_000
