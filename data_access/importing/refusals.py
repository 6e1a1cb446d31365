"""What an upload may be, and how one that is not is turned away."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from data_access.building.reading.unpack import CHUNK_BYTES
from data_access.common.errors import Refused as Refused

MEGABYTE = 1 << 20
# The upload limit in .streamlit/config.toml is the same; tests/test_configuration.py holds them together.
MOST_UPLOADED_MB = 300
MOST_UNPACKED_MB = 2_048
MOST_FILES = 200
# Real deliveries pack 5 to 60 times (SAS transport is mostly blanks); small files may pack better by chance.
MOST_RATIO, RATIO_FROM_MB = 200, 10
WORKBOOKS = ("xlsx", "xls", "xlsb", "ods")
TYPES = ("zip", "xpt", "sas7bdat", "csv", "txt", "tsv", "json", "ndjson", "dsjc", "parquet", "gz", *WORKBOOKS)
INSIDE_ONLY = (
    "xml",
    "pdf",
    "md",
    "html",
    "docx",
    "log",
)  # documents that come with a delivery; left alone later
MACROS = ("xlsm", "xltm", "docm", "pptm", "xlam")
ARCHIVES = ("zip", "7z", "rar", "tar", "tgz", "bz2", "xz")


@dataclass
class Budget:
    """How many bytes may still be written; `spend` refuses more."""

    left: int = MOST_UNPACKED_MB * MEGABYTE

    def spend(self, count: int, name: str) -> None:
        """Write down that many bytes of the file `name`."""
        self.left -= count
        if self.left < 0:
            raise Refused("bomb", file=name, limit=MOST_UNPACKED_MB)


@dataclass
class Receiver:
    """Puts files into `folder`, each under its own plain name."""

    folder: Path
    budget: Budget = field(default_factory=Budget)
    names: set[str] = field(default_factory=set)

    def place(self, name: str) -> Path:
        """Where the file of that name goes; every name once."""
        if name.casefold() in self.names:
            raise Refused("twice", file=name)
        self.names.add(name.casefold())
        if len(self.names) > MOST_FILES:
            raise Refused("many", limit=MOST_FILES)
        return self.folder / name


def ending(name: str) -> str:
    """The ending of a file name, lower case, without the dot."""
    return name.rpartition(".")[2].lower()


def escapes(name: str) -> bool:
    """Whether a name leads out of the folder it is put in, on any system."""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in name or "\\" in name or "\0" in name


def check_type(name: str, allowed: Sequence[str]) -> None:
    """Refuse a name whose ending is none of those allowed."""
    last = ending(name)
    if last in MACROS:
        raise Refused("macro", file=name)
    if last not in allowed:
        raise Refused("type", file=name, types=", ".join(TYPES))


def check_ratio(name: str, unpacked: int, packed: int) -> None:
    """Refuse what unpacks to many times its size, both in bytes."""
    if unpacked > RATIO_FROM_MB * MEGABYTE and unpacked > MOST_RATIO * max(packed, 1):
        raise Refused("ratio", file=name, limit=MOST_RATIO)


def copied(read: Callable[[int], bytes], write: Callable[[bytes], object], budget: Budget, name: str) -> None:
    """Copy piece by piece, and no more than is left: what an archive says of itself may be a lie."""
    while piece := read(CHUNK_BYTES):
        budget.spend(len(piece), name)
        write(piece)
