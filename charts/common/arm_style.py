"""How an arm looks on every page: colour, line and mark, never colour alone."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class ArmStyle:
    """Colour, the same as a pale line, line style, mark, and the mark as a letter."""

    colour: str
    pale: str
    dash: str
    marker: str
    letter: str


EXPERIMENTAL = ArmStyle("#0072B2", "rgba(0, 114, 178, 0.38)", "solid", "circle", "●")
CONTROL = ArmStyle("#D55E00", "rgba(213, 94, 0, 0.40)", "dash", "square", "■")
OTHERS = (
    ArmStyle("#00795C", "rgba(0, 121, 92, 0.36)", "dot", "diamond", "◆"),
    ArmStyle("#A3507F", "rgba(163, 80, 127, 0.36)", "dashdot", "triangle-up", "▲"),
    ArmStyle("#7A6A3A", "rgba(122, 106, 58, 0.36)", "longdash", "star", "★"),
)
# In protocol order.
IN_ORDER = (EXPERIMENTAL, CONTROL, *OTHERS)
TOGETHER = ArmStyle("#52606D", "rgba(82, 96, 109, 0.38)", "solid", "circle", "●")
"""All patients as one group, where arms are hidden; its role and its name are \"TOGETHER\"."""
ALL = "TOGETHER"
BY_ROLE = {"EXPERIMENTAL": EXPERIMENTAL, "CONTROL": CONTROL}


def style_of(place: int) -> ArmStyle:
    """The look of an arm by its place in protocol order, from 0; a sixth arm looks like the first."""
    return IN_ORDER[place % len(IN_ORDER)]


def styles(roles: Sequence[object]) -> list[ArmStyle]:
    """A look for each arm in order: by its role in the protocol, else by its place among the arms."""
    if list(roles) == [ALL]:
        return [TOGETHER]
    free = [style for role, style in BY_ROLE.items() if role not in roles] + list(OTHERS)
    found: list[ArmStyle] = []
    for role in roles:
        known = BY_ROLE.get(str(role))
        found.append(known if known and known not in found else free[len(found) % len(free)])
    return found
