"""What a reader does not see. In a module of its own, because every page asks it and few make the copy without it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Hidden:
    """Who the patients are, or in which arm."""

    identities: bool = False
    arms: bool = False
