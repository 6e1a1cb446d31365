"""Uploads that could harm the machine are refused by name, before they do; honest deliveries come through whole."""

import gzip
import io
import stat
import struct
import zipfile

import pytest

from data_access.importing import refusals, upload, zip_archive
from data_access.importing.refusals import Refused

DM = b"STUDYID,DOMAIN,USUBJID\nT,DM,T-1\n"


def zipped(members: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as opened:
        for name, content in members.items():
            opened.writestr(zipfile.ZipInfo(name), content, kind)
    return out.getvalue()


def with_link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as opened:
        link = zipfile.ZipInfo("dm.csv")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        opened.writestr(link, "/etc/passwd")
    return out.getvalue()


def with_flag(content: bytes, flag: int) -> bytes:
    """The archive with a flag set in the headers of its only member, local and central."""
    changed = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(mark) + offset
        struct.pack_into("<H", changed, at, struct.unpack_from("<H", changed, at)[0] | flag)
    return bytes(changed)


def lying(content: bytes, size: int) -> bytes:
    """The archive with another unpacked size in the headers of its only member."""
    changed = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", changed, content.index(mark) + offset, size)
    return bytes(changed)


HOSTILE = {
    "escape-up": ("escape", [("a.zip", zipped({"../dm.csv": DM}))]),
    "escape-deep": ("escape", [("a.zip", zipped({"x/../../dm.csv": DM}))]),
    "escape-absolute": ("escape", [("a.zip", zipped({"/tmp/dm.csv": DM}))]),
    "escape-drive": ("escape", [("a.zip", zipped({"C:/dm.csv": DM}))]),
    "escape-backslash": ("escape", [("a.zip", zipped({"..\\dm.csv": DM}))]),
    "escape-hidden": ("escape", [("a.zip", zipped({"../.dm": DM}))]),
    "escape-upload": ("escape", [("../dm.csv", DM)]),
    "link": ("link", [("a.zip", with_link())]),
    "encrypted": ("encrypted", [("a.zip", with_flag(zipped({"dm.csv": DM}), zip_archive.ENCRYPTED))]),
    "nested-by-name": ("nested", [("a.zip", zipped({"b.zip": zipped({"dm.csv": DM})}))]),
    "nested-by-content": ("nested", [("a.zip", zipped({"dm.csv": zipped({"x.csv": DM})}))]),
    "macro": ("macro", [("a.xlsm", b"PK")]),
    "macro-in-zip": ("macro", [("a.zip", zipped({"a.xlsm": b"PK"}))]),
    "macro-under-another-name": ("macro", [("a.xlsx", zipped({"xl/vbaProject.bin": b"x"}))]),
    "old-workbook-that-is-none": ("damaged", [("a.xls", b"")]),
    "macro-in-xlsb": ("macro", [("a.xlsb", zipped({"xl/vbaProject.bin": b"x"}))]),
    "workbook-with-password": ("encrypted", [("a.xlsx", upload.OLE_MAGIC + b"x" * 100)]),
    "program": ("type", [("a.exe", b"MZ")]),
    "program-in-zip": ("type", [("a.zip", zipped({"a.sh": b"rm"}))]),
    "no-ending": ("type", [("dm", DM)]),
    "empty-zip": ("empty", [("a.zip", zipped({}))]),
    "only-litter": ("empty", [("a.zip", zipped({"__MACOSX/dm.csv": b"", ".DS_Store": b""}))]),
    "no-zip": ("damaged", [("a.zip", b"not a zip")]),
    "cut-zip": ("damaged", [("a.zip", zipped({"dm.csv": DM * 99})[:-30])]),
    "broken-gzip": ("damaged", [("dm.csv.gz", gzip.compress(DM * 99)[:-20])]),
    "twice": ("twice", [("a.zip", zipped({"a/dm.csv": DM, "b/DM.csv": DM}))]),
    "many": ("many", [("a.zip", zipped({f"{n}.csv": b"" for n in range(refusals.MOST_FILES + 1)}))]),
    "ratio": ("ratio", [("a.zip", zipped({"dm.csv": bytes(11 << 20)}))]),
    "ratio-in-workbook": ("ratio", [("a.xlsx", zipped({"xl/sheet1.xml": bytes(11 << 20)}))]),
}  # fmt: skip


@pytest.mark.parametrize(("code", "uploads"), HOSTILE.values(), ids=list(HOSTILE))
def test_a_hostile_upload_is_refused_by_name(tmp_path, code, uploads):
    folder = tmp_path / "delivery"
    folder.mkdir()
    with pytest.raises(Refused) as refused:
        upload.receive(uploads, folder)
    assert refused.value.code == code
    assert [path.name for path in tmp_path.iterdir()] == ["delivery"], (
        "something was written beside the folder"
    )


def test_sizes_are_limited_in_sum_and_while_unpacking(tmp_path, monkeypatch):
    monkeypatch.setattr(upload, "MOST_UPLOADED_MB", 1)
    with pytest.raises(Refused, match="large"):
        upload.receive([("a.csv", bytes(600_000)), ("b.csv", bytes(600_000))], tmp_path)
    monkeypatch.undo()
    monkeypatch.setattr(zip_archive, "MOST_UNPACKED_MB", 1)
    with pytest.raises(Refused, match="bomb"):
        upload.receive([("a.zip", zipped({"a.csv": bytes(600_000), "b.csv": bytes(600_000)}))], tmp_path)


@pytest.mark.parametrize("content", [
    pytest.param([("a.csv.gz", gzip.compress(bytes(3 << 20)))], id="gzip"),
    pytest.param([("a.zip", lying(zipped({"dm.csv": bytes(3 << 20)}), 100))], id="a-zip-that-lies-of-its-size"),
])  # fmt: skip
def test_what_really_comes_out_is_what_counts(tmp_path, monkeypatch, content):
    budget = refusals.Budget(left=1 << 20)
    monkeypatch.setattr(upload, "Receiver", lambda folder: refusals.Receiver(folder, budget))
    with pytest.raises(Refused) as refused:
        upload.receive(content, tmp_path)
    assert refused.value.code in ("bomb", "damaged")
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 1 << 20


def test_an_honest_delivery_arrives_byte_for_byte(tmp_path):
    packed = gzip.compress(DM)
    upload.receive(
        [("a.zip", zipped({"study/dm.csv": DM, "study/define.xml": b"<x/>"})), ("ae.csv.gz", packed)],
        tmp_path,
    )
    found = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert found == {"dm.csv": DM, "define.xml": b"<x/>", "ae.csv.gz": packed}


def test_a_name_in_gbk_is_read_as_chinese_windows_wrote_it(tmp_path):
    name = "随访.csv"
    content = zipped({"AAAA.csv": DM}).replace(b"AAAA", "随访".encode("gb18030"))
    upload.receive([("a.zip", content)], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name]
