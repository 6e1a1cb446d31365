"""Laboratory results, subsets, dates and visits as a laboratory and a ward would deliver them."""

from collections import defaultdict
from datetime import datetime

from data_access.simulation.hospital_laboratory import ASSAY_OF
from tests.data_access.simulated import rows

moment = datetime.fromisoformat


def grafted(folder):
    return {row["USUBJID"] for row in rows(folder, "pr") if "TRANSPLANT" in row["PRDECOD"]}


def test_sequence_numbers_are_unique_within_a_subject(larger):
    for domain in ("lb", "vs", "ae", "cm", "mh", "rs", "cp", "ds", "ex", "ec", "pr"):
        keys = [(row["USUBJID"], row[f"{domain.upper()}SEQ"]) for row in rows(larger, domain)]
        assert len(keys) == len(set(keys))


def test_study_days_count_from_the_first_infusion_without_a_day_0(larger):
    first = {row["USUBJID"]: row["RFSTDTC"][:10] for row in rows(larger, "dm")}
    for row in rows(larger, "lb"):
        if not first[row["USUBJID"]]:
            assert row["LBDY"] == ""
            continue
        days = (moment(row["LBDTC"][:10]) - moment(first[row["USUBJID"]])).days
        assert int(row["LBDY"]) == (days + 1 if days >= 0 else days)


def test_baseline_flags_mark_the_last_value_before_the_first_infusion(larger):
    first = {row["USUBJID"]: row["RFSTDTC"] for row in rows(larger, "dm")}
    expected, flagged = {}, {}
    for row in rows(larger, "lb"):
        key = row["USUBJID"], row["LBTESTCD"]
        if row["LBORRES"] and row["LBDTC"] < first[row["USUBJID"]]:
            expected[key] = row["LBDTC"]
        if row["LBLOBXFL"]:
            assert key not in flagged
            flagged[key] = row["LBDTC"]
    assert flagged == expected


def test_results_have_the_decimals_and_flags_of_the_laboratory(simulated_folder):
    for row in rows(simulated_folder, "lb"):
        assay, text = ASSAY_OF[row["LBTESTCD"]], row["LBORRES"]
        if row["LBSTAT"]:
            assert not text and row["LBREASND"]
            continue
        if row["LBSTRESN"] and row["LBTESTCD"] not in ("BILI", "CREAT", "HBVDNA"):
            assert len(text.partition(".")[2]) == assay.decimals
        if not row["LBSTRESN"]:
            assert text[0] in "<>" and row["LBSTRESC"] == text
            continue
        value, low, high = (
            float(row[name]) if row[name] else None for name in ("LBSTRESN", "LBSTNRLO", "LBSTNRHI")
        )
        expected = (
            "HIGH"
            if high is not None and value > high
            else "LOW"
            if low is not None and value < low
            else "NORMAL"
        )
        assert row["LBNRIND"] == expected


def test_results_beyond_the_reporting_limits_exist_on_both_sides(larger):
    signs = {row["LBORRES"][0] for row in rows(larger, "lb") if row["LBORRES"] and row["LBORRES"][0] in "<>"}
    assert signs == {"<", ">"}
    assert "<0.05" in {row["LBORRES"] for row in rows(larger, "lb") if row["LBTESTCD"] == "PCT"}


def test_upper_limits_differ_by_sex_and_bilirubin_has_the_traditional_one(larger):
    sex = {row["USUBJID"]: row["SEX"] for row in rows(larger, "dm")}
    limits = defaultdict(set)
    for row in rows(larger, "lb"):
        limits[row["LBTESTCD"], sex[row["USUBJID"]]].add(row["LBSTNRHI"])
    assert limits["ALT", "M"] == {"50"} and limits["ALT", "F"] == {"40"}
    assert limits["BILI", "M"] == limits["BILI", "F"] == {"17.1"}


def test_white_cells_are_at_least_neutrophils_and_lymphocytes(larger):
    counts = defaultdict(dict)
    for row in rows(larger, "lb"):
        if row["LBTESTCD"] in ("WBC", "NEUT", "LYMPH") and row["LBSTRESN"]:
            counts[row["USUBJID"], row["LBDTC"]][row["LBTESTCD"]] = float(row["LBSTRESN"])
    complete = [one for one in counts.values() if len(one) == 3]
    assert complete and all(one["NEUT"] + one["LYMPH"] <= one["WBC"] + 0.011 for one in complete)


def test_two_unit_slips_one_duplicate_and_one_late_infusion_are_planted(simulated_folder):
    results = rows(simulated_folder, "lb")
    slips = [
        row
        for row in results
        if row["LBSTRESN"]
        and int(row["LBDY"] or -1) < 21
        and (
            row["LBTESTCD"] == "CREAT"
            and float(row["LBSTRESN"]) < 10
            or row["LBTESTCD"] == "BILI"
            and 5 < float(row["LBSTRESN"]) < 40
            and row["USUBJID"] not in grafted(simulated_folder)
        )
    ]
    assert {row["LBTESTCD"] for row in slips} == {"CREAT", "BILI"}
    keys = [(row["USUBJID"], row["LBTESTCD"], row["LBDTC"]) for row in results]
    assert len(keys) - len(set(keys)) == 1
    late = [row for row in rows(simulated_folder, "ec") if row["ECADJ"].startswith("DELAYED")]
    assert sum(int(row["ECSTDY"]) in (12, 19, 26) for row in late) == 1
    assert sum(bool(row["EXADJ"]) for row in rows(simulated_folder, "ex")) >= 1


def test_weekends_have_fewer_ward_bloods(larger):
    days = defaultdict(set)
    for row in rows(larger, "lb"):
        if row["LBDY"] and 1 < int(row["LBDY"]) < 22:
            when = moment(row["LBDTC"])
            days[when.weekday() >= 5].add((row["USUBJID"], when.date()))
    assert len(days[True]) / 2 < 0.6 * len(days[False]) / 5


def test_partial_dates_occur_in_history_and_earlier_medicines(larger):
    assert {len(row["MHSTDTC"]) for row in rows(larger, "mh")} >= {4, 7, 10}
    assert {len(row["CMSTDTC"]) for row in rows(larger, "cm")} >= {4, 7, 10, 16}


def test_subsets_are_percentages_with_their_denominator(larger):
    found = defaultdict(dict)
    for row in rows(larger, "cp"):
        assert row["CPSTRESU"] == "%" and row["CPGRPID"] == (
            "CD4+ T CELLS" if row["CPTESTCD"] in ("CD4NAIVE", "CD4MEM") else "LYMPHOCYTES"
        )
        found[row["USUBJID"], row["CPDTC"]][row["CPTESTCD"]] = float(row["CPSTRESN"])
    complete = [one for one in found.values() if len(one) == 7]
    assert complete and all(one["CD3"] >= one["CD4"] + one["CD8"] for one in complete)
    assert all(
        one["CD3"] + one["CD19"] + one["NK"] <= 100 and one["CD4NAIVE"] + one["CD4MEM"] <= 104
        for one in complete
    )


def test_no_medicine_ends_before_it_starts_or_after_death(larger):
    deaths = {row["USUBJID"]: row["DTHDTC"] for row in rows(larger, "dm") if row["DTHFL"]}
    for row in rows(larger, "cm"):
        assert not row["CMENDTC"] or row["CMENDTC"][:10] >= row["CMSTDTC"][:10]
        assert row["CMENDTC"] if row["USUBJID"] in deaths else row["CMENDTC"] or row["CMENRTPT"] == "ONGOING"
        assert row["CMENDTC"][:10] <= deaths.get(row["USUBJID"], "9999")
