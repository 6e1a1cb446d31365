"""What the columns of a hospital's own table mean: proposed, chosen by the reader, saved and loaded as a file."""

from pathlib import Path

import streamlit as st

from clinical.laboratory.tests import LAB_TESTS
from clinical.laboratory.units import printed
from data_access.exports import tables
from data_access.importing import before_building, mapping, sheet_to_sdtm
from data_access.importing.column_names import ROLES, ROLES_OF
from data_access.importing.mapping import Column, Mapping
from data_access.importing.reading.dates import ORDERS
from data_access.importing.sheet import Sheet, read_sheet
from data_access.importing.upload import clear
from pages.access import downloads
from pages.common.text import Words, plain
from pages.parts.importing.state import Import

MEANINGS = ("", *ROLES_OF["wide"], *LAB_TESTS)
EXAMPLES_SHOWN = 3
WIDTHS = (3, 3, 3, 2)


def show(begun: Import, words: Words) -> Path | None:
    """The choices; the folder of SDTM files made from them, or None as long as something is to be settled."""
    if not begun.found.sheets:
        st.warning(words("import.nothing"))
        return None
    sheet = _chosen_sheet(begun, words)
    st.markdown(f"**{plain(words('import.mapping', file=sheet.file, rows=f'{len(sheet.rows):,}'))}**")
    st.caption(plain(words("import.mapping_explain")))
    _loaded(begun, sheet, words)
    chosen = _choices(begun, sheet, words)
    _saved(chosen, words)
    _said(sheet, chosen, words)
    open_questions = mapping.faults(chosen) + before_building.questions(sheet, chosen)
    for code in dict.fromkeys(code for code, _ in open_questions):
        what = ", ".join(_words(about, words) for other, about in open_questions if other == code)
        st.warning(plain(words(f"import.fault.{code}", what=what)))
    return None if open_questions else _written(begun, sheet, chosen)


def _chosen_sheet(begun: Import, words: Words) -> Sheet:
    """The table to map: of several files one, of a workbook one sheet; read once."""
    path = begun.found.sheets[0]
    if len(begun.found.sheets) > 1:
        path = st.selectbox(
            words("import.which_file"),
            begun.found.sheets,
            format_func=lambda each: each.name,
            key="import_file",
        )
    sheet = _read(begun, path, "")
    if len(sheet.names) > 1:
        name = st.selectbox(words("import.which_sheet"), sheet.names, key=f"import_sheet_{path.name}")
        sheet = _read(begun, path, name)
    return sheet


def _read(begun: Import, path: Path, name: str) -> Sheet:
    key = (path.name, name)
    if key not in begun.sheets:
        begun.sheets[key] = read_sheet(path, name)
    return begun.sheets[key]


def _loaded(begun: Import, sheet: Sheet, words: Words) -> None:
    """Settle the choices: as proposed when the table is first seen, as saved when a file is given."""
    settled = begun.about.get("settled")
    file = st.file_uploader(words("import.load_mapping"), key=f"import_mapping_{sheet.name}")
    wanted = f"{sheet.file}/{sheet.name}/{file.file_id if file else ''}"
    if settled == wanted:
        return
    if file is None and settled and settled.startswith(f"{sheet.file}/{sheet.name}/"):
        return  # a saved mapping taken away again: what it said stays chosen
    read = mapping.from_json(file.getvalue(), sheet.columns) if file else mapping.propose(sheet.columns)
    st.session_state["import_study"] = read.study
    st.session_state["import_sex_codes"], st.session_state["import_dates"] = read.sex, read.dates
    for at, column in enumerate(read.columns):
        st.session_state[f"import_meaning_{at}"] = column.meaning
        st.session_state[f"import_unit_{at}_{column.meaning}"] = column.unit
    begun.about["settled"] = wanted


def _choices(begun: Import, sheet: Sheet, words: Words) -> Mapping:
    study = st.text_input(
        words("import.study"), key="import_study", help=words("import.study_help"), width=320
    )
    head = st.columns(WIDTHS)
    for place, key in zip(head, ("column", "values", "meaning", "unit"), strict=True):
        place.caption(words(f"import.{key}"))
    columns = tuple(_choice(at, name, sheet, words) for at, name in enumerate(sheet.columns) if name)
    sex = _asked("sex_codes", ("", *sheet_to_sdtm.SEX_CODES), words) if _has(columns, "sex") else ""
    dates = _asked("dates", ("", *ORDERS), words) if _has(columns, "date") else ""
    return Mapping(study.strip(), columns, sex, dates)


def _has(columns: tuple[Column, ...], role: str) -> bool:
    return any(column.meaning == role for column in columns)


def _asked(what: str, answers: tuple[str, ...], words: Words) -> str:
    """A question that the names of the columns do not answer; '' as long as nobody has."""
    chosen: str = st.selectbox(
        words(f"import.{what}"),
        answers,
        format_func=lambda each: words(f"import.{what}.{each}"),
        key=f"import_{what}",
        width=320,
    )
    return chosen


def _said(sheet: Sheet, chosen: Mapping, words: Words) -> None:
    """What is good to know before building: hidden parts, rows left aside, cells that are not read."""
    for code, about in before_building.statements(sheet, chosen):
        st.caption(plain(words(f"import.said.{code}", **about)))


def _choice(at: int, name: str, sheet: Sheet, words: Words) -> Column:
    """One column: its name, what stands in it, what it means and in which unit."""
    places = st.columns(WIDTHS, vertical_alignment="center")
    places[0].markdown(plain(name))
    values = dict.fromkeys(cells[at] for _, cells in sheet.rows[:200] if cells[at])
    places[1].caption(plain(", ".join(list(values)[:EXAMPLES_SHOWN])))
    meaning = places[2].selectbox(
        words("import.meaning_of", column=name),
        MEANINGS,
        format_func=lambda code: _words(code, words),
        key=f"import_meaning_{at}",
        label_visibility="collapsed",
    )
    if meaning not in LAB_TESTS:
        return Column(name, meaning)
    unit = places[3].selectbox(
        words("import.unit_of", column=name),
        mapping.units_of(meaning),
        index=None,
        placeholder=words("import.choose_unit"),
        format_func=lambda each: printed(each) or words("import.no_unit"),
        key=f"import_unit_{at}_{meaning}",
        label_visibility="collapsed",
    )
    return Column(name, meaning, unit)


def _words(code: str, words: Words) -> str:
    """The words of a meaning; what is none, such as the name of a column, as it is."""
    if code in LAB_TESTS:
        return f"{words.lab(code)} ({code})"
    return words(f"import.role.{code}") if code in ROLES or not code else code


def _saved(chosen: Mapping, words: Words) -> None:
    downloads.offer(
        words("import.save_mapping"),
        lambda: mapping.to_json(chosen),
        tables.file_name(["mapping", chosen.study], "json"),
        key="import_save",
        explained=words("import.save_help"),
    )


def _written(begun: Import, sheet: Sheet, chosen: Mapping) -> Path:
    """The SDTM files of the table as mapped now."""
    folder, wanted = begun.folder("sdtm"), mapping.to_json(chosen) + sheet.name + sheet.file
    if begun.about.get("written") != wanted:
        clear(folder)
        begun.built = None
        sheet_to_sdtm.write(sheet, chosen, folder)
        begun.about["written"] = wanted
    return folder
