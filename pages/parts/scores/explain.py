"""Around the figure of all patients: where the patient stands, how to read it, what is not drawn, as files."""

import streamlit as st

from charts.scores.lines import LEAST_FOR_BANDS, LEAST_FOR_MEDIAN
from clinical.patient.clinical_course_words import CLAUSE_WORDS, NAMES
from clinical.scores import REGISTRY
from clinical.statistics.summary import DEFINITION
from data_access.common.database import Database
from data_access.common.study import Study
from data_access.scores import clinical_courses, cohort
from data_access.scores.lines import BANDS, MOST_PATIENTS, MOST_POINTS, THINNED, Lines
from pages.access import downloads
from pages.common.text import Words, plain
from pages.parts.scores import controls, figures
from pages.parts.scores.controls import View


def standing(database: Database, subject: str, view: View, words: Words) -> None:
    """One line: where the patient stands among the others, and the course."""
    st.markdown(" · ".join([_place(database, subject, view, words), *_course(database, subject, words)]))


def _place(database: Database, subject: str, view: View, words: Words) -> str:
    found, score = cohort.standing(database, view.score, subject), plain(words.lab(view.score))
    if found is None:
        return f"{score}: {words('meld.standing_none')}"
    decimals = REGISTRY[view.score].decimals
    said = {
        "value": plain(f"{found.value:.{decimals}f}"),
        "day": found.ady,
        "point": plain(controls.point(found.avisit, words)),
    }
    if not found.others:
        return f"{score} {words('meld.standing_alone', **said)}"
    said["median"] = plain(f"{found.median:.{decimals}f}")
    return f"{score} {words('meld.standing', lower=found.lower, others=found.others, **said)}"


def _course(database: Database, subject: str, words: Words) -> list[str]:
    row = clinical_courses.course(database, subject)
    if row is None or not clinical_courses.labelled(database):
        return []
    if not isinstance(row["course"], str):
        return [words("meld.course_none")]
    return [words("meld.course_is", course=NAMES[row["course"]].of(words.language))]


def figure(database: Database, lines: Lines, subject: str, view: View, study: Study, words: Words) -> None:
    """Under the figure: marks, method, what is not drawn and why, and the data as files."""
    limits = " · ".join(f"{limit:g}" for limit in figures.limits(view.score))
    parts = [
        words("meld.legend_marks"),
        words("meld.legend_limits", limits=limits) if limits else "",
        _clause(database, subject, words),
    ]
    st.caption(plain(" · ".join(part for part in parts if part)))
    _mode(lines, view, words)
    name = [view.score, view.behind]
    downloads.not_drawn(lines.n_drawn, lines.missing, name, study, words, key="cohort")
    with st.container(horizontal=True, gap="small"):
        downloads.numbers(
            words("meld.figure_csv"), lambda: cohort.told(lines.drawn.drop(columns="why")),
            [*name, "values"], study, words, key="cohort_values",
        )  # fmt: skip
        downloads.as_csv(
            words("meld.spread_csv"), lambda: cohort.told(cohort.spread(database, view.score)),
            [*name, "quantiles"], study, words, key="cohort_spread",
        )  # fmt: skip
    method = words(
        "meld.method", least=LEAST_FOR_MEDIAN, bands=LEAST_FOR_BANDS, definition=DEFINITION.of(words.language)
    )
    further = words(
        f"{controls.words_for(database)}.method_pooled" if view.behind == "bands" else "meld.survivors"
    )
    caveat = REGISTRY[view.score].caveat_zh if words.language == "zh" else REGISTRY[view.score].caveat_en
    st.caption(plain(" ".join(part for part in (method, further, caveat) if part)))


def _clause(database: Database, subject: str, words: Words) -> str:
    """Why the patient has that course, or none; nothing in a study in which nobody can be labelled."""
    row = clinical_courses.course(database, subject)
    if row is None or not clinical_courses.labelled(database):
        return ""
    return words("meld.course_because", why=CLAUSE_WORDS[row["clause"]].of(words.language))


def _mode(lines: Lines, view: View, words: Words) -> None:
    if lines.mode == THINNED:
        st.caption(plain(words("meld.thinned", n=MOST_POINTS)))
    elif lines.mode == BANDS and view.behind != "bands":
        st.caption(plain(words("meld.banded", n=MOST_PATIENTS, values=MOST_POINTS)))
