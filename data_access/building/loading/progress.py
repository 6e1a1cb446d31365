"""How far a build is: a share, a sentence, and the seconds left at the pace so far."""

import time
from collections.abc import Callable
from typing import TextIO

Progress = Callable[[float, str], None]
INSPECT, LOAD, DERIVE, CHECK = range(4)
# What part of a build's time each stage takes, measured on 5,000,000 laboratory rows.
PARTS = (0.03, 0.12, 0.78, 0.07)
EARLIEST_GUESS_SECONDS = 2.0


def silent(share: float, message: str) -> None:
    """Progress that nobody asked for."""


class Meter:
    """Turns progress within the stages INSPECT, LOAD, DERIVE and CHECK into a share of the whole build."""

    def __init__(self, report: Progress, clock: Callable[[], float] = time.monotonic) -> None:
        self._report, self._clock = report, clock
        self._began = clock()
        self._rows = 0

    def add_rows(self, rows: int) -> None:
        """Count rows that were read."""
        self._rows += rows

    def at(self, stage: int, share: float, what: str) -> None:
        """Report that `share` of the stage is done and `what` is being worked on."""
        whole = sum(PARTS[:stage]) + PARTS[stage] * min(1.0, share)
        words = [what]
        if self._rows:
            words.append(f"{self._rows:,} rows")
        passed = self._clock() - self._began
        if passed > EARLIEST_GUESS_SECONDS and whole > 0:
            words.append(f"{passed * (1 - whole) / whole:.0f} s left")
        self._report(whole, ", ".join(words))


class Terminal:
    """Progress for people who wait: nothing on short work, then one line that renews itself.

    Where `stream` is no terminal but a log, a line every QUIET_SECONDS instead.
    """

    SHORT_WORK_SECONDS = 2.0
    QUIET_SECONDS = 10.0
    RENEW_SECONDS = 0.2

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream, self._clock = stream, clock
        self._renews = stream.isatty()
        self._next = clock() + (self.SHORT_WORK_SECONDS if self._renews else self.QUIET_SECONDS)
        self._width = 0

    def __call__(self, share: float, message: str) -> None:
        """Show that `share` is done."""
        if self._clock() < self._next:
            return
        line = f"{share:4.0%} {message}"
        if self._renews:
            self._stream.write("\r" + line.ljust(self._width))
            self._width = len(line)
        else:
            self._stream.write(line + "\n")
        self._stream.flush()
        self._next = self._clock() + (self.RENEW_SECONDS if self._renews else self.QUIET_SECONDS)

    def end(self) -> None:
        """Leave the renewed line behind."""
        if self._width:
            self._stream.write("\n")
            self._stream.flush()
