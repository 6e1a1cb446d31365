"""The way into a page, as by a link: drawing the ward board first, only to leave it, takes as long as the page."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

FRAME = Path(__file__).parents[2] / "pages" / "frame.py"
# The page that the bare address opens: the link to it names no page.
FRONT = "ward.py"
TIMEOUT_S = 120


def link(page: str, **address: str) -> AppTest:
    """The app as it is when a link with this address has been followed and nothing has run yet."""
    app = AppTest.from_file(FRAME, default_timeout=TIMEOUT_S)
    app.query_params.update(address)
    # Before the first run Streamlit takes the name of the file for the address of the page, which ours have.
    return app if page == FRONT else app.switch_page(page)
