"""What the door says to whoever may not come in: one sentence in both languages, the reader's own first."""

from html import escape
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from pages.common.style import DOCUMENT_LANGUAGE
from pages.common.text import Words

SIGN_IN = "/door/sign-in"
PAGE = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><title>Liverline</title>
<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body {{ margin: 0; min-height: 100vh; display: grid; place-items: center; background: #F4F6F8; color: #1F2933;
  font: 16px/1.6 'Segoe UI', 'Microsoft YaHei', 'PingFang SC', 'Noto Sans CJK SC', sans-serif; }}
main {{ max-width: 30rem; margin: 1rem; padding: 2rem 2.4rem; background: #FFF; border: 1px solid #D9DEE3;
  border-radius: 6px; }}
h1 {{ margin: 0 0 0.6rem; font-size: 1.4rem; color: #1F6F8B; }}
p {{ margin: 0.5rem 0; }}
a {{ display: inline-block; margin-top: 1rem; padding: 0.5rem 1.4rem; border-radius: 4px; background: #1F6F8B;
  color: #FFF; text-decoration: none; }}
a:focus-visible {{ outline: 3px solid #E69F00; outline-offset: 2px; }}
</style></head>
<body><main><h1>Liverline</h1>{sentences}{button}</main></body></html>"""


def say(request: Request, key: str, status: int, *, to: str | None = None, **values: str) -> Response:
    """The words `door.KEY` as a page; `to`: where the button to sign in leads afterwards, None for no button."""
    languages = _languages(request)
    sentences = "".join(f"<p>{escape(Words(one)(f'door.{key}', **values))}</p>" for one in languages)
    button = ""
    if to is not None:
        label = " / ".join(Words(one)("door.sign_in") for one in languages)
        button = f'<a href="{SIGN_IN}?to={quote(to, safe="/")}">{escape(label)}</a>'
    language = DOCUMENT_LANGUAGE[languages[0]]
    return HTMLResponse(PAGE.format(language=language, sentences=sentences, button=button), status)


def _languages(request: Request) -> tuple[str, str]:
    """Both languages, first the one that the address or else the browser asks for."""
    asked = request.query_params.get("lang") or request.headers.get("accept-language", "")
    return ("zh", "en") if asked.lower().startswith("zh") else ("en", "zh")
