"""Two states of a study: what was changed by hand in the second delivery is found, and nothing else."""

import pytest

from data_access.build import build
from data_access.common.database import open_database
from data_access.dataset import compare, snapshots
from data_access.dataset import compare as dataset_compare
from tests.data_access.deliveries import ae, dm, ex, lb, supp, ts, write_csv

BEFORE = {
    "dm": [dm(), dm("T-2")],
    "lb": [
        lb(seq=1, LBTESTCD="ALT"),
        lb(seq=2),
        lb(seq=3, LBDTC="2024-01-09T08:00", VISITNUM=2, VISIT="DAY 8"),
    ],
    "ae": [ae(), ae(seq=2, AETERM="Rash")],
    "ex": [ex(EXDOSE=1), ex(seq=2, EXDOSE=2)],  # two doses of one key
    "suppae": [supp("AE", "T-1", "AESEQ", "1", "AETRTEM", "Y")],
}
AFTER = {
    "dm": [dm(SEX="F"), dm("T-2"), dm("T-3")],
    # A new first row renumbers all others; one result was corrected, another dated anew.
    "lb": [lb(seq=1, LBTESTCD="INR", LBORRES=2), lb(seq=2, LBTESTCD="ALT"), lb(seq=3, LBORRES=18, LBSTRESN=18),
           lb(seq=4, LBDTC="2024-01-10T08:00", VISITNUM=2, VISIT="DAY 8")],
    "ae": [ae(AEDECOD="Pyrexia")],
    "ex": [ex(EXDOSE=1), ex(seq=2, EXDOSE=3)],
    "suppae": [supp("AE", "T-1", "AESEQ", "1", "AETRTEM", "N")],
    "vs": [],
}  # fmt: skip


@pytest.fixture(scope="module")
def states(tmp_path_factory):
    """The two states, and one of another study, one simulated and one foreign file, in one folder."""
    room = tmp_path_factory.mktemp("states")
    folder = room / "databases"
    deliveries = {
        "first": BEFORE,
        "second": AFTER | {"ts": [ts("DCUTDTC", "2024-02-01")]},
        "other": {"dm": [dm(STUDYID="OTHER")]},
        "simulated": {"dm": [dm()], "ts": [ts("SIMDATA", "Y")]},
    }
    for name, tables in deliveries.items():
        (room / name).mkdir()
        for domain, rows in tables.items():
            if rows:
                write_csv(room / name, f"{domain}.csv", rows)
        build(room / name, folder / f"{name}.duckdb")
    (folder / "foreign.duckdb").write_bytes(b"nothing of ours")
    return {name: open_database(folder / f"{name}.duckdb") for name in deliveries}


@pytest.fixture(scope="module")
def found(states):
    return {each.domain: each for each in compare.compare(states["first"], states["second"])}


def changes(difference):
    rows = difference.changed[["column", "old", "new"]].fillna("")
    return {tuple(row) for row in rows.itertuples(index=False)}


def test_new_rows_do_not_make_the_renumbered_ones_differ(found):
    assert sorted(found["lb"].added["lbtestcd"]) == ["BILI", "INR"]
    assert found["lb"].removed["lbdtc"].tolist() == ["2024-01-09T08:00"]
    assert changes(found["lb"]) == {("lborres", "17.1", "18"), ("lbstresn", "17.1", "18.0")}
    assert found["lb"].n_changed == 1


def test_a_changed_value_names_its_column_and_where_it_stands_now(found):
    (row,) = found["dm"].changed.itertuples(index=False)
    assert (row.usubjid, row.column, row.old, row.new, row.source_file, row.source_row) == (
        "T-1", "sex", "M", "F", "dm.csv", "1")  # fmt: skip
    assert found["dm"].added["usubjid"].tolist() == ["T-3"]


def test_a_qualifier_is_compared_in_its_parent(found):
    assert changes(found["ae"]) == {("aedecod", "", "Pyrexia"), ("aetrtem", "Y", "N")}
    assert found["ae"].removed["aeterm"].tolist() == ["Rash"]
    assert "suppae" not in found


def test_two_rows_of_one_key_are_told_apart(found):
    assert changes(found["ex"]) == {("exdose", "2.0", "3.0")}
    assert found["ex"].added.empty
    assert found["ex"].removed.empty


def test_rows_add_up_in_every_domain(found):
    for each in found.values():
        assert each.n_before - len(each.removed) + len(each.added) == each.n_after


def test_a_state_does_not_differ_from_itself(states):
    for each in compare.compare(states["second"], states["second"]):
        assert not len(each.added) + len(each.removed) + len(each.changed)


def test_the_list_of_all_differences_holds_each_once(found):
    table = dataset_compare.as_table(tuple(found.values()))
    counts = table["what"].value_counts()
    assert counts["added"] == sum(len(each.added) for each in found.values())
    assert counts["removed"] == sum(len(each.removed) for each in found.values())
    assert counts["changed"] == sum(len(each.changed) for each in found.values())
    assert "T-1 | Fever | 2024-01-03" in set(table["key"])


def test_simulated_and_real_data_are_never_compared(states):
    for other in ("simulated", "other"):
        with pytest.raises(ValueError, match="not compared"):
            compare.compare(states["first"], states[other])


def test_only_states_of_the_same_study_are_offered(states):
    assert [other.file for other in snapshots.others(states["second"])] == ["first.duckdb"]
    assert snapshots.others(states["simulated"]) == []
    first, second = snapshots.in_order(states["second"], states["first"])
    assert (first, second) == (states["first"], states["second"])
