"""What happens around the pages: before the first visitor, and when a page fails."""

import atexit
import gc
import importlib
import logging
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.requests import Request
from starlette.responses import FileResponse

from data_access.common import database
from pages.door.headers import name_no_server

HEAVY_MODULES = ("pandas", "plotly.graph_objects", "duckdb", "pyarrow")

ICON = Path(__file__).with_name("icon.png")

log = logging.getLogger("liverline")


def freeze() -> None:
    """Take everything loaded so far out of the garbage collector's sight: a full collection is 45 ms otherwise.

    Nothing is collected first: of 130,000 objects 20 are garbage then, and to find them takes as long.
    """
    gc.freeze()


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[dict[str, Any]]:
    """Import what the pages need and open the database before the first visitor comes."""
    name_no_server()
    for module in HEAVY_MODULES:
        importlib.import_module(module)
    database.warm_up()
    atexit.register(gc.unfreeze)
    freeze()
    yield {}


async def icon(_: Request) -> FileResponse:
    """The icon of the tab, in the place of Streamlit's. As an argument of every page it would go through a library of
    images in every run, which the first one has to load."""
    return FileResponse(ICON)


def calm_error(error: Exception) -> bool:
    """Show one sentence with a number that the log knows; the traceback stays in the log."""
    number = uuid.uuid4().hex[:8]
    log.error("page error %s", number, exc_info=error)
    st.error(
        f"This page could not be shown. Nothing was changed. Error {number} is in the log.\n\n"
        f"此页面暂时无法显示,数据未作任何更改。错误编号 {number} 已写入日志。"
    )
    return True
