"""A significance test as a page must show it: what it assumes, and what a trial of this size could have found."""

from dataclasses import dataclass

from clinical.common.wording import Wording


@dataclass(frozen=True)
class Test:
    """One test between arms. NaN statistic or p: not estimable, and `reason` says why.

    `name`, `assumptions` and `power` are printed with the result. `statistic` as the function says, `df` its
    degrees of freedom (None: it has none). `p` is two-sided. `power`: None where an arm is empty, where there
    are more than two, or where the function says so. `n`: patients compared; `missing`: patients left out because
    a value was missing.
    """

    name: Wording
    assumptions: Wording
    statistic: float
    p: float
    n: int
    missing: int = 0
    df: int | None = None
    power: Wording | None = None
    reason: Wording | None = None


ONE_ARM = Wording("fewer than two arms with patients", "有患者的组不足两个")
NOTHING_TO_COMPARE = Wording("no event that could tell the arms apart", "没有可用于比较各组的事件")
ALL_ALIKE = Wording("all values are alike", "所有数值均相同")
