"""Immune cell subsets: names, what the percentage is of, and the ranges of healthy adults.

A range of the record itself always wins. Ranges that nobody could read at their source (naive and memory CD4+ T
cells, which also depend strongly on age) are left out: no band is better than a remembered one.
"""

from dataclasses import dataclass

PERCENT = "%"
COUNT_UNITS = frozenset({"cells/uL", "/uL", "10^6/L"})
PERCENT_SOURCE = "Reichert et al., Clin Immunol Immunopathol 1991;60:190-208 (four centres, 18-70 years)"
COUNT_SOURCE = "PMC3623424 (Hong Kong Chinese, n = 273, 95%)"
RATIO_SOURCE = "UCSF laboratory manual, lymphocyte subsets (adults)"


@dataclass(frozen=True)
class Range:
    """Lower and upper limit of healthy adults, and where they were read."""

    low: float
    high: float
    source: str


@dataclass(frozen=True)
class Subset:
    """One subset as CPTESTCD names it. `of`: what its percentage is of, 'LYMPH', 'CD4' or '' for a ratio."""

    code: str
    en: str
    zh: str
    of: str = "LYMPH"
    percent: Range | None = None
    count: Range | None = None
    ratio: Range | None = None


def _subset(code: str, en: str, zh: str, percent: tuple[float, float], count: tuple[float, float]) -> Subset:
    return Subset(code, en, zh, percent=Range(*percent, PERCENT_SOURCE), count=Range(*count, COUNT_SOURCE))


_SUBSETS = (
    _subset("CD3", "T cells (CD3+)", "T细胞(CD3+)", (61, 85), (723, 2271)),
    _subset("CD4", "CD4+ T cells", "CD4+ T细胞", (28, 58), (396, 1309)),
    _subset("CD8", "CD8+ T cells", "CD8+ T细胞", (19, 48), (224, 1014)),
    Subset("CD4NAIVE", "Naive CD4+ (CD45RA high)", "初始CD4+(CD45RA高表达)", of="CD4"),
    Subset("CD4MEM", "Memory CD4+ (CD45RO+)", "记忆CD4+(CD45RO+)", of="CD4"),
    _subset("CD19", "B cells (CD19+)", "B细胞(CD19+)", (7, 23), (118, 645)),
    _subset("NK", "NK cells (CD3-CD56+)", "NK细胞(CD3-CD56+)", (6, 29), (61, 607)),
    Subset("CD4CD8", "CD4/CD8 ratio", "CD4/CD8比值", of="", ratio=Range(0.7, 3.9, RATIO_SOURCE)),
)
SUBSETS = {subset.code: subset for subset in _SUBSETS}
"""In the order in which they are shown."""


def reference(code: str, unit: str | None) -> Range | None:
    """The range of healthy adults of a subset in a unit, None where none could be read."""
    subset = SUBSETS.get(code)
    if subset is None:
        return None
    if unit == PERCENT:
        return subset.percent
    return subset.count if unit in COUNT_UNITS else subset.ratio
