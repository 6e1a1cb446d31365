"""Trial files and DuckDB: reads SDTM, writes the database, answers the pages. No Streamlit, no plotly."""

__version__ = "0.1.0"
