"""The simulated trial goes through the build like any other: nothing rejected, only planted errors found."""

PLANTED = {
    "unit_slip": {"BILI", "CREAT"},
    "implausible_lab": {"CREAT"},
    "duplicate_lab": {"ALT"},
    "infusion_outside_window": {"dose"},
    "partial_date": {"CMSTDTC", "MHSTDTC"},
}


def test_no_row_is_rejected(opened):
    database = opened("simulated")
    read, loaded, rejected = database.execute(
        "SELECT sum(rows_read), sum(rows_loaded), sum(rows_rejected) FROM meta.source"
    ).fetchone()
    assert read == loaded > 20_000 and rejected == 0


def test_checks_find_what_was_planted_and_nothing_else(opened):
    found = {}
    for check, detail in opened("simulated").execute("SELECT check_id, detail FROM meta.finding").fetchall():
        found.setdefault(check, set()).add(detail.split()[0])
    assert found == PLANTED


def test_one_late_infusion_one_duplicate_and_two_slips(opened):
    counts = dict(opened("simulated").execute("SELECT check_id, n FROM meta.check_result").fetchall())
    assert (counts["infusion_outside_window"], counts["duplicate_lab"], counts["unit_slip"]) == (1, 1, 2)


def test_the_database_knows_that_it_is_simulated(opened):
    row = (
        opened("simulated")
        .execute("SELECT study, simulated, left(data_cutoff, 10) FROM meta.snapshot")
        .fetchone()
    )
    assert row == ("SIM-MSCEV", True, "2026-03-31")


def test_every_analysis_table_has_rows(opened):
    database = opened("simulated")
    for table in ("adsl", "adlb", "adex", "adplan", "adae", "adtte", "advs", "adcp", "adrs", "adproc"):
        assert database.execute(f"SELECT count(*) FROM adam.{table}").fetchone()[0] > 0, table
