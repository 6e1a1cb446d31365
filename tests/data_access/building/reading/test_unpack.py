"""Bytes as they were before anyone packed them."""

import gzip
import zlib

import pytest

from data_access.building.reading.unpack import Plain, head_of
from data_access.common.errors import BuildError

TEXT = b"STUDYID,USUBJID\n" * 200_000


def read(path):
    with Plain(path) as plain:
        return plain.readall()


@pytest.mark.parametrize(
    "pack",
    [
        bytes,
        gzip.compress,
        zlib.compress,
        lambda text: gzip.compress(text[:1000]) + gzip.compress(text[1000:]),
    ],
    ids=["plain", "gzip", "zlib", "gzip in two members"],
)
def test_packed_or_not_the_content_is_the_same(tmp_path, pack):
    path = tmp_path / "lb"
    path.write_bytes(pack(TEXT))
    assert read(path) == TEXT
    assert head_of(path, 7) == b"STUDYID"


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress], ids=["gzip", "zlib"])
@pytest.mark.parametrize("kept", [0.3, 0.9, 0.999])
def test_a_packed_file_that_was_cut_short_is_refused_by_name(tmp_path, pack, kept):
    packed = pack(TEXT)
    path = tmp_path / "lb.csv.gz"
    path.write_bytes(packed[: int(len(packed) * kept)])
    with pytest.raises(BuildError, match=r"lb\.csv\.gz is cut short"):
        read(path)


def test_a_packed_file_with_a_changed_byte_is_refused(tmp_path):
    packed = bytearray(gzip.compress(TEXT))
    packed[-3] ^= 255
    path = tmp_path / "lb.csv.gz"
    path.write_bytes(packed)
    with pytest.raises(BuildError, match="damaged"):
        read(path)


def test_text_that_begins_like_zlib_is_text(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"x\x9c is not a header here" * 10)
    assert read(path).startswith(b"x\x9c is")


def test_the_share_read_grows_to_one(tmp_path):
    path = tmp_path / "lb"
    path.write_bytes(TEXT)
    with Plain(path) as plain:
        before = plain.share()
        plain.readall()
        assert before < plain.share() == 1.0
