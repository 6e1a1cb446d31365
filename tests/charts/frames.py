"""Small frames as the queries give them, for figures that need no database."""

from datetime import date

import plotly.graph_objects as go
from pandas import DataFrame, Timestamp

from charts.common.time_axis import TimeAxis
from clinical.common.days import DATE, written

TIME = TimeAxis("day", -8.0, 36.0, date(2026, 3, 1), "Study day")


class Keys:
    """Words are not what these tests look at: the key and its values stand for them, and a code for itself."""

    def __call__(self, key: str, **values: object) -> str:
        return key + "".join(f" {value}" for value in values.values())

    def known(self, prefix: str, code: object) -> str:
        return str(code)

    in_days = False

    def day(self, moment: date | str, form: str = DATE) -> str:
        return written(moment, form, None)


text = Keys()


def result(paramcd: str = "BILI", offset: float = 0.0, aval: float | None = 200.0, **changes: object) -> dict:
    """One row of courses.series()."""
    row = {
        "paramcd": paramcd, "avalu": "umol/L", "avalc": None if aval is None else f"{aval:g}", "aval": aval, "y": aval,
        "beyond": None, "lo": 0.0, "hi": 17.1, "anrlo": 0.0, "anrhi": 17.1, "anrind": "HIGH", "offset": offset,
        "taken": "2026-03-01 08:00", "ady": 1, "visit": "DAY 1", "confound": None, "source_file": "lb.csv",
        "source_row": 7, "after_transplant": False, "record": 70, "lborres": None if aval is None else f"{aval:g}",
        "lborresu": "umol/L", "stretch": None, "slip": None, "why": None,
    }  # fmt: skip
    return row | changes


def series(*rows: dict) -> DataFrame:
    """courses.series() of these rows, or of none."""
    return DataFrame(list(rows), columns=list(result()))


def marks(*rows: tuple[str, str, float, float | None]) -> DataFrame:
    """patient.marks_in_time(): kind, label, start, stop."""
    return DataFrame(rows, columns=["kind", "label", "start", "stop"])


def parted(start: float = 2.0, stop: float = 8.0, **changes: object) -> dict:
    """One row of courses.separations()."""
    row = {
        "start": start, "stop": stop, "n": 2, "refdy": 3, "ady": 9, "refalt": 842.0, "alt": 486.0, "pchgalt": -42.28,
        "refbili": 263.4, "bili": 316.8, "pchgbili": 20.27,
    }  # fmt: skip
    return row | changes


def separations(*rows: dict) -> DataFrame:
    """courses.separations() of these rows, or of none."""
    return DataFrame(list(rows), columns=list(parted()))


def event(
    term: str = "Fever", start: float | None = 1.0, stop: float | None = 2.0, **changes: object
) -> dict:
    """One row of patient.adverse_events()."""
    row = {
        "aeseq": 1, "aeterm": term, "aedecod": term, "aeser": "N", "aetoxgr": 2.0, "aestdtc": "2026-03-02",
        "aeendtc": "2026-03-03", "aerel": "RELATED", "aeacn": None, "aeout": None, "aesev": None,
        "source_file": "ae.csv", "source_row": 1,
        "start": start, "stop": stop, "start_open": start is None, "rank": 1, "complication": None,
    }  # fmt: skip
    return row | changes


def events(*rows: dict) -> DataFrame:
    """patient.adverse_events() of these rows, or of none."""
    return DataFrame(list(rows), columns=list(event()))


def valid(figure: go.Figure) -> go.Figure:
    """The figure after plotly has checked every name and value in it; drawing leaves that out for speed."""
    return go.Figure(
        data=[trace.to_plotly_json() for trace in figure.data], layout=figure.layout.to_plotly_json()
    )


def cell(
    row: str = "LIVER", start: int = 0, level: float = 1, failing: str | None = "N", **changes: object
) -> dict:
    """One row of happened.organ_cells(); a cell of one day."""
    found = {
        "row": row, "adt": Timestamp(2026, 3, 1 + start), "level": level, "failing": failing, "confound": None,
        "paramcd": "BILI", "avalc": "90", "avalu": "umol/L", "afterlt": "N", "source_file": "lb.csv", "source_row": 3,
        "start": float(start), "stop": float(start + 1),
    }  # fmt: skip
    return found | changes


def cells(*rows: dict) -> DataFrame:
    """happened.organ_cells() of these rows, or of none."""
    return DataFrame(list(rows), columns=list(cell()))


def treatment(
    name: str = "MEROPENEM", start: float | None = 1.0, stop: float | None = 5.0, **changes: object
) -> dict:
    """One row of happened.treatments()."""
    found = {
        "group": "ANTIBIOTIC", "name": name, "reported": name, "indication": "INFECTION", "atc_class": None,
        "dose": "1000 mg TID", "route": "INTRAVENOUS", "cmstdtc": "2026-03-02", "cmendtc": "2026-03-06",
        "ongoing": "N", "start_open": start is None, "start": start, "stop": stop, "source_domain": "CM",
        "source_file": "cm.csv", "source_row": 9,
    }  # fmt: skip
    return found | changes


def treatments(*rows: dict) -> DataFrame:
    """happened.treatments() of these rows, or of none."""
    return DataFrame(list(rows), columns=list(treatment()))


def subset(
    paramcd: str = "CD4", month: float | None = 0.0, aval: float | None = 40.0, **changes: object
) -> dict:
    """One row of happened.immune_cells()."""
    found = {
        "paramcd": paramcd, "param": "Helper T Cells", "aval": aval, "avalc": None if aval is None else f"{aval:g}",
        "avalu": "%", "anrlo": None, "anrhi": None, "cpmethod": "FLOW CYTOMETRY", "adt": Timestamp(2026, 3, 1),
        "ady": 1, "visit": "DAY 1", "source_file": "cp.csv", "source_row": 2, "month": month,
    }  # fmt: skip
    return found | changes


def subsets(*rows: dict) -> DataFrame:
    """happened.immune_cells() of these rows, or of none."""
    return DataFrame(list(rows), columns=list(subset()))
