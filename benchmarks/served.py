"""A Streamlit server of our own on a free port, for measuring and for the browser tests."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
START_TIMEOUT_S = 120.0
STOP_TIMEOUT_S = 10.0
POLL_S = 0.02


class ServerError(RuntimeError):
    """The server ended or kept silent; the message carries the end of its log."""


@dataclass
class Served:
    """A running server: where it answers, when it was started and what it has used since."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path
    started: float

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def age_s(self) -> float:
        """Seconds since the process was started."""
        return time.perf_counter() - self.started

    def log_text(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def cpu_seconds(self) -> float:
        """Processor time of the server so far, user and system, ended threads included.

        Read from the kernel on Linux, from `ps` elsewhere; NaN where neither exists (Windows).
        """
        stat = Path(f"/proc/{self.process.pid}/stat")
        if stat.exists():
            fields = stat.read_text().rpartition(")")[2].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        if sys.platform == "win32":
            return float("nan")
        ps = ["ps", "-o", "time=", "-p", str(self.process.pid)]
        clock = subprocess.run(ps, capture_output=True, text=True, check=True).stdout.strip()
        seconds, *minutes_and_hours = reversed([float(part) for part in clock.split(":")])
        return seconds + sum(part * 60.0**place for place, part in enumerate(minutes_and_hours, start=1))

    def resident_mb(self) -> float:
        """Megabytes (10^6 bytes) of the server in memory now; NaN where there is no `ps` (Windows)."""
        if sys.platform == "win32":
            return float("nan")
        ps = ["ps", "-o", "rss=", "-p", str(self.process.pid)]
        return int(subprocess.run(ps, capture_output=True, text=True, check=True).stdout) * 1024 / 1e6

    def wait_until_up(self, timeout_s: float = START_TIMEOUT_S) -> None:
        """Return once the server accepts connections; ServerError if it ends or stays silent."""
        deadline = time.perf_counter() + timeout_s
        while time.perf_counter() < deadline:
            if self.process.poll() is not None:
                raise ServerError(f"it ended with {self.process.returncode}:\n{self.log_text()[-2000:]}")
            if self._healthy():
                return
            time.sleep(POLL_S)
        raise ServerError(f"no answer on {self.url} after {timeout_s:.0f} s:\n{self.log_text()[-2000:]}")

    def _healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def serve(
    script: Path,
    *,
    folder: Path,
    log: Path,
    environment: Mapping[str, str] | None = None,
    options: Sequence[str] = ("--server.headless=true",),
) -> Iterator[Served]:
    """Run `streamlit run script` in `folder` and stop it at the end; standard input is empty.

    The configuration is whatever `.streamlit/config.toml` `folder` has, bound to this machine.
    """
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}"]
    command += [f"--server.address={HOST}", *options]
    with log.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            yield Served(process, port, log, started)
        finally:
            process.terminate()
            try:
                process.wait(STOP_TIMEOUT_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
