"""What becomes of a patient: course class, transplant, death. The arm is not known here."""

from dataclasses import dataclass
from statistics import NormalDist

from numpy.random import Generator

from data_access.simulation.calibration import courses, people
from data_access.simulation.random_streams import chance, grade, log_normal, pick
from data_access.simulation.screening.candidates import Candidate
from data_access.simulation.screening.record_gates import screening_meld


@dataclass(frozen=True)
class Outcome:
    """Course class and, in days from midnight of the anchor day, transplant and death if they happen."""

    course: str
    transplant: float | None
    death: float | None
    cause: str | None

    @property
    def progressing(self) -> bool:
        """The course was downhill from the beginning."""
        return self.course.endswith("PROGRESSION")


def outcome(random: Generator, candidate: Candidate) -> Outcome:
    """The course of one patient, from prognosis at baseline and chance."""
    course = course_class(prognosis(random, candidate))
    own_death = death_of_course(random, course)
    transplant = transplant_day(random, course, own_death)
    death = own_death if transplant is None else death_after_transplant(random, transplant)
    early = course.endswith("PROGRESSION") and transplant is None and (death or 0) < courses.LATE_FROM_DAY
    cause = pick(random, courses.DEATH_CAUSES if early else courses.LATE_DEATH_CAUSES)
    known = death is not None and death < courses.LAST_DAY
    return Outcome(course, transplant, death if known else None, cause if known else None)


def prognosis(random: Generator, candidate: Candidate) -> float:
    """About standard normal among eligible patients; high is bad."""
    weights = courses.PROGNOSIS_WEIGHTS
    meld_mean, meld_deviation = courses.MELD_ELIGIBLE
    age_mean, age_deviation, *_ = people.AGE_YEARS
    return (
        weights["cirrhosis"] * (candidate.cirrhosis - people.CIRRHOSIS_SHARE)
        + weights["meld"] * (screening_meld(candidate) - meld_mean) / meld_deviation
        + weights["age"] * (candidate.age_years - age_mean) / age_deviation
        + weights["encephalopathy"] * (min(candidate.he_grade, 1) - courses.HE_AMONG_ELIGIBLE)
        + weights["rest"] * float(random.standard_normal())
    )


def course_class(position: float) -> str:
    """The class whose share of a standard normal holds the position, best first."""
    shares = courses.COURSE_SHARES
    return list(shares)[grade(NormalDist().cdf(position), list(shares.values()))]


def death_of_course(random: Generator, course: str) -> float | None:
    """Day of death without transplant, or None for a survivor of the first year and more."""
    probability, median, deviation, first_day = courses.FATAL[course]
    early = log_normal(random, (median, deviation))
    late = courses.LATE_FROM_DAY + float(random.exponential(365 / courses.LATE_DEATHS_PER_YEAR))
    if chance(random, probability):
        return max(early, first_day + float(random.random()) * 2)
    return late if late < courses.LAST_DAY else None


def transplant_day(random: Generator, course: str, death: float | None) -> float | None:
    """Day of transplantation, the hour included, or None; it comes before the patient dies or not at all."""
    listed = chance(random, courses.TRANSPLANT_SHARES.get(course, 0.0))
    position, hour = float(random.beta(1.2, 1.8)), float(random.uniform(9, 21)) / 24
    first, last = courses.TRANSPLANT_DAYS
    last = min(last, (death or courses.LAST_DAY) - 2)
    return int(first + position * (last - first)) + hour if listed and last > first else None


def death_after_transplant(random: Generator, transplant: float) -> float | None:
    """Day of death after transplantation, or None."""
    probability, median, deviation = courses.DEATH_AFTER_TRANSPLANT
    survived = log_normal(random, (median, deviation))
    return transplant + max(1.0, survived) if chance(random, probability) else None
