"""A few marks of SVG as text; whatever is written in them is escaped."""

from collections.abc import Iterable

from clinical.common.plain_text import escape

Place = tuple[float, float]


def drawing(width: float, height: float, name: str, parts: Iterable[str]) -> str:
    """A whole picture that takes the width of its place; `name` is what a screen reader says."""
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(name)}">{"".join(parts)}</svg>'
    )


def rectangle(left: float, right: float, top: float, bottom: float, colour: str, opacity: float) -> str:
    """A pale area, never so narrow that it could not be seen."""
    return (
        f'<rect x="{left}" y="{top}" width="{max(right - left, 1):.1f}" height="{bottom - top:.1f}" '
        f'fill="{colour}" fill-opacity="{opacity}"/>'
    )


def line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float, dash: str = "") -> str:
    """A straight line; `dash` as SVG writes it."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{colour}" stroke-width="{width}"{dashed}/>'


def path(places: Iterable[Place], colour: str) -> str:
    """A line through places."""
    return f'<polyline points="{_joined(places)}" fill="none" stroke="{colour}" stroke-width="4"/>'


def polygon(corners: Iterable[Place], fill: str, colour: str) -> str:
    """A filled shape with an outline."""
    return f'<polygon points="{_joined(corners)}" fill="{fill}" stroke="{colour}" stroke-width="3"/>'


def circle(x: float, y: float, radius: float, fill: str, colour: str) -> str:
    """A dot with an outline."""
    return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{fill}" stroke="{colour}" stroke-width="3"/>'


def text(
    x: float,
    y: float,
    phrase: str,
    anchor: str,
    colour: str,
    size: float,
    *,
    bold: bool = False,
    halo: bool = False,
) -> str:
    """Words; `anchor` is start, middle or end, `size` the height of the letters, `halo` keeps lines off them."""
    style = ' font-weight="700"' if bold else ""
    style += ' paint-order="stroke" stroke="#FFFFFF" stroke-width="10"' if halo else ""
    return (
        f'<text x="{x}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{colour}"{style}>'
        f"{escape(phrase)}</text>"
    )


def _joined(places: Iterable[Place]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
