"""The protocol as tables that the analysis SQL can join; without a protocol they are empty."""

from duckdb import DuckDBPyConnection

from clinical.protocols.protocol import OWN_ENDPOINTS, Protocol

TABLES = """
CREATE TABLE work.planned_dose (
    number INTEGER, day INTEGER, tolerance_days INTEGER, minor_deviation_days INTEGER
);
CREATE TABLE work.planned_visit (place INTEGER, avisit VARCHAR, day INTEGER, tolerance_days INTEGER);
CREATE TABLE work.planned_time_point (
    tptnum INTEGER, tpt VARCHAR, after_minutes INTEGER, from_end BOOLEAN, before BOOLEAN, early_minutes INTEGER,
    late_minutes INTEGER
);
CREATE TABLE work.visit_window (avisit VARCHAR, avisitn DOUBLE, first_day INTEGER, last_day INTEGER);
CREATE TABLE work.per_protocol (per_protocol_doses INTEGER);
CREATE TABLE work.endpoint (paramcd VARCHAR);
CREATE TABLE work.own_endpoint (paramcd VARCHAR);
CREATE TABLE work.study_arm (arm VARCHAR, role VARCHAR, position INTEGER);
"""
RANDOMISED_ARMS = "SELECT DISTINCT arm, armcd FROM sdtm.dm WHERE arm IS NOT NULL ORDER BY arm"


def write_plan(connection: DuckDBPyConnection, protocol: Protocol | None) -> None:
    """Make and fill these tables. Arms that the protocol does not name follow its own, by alphabet."""
    connection.execute(TABLES)
    _arms(connection, protocol)
    for (study,) in connection.execute("SELECT DISTINCT studyid FROM sdtm.dm").fetchall():
        connection.execute(
            "INSERT INTO work.own_endpoint SELECT unnest(?)", [list(OWN_ENDPOINTS.get(study, ()))]
        )
    if protocol is None:
        return
    for dose in protocol.doses:
        connection.execute(
            "INSERT INTO work.planned_dose VALUES (?, ?, ?, ?)",
            [dose.number, dose.day, dose.tolerance_days, dose.minor_deviation_days],
        )
    connection.executemany(
        "INSERT INTO work.planned_visit VALUES (?, ?, ?, ?)",
        [(place, each.name, each.day, each.tolerance_days) for place, each in enumerate(protocol.visits, 1)],
    )
    for point in protocol.time_points:
        connection.execute(
            "INSERT INTO work.planned_time_point VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                point.number,
                point.name,
                point.minutes,
                point.from_end,
                point.before,
                point.early_minutes,
                point.late_minutes,
            ],
        )
    for window in protocol.visit_windows:
        connection.execute(
            "INSERT INTO work.visit_window VALUES (?, ?, ?, ?)",
            [window.name, window.number, window.first_day, window.last_day],
        )
    connection.execute("INSERT INTO work.per_protocol VALUES (?)", [protocol.per_protocol_doses])
    connection.execute("INSERT INTO work.endpoint SELECT unnest(?)", [list(protocol.endpoints)])


def _arms(connection: DuckDBPyConnection, protocol: Protocol | None) -> None:
    """Number the arms of the data: in protocol order, then alphabetically."""
    known = () if protocol is None else protocol.arms
    found = connection.execute(RANDOMISED_ARMS).fetchall()
    places = {
        arm: next(
            (place for place, each in enumerate(known) if {arm, armcd} & {each.name, each.code}), len(known)
        )
        for arm, armcd in found
    }
    for position, arm in enumerate(sorted(places, key=lambda name: (places[name], name)), start=1):
        role = known[places[arm]].role if places[arm] < len(known) else None
        connection.execute("INSERT INTO work.study_arm VALUES (?, ?, ?)", [arm, role, position])
