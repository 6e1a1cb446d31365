"""Show that a refactoring changes nothing a reader, a file or a code could notice: capture twice, then compare.

    cd CHECKOUT && python /anywhere/benchmarks/behaviour.py OUT       captures CHECKOUT into the folder OUT
    python benchmarks/behaviour.py --diff OUT1 OUT2                   names what differs; exit 1 if anything does

One copy of this file captures both sides, so that both are asked the same. It enters where readers enter: the
command lines `data_access.simulate`, `build` and `verify`, and the pages through AppTest of `pages/frame.py`, in
one process per trial: the default simulated trial (fixed seed) and the CDISC pilot (`../shared/data/pilot`, or
below LIVERLINE_SHARED). No module that a refactoring may move is imported. What is captured:

- source: every simulated file by its bytes; what `build --json` says.
- table: of every table of the database the number of rows, and of every column and of the whole rows a sum of
  hashes, which is the same in any order of the rows.
- page: every page in both languages, each state from a new session: every view of the page and several patients
  (AXES); below each, every other choice alone (of long lists the first two, the middle and the last; toggles turned;
  every field filled at once); below that what a choice has brought, to DEPTH choices in all; and the projector.
  Folds are open, except in the first state. Of each state: the address, every element in the order of the screen as
  its protobuf message, with figures and tables unpacked, and the lines of the access log.
- file: what each download button of each state gives. Packed formats (xlsx, pptx, zip) are unpacked to their parts.
  Slow ones (SLOW) are made in the states of one choice at most.
- code: every code seen on a page, in a file or on a slide, and what `data_access.verify` answers.

Left out, because it may differ without anybody noticing: the moment of building or making (the day of the
capture and any time on it, in text, in zip entries, in XPT headers), the hash in Streamlit's element ids (it
holds the path of the checkout; the key stays), the random names of deferred files, the chain of hashes of the
access log, stack traces. The key of the masks is fixed for the capture, because it is random otherwise.
Not seen here: the order of rows in a table that no page shows, how pages look (CSS is compared as text), how
fast they are, sign-in and roles, the steps of an import beyond the first, presses of buttons, clicks in a
figure. The tests hold those.

With `--pages` some pages only, and then fewer codes: for use while one works, not as the proof. Try it on the same
checkout twice when Streamlit or DuckDB is new: there must be no difference.
"""

import argparse
import contextlib
import difflib
import gzip
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

# Beside the checkout that is captured, which may know neither this file nor its second half.
if not __package__:
    sys.path[0] = str(Path(__file__).parents[1])
from benchmarks.behaviour_walk import HERE, Part, lines_of, walk_pages  # noqa: E402

SHARED = Path(os.environ.get("LIVERLINE_SHARED", HERE.parent / "shared"))
TRIALS = ("simulated", "pilot")
CODE = re.compile(r"\b[a-z_]+:(?:[\w%.~-]*:)*[0-9a-f]{8}:[0-9a-f]{8}\b")
SHOWN_LINES, LINE_LENGTH = 12, 300


class Capture:
    """What was captured of one trial: by name the parts in their order, each by its hash; every text once."""

    def __init__(self, out: Path, trial: str) -> None:
        self.file, self.bodies, self.codes = out / f"{trial}.json", out / "texts", set[str]()
        self.bodies.mkdir(parents=True, exist_ok=True)
        self.found: dict[str, list[Part]] = {}

    def add(self, name: str, parts: Iterable[Part]) -> None:
        self.found[name] = [(part, self._kept(text)) for part, text in parts]

    def _kept(self, text: str) -> str:
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:20]
        self.codes |= set(CODE.findall(text))
        if not (body := self.bodies / f"{digest}.gz").exists():
            body.write_bytes(gzip.compress(text.encode("utf-8", "surrogatepass"), 1))
        return digest

    def write(self) -> None:
        self.file.write_text(json.dumps(self.found, ensure_ascii=False, indent=0), encoding="utf-8")


# The trial, its database, its pages.
def capture(trial: str, out: Path, pages: list[str]) -> None:
    """Everything of one trial, in a process of its own whose current directory is the checkout."""
    found = Capture(out, trial)
    with tempfile.TemporaryDirectory(prefix="behaviour-") as folder:
        work = Path(folder)
        os.environ |= {
            "LIVERLINE_DB": str(work / "trial.duckdb"),
            "LIVERLINE_LOG": str(work / "access.jsonl"),
        }
        (work / "mask.key").write_bytes(b"behaviour".ljust(32))
        source = SHARED / "data" / trial
        if trial == "simulated":
            ran("data_access.simulate", "--out", str(source := work / "sdtm"))
            names = sorted(source.iterdir())
            found.add(
                "source files", ((path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in names)
            )
        said = ran("data_access.build", str(source), "--out", os.environ["LIVERLINE_DB"], "--json")
        found.add("source report", [("build --json", lines_of(json.loads(said.replace(folder, "<work>"))))])
        found.add("tables", tables(os.environ["LIVERLINE_DB"]))
        walk_pages(found, pages)
        found.add("codes", answers(sorted(found.codes)))
    found.write()
    print(f"{trial}: {len(found.found)} states, {len(found.codes)} codes", flush=True)


def ran(module: str, *arguments: str) -> str:
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=HERE).stdout


