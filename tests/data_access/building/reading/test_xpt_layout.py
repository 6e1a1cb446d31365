"""A SAS transport file that was cut short shows it."""

import pandas as pd
import pyreadstat
import pytest

from data_access.building.reading import xpt_layout
from data_access.common.errors import BuildError


def transport_file(path, rows, width, version=5):
    frame = pd.DataFrame({"USUBJID": ["x" * width] * rows, "X": [1.5] * rows})
    pyreadstat.write_xport(frame, path, table_name="LB", file_format_version=version)
    return path


@pytest.mark.parametrize("rows", [1, 2, 3, 7, 50])
@pytest.mark.parametrize("width", [1, 2, 12, 71, 72, 73, 152, 200])
@pytest.mark.parametrize("version", [5, 8])
def test_rows_are_counted_whatever_fills_the_last_record(tmp_path, rows, width, version):
    path = transport_file(tmp_path / "lb.xpt", rows, width, version)
    assert xpt_layout.count_rows(path, "lb.xpt") == rows


@pytest.mark.parametrize("trial", ["pilot", "tdf", "msg/xpt"])
def test_rows_of_every_published_file_against_pyreadstat(shared, trial):
    for path in sorted((shared / "data" / trial).glob("*.xpt")):
        frame, _ = pyreadstat.read_xport(path, encoding="WINDOWS-1252", output_format="dict")
        assert xpt_layout.count_rows(path, path.name) == len(next(iter(frame.values()))), path.name


def test_a_file_cut_at_any_place_but_between_rows_is_refused(tmp_path):
    whole = transport_file(tmp_path / "lb.xpt", 40, 92).read_bytes()
    path = tmp_path / "cut.xpt"
    start = whole.index(b"HEADER RECORD*******OBS") + 80
    for length in range(400, len(whole), 37):
        path.write_bytes(whole[:length])
        rows, left = divmod(length - start, 100)
        if length > start and length % 80 == 0 and left == 0:
            assert xpt_layout.count_rows(path, "cut.xpt") == rows
            continue
        with pytest.raises(BuildError, match=r"cut\.xpt is cut short"):
            xpt_layout.count_rows(path, "cut.xpt")


def test_a_library_of_two_data_sets_is_refused(tmp_path):
    one = transport_file(tmp_path / "one.xpt", 3, 20).read_bytes()
    member = one[one.index(b"HEADER RECORD*******MEMBER") :]
    path = tmp_path / "two.xpt"
    path.write_bytes(one + member)
    with pytest.raises(BuildError, match=r"two\.xpt holds 2 data sets"):
        xpt_layout.count_rows(path, "two.xpt")


def test_a_header_that_counts_more_variables_than_it_describes_is_refused(tmp_path):
    whole = transport_file(tmp_path / "lb.xpt", 3, 20).read_bytes()
    counts = b"HEADER RECORD*******NAMESTR HEADER RECORD!!!!!!!000000"
    path = tmp_path / "counted.xpt"
    path.write_bytes(whole.replace(counts + b"0002", counts + b"0090"))
    with pytest.raises(BuildError, match=r"counted\.xpt is damaged: its header counts more variables"):
        xpt_layout.count_rows(path, path.name)


@pytest.mark.parametrize("width", [0, -8])
def test_a_variable_without_a_width_is_refused(tmp_path, width):
    whole = bytearray(transport_file(tmp_path / "lb.xpt", 3, 20).read_bytes())
    first = whole.index(b"HEADER RECORD*******NAMESTR") + xpt_layout.RECORD_BYTES + xpt_layout.LENGTH_OFFSET
    whole[first : first + 2] = width.to_bytes(2, "big", signed=True)
    path = tmp_path / "narrow.xpt"
    path.write_bytes(whole)
    with pytest.raises(BuildError, match=r"narrow\.xpt is damaged: its header has a variable without"):
        xpt_layout.count_rows(path, path.name)


def test_d12_version_8_states_its_rows_and_a_blank_last_one_counts(shared):
    """The OBSV8 record says 3 (SAS TS-140); the third row is blank and fills up the last record."""
    path = shared / "field/cases/22_blank_last_row_v8/co.xpt"
    assert xpt_layout.count_rows(path, "co.xpt") == 3


def test_d12_a_version_8_file_that_ends_before_its_rows_is_refused(tmp_path):
    whole = transport_file(tmp_path / "lb.xpt", 40, 152, 8).read_bytes()
    path = tmp_path / "cut.xpt"
    path.write_bytes(whole[: -80 * 4])
    with pytest.raises(BuildError, match=r"states 40 rows and holds 3\d"):
        xpt_layout.count_rows(path, "cut.xpt")
