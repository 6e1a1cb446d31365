"""The grid of assessments: a cell for each, with what was read or why not; an infusion not given is its heading."""

from pandas import DataFrame

from charts.infusions import grid, grid_cells
from clinical.infusions.window import NAMES
from tests.charts.frames import text, valid

LABELS = {code: name.en for code, name in NAMES.items()} | {"ALLERGY": "Allergy"}
POINTS = ["PRE-INFUSION", "15 MIN"]


def known(prefix, code):
    return f"{prefix}.{code}"


def cell(assessment="TEMP", tpt="15 MIN", state="ASSESSED", **more):
    row = {"doseno": 1, "status": "GIVEN", "tptnum": 2, "tpt": tpt, "look": assessment, "state": state,
           "why": None, "reason": None, "value": 36.94, "avalu": "C", "present": None, "answered": 1, "asked": 1,
           "flag": False, "taken": "2026-03-01 10:15", "source_file": "vs.csv", "source_row": 3.0}  # fmt: skip
    return row | more


def cells(*changed):
    """All ten cells of one infusion, the given ones in their place."""
    by_place = {
        (assessment, tpt): cell(assessment, tpt) for assessment in grid_cells.ASSESSMENTS for tpt in POINTS
    }
    by_place |= {(row["look"], row["tpt"]): row for row in changed}
    return DataFrame(list(by_place.values()))


def block(*changed):
    return grid_cells.block_of(cells(*changed), "Infusion 1", POINTS, text, known, LABELS)


def test_every_assessment_has_a_cell():
    made = block()
    assert list(made.rows) == ["Temperature", "Heart rate", "Mean arterial pressure", "SpO2", "Allergy"]
    assert [len(row) for row in made.texts] == [2] * 5 and made.texts[0] == ["36.9", "36.9"]


def test_a_cell_that_is_not_assessed_says_why():
    made = block(cell(state="NOT ASSESSED", why="NOT DONE", reason="PATIENT ASLEEP", value=None))
    assert made.texts[0][1] == "unassessed.NOT DONE" and "missed.PATIENT ASLEEP" in made.hovers[0][1]
    assert made.states[0] == ["ASSESSED", "NOT ASSESSED"]


def test_a_flag_is_bold_with_a_sign_of_its_own():
    assert block(cell(flag=True, value=38.4)).texts[0][1] == "<b>▲ 38.4</b>"


def test_allergy_names_what_was_present_and_counts_what_was_answered():
    present = block(cell("ALLERGY", present=["CHILLS"], flag=True))
    partly = block(cell("ALLERGY", state="PARTLY", answered=4, asked=6))
    assert present.texts[4][1] == "<b>▲ Chills / rigor</b>" and block().texts[4][1] == "infusions.no_sign"
    assert partly.texts[4][1] == "infusions.n_of_m 4 6"


def test_an_infusion_that_was_not_given_is_its_heading():
    made = grid_cells.block_of(cells().assign(status="MISSED"), "Infusion 2", POINTS, text, known, LABELS)
    figure = valid(grid.assessments([block(), made], POINTS, stamp="SIM"))
    assert not made.rows and len(figure.data) == 1
    assert [note.text for note in figure.layout.annotations if "Infusion" in note.text] == [
        "<b>Infusion 1</b>",
        "<b>Infusion 2</b>",
    ]


def test_the_colours_are_those_of_the_states():
    figure = valid(grid.assessments([block(cell(state="NOT DUE", why="PLANNED"))], POINTS, stamp="SIM"))
    heat = figure.data[0]
    assert heat.z.tolist()[0] == [0.0, 3.0] and (heat.zmin, heat.zmax) == (-0.5, 4.5)
    assert len(figure.to_json()) < 150_000


def test_the_overview_has_n_of_m_for_each_infusion():
    rows = DataFrame([
        {"usubjid": "P1", "doseno": 1, "status": "GIVEN", "n_due": 55, "n_assessed": 53, "n_prompts": 0, "n_events": 0},
        {"usubjid": "P1", "doseno": 2, "status": "MISSED", "n_due": 0, "n_assessed": 0, "n_prompts": 0, "n_events": 0},
        {"usubjid": "P2", "doseno": 1, "status": "GIVEN", "n_due": 55, "n_assessed": 55, "n_prompts": 0, "n_events": 0},
    ])  # fmt: skip
    made = grid_cells.overview(rows, "MSC-EV", [1, 2], text)
    assert made.texts == [["infusions.n_of_m 53 55", "dose.MISSED"], ["infusions.n_of_m 55 55", ""]]
    assert made.states == [["PARTLY", "NOT APPLICABLE"], ["ASSESSED", "NOT APPLICABLE"]]
    valid(grid.assessments([made], ["1", "2"], stamp="SIM"))


def test_nothing_at_all_is_an_empty_figure():
    assert not grid.assessments([], [], stamp="SIM").data
