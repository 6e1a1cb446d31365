"""Tables of text as real tables: one piece, readable by a screen reader and on paper."""

from collections.abc import Iterable, Sequence

import streamlit as st

from clinical.common.plain_text import escape


def html(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """An HTML table of plain text."""
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def show(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Draw the table in the style of the eligibility pages, which the page has settled."""
    st.html(f'<div class="eligibility">{html(head, rows)}</div>')
