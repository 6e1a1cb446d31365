"""Trial files and DuckDB: reads SDTM, writes the database, answers the pages. No Streamlit, no plotly."""

__version__ = "0.1.0"
# Raised whenever a page's query would fail on a file built before the change.
LAYOUT = 3
