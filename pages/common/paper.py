"""Paper: a document of its own, readable and printable without this program or a network."""

from collections.abc import Iterable
from unicodedata import east_asian_width

from clinical.common.plain_text import escape, readable
from pages.common.style import DOCUMENT_LANGUAGE
from pages.common.text import Words

STYLE = """
@page { size: A4; margin: 9mm; }
body { font: 8.8pt/1.25 "Segoe UI", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif;
  color: #1F2933; margin: 0 auto; max-width: 192mm; }
h1 { font-size: 14pt; margin: 0 0 1mm; } h2 { font-size: 10.5pt; margin: 2.5mm 0 0.8mm; }
table { border-collapse: collapse; width: 100%; }
td, th { border-top: 0.4pt solid #C3CAD1; padding: 0.6mm 1.2mm; text-align: left; vertical-align: top; }
th { color: #52606D; font-weight: 600; }
.verdict { border: 1.2pt solid #1F2933; padding: 1.5mm 3mm; margin: 2mm 0; font-size: 12pt;
  font-weight: 700; }
.simulated { border: 1pt solid #B7791F; padding: 1mm 3mm; font-weight: 700; }
footer { border-top: 0.8pt solid #1F2933; margin-top: 3mm; padding-top: 1mm; font-size: 8.5pt; }
"""


def document(title: str, parts: Iterable[str], language: str, style: str = "") -> str:
    """A whole HTML document; `parts` are HTML, `title` is text, `style` is added to the style of all paper."""
    return (
        f'<!doctype html><html lang="{DOCUMENT_LANGUAGE[language]}"><head><meta charset="utf-8">'
        f"<title>{said(title)}</title><style>{STYLE}{style}</style></head><body>{''.join(parts)}</body></html>"
    )


def said(data: object) -> str:
    """Data or words as text of the document, whatever characters they hold."""
    return escape(data)


def cut(data: object, most: int) -> str:
    """Data as text no wider than `most` letters, a Chinese character counting as two; what is cut off shows as …"""
    letters, width = readable(data), 0
    for place, letter in enumerate(letters):
        width += 2 if east_asian_width(letter) in "WF" else 1
        if width > most:
            return said(letters[: max(place - 1, 0)].rstrip() + "…")
    return said(letters)


def table(head: Iterable[str], rows: Iterable[Iterable[str]], kind: str = "") -> str:
    """A table whose cells are HTML already."""
    top = "".join(f"<th>{cell}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        f'<table class="{kind}">'
        + (f"<thead><tr>{top}</tr></thead>" if top else "")
        + f"<tbody>{body}</tbody></table>"
    )


def section(title: str, *parts: str, kind: str = "") -> str:
    """A part of the document under its title; the `parts` are HTML."""
    return f'<section class="{kind}"><h2>{said(title)}</h2>{"".join(parts)}</section>'


def more(n: int, words: Words) -> list[str]:
    """How many entries a list leaves out, as its last entry; nothing if none."""
    return [f"<i>{said(words('sheet.more', n=n))}</i>"] if n > 0 else []
