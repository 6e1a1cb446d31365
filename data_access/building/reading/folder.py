"""Which files of SOURCE are looked at; what lies deeper or is hidden is named, not read."""

from pathlib import Path

from data_access.building.reading.recognise import NotRead, claims_to_be_data
from data_access.building.reading.source_dataset import file_label
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
