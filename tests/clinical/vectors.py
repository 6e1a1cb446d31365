"""The published test vectors as pytest parameters, by id, so that a failure names its source."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from clinical.laboratory.units import convert
from tests.conftest import SHARED

Vector = dict[str, Any]

PATH = SHARED / "clinical/score_vectors.json"

LEFT_OUT = {
    "ctcae_v5": "the protocol names CTCAE v4.0; version 5 is not offered",
    "lille": "alcoholic hepatitis on steroids only; both vectors record a wrong oracle",
    "meld_na_kim2008": "another score under the name MELD-Na; only OPTN 2016 is offered",
    "meld_xi": "rarely used in liver failure and not asked for",
    "sofa_total": "never a total: the trial cannot supply the other parts",
    "west_haven": "entered by the investigator, never derived from signs",
}


def _usable() -> Iterator[Vector]:
    """None at all where the file is absent: the `shared` fixture then skips, or fails in CI."""
    if PATH.is_file():
        yield from (v for v in json.loads(PATH.read_text(encoding="utf-8"))["vectors"] if v["use"])


def kinds() -> set[str]:
    """The kinds of usable vectors in the file."""
    return {vector["score"] for vector in _usable()}


def vectors(kind: str, *, having: tuple[str, ...] = ()) -> Callable[..., Any]:
    """Run a test once per usable vector of a kind, by id; `having` keeps those with one of these inputs."""
    chosen = [
        pytest.param(vector, id=vector["id"])
        for vector in _usable()
        if vector["score"] == kind and (not having or set(having) & set(vector["inputs"]))
    ]
    if PATH.is_file() and not chosen:
        raise LookupError(f"no usable vector of kind {kind!r}")

    def decorate(function: Callable[..., Any]) -> Any:
        parameters = chosen or [pytest.param(None, id="file absent")]
        return pytest.mark.usefixtures("shared")(pytest.mark.parametrize("vector", parameters)(function))

    return decorate


_ANALYTES = {
    "bilirubin": ("bilirubin_umol_l", "BILI"),
    "creatinine": ("creatinine_umol_l", "CREAT"),
    "albumin": ("albumin_g_l", "ALB"),
    "sodium": ("sodium_mmol_l", "SODIUM"),
    "lactate": ("lactate_mmol_l", "LACTATE"),
    "urea": ("urea_mmol_l", "UREA"),
    "neutrophils": ("neutrophils_10e9_l", "NEUT"),
    "platelets": ("platelets_10e9_l", "PLAT"),
}
_PLAIN = {
    "inr": "inr",
    "age": "age_years",
    "map": "map_mmhg",
    "rrt": "renal_replacement",
    "he_west_haven": "encephalopathy_grade",
    "dialysis_2x_week_or_24h_cvvhd": "dialysis",
    "jaundice_to_he_days": "jaundice_to_encephalopathy_days",
}


def keywords(vector: Vector) -> dict[str, float]:
    """The inputs of a vector as keywords of our functions, converted to our units by our own factors."""
    given: dict[str, float] = {}
    for name, entry in vector["inputs"].items():
        value = entry["value"] if isinstance(entry, dict) else entry
        if name in _ANALYTES:
            keyword, paramcd = _ANALYTES[name]
            given[keyword] = float(convert(paramcd, value, entry["unit"]))
        elif name == "sex":
            given["female"] = value == "F"
        else:
            given[_PLAIN.get(name, name)] = value
    return given


def tolerance(vector: Vector, otherwise: float = 1e-9) -> float:
    """The tolerance that a vector states, or another where it states none."""
    stated = vector.get("tolerance")
    return otherwise if stated is None else stated
