"""What a rerun, a crowd and a build cost, measured against the cheapest page Streamlit can serve."""
