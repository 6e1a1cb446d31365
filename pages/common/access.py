"""Who reads, and what a reader may do: the one place that decides it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reader:
    """`name`: as signed in; `role`: what decides about access."""

    name: str
    role: str


LOCAL = Reader("local", "local")


def reader() -> Reader:
    """Who reads. Without sign-in the app listens on this machine alone, and whoever sits at it is the reader."""
    return LOCAL


def may(what: str) -> bool:
    """Whether the reader may do `what`, for example "import"; the local reader may do everything."""
    return reader() == LOCAL
