"""Writes the simulated trial as SDTM files, to be built like any other trial.

`python -m data_access.simulate --out FOLDER [--patients N] [--seed S] [--cut-off DATE]`: the same seed gives
the same bytes; another cut-off shows the same patients, observed until that morning.
No treatment effect is simulated, and the files say so (TS SIMNOTE). The arm is drawn apart from everything
else and known only where DM, EX and EC are written.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from data_access.building.loading.progress import Progress, Terminal, silent
from data_access.simulation.calibration import plan
from data_access.simulation.patient.subject import Subject, randomised, screening_failure
from data_access.simulation.screening.enrolment import Screened, allocate, enrol
from data_access.simulation.sdtm.allergy import fa_rows
from data_access.simulation.sdtm.care import cm_rows, mh_rows, pr_rows
from data_access.simulation.sdtm.dosing import ec_rows, ex_rows
from data_access.simulation.sdtm.events import ae_rows, events_of, suppae_rows
from data_access.simulation.sdtm.findings import cp_rows, rs_rows, vs_rows
from data_access.simulation.sdtm.laboratory import lb_rows
from data_access.simulation.sdtm.subject import dd_rows, dm_rows, ds_rows, ie_rows, suppdm_rows, sv_rows
from data_access.simulation.sdtm.trial import ta_rows, ts_rows, tv_rows
from data_access.simulation.sdtm.writer import TrialWriter

DEFAULT_PATIENTS = 20
DEFAULT_SEED = 7544
BY_SUBJECT = {
    "SUPPDM": suppdm_rows,
    "DS": ds_rows,
    "IE": ie_rows,
    "SV": sv_rows,
    "DD": dd_rows,
    "MH": mh_rows,
    "CM": cm_rows,
    "PR": pr_rows,
    "LB": lb_rows,
    "VS": vs_rows,
    "RS": rs_rows,
    "CP": cp_rows,
}


def write_trial(
    folder: Path,
    *,
    patients: int = DEFAULT_PATIENTS,
    seed: int = DEFAULT_SEED,
    cut_off: date | None = None,
    progress: Progress = silent,
) -> dict[str, int]:
    """Write the SDTM files of a trial with that many randomised patients; rows written by domain.

    `cut_off`: the day on whose morning the data end, the trial's own unless given; who was still in screening
    then, or not yet seen, is in none of the files. `progress` hears the share done after each subject.
    Raises OSError.
    """
    screened, arms = enrol(patients, seed, cut_off), allocate(patients, seed)
    with TrialWriter(folder) as writer:
        writer.write("TS", "", ts_rows(screened, patients, seed, cut_off or plan.CUT_OFF_DATE))
        writer.write("TA", "", ta_rows())
        writer.write("TV", "", tv_rows())
        for done, one in enumerate(screened, start=1):
            write_subject(writer, seed, one, arms[one.order - 1] if one.order else None)
            progress(done / len(screened), f"{done:,} of {len(screened):,} subjects written")
    return writer.rows


def write_subject(writer: TrialWriter, seed: int, screened: Screened, arm_code: str | None) -> None:
    """Simulate one screened patient and write all rows."""
    subject: Subject = randomised(seed, screened) if screened.order else screening_failure(seed, screened)
    name = screened.usubjid
    writer.write("DM", name, dm_rows(subject, arm_code))
    for domain, rows in BY_SUBJECT.items():
        writer.write(domain, name, rows(subject))
    if arm_code is not None:
        writer.write("EX", name, ex_rows(subject, arm_code))
        writer.write("EC", name, ec_rows(subject, arm_code))
    events = events_of(subject)
    writer.write("AE", name, ae_rows(subject, events))
    writer.write("SUPPAE", name, suppae_rows(events))
    writer.write("FA", name, fa_rows(subject, events))


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m data_access.simulate", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FOLDER", help="where the files are written"
    )
    parser.add_argument(
        "--patients", type=positive, default=DEFAULT_PATIENTS, metavar="N", help="randomised patients"
    )
    parser.add_argument(
        "--seed", type=natural, default=DEFAULT_SEED, metavar="S", help="same seed, same bytes"
    )
    parser.add_argument(
        "--cut-off", type=day, metavar="DATE", help=f"data until that morning (default {plan.CUT_OFF_DATE})"
    )
    return parser.parse_args(argv)


def day(text: str) -> date:
    """A date after the first screening, as YYYY-MM-DD."""
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is not a date, YYYY-MM-DD") from error
    if found <= plan.FIRST_SCREENING:
        raise argparse.ArgumentTypeError(f"{text} is not after the first screening, {plan.FIRST_SCREENING}")
    return found


def positive(text: str) -> int:
    """A whole number above zero."""
    if (number := int(text)) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number of patients")
    return number


def natural(text: str) -> int:
    """A whole number from zero on."""
    if (number := int(text)) < 0:
        raise argparse.ArgumentTypeError(f"{text} is negative")
    return number


def main(argv: Sequence[str] | None = None) -> int:
    """Command line entry; 0 when the trial was written, 1 with one sentence when it could not be."""
    options = arguments(argv)
    terminal = Terminal(sys.stderr)
    try:
        rows = write_trial(
            options.out,
            patients=options.patients,
            seed=options.seed,
            cut_off=options.cut_off,
            progress=terminal,
        )
    except OSError as error:
        print(
            f"The simulated trial could not be written to {options.out}: {error.strerror}.", file=sys.stderr
        )
        return 1
    finally:
        terminal.end()
    written = ", ".join(f"{domain.lower()} {count}" for domain, count in rows.items() if count)
    until = f" until {options.cut_off}" if options.cut_off else ""
    print(f"{options.out}: simulated trial, {rows['SUPPDM']} randomised patients{until}. Rows: {written}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
