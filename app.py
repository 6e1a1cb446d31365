"""The front door: `streamlit run app.py` (or `uvicorn app:app`) serves pages/frame.py."""

import streamlit as st

from pages.common import serving

app = st.App("pages/frame.py", lifespan=serving.lifespan, on_script_error=serving.calm_error)
