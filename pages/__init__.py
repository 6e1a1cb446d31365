"""Streamlit lives here and in app.py, nowhere else: a page asks, draws and explains."""
