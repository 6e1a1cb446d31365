"""The front door: `streamlit run app.py` (or `uvicorn app:app`) serves pages/frame.py."""

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from pages.door import serving
from pages.door.guard import Door
from pages.door.headers import SafeHeaders

app = st.App(
    "pages/frame.py",
    lifespan=serving.lifespan,
    routes=[Route("/favicon.png", serving.icon)],
    middleware=[Middleware(SafeHeaders), Middleware(Door)],
    on_script_error=serving.calm_error,
)
