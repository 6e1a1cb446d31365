"""The few rules of style that the theme cannot say, and the language of the document. No data enter here."""

import streamlit as st

STYLE = """<style>
/* The menu bar is 3.75rem high and lies over the page. */
.stMainBlockContainer { padding-top: 4rem; padding-left: 1.4rem; padding-right: 1.4rem; }
/* What only styles or speaks takes no room. */
.stElementContainer:has(> .stHtml):not(:has(.eligibility)) { position: absolute; }
.stMainBlockContainer > div > .stVerticalBlock { gap: 0.55rem; }
.st-key-frame [data-testid="stMarkdownContainer"] p { font-size: 0.9rem; color: #52606D; margin: 0; }
/* Streamlit takes off the margin of a last paragraph, which has none here: a second line would be cut in half. */
.st-key-frame [data-testid="stMarkdownContainer"] { margin-bottom: 0; }
.st-key-frame > div:has(> .st-key-who) { margin-left: auto; }
.st-key-who [data-testid="stText"] { font-size: 0.9rem; color: #52606D; }
.st-key-figures [data-testid="stMetric"] { line-height: 1.15; }
[data-testid="stMetricLabel"] p { font-size: 0.85rem; color: #52606D; }
/* A caption as Streamlit fades it has too little contrast for tired eyes (WCAG AA: 4.5). */
.stApp [data-testid="stCaptionContainer"], .stApp [data-testid="stCaptionContainer"] p { color: #52606D; opacity: 1; }
[data-testid="stMetricDelta"] { font-size: 0.76rem; }
.st-key-exhibit :is(td, th) { padding: 0.12rem 0.5rem; font-variant-numeric: tabular-nums; }
[data-testid="stDataFrame"] { font-variant-numeric: tabular-nums; }
</style>"""

DOCUMENT_LANGUAGE = {"zh": "zh-CN", "en": "en"}


def settle() -> None:
    """Put the style in the page."""
    st.html(STYLE)


def script(language: str) -> str:
    """The script that names the language of the document; the content security policy knows it by its digest."""
    return f"document.documentElement.lang='{DOCUMENT_LANGUAGE[language]}'"


def speak(language: str) -> None:
    """Tell the browser, and so a screen reader, which language the page is in."""
    st.html(f"<script>{script(language)}</script>", unsafe_allow_javascript=True)
