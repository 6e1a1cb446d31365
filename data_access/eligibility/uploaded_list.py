"""A CSV or workbook of candidates as someone uploads it: read as text, whatever its encoding, or refused."""

import csv
import io
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pandas import DataFrame

from clinical.common.wording import Wording
from clinical.eligibility.candidate import FIELDS
from data_access.common.errors import Refused
from data_access.importing.reading.workbook import read_workbook

LABEL = "candidate"
LARGEST_BYTES = 5_000_000
MOST_ROWS = 50_000
FALLBACKS = ("gb18030", "cp1252")
DELIMITERS = (",", ";", "\t")
COMMENT = "#"
WORKBOOK_MAGIC = b"PK\x03\x04"

TOO_LARGE = Wording(
    "The file is larger than {megabytes} MB: split it.", "文件超过{megabytes} MB，请拆分后上传。"
)
TOO_LONG = Wording("The file has more than {rows} rows: split it.", "文件超过{rows}行，请拆分后上传。")
NO_HEADER = Wording(
    "No column of the file is an input of the check: the first line must be the header of the template.",
    "文件中没有可识别的列。首行须为模板中的列名。",
)
NO_ROW = Wording(
    "The file has no row below its header: nobody to assess.", "文件只有表头，没有数据行:无可评估的候选人。"
)
NOT_TEXT = Wording(
    "The file is neither a text file (CSV) nor a workbook (XLSX).",
    "该文件既不是文本文件(CSV)，也不是工作簿(XLSX)。",
)
DAMAGED = Wording(
    "The workbook cannot be read: it is damaged or under a password, or was never calculated. Open and save it.",
    "无法读取该工作簿:文件损坏、有密码或公式从未计算。请打开后重新保存。",
)
MIXED = Wording(
    "{n} lines are not UTF-8 and were read as GB18030: check Chinese words in them.",
    "{n}行不是UTF-8编码，已按GB18030读取:请核对其中的中文。",
)
LEFT_ASIDE = Wording("Columns left aside: {columns}.", "未使用的列:{columns}。")
RAGGED = Wording(
    "{n} rows have more or fewer cells than the header: read as far as they go.",
    "{n}行的单元格数与表头不符:按已有内容读取。",
)


class FileUnusable(ValueError):  # noqa: N818 - it says what the file is
    """A file that holds no candidates; `text` is one sentence in both languages."""

    def __init__(self, text: Wording) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True)
class Candidates:
    """`frame`: columns of text named as the fields of the check, and `candidate`, the file's own label."""

    frame: DataFrame
    notes: tuple[Wording, ...]


def read(content: bytes) -> Candidates:
    """The candidates of a file. FileUnusable says why there are none; nothing is guessed about a value."""
    if len(content) > LARGEST_BYTES:
        raise FileUnusable(TOO_LARGE.fill(megabytes=LARGEST_BYTES // 1_000_000))
    foreign = 0
    if content.startswith(WORKBOOK_MAGIC):
        header, rows, ragged = _workbook(content)
    else:
        lines, foreign = _decoded(content)
        header, rows, ragged = _table(lines)
    known = {place: name for place, name in enumerate(header) if name in FIELDS or name == LABEL}
    if not set(known.values()) & set(FIELDS):
        raise FileUnusable(NO_HEADER)
    if not rows:
        raise FileUnusable(NO_ROW)
    frame = DataFrame(
        {name: [row[place] if place < len(row) else "" for row in rows] for place, name in known.items()},
        dtype=object,
    )
    if LABEL not in frame:
        frame.insert(0, LABEL, [str(number) for number in range(1, len(rows) + 1)])
    others = [name for name in header if name and name not in known.values()]
    notes = [MIXED.fill(n=foreign)] if foreign else []
    notes += [LEFT_ASIDE.fill(columns=", ".join(others)[:200])] if others else []
    notes += [RAGGED.fill(n=ragged)] if ragged else []
    return Candidates(frame, tuple(notes))


def _decoded(content: bytes) -> tuple[list[str], int]:
    """The lines as text, and how many were not UTF-8: files put together by hand mix encodings."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace").splitlines(), 0
    if b"\x00" in content:
        raise FileUnusable(NOT_TEXT)
    lines, foreign = [], 0
    for line in content.removeprefix(b"\xef\xbb\xbf").splitlines():
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            foreign += 1
            lines.append(_foreign(line))
    return lines, foreign


def _foreign(line: bytes) -> str:
    for encoding in FALLBACKS:
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode("utf-8", errors="replace")


def _table(lines: list[str]) -> tuple[list[str], list[list[str]], int]:
    """Header, rows and the number of rows of another length; comment and empty lines are passed over."""
    wanted = [line for line in lines if line.strip() and not line.lstrip().startswith(COMMENT)]
    if not wanted:
        raise FileUnusable(NO_HEADER)
    if len(wanted) - 1 > MOST_ROWS:
        raise FileUnusable(TOO_LONG.fill(rows=MOST_ROWS))
    delimiter = max(DELIMITERS, key=wanted[0].count)
    table = list(_cells(wanted, delimiter))
    header = [cell.strip().lower() for cell in table[0]]
    rows = [[cell.strip() for cell in row] for row in table[1:]]
    return header, rows, sum(len(row) != len(header) for row in rows)


def _workbook(content: bytes) -> tuple[list[str], list[list[str]], int]:
    """The same of the first sheet that is not hidden; each cell as a reader of the sheet sees it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "candidates.xlsx"
        path.write_bytes(content)
        try:
            grid = read_workbook(path, "")
        except Refused as refused:
            raise FileUnusable(DAMAGED) from refused
    table = [cells for _, cells in grid.rows if not cells[0].lstrip().startswith(COMMENT)]
    if not table:
        raise FileUnusable(NO_HEADER)
    if len(table) - 1 > MOST_ROWS:
        raise FileUnusable(TOO_LONG.fill(rows=MOST_ROWS))
    header = [cell.strip().lower() for cell in table[0]]
    return header, [[cell.strip() for cell in row] for row in table[1:]], 0


def _cells(lines: list[str], delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines, delimiter=delimiter)
    except csv.Error as error:
        raise FileUnusable(NOT_TEXT) from error


def template(fields: tuple[str, ...], examples: list[dict[str, str]]) -> str:
    """A CSV to fill in: the columns, what each takes (a comment line), and example rows."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([LABEL, *fields])
    writer.writerow([f"{COMMENT} own label; no name or number", *map(_takes, fields)])
    for number, example in enumerate(examples, start=1):
        writer.writerow([f"example {number}", *(example.get(field, "") for field in fields)])
    return out.getvalue()


def _takes(field: str) -> str:
    described = FIELDS[field]
    if described.kind == "answer":
        return "yes / no / empty"
    if described.options:
        return " / ".join(described.options)
    return described.unit or described.kind
