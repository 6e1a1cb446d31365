"""Small deliveries, written the way sites write them, and a way to load them without the analysis."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from data_access.building.loading.load import load_all
from data_access.building.loading.progress import Meter, silent
from data_access.building.loading.sdtm_tables import create_schemas, declared_domains
from data_access.building.loading.supplemental import pivot_all
from data_access.building.reading.sources import open_sources

Row = Mapping[str, object]
STUDY = "TINY"


def dm(usubjid: str = "T-1", **values: object) -> Row:
    """A treated subject."""
    return {
        "STUDYID": STUDY, "DOMAIN": "DM", "USUBJID": usubjid, "SUBJID": usubjid[-1],
        "ARM": "A", "ACTARM": "A",
        "RFSTDTC": "2024-01-02", "RFXSTDTC": "2024-01-02", "DTHFL": "", "DTHDTC": "", "SEX": "M", "AGE": 50,
    } | values  # fmt: skip


def lb(usubjid: str = "T-1", seq: int = 1, **values: object) -> Row:
    """A bilirubin of 17.1 umol/L on the first day."""
    return {
        "STUDYID": STUDY, "DOMAIN": "LB", "USUBJID": usubjid, "LBSEQ": seq, "LBTESTCD": "BILI",
        "LBTEST": "Bilirubin", "LBCAT": "CHEMISTRY", "LBORRES": 17.1, "LBORRESU": "umol/L", "LBSTRESC": 17.1,
        "LBSTRESN": 17.1, "LBSTRESU": "umol/L", "LBSTNRLO": 0, "LBSTNRHI": 21, "LBNRIND": "NORMAL",
        "LBBLFL": "", "VISITNUM": 1, "VISIT": "DAY 1", "LBDTC": "2024-01-02T08:00",
    } | values  # fmt: skip


def ae(usubjid: str = "T-1", seq: int = 1, **values: object) -> Row:
    """A mild event of one day."""
    return {
        "STUDYID": STUDY, "DOMAIN": "AE", "USUBJID": usubjid, "AESEQ": seq, "AETERM": "Fever", "AEDECOD": "",
        "AESEV": "MILD", "AESER": "N", "AESDTH": "", "AEOUT": "",
        "AESTDTC": "2024-01-03", "AEENDTC": "2024-01-04",
    } | values  # fmt: skip


def ex(usubjid: str = "T-1", seq: int = 1, **values: object) -> Row:
    """A dose on the first day."""
    return {
        "STUDYID": STUDY, "DOMAIN": "EX", "USUBJID": usubjid, "EXSEQ": seq, "EXTRT": "A", "EXDOSE": 1,
        "EXDOSU": "mg", "EXSTDTC": "2024-01-02T10:00", "EXENDTC": "2024-01-02T12:00",
    } | values  # fmt: skip


def ds(usubjid: str = "T-1", seq: int = 1, **values: object) -> Row:
    """The randomisation."""
    return {
        "STUDYID": STUDY, "DOMAIN": "DS", "USUBJID": usubjid, "DSSEQ": seq, "DSTERM": "RANDOMIZED",
        "DSDECOD": "RANDOMIZED", "DSCAT": "PROTOCOL MILESTONE", "DSSTDTC": "2024-01-01",
    } | values  # fmt: skip


def supp(parent: str, usubjid: str, idvar: str, idvarval: str, qnam: str, qval: str) -> Row:
    """A supplemental qualifier."""
    return {
        "STUDYID": STUDY, "RDOMAIN": parent, "USUBJID": usubjid, "IDVAR": idvar, "IDVARVAL": idvarval,
        "QNAM": qnam, "QLABEL": qnam, "QVAL": qval,
    }  # fmt: skip


def ts(code: str, value: str, seq: int = 1, study: str = STUDY) -> Row:
    """A characteristic of the trial."""
    return {
        "STUDYID": study, "DOMAIN": "TS", "TSSEQ": seq, "TSPARMCD": code, "TSPARM": code, "TSVAL": value,
    }  # fmt: skip


def csv_text(rows: Iterable[Row]) -> str:
    """The rows as CSV, with the columns of all of them."""
    listed = list(rows)
    columns = dict.fromkeys(name for row in listed for name in row)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(listed)
    return out.getvalue()


def write_csv(folder: Path, name: str, rows: Iterable[Row], encoding: str = "utf-8") -> Path:
    """A CSV file in the folder."""
    path = folder / name
    path.write_bytes(csv_text(rows).encode(encoding))
    return path


def loaded(source: Path) -> DuckDBPyConnection:
    """The sdtm and meta tables of a delivery, in memory, without analysis and checks."""
    connection = duckdb.connect()
    create_schemas(connection)
    sources, _ = open_sources(source, declared_domains(), source.parent, lambda share, name: None)
    pivot_all(connection, load_all(connection, sources, Meter(silent)))
    return connection


def rows(connection: DuckDBPyConnection, query: str) -> list[tuple]:
    """The rows of a query."""
    return connection.execute(query).fetchall()
