"""TS, TA, TV: the trial itself, and that its data are simulated."""

from collections.abc import Iterator, Sequence
from datetime import date

from data_access.simulation.calibration import plan
from data_access.simulation.screening.enrolment import Screened
from data_access.simulation.sdtm.writer import Row

SIMULATION_NOTE = "generated with no treatment effect"
TITLE = (
    "Safety and Efficacy of Mesenchymal Stem Cell-Derived Extracellular Vesicles (MSC-EVs) in the Treatment "
    "of Acute/Acute-on-Chronic Liver Failure: a Prospective, Randomized, Controlled Clinical Study"
)


def design(cut_off: date) -> tuple[tuple[str, str, str], ...]:
    """What is the same for every number of patients: code, name, value."""
    return (
        ("TITLE", "Trial Title", TITLE),
        ("REGID", "Registry Identifier", "NCT05940610"),
        ("SIMDATA", "Simulated Data", "Y"),
        ("SIMNOTE", "Note on Simulation", SIMULATION_NOTE),
        ("DCUTDTC", "Data Cutoff Date", cut_off.isoformat()),
        ("DCUTDESC", "Data Cutoff Description", "SIMULATED CUT-OFF, MORNING OF THE DAY"),
        ("SSTDTC", "Study Start Date", plan.FIRST_SCREENING.isoformat()),
        ("STYPE", "Study Type", "INTERVENTIONAL"),
        ("TPHASE", "Trial Phase Classification", "PHASE I/II TRIAL"),
        ("TTYPE", "Trial Type", "SAFETY"),
        ("RANDOM", "Trial is Randomized", "Y"),
        ("TBLIND", "Trial Blinding Schema", "OPEN LABEL"),
        ("TCNTRL", "Control Type", "STANDARD OF CARE"),
        ("NARMS", "Planned Number of Arms", str(len(plan.ARMS))),
        ("INDIC", "Trial Disease/Condition Indication", "Acute-on-chronic or acute liver failure"),
        ("TRT", "Investigational Therapy or Treatment", "MSC-EV"),
        ("DOSE", "Dose per Administration", "1"),
        ("DOSU", "Dose Units", "10E10 PARTICLES"),
        ("ROUTE", "Route of Administration", "INTRAVENOUS"),
        ("AGEMIN", "Planned Minimum Age of Subjects", "P18Y"),
        ("AGEMAX", "Planned Maximum Age of Subjects", "P65Y"),
        ("SEXPOP", "Sex of Participants", "BOTH"),
        ("HLTSUBJI", "Healthy Subject Indicator", "N"),
        ("SDTIGVER", "SDTM IG Version", "3.4"),
    )


def ts_rows(screened: Sequence[Screened], planned: int, seed: int, cut_off: date) -> Iterator[Row]:
    """The trial summary; `planned` patients were to be randomised."""
    sizes = (
        ("SIMSEED", "Seed of Simulation", str(seed)),
        ("PLANSUB", "Planned Number of Subjects", str(planned)),
        ("ACTSUB", "Actual Number of Subjects", str(sum(one.order is not None for one in screened))),
        ("SCRNSUB", "Number of Subjects Screened", str(len(screened))),
    )
    for code, name, value in (*design(cut_off), *sizes):
        yield {"TSSEQ": "1", "TSPARMCD": code, "TSPARM": name, "TSVAL": value}


def ta_rows() -> Iterator[Row]:
    """Screening, treatment and follow-up of each arm."""
    for code, name in plan.ARMS.items():
        elements = (
            ("SCRN", "Screening", "SCREENING", f"Randomized to {name}"),
            (code, f"{name} on standard treatment", "TREATMENT", ""),
            ("FU", "Follow-up", "FOLLOW-UP", ""),
        )
        for order, (element, text, period, branch) in enumerate(elements, start=1):
            yield {
                "ARMCD": code,
                "ARM": name,
                "TAETORD": str(order),
                "ETCD": element,
                "ELEMENT": text,
                "TABRANCH": branch,
                "EPOCH": period,
            }


def tv_rows() -> Iterator[Row]:
    """The planned visits."""
    for number, name, target, _ in plan.VISIT_PLAN:
        day = int(target) + 1 if target >= 0 else int(target)
        rule = "Before randomization" if target < 0 else f"Study day {day}, counted from the first infusion"
        yield {"VISITNUM": str(number), "VISIT": name, "VISITDY": str(day), "TVSTRL": rule}
