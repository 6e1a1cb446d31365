"""Writes SDTM files row by row, so that memory does not grow with the trial."""

import csv
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from data_access.simulation.calibration import plan
from data_access.simulation.sdtm.columns import COLUMNS

Row = Mapping[str, str]
NOT_EVERYWHERE = {"DOMAIN", "USUBJID"} | {f"{domain}SEQ" for domain in COLUMNS}


class TrialWriter:
    """One CSV file per domain in a folder (UTF-8, '\\n'); to be used as a context."""

    def __init__(self, folder: Path) -> None:
        self.rows: dict[str, int] = dict.fromkeys(COLUMNS, 0)
        folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            self._files = {
                domain: csv.writer(
                    stack.enter_context(
                        (folder / f"{domain.lower()}.csv").open("w", encoding="utf-8", newline="")
                    ),
                    lineterminator="\n",
                )
                for domain in COLUMNS
            }
            for domain, file in self._files.items():
                file.writerow(COLUMNS[domain])
            self._open = stack.pop_all()

    def write(self, domain: str, usubjid: str, rows: Iterable[Row]) -> None:
        """Append all rows of one subject ('' for the trial); sequence numbers are given here.

        Raises KeyError for a variable that the domain does not have.
        """
        columns = COLUMNS[domain]
        fixed = {"STUDYID": plan.STUDY_ID, "DOMAIN": domain, "USUBJID": usubjid}
        lines = []
        for number, row in enumerate(rows, start=1):
            full = {**fixed, f"{domain}SEQ": str(number), **row}
            lines.append([full.pop(name, "") for name in columns])
            if strangers := full.keys() - NOT_EVERYWHERE:
                raise KeyError(f"{domain} has no variable {', '.join(sorted(strangers))}")
        self._files[domain].writerows(lines)
        self.rows[domain] += len(lines)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()
