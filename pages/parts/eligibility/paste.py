"""A laboratory report pasted as text: what was read is shown, and counts only once it is taken over."""

import streamlit as st

from clinical.laboratory.report import Read, Report, read_report
from clinical.laboratory.tests import LAB_TESTS
from clinical.laboratory.units import printed
from pages.common import plain_table
from pages.common.text import Words, plain
from pages.parts.eligibility.form import LONGEST_TEXT, enter

FIELD_OF = {
    "BILI": "bilirubin_umol_l",
    "INR": "inr",
    "PTA": "pta_percent",
    "CREAT": "creatinine_umol_l",
    "SODIUM": "sodium_mmol_l",
    "ALB": "albumin_g_l",
}
ULN = "bilirubin_uln_umol_l"
PASTED = "eligibility_pasted"
LONGEST_REPORT = 5000


def control(words: Words) -> None:
    """A button that opens the box; the text stays in this session and goes nowhere else."""
    box = st.popover(words("eligibility.paste"), on_change="rerun", key="eligibility_paste")
    if not box.open:
        return
    with box:
        text = st.text_area(
            words("eligibility.paste_here"),
            key=PASTED,
            placeholder=words("eligibility.paste_example"),
            max_chars=LONGEST_REPORT,
        )
        if text and text.strip():
            _show(read_report(text), words)


def _show(report: Report, words: Words) -> None:
    values = entered(report)
    if not values:
        st.info(words("eligibility.paste_none"))
    else:
        st.markdown(words("eligibility.paste_read"))
        head = [words(f"eligibility.paste_{name}") for name in ("field", "value", "words")]
        plain_table.show(head, [row for read in report.read for row in _rows(read, words)])
    mark = " · "
    if report.twice:
        st.warning(
            plain(words("eligibility.paste_twice", words=mark.join(each.words for each in report.twice)))
        )
    if report.rest:
        st.caption(plain(words("eligibility.paste_rest", words=mark.join(report.rest))))
    if values:
        st.button(
            words("eligibility.paste_take", n=len(values)),
            on_click=_take,
            args=(values,),
            type="primary",
            key="paste_take",
        )


def entered(report: Report) -> dict[str, str]:
    """Per field the value as it will stand there; the upper limit printed beside bilirubin is one of them."""
    values = {FIELD_OF[read.paramcd]: read.value for read in report.read}
    values[ULN] = next((read.top for read in report.read if read.paramcd == "BILI"), "")
    return {field: value for field, value in values.items() if value and len(value) <= LONGEST_TEXT}


def _rows(read: Read, words: Words) -> list[tuple[str, str, str]]:
    """The value, and the upper limit beside bilirubin, each with the words it stood in."""
    unit = LAB_TESTS[read.paramcd].unit
    bare = unit not in ("", "%") and not read.value[-1].isalpha()
    note = f" ({words('eligibility.paste_no_unit', unit=printed(unit))})" if bare else ""
    rows = [(words(f"eligibility.field.{FIELD_OF[read.paramcd]}"), f"{read.value}{note}", read.words)]
    if read.paramcd == "BILI" and read.top:
        rows.append((words(f"eligibility.field.{ULN}"), read.top, read.words))
    return rows


def _take(values: dict[str, str]) -> None:
    enter(values)
    st.session_state[PASTED] = ""
