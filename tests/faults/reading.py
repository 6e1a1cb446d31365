"""Reads a damaged file in a process of its own: a crash or a hang of a reader must not take the tests with it."""

import multiprocessing
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

import duckdb

from data_access.building.loading.load import load_all
from data_access.building.loading.progress import Meter, silent
from data_access.building.loading.sdtm_tables import create_schemas, declared_domains
from data_access.building.reading.sources import open_sources
from data_access.common.errors import BuildError

LONGEST_S = 10
# On a busy machine the imports alone may take longer than any file should.
START_S = 300
READY, LOADED, REFUSED, WRONG = "ready", "loaded", "refused", "wrong"
Outcome = tuple[str, str]


class Store:
    """An empty database in memory that is as new for each file: making one anew takes longer than reading."""

    def __init__(self) -> None:
        self._connection = duckdb.connect()
        create_schemas(self._connection)

    def read(self, path: Path) -> Outcome:
        """LOADED if each row is somewhere exactly once, REFUSED if one sentence names the file; else WRONG."""
        self._connection.begin()
        try:
            sources, _ = open_sources(path, declared_domains(), path.parent, lambda share, name: None)
            load_all(self._connection, sources, Meter(silent))
            return self._counted()
        except BuildError as error:
            sentence = str(error)
            fine = "\n" not in sentence and sentence.endswith(".") and path.name in sentence
            return (REFUSED if fine else WRONG), sentence
        except Exception:  # whatever else a reader lets through is what is looked for
            return WRONG, traceback.format_exc()
        finally:
            self._connection.rollback()

    def _counted(self) -> Outcome:
        total, kept, rejected = self._rows(
            "SELECT sum(rows_read), sum(rows_loaded), sum(rows_rejected) FROM meta.source"
        )[0]
        tables = self._rows("SELECT DISTINCT domain FROM meta.source WHERE domain IS NOT NULL")
        rows = [f'SELECT source_row FROM sdtm."{domain}"' for (domain,) in tables]
        lying = self._rows(" UNION ALL ".join([*rows, 'SELECT DISTINCT "row" FROM meta.rejected']))
        numbers = sorted(number for (number,) in lying)
        if (total or 0) != (kept or 0) + (rejected or 0) or numbers != list(range(1, int(total or 0) + 1)):
            return WRONG, f"{total} rows read, {kept} loaded, {rejected} rejected, {len(numbers)} found"
        return LOADED, str(total)

    def _rows(self, query: str) -> list[tuple]:
        return self._connection.execute(query).fetchall()


def _serve(pipe: Connection) -> None:
    store = Store()
    pipe.send(READY)
    while True:
        pipe.send(store.read(Path(pipe.recv())))


class Reader:
    """One process that reads file after file; it is replaced when it dies or says nothing for LONGEST_S."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._start()

    def _start(self) -> None:
        self._pipe, theirs = self._context.Pipe()
        self._process = self._context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        assert self._pipe.poll(START_S) and self._pipe.recv() == READY, "the reader did not start"

    def __call__(self, path: Path) -> Outcome:
        self._pipe.send(str(path))
        try:
            if self._pipe.poll(LONGEST_S):
                outcome: Outcome = self._pipe.recv()
                return outcome
            said = f"no answer after {LONGEST_S} s"
        except EOFError:
            self._process.join()
            said = f"the process died with {self._process.exitcode}"
        self.stop()
        self._start()
        return WRONG, said

    def stop(self) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()


@contextmanager
def reader() -> Iterator[Reader]:
    """A reader that is gone afterwards."""
    running = Reader()
    try:
        yield running
    finally:
        running.stop()
