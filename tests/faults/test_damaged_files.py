"""2,000 damaged files over every reader: each loads with every row accounted for, or is refused in one sentence.

The seed is printed; LIVERLINE_FAULT_SEED chooses another, LIVERLINE_FAULT_FILES more files.
"""

import gzip
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.data_access.deliveries import csv_text, lb
from tests.faults.damage import damaged, damages
from tests.faults.reading import LOADED, REFUSED, WRONG, Reader, reader

SEED = int(os.environ.get("LIVERLINE_FAULT_SEED", "20261126"))
FILES = int(os.environ.get("LIVERLINE_FAULT_FILES", "2000"))
ROWS = [
    lb(seq=at, LBORRES='"quoted", and\ntwo lines' if at % 5 == 0 else 17 + at, VISIT="第1天")
    for at in range(1, 31)
]
SAS7BDAT = Path(__file__).parents[1] / "data_access/fixtures/lb.sas7bdat.gz"


def _written(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Small files of every format, written here."""
    text = csv_text(ROWS)
    frame = pd.DataFrame(ROWS).astype({"LBORRES": str})
    yield "lb.csv", text.encode()
    yield "lb.csv", text.encode("gb18030")
    yield "lb.csv", text.encode("utf-16")
    yield "lb.csv.gz", gzip.compress(text.encode(), mtime=0)
    pyreadstat.write_xport(frame.drop(columns="VISIT"), folder / "lb.xpt", table_name="LB")
    yield "lb.xpt", (folder / "lb.xpt").read_bytes()
    yield "lb.xpt.gz", gzip.compress((folder / "lb.xpt").read_bytes(), mtime=0)
    frame.to_parquet(folder / "lb.parquet")
    yield "lb.parquet", (folder / "lb.parquet").read_bytes()
    yield "lb.sas7bdat", gzip.decompress(SAS7BDAT.read_bytes())


def _delivered(data: Path) -> Iterator[tuple[str, bytes]]:
    """Real files of every format, the small ones."""
    names = (
        "pilot/te.xpt", "tdf/ts.xpt", "msg/xpt/dm.xpt", "msg/json/te.json", "msg/json/ts.json", "msg/json/dm.json",
        "msg/ndjson/dm.ndjson", "msg/dsjc/dm.dsjc", "msg/dsjc/ae.dsjc",
    )  # fmt: skip
    for name in names:
        yield Path(name).name, (data / name).read_bytes()


@pytest.fixture(scope="module")
def originals(shared, tmp_path_factory) -> list[tuple[str, bytes]]:
    return [*_written(tmp_path_factory.mktemp("written")), *_delivered(shared / "data")]


@pytest.fixture(scope="module")
def reads() -> Iterator[Reader]:
    with reader() as running:
        yield running


KINDS_OF_FILES = 17


@pytest.mark.campaign
@pytest.mark.parametrize("place", range(KINDS_OF_FILES))
def test_a_damaged_file_loads_whole_or_is_refused_in_a_sentence(place, originals, reads, tmp_path):
    assert len(originals) == KINDS_OF_FILES
    name, original = originals[place]
    path, outcomes = tmp_path / name, Counter[str]()
    print(f"{name}: LIVERLINE_FAULT_SEED={SEED}")

    @seed(SEED + place)
    @settings(
        max_examples=-(-FILES // KINDS_OF_FILES), database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(damages())
    def campaign(recipe):
        path.write_bytes(damaged(original, recipe))
        outcome, said = reads(path)
        outcomes[outcome] += 1
        assert outcome != WRONG, said

    path.write_bytes(original)
    assert reads(path)[0] == LOADED
    campaign()
    assert outcomes[REFUSED] > 0
