"""Writes the simulated trial as SDTM files, to be built like any other trial.

`python -m data_access.simulate --out FOLDER [--patients N] [--seed S]`: the same seed gives the same bytes.
No treatment effect is simulated, and the files say so (TS SIMNOTE). The arm is drawn apart from everything
else and known only where DM, EX and EC are written.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from data_access.progress import Progress, Terminal, silent
from data_access.simulation.enrolment import Screened, allocate, enrol
from data_access.simulation.rows_care import cm_rows, mh_rows, pr_rows
from data_access.simulation.rows_dosing import ec_rows, ex_rows
from data_access.simulation.rows_events import ae_rows, events_of, suppae_rows
from data_access.simulation.rows_findings import cp_rows, rs_rows, vs_rows
from data_access.simulation.rows_lab import lb_rows
from data_access.simulation.rows_subject import dd_rows, dm_rows, ds_rows, ie_rows, suppdm_rows, sv_rows
from data_access.simulation.rows_trial import ta_rows, ts_rows, tv_rows
from data_access.simulation.sdtm_writer import TrialWriter
from data_access.simulation.subject import Subject, randomised, screening_failure

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
    progress: Progress = silent,
) -> dict[str, int]:
    """Write the SDTM files of a trial with that many randomised patients; rows written by domain.

    `progress` hears the share done after each subject. Raises OSError.
    """
    screened, arms = enrol(patients, seed), allocate(patients, seed)
    with TrialWriter(folder) as writer:
        writer.write("TS", "", ts_rows(len(screened), patients, seed))
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
    return parser.parse_args(argv)


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
        rows = write_trial(options.out, patients=options.patients, seed=options.seed, progress=terminal)
    except OSError as error:
        print(
            f"The simulated trial could not be written to {options.out}: {error.strerror}.", file=sys.stderr
        )
        return 1
    finally:
        terminal.end()
    written = ", ".join(f"{domain.lower()} {count}" for domain, count in rows.items() if count)
    print(f"{options.out}: simulated trial, {options.patients} randomised patients. Rows: {written}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
