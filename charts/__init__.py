"""A frame in, a plotly figure out: never a query, never Streamlit."""
