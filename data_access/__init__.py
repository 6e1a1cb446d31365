"""Trial files and DuckDB: reads SDTM, writes the database, answers the pages. No Streamlit, no plotly."""
