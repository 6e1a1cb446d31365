"""Rows as the bytes of a file format. What a format cannot say comes back as a sentence beside the bytes."""

import csv
import io
import json
import re
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pyreadstat
from pandas import DataFrame
from pyarrow import compute, parquet

from data_access import __version__
from data_access.exports.tables import harmless

# SAS transport, version 5 and 8: what a name, a label and a text may have, in bytes.
XPT_LIMITS = {5: (8, 40, 200), 8: (32, 256, 32_767)}
WHOLE = 2**53
# Planned times before a reference point (--ELTM) begin with a minus, and no spreadsheet can run them.
DURATION = re.compile(r"[-+]P[\dYMWDTHS.,]+")
JSON_VERSION = "1.1.0"
JSON_TYPES = {
    pa.types.is_floating: "double",
    pa.types.is_integer: "integer",
    pa.types.is_timestamp: "datetime",
    pa.types.is_date: "date",
}


def parquet_bytes(rows: pa.Table, label: str) -> bytes:
    """Parquet; its metadata say what data these are."""
    out = io.BytesIO()
    metadata = {"label": label, "source": f"Liverline {__version__}"}
    parquet.write_table(rows.replace_schema_metadata(metadata), out, compression="zstd")
    return out.getvalue()


def csv_text(rows: pa.Table) -> tuple[bytes, tuple[str, ...]]:
    """CSV in UTF-8 with a mark for Excel; an apostrophe before a text that a spreadsheet would run is noted."""
    out, guarded = io.StringIO(), 0
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(rows.column_names)
    for batch in rows.to_batches():
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            cells = [_cell(value) for value in row]
            guarded += sum(
                cell != value for cell, value in zip(cells, row, strict=True) if isinstance(value, str)
            )
            writer.writerow(cells)
    said = f"{guarded} texts begin with an apostrophe, so that no spreadsheet runs them as a formula."
    return out.getvalue().encode("utf-8-sig"), (said,) if guarded else ()


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return value if DURATION.fullmatch(value) else harmless(value)
    if isinstance(value, float):
        return (
            "" if value != value else int(value) if value.is_integer() and abs(value) < WHOLE else repr(value)
        )
    return value.isoformat() if isinstance(value, date | datetime) else value


def xpt(name: str, rows: pa.Table, label: str, labels: dict[str, str]) -> tuple[bytes, tuple[str, ...]]:
    """SAS transport: version 5 where its limits do, else 8; what not even 8 holds is cut and said."""
    version: Literal[5, 8] = 5 if _fits(name, rows, 5) else 8
    _, longest_label, longest_text = XPT_LIMITS[version]
    frame, cut = _frame(rows, longest_text)
    with tempfile.TemporaryDirectory(prefix="liverline-") as folder:
        path = Path(folder) / "table.xpt"
        pyreadstat.write_xport(
            frame,
            path,
            file_label=_bytes(label, longest_label),
            column_labels={
                column: _bytes(labels.get(column, column), longest_label) for column in rows.column_names
            },
            table_name=_bytes(name, XPT_LIMITS[version][0]),
            file_format_version=version,
        )
        content = path.read_bytes()
    said = (
        [] if version == 5 else ["SAS transport version 8: names or texts are longer than version 5 allows."]
    )
    said += [f"{cut} texts were cut: SAS transport holds {longest_text} bytes."] if cut else []
    return content, tuple(said)


def _fits(name: str, rows: pa.Table, version: int) -> bool:
    longest_name, _, longest_text = XPT_LIMITS[version]
    if any(len(each.encode()) > longest_name for each in (name, *rows.column_names)):
        return False
    texts = [column for column in rows.columns if pa.types.is_string(column.type)]
    lengths = [compute.max(compute.binary_length(column)).as_py() or 0 for column in texts]
    return max(lengths, default=0) <= longest_text


def _frame(rows: pa.Table, longest: int) -> tuple[DataFrame, int]:
    """The rows as pyreadstat writes them, text without a missing value of its own; and how many were cut."""
    cut = 0
    columns: dict[str, Any] = {}
    for name, column in zip(rows.column_names, rows.columns, strict=True):
        values = column.to_pylist()
        if pa.types.is_string(column.type):
            texts = [_bytes(value or "", longest) for value in values]
            cut += sum(text != (value or "") for text, value in zip(texts, values, strict=True))
            columns[name] = texts
        elif column.null_count == len(column):
            columns[name] = [float("nan")] * len(column)
        else:
            columns[name] = column.to_pandas(date_as_object=True)
    return DataFrame(columns, columns=rows.column_names), cut


def _bytes(text: str, most: int) -> str:
    """The text in at most so many bytes of UTF-8, no character cut in half."""
    return text.encode()[:most].decode(errors="ignore")


def dataset_json(name: str, rows: pa.Table, label: str, study: str, labels: dict[str, str]) -> bytes:
    """CDISC Dataset-JSON 1.1."""
    head = {
        "datasetJSONCreationDateTime": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "datasetJSONVersion": JSON_VERSION,
        "originator": label.partition(name)[0].strip(),
        "sourceSystem": {"name": "Liverline", "version": __version__},
        "studyOID": study,
        "itemGroupOID": f"IG.{name}",
        "records": rows.num_rows,
        "name": name,
        "label": label,
        "columns": [_described(name, field, rows, labels) for field in rows.schema],
    }
    values = [[_plain(value) for value in column.to_pylist()] for column in rows.columns]
    body = {**head, "rows": list(zip(*values, strict=True))}
    return json.dumps(body, ensure_ascii=False, allow_nan=False).encode()


def _described(name: str, field: pa.Field, rows: pa.Table, labels: dict[str, str]) -> dict[str, Any]:
    kind = next((word for is_kind, word in JSON_TYPES.items() if is_kind(field.type)), "string")
    described = {
        "itemOID": f"IT.{name}.{field.name}",
        "name": field.name,
        "label": labels.get(field.name, field.name),
        "dataType": kind,
    }
    if kind == "string":
        described["length"] = compute.max(compute.utf8_length(rows[field.name])).as_py() or 1
    return described


def _plain(value: Any) -> Any:
    if isinstance(value, float) and value != value:
        return None
    return value.isoformat() if isinstance(value, date | datetime) else value