def tables(file: str) -> Iterator[Part]:
    import duckdb

    with duckdb.connect(file, read_only=True) as db:
        named = "FROM information_schema.tables WHERE table_schema IN ('sdtm', 'adam', 'meta')"
        for schema, table in db.execute(f"SELECT table_schema, table_name {named} ORDER BY ALL").fetchall():
            place = f'"{schema}"."{table}"'
            columns = [row[:2] for row in db.execute(f"DESCRIBE {place}").fetchall() if row[0] != "built_at"]
            sums = ", ".join(f'sum(hash("{name}")::HUGEINT)' for name, _ in columns)
            rows = "sum(hash([{}])::HUGEINT)".format(", ".join(f'"{name}"::VARCHAR' for name, _ in columns))
            counted = db.execute(f"SELECT count(*), {rows}, {sums} FROM {place}").fetchall()[0]  # noqa: S608 - its own names
            hashes = zip([*(" ".join(column) for column in columns)], counted[2:], strict=True)
            yield f"{schema}.{table}", lines_of([f"{counted[0]} rows", counted[1], *map(list, hashes)])


def answers(codes: list[str]) -> Iterator[Part]:
    """What `verify` says of each code, of codes that are wrong, and how it ends."""
    from data_access import verify

    wrong = [codes[0][:-1] + ("0" if codes[0][-1] != "0" else "1"), "no:code", codes[0].partition(":")[2]]
    for code in [*codes, *wrong]:
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            ended = verify.main([code])
        yield code, f"{ended} {said.getvalue().replace(os.environ['LIVERLINE_DB'], '<database>')}"


# Two captures compared.
def differences(one: Path, two: Path, trials: Iterable[str] = TRIALS) -> Iterator[str]:
    for trial in trials:
        before, after = (json.loads((out / f"{trial}.json").read_text("utf-8")) for out in (one, two))
        for name in [*before, *(name for name in after if name not in before)]:
            if before.get(name) != after.get(name):
                yield f"{trial}: {name}"
                yield from changed(before.get(name), after.get(name), one, two)


def changed(before: list[Any] | None, after: list[Any] | None, one: Path, two: Path) -> Iterator[str]:
    if before is None or after is None:
        yield "  only in the " + ("second" if before is None else "first")
        return
    left, right = ([tuple(part) for part in parts] for parts in (before, after))
    for kind, a, b, c, d in difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for place in range(max(b - a, d - c)):
            old = left[a + place] if a + place < b else ("", "")
            new = right[c + place] if c + place < d else ("", "")
            yield f"  {old[0] or 'nothing'} -> {new[0] or 'nothing'}" if old[0] != new[0] else f"  {old[0]}"
            texts = [text(out, part[1]).splitlines() for out, part in ((one, old), (two, new))]
            # The first two lines name files.
            unlike = islice(difflib.unified_diff(*texts, n=0, lineterm=""), 2, 2 + SHOWN_LINES)
            yield from (f"    {line[:LINE_LENGTH]}" for line in unlike)


def text(out: Path, digest: str) -> str:
    """The text behind a hash; nothing where there is no such part."""
    if not digest:
        return ""
    return gzip.decompress((out / "texts" / f"{digest}.gz").read_bytes()).decode("utf-8", "surrogatepass")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", nargs="+", type=Path, metavar="OUT")
    parser.add_argument("--diff", action="store_true", help="compare two captures; exit 1 where they differ")
    parser.add_argument("--trial", choices=TRIALS, help="this trial only")
    parser.add_argument(
        "--pages", nargs="*", default=[], metavar="PAGE", help="these pages only, while one works"
    )
    arguments = parser.parse_args()
    if arguments.diff:
        found = list(differences(*arguments.out, [arguments.trial] if arguments.trial else TRIALS))
        print("\n".join(found) or "No difference.")
        return bool(found)
    out = arguments.out[0].resolve()
    if arguments.trial:
        # From here on modules are those of the checkout.
        sys.path[0] = str(HERE)
        capture(arguments.trial, out, arguments.pages)
        return 0
    for trial in TRIALS:
        command = [sys.executable, __file__, str(out), "--trial", trial, "--pages", *arguments.pages]
        # A set that reaches a page is in the order of its hashes: the same ones in both captures.
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": "0"})
    return 0


if __name__ == "__main__":
    sys.exit(main())
