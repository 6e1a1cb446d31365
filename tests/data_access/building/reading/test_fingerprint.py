"""One look at every byte of a file."""

import gzip
import hashlib

from data_access.building.reading.fingerprint import TextTraits, fingerprint


def test_the_checksum_is_of_the_file_as_delivered_and_of_its_content(tmp_path):
    content = b"STUDYID,USUBJID\nS,1\n"
    plain, packed = tmp_path / "a.csv", tmp_path / "b.csv.gz"
    plain.write_bytes(content)
    packed.write_bytes(gzip.compress(content))
    assert fingerprint(plain).sha256 == hashlib.sha256(content).hexdigest()
    assert fingerprint(packed).sha256 == hashlib.sha256(packed.read_bytes()).hexdigest()
    assert fingerprint(plain).content_sha256 == fingerprint(packed).content_sha256


def test_text_is_told_from_bytes(tmp_path):
    path = tmp_path / "x"
    for content, expected in [
        (b"a,b\n", TextTraits("UTF-8", False, True)),
        (b'a,"b', TextTraits("UTF-8", True, False)),
        ("a,b\n".encode("utf-16"), TextTraits("UTF-16", False, True)),
        (b"PAR1\0\0", None),
        (b"a,b\0\n", None),
    ]:
        path.write_bytes(content)
        assert fingerprint(path).text == expected


def test_the_share_looked_at_ends_at_one(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"a" * 3_000_000)
    shares = []
    fingerprint(path, shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
