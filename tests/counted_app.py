"""app.py with one more address, which tells how much the process holds: `streamlit run tests/counted_app.py`."""

import gc
import sys
import weakref
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from pages.door import serving

ROOT = Path(__file__).parents[1]


async def blocks(_: Request) -> PlainTextResponse:
    """The blocks of memory that Python's objects take now, without garbage.

    And without weak references: pandas keeps up to 500 dead ones for each column of a frame that is kept.
    """
    gc.collect()
    weak = sum(type(thing) is weakref.ref for thing in gc.get_objects())
    return PlainTextResponse(str(sys.getallocatedblocks() - weak))


app = st.App(
    ROOT / "pages/frame.py",
    lifespan=serving.lifespan,
    routes=[Route("/blocks", blocks)],
    on_script_error=serving.calm_error,
)
