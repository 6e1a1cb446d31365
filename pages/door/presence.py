"""Which sign-ins are in use: what this process has heard of them since it started."""

import time

_heard: dict[str, float] = {}
_ended: set[str] = set()


def hear(key: str) -> None:
    """The sign-in `key` shows a sign of life now."""
    _heard[key] = time.monotonic()


def end(key: str) -> None:
    """The person signed off; a copy of the cookie opens nothing any more."""
    _ended.add(key)
    _heard.pop(key, None)


def has_ended(key: str) -> bool:
    return key in _ended


def left_s(key: str, idle_s: float) -> float:
    """Seconds until the sign-in counts as left alone; 0 or less once it does or was signed off."""
    if key in _ended or key not in _heard:
        return 0.0
    return _heard[key] + idle_s - time.monotonic()
