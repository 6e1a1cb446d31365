"""The simulated trial with hostile text in every place that holds text of people: ids, arms, terms, visits, files.

Codes and units by which the build knows a result stay, so that every page has something to show.
"""

import csv
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

STUDY = "<b>x</b>=S $x$ **b**"
MARKUP = "<b>x</b>"
TURN = "\u202e"
FORMULA = '=HYPERLINK("https://example.org";"x")'
LONG = "Y" * 10_000
# What markdown, a figure or a spreadsheet would take for more than text; each id has something of the subject's own.
IDS: tuple[Callable[[str], str], ...] = (
    lambda own: f'=HYPERLINK("https://example.org";"{own}")',
    lambda own: f"{MARKUP}{own}<a href='https://example.org'>y</a></svg>",
    lambda own: f"{own} `z` **b** $x$ :red[y] :material/home: [l](https://example.org) &amp;",
    lambda own: f"{own}{TURN}12\u2066 <script>alert(1)</script>",
    lambda own: f"+{own}\", O'Neill\tand\nmore",
    lambda own: f"-{own}; DROP TABLE adam.adsl; -- %{{customdata[0]}} {{n}} %s",
    lambda own: f"@{own} # > | ~~z~~ :smile: -> https://example.org",
    lambda own: own + LONG,
)
NULL_LIKE = ("nan", "None", "NULL", "NA", "<NA>", "NaT", "-0", "1e5")
# The variables that people word freely, and every how many rows they are hostile: some must stay to be known.
WORDED = {
    "ARM": 1, "ACTARM": 1, "SITEID": 1, "RACE": 1, "ETHNIC": 1, "COUNTRY": 1, "ARMNRS": 1,
    "AETERM": 1, "AEDECOD": 1, "AEBODSYS": 1, "AEACN": 2, "AEOUT": 2, "AEREL": 3, "MHTERM": 1, "MHDECOD": 3,
    "CMTRT": 2, "CMDECOD": 2, "CMINDC": 1, "CMROUTE": 1, "PRTRT": 2, "PRDECOD": 2, "PRINDC": 1,
    "EXTRT": 3, "EXDOSU": 2, "EXADJ": 1, "ECTRT": 2, "ECADJ": 1, "ECREASOC": 1, "DSTERM": 1, "DSDECOD": 4,
    "VISIT": 1, "EPOCH": 1, "LBSPEC": 1, "LBREASND": 1, "LBTEST": 1, "LBNRIND": 4, "CPTEST": 1, "CPSBMRKS": 1,
    "FAOBJ": 4, "FAREASND": 1, "IETEST": 1, "DDORRES": 1, "VSTEST": 1, "VSPOS": 1, "VSTPT": 2, "RSTEST": 1, "FATPT": 3,
    "QLABEL": 1, "ELEMENT": 1,
}  # fmt: skip
WORDS = (
    f" {MARKUP}<img src=x onerror=alert(1)>", " **b** `z` $x$ :red[y] :material/home: [l](https://example.org)",
    f" {TURN}21 \" ' </svg></script>", " &lt;i&gt; %{x} {n} | # ~~z~~ <br>second",
)  # fmt: skip


def write_trial(simulated: Path, folder: Path) -> None:
    """Write the hostile sibling of the trial in `simulated` into `folder`, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    subjects = _subjects(simulated / "dm.csv")
    for path in sorted(simulated.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        target = folder / _file_name(path.stem)
        with target.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(_hostile(rows, subjects))


def _file_name(stem: str) -> str:
    """A name that a disk of this system can bear."""
    return f"{stem}.csv" if sys.platform == "win32" else f"{stem} ={MARKUP[:3]}'{TURN}` $x$ [l](y)\".csv"


def _subjects(dm: Path) -> dict[str, str]:
    """The hostile id of each subject: of those with an arm, the first bear the ids that look like nothing."""
    with dm.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ids = [row["USUBJID"] for row in sorted(rows, key=lambda row: not row["ARM"])]
    renamed = {own: IDS[place % len(IDS)](own) for place, own in enumerate(ids)}
    return renamed | dict(zip(ids[len(IDS) :], NULL_LIKE, strict=False))


def _hostile(rows: list[dict[str, str]], subjects: dict[str, str]) -> Iterator[dict[str, str]]:
    """The rows with hostile words: the same word becomes the same hostile word wherever it stands."""
    for place, row in enumerate(rows):
        changed = {"STUDYID": STUDY, "USUBJID": subjects.get(row.get("USUBJID", ""), "")}
        for name, every in WORDED.items():
            if row.get(name) and place % every == 0:
                changed[name] = _worded(row[name], name, place)
        if row.get("TSPARMCD") == "TITLE":
            changed["TSVAL"] = FORMULA + row["TSVAL"] + "".join(WORDS)
        if row.get("TSPARMCD") != "SIMDATA":
            yield row | {name: value for name, value in changed.items() if name in row}


def _worded(word: str, name: str, place: int) -> str:
    """A word made hostile; one term in ten begins as a formula, and one is as long as a page."""
    if name == "AETERM" and place == 0:
        return word + LONG
    hostile = word + WORDS[len(word) % len(WORDS)]
    return f"={hostile}" if len(word) % 10 == 0 else hostile
