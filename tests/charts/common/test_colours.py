"""Colours that everybody can tell apart or read: contrast by WCAG 2.1, red-green blindness by Machado 2009.

Machado, Oliveira, Fernandes, IEEE Trans. Vis. Comput. Graph. 2009;15:1291, severity 1.0, on linear RGB.
"""

import numpy as np
import pytest

from charts.common import arm_style, theme

BLINDNESS = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
}  # fmt: skip
LEAST_CONTRAST = 4.5
LEAST_DISTANCE = 20.0  # of CIE Lab (1976): ten times what an eye just notices


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    return float(linear(colour) @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: np.ndarray) -> np.ndarray:
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    x, y, z = np.cbrt(np.maximum(to_xyz @ rgb / [0.9505, 1.0, 1.089], 0.008856))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(one: str, other: str, blindness: str) -> float:
    seen = [lab(np.clip(np.array(BLINDNESS[blindness]) @ linear(colour), 0, 1)) for colour in (one, other)]
    return float(np.linalg.norm(seen[0] - seen[1]))


def test_the_contrast_of_black_on_white_is_as_wcag_says():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("ink", [theme.INK, theme.QUIET, theme.LIMIT_RED])
def test_words_in_a_figure_can_be_read(ink):
    assert contrast(ink, "#FFFFFF") >= LEAST_CONTRAST


@pytest.mark.parametrize(("ink", "level"), [(theme.LIMIT_RED, "red"), (theme.INK, "amber")])
def test_a_marked_figure_in_a_table_can_be_read(ink, level):
    assert contrast(ink, theme.MARK_BEDS[level]) >= LEAST_CONTRAST


@pytest.mark.parametrize("blindness", BLINDNESS)
def test_the_arms_of_a_trial_are_told_apart(blindness):
    assert distance(arm_style.EXPERIMENTAL.colour, arm_style.CONTROL.colour, blindness) >= LEAST_DISTANCE


def test_no_two_arms_differ_in_colour_alone():
    marks = [(style.dash, style.marker) for style in arm_style.IN_ORDER]
    assert len({dash for dash, _ in marks}) == len({marker for _, marker in marks}) == len(marks)


@pytest.mark.parametrize("blindness", BLINDNESS)
def test_neighbouring_grades_are_told_apart(blindness):
    grades = list(theme.GRADE_COLOURS.values())
    assert (
        min(distance(*pair, blindness) for pair in zip(grades, grades[1:], strict=False))
        >= LEAST_DISTANCE / 2
    )


@pytest.mark.parametrize("grade", theme.GRADE_COLOURS)
def test_the_number_on_a_grade_can_be_read(grade):
    assert contrast(theme.GRADE_INK[grade], theme.GRADE_COLOURS[grade]) >= LEAST_CONTRAST
