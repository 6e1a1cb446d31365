"""Which sign-ins are in use: each process by what it has heard of them, all of a machine by who has signed off."""

import os
import time
from contextlib import suppress
from pathlib import Path

from data_access.access_log.append import path_of_log, unwritable

# More than a large hospital has in the longest shift, after which a sign-in is worth nothing anyway.
MOST_KEPT = 20_000

_heard: dict[str, float] = {}
_ended: set[str] = set()


def hear(key: str) -> None:
    """The sign-in `key` shows a sign of life now."""
    _heard[key] = time.monotonic()


def end(key: str) -> None:
    """The person signed off; a copy of the cookie opens nothing any more, in no process that writes the same log.

    One empty file for each: no process has to lock or to read again, a restart forgets nothing, and no clock that is
    set back brings a sign-in back. LogUnwritable: it has ended in this process, and the others cannot know.
    """
    _ended.add(key)
    _heard.pop(key, None)
    folder = _folder()
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        (folder / key).touch(mode=0o600)
    except OSError as error:
        raise unwritable(folder, error) from error
    with suppress(FileNotFoundError):  # another process is at it
        _forget_the_oldest(folder)


def has_ended(key: str) -> bool:
    """Whether the person has signed off, here or in another process."""
    return key in _ended or (_folder() / key).exists()


def left_s(key: str, idle_s: float) -> float:
    """Seconds until the sign-in counts as left alone; 0 or less once it does or was signed off."""
    if key not in _heard or has_ended(key):
        return 0.0
    return _heard[key] + idle_s - time.monotonic()


def _folder() -> Path:
    """Beside the access log, where every process of the machine looks."""
    log = path_of_log()
    return log.with_name(f"{log.name}.signed-off")


def _forget_the_oldest(folder: Path) -> None:
    """Once there are too many, half of them."""
    kept = list(os.scandir(folder))
    if len(kept) > MOST_KEPT:
        kept.sort(key=lambda entry: entry.stat().st_mtime_ns)
        for entry in kept[: len(kept) // 2]:
            Path(entry.path).unlink(missing_ok=True)
