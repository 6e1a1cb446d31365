"""What lies in SOURCE: every file looked at, the data sets among them opened, the rest named, not read."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from data_access.building.reading.domains import is_sdtm
from data_access.building.reading.fingerprint import Fingerprint, fingerprint
from data_access.building.reading.recognise import NotRead, claims_to_be_data, open_source
from data_access.building.reading.source_dataset import DataSet, file_label
from data_access.common.errors import BuildError


def list_files(source: Path) -> tuple[list[Path], list[NotRead]]:
    """The files directly in a folder, or the single file, by name; and what is left alone."""
    try:
        if source.is_file():
            return [source], []
        entries = sorted(source.iterdir())
    except FileNotFoundError as error:
        raise BuildError(f"There is no folder or file {source}.") from error
    except PermissionError as error:
        raise BuildError(f"The folder {source} cannot be read: permission denied.") from error
    files = [entry for entry in entries if entry.is_file() and not entry.name.startswith((".", "~$"))]
    skipped = [NotRead(file_label(entry), _why_left(entry)) for entry in entries if entry not in files]
    return files, skipped


def _why_left(entry: Path) -> str:
    if not entry.is_dir():
        return "hidden" if entry.name.startswith((".", "~$")) else "not a regular file"
    try:
        inside = sum(claims_to_be_data(path) for path in entry.iterdir())
    except PermissionError:
        return "a folder without read permission"
    return f"a folder ({inside} data files in it; name it as SOURCE to read them)" if inside else "a folder"


NAMED_IN_A_SENTENCE = 3
OnShare = Callable[[float, str], None]


@dataclass(frozen=True)
class Source:
    """A data set with the checksum of its file."""

    dataset: DataSet
    sha256: str
    size_bytes: int


def open_sources(
    folder: Path, declared: list[str], scratch: Path, on_share: OnShare
) -> tuple[list[Source], list[NotRead]]:
    """The SDTM data sets of a folder, or of a single file, and what was left alone; no row is loaded yet.

    `declared` are the known domains, `scratch` a folder to unpack in. BuildError if there is no data set,
    if a file that claims to be one is not, or if one was delivered twice. `on_share` hears the share of all
    bytes and the name of the file being looked at.
    """
    files, skipped = list_files(folder)
    sources: list[Source] = []
    content_of: dict[str, str] = {}
    done, total = 0, sum(path.stat().st_size for path in files) or 1
    for path in files:
        size, name = path.stat().st_size, file_label(path)
        inspected, opened = _inspect(
            path, declared, scratch, _scaled(on_share, name, done / total, size / total)
        )
        done += size
        if isinstance(opened, NotRead):
            skipped.append(opened)
            continue
        twin = content_of.setdefault(inspected.content_sha256, name)
        if twin != name:
            raise BuildError(
                f"{name} has the same content as {twin}: its rows would count twice. Remove one."
            )
        sources.append(Source(opened, inspected.sha256, size))
    if not sources:
        raise BuildError(_nothing_found(folder, skipped))
    return sources, skipped


def _scaled(on_share: OnShare, name: str, before: float, part: float) -> Callable[[float], None]:
    return lambda share: on_share(before + share * part, name)


def _inspect(
    path: Path, declared: list[str], scratch: Path, on_share: Callable[[float], None]
) -> tuple[Fingerprint, DataSet | NotRead]:
    try:
        inspected = fingerprint(path, on_share)
        opened = open_source(path, inspected.text, scratch)
    except PermissionError as error:
        raise BuildError(f"{file_label(path)} cannot be read: permission denied.") from error
    if isinstance(opened, DataSet) and not is_sdtm(opened, declared):
        opened = NotRead(opened.file, "not SDTM: it has no DOMAIN column, nor the name of a domain")
    return inspected, opened


def _nothing_found(folder: Path, skipped: list[NotRead]) -> str:
    """One sentence on why there is nothing to build from."""
    if not skipped:
        return f"The folder {folder} is empty."
    reasons = [f"{item.file} ({item.reason})" for item in skipped[:NAMED_IN_A_SENTENCE]]
    more = len(skipped) - len(reasons)
    listed = ", ".join(reasons) + (f" and {more} more" if more else "")
    return f"There is no SDTM data set in {folder}; looked at {listed}."
