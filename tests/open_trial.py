"""The simulated trial as an open one would be: in the control arm nobody is infused, nothing done on account of it.

In the trial as simulated both arms are infused; only here is any trace of an infusion a trace of the arm.
"""

import csv
from pathlib import Path

CONTROL = "Control"
INFUSED = ("ex", "ec")
EVENTS_OF_A_DOSE = ("AEREL", "AEACN")


def write_trial(simulated: Path, folder: Path) -> None:
    """Write the open sibling of the trial in `simulated` into `folder`, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    with (simulated / "dm.csv").open(encoding="utf-8", newline="") as file:
        controls = {row["USUBJID"] for row in csv.DictReader(file) if row["ARM"] == CONTROL}
    for path in sorted(simulated.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        with (folder / path.name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(
                _untreated(row) if row.get("USUBJID") in controls else row
                for row in rows
                if row.get("USUBJID") not in controls or not _of_a_dose(path.stem, row)
            )


def _of_a_dose(domain: str, row: dict[str, str]) -> bool:
    infusion = row.get(f"{domain.upper()}TPTREF") or (row.get("QNAM") == "INFNO" and row["QVAL"])
    return domain in INFUSED or bool(infusion)


def _untreated(row: dict[str, str]) -> dict[str, str]:
    emptied = {name: "" for name in row if name in EVENTS_OF_A_DOSE or name.startswith("RFX")}
    return row | emptied
