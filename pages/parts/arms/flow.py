"""The CONSORT flow as an exhibit: boxes and arrows, reasons in words, nothing grouped away."""

from functools import lru_cache

from pandas import DataFrame

from charts.arms import flow
from charts.arms.flow import INDENT, Column
from clinical.eligibility.criteria import BY_ID
from data_access.common.study import protocol
from data_access.meeting.questions import ask
from pages.common import data_label
from pages.common.text import Words
from pages.meeting import readable_tables
from pages.meeting.exhibit import Exhibit, Meeting

KEPT = 16


@lru_cache(maxsize=KEPT)
def build(meeting: Meeting, words: Words) -> Exhibit:
    """Ask for the flow and draw it. It counts all who were screened, whatever the bar says."""
    answer = ask(meeting.database, "flow")
    screening, criteria, arms = (answer.tables[name] for name in ("screening", "criteria", "arms"))
    names = _names(meeting, criteria, words)
    columns = {arm: _column(str(arm), rows, words) for arm, rows in arms.groupby("arm", sort=False)}
    left_out = _left_out(screening, criteria, names, words)
    counts = dict(zip(screening["step"], screening["n"], strict=True))
    boxes, height = flow.layout(
        words("arms.flow.screened", n=counts["screened"]),
        left_out,
        words("arms.flow.randomised", n=counts["randomised"]),
        list(columns.values()),
    )
    randomised = arms[arms["step"] == "randomised"]
    return Exhibit(
        key="flow",
        title=words("arms.flow.title"),
        method=f"{words('arms.flow.method')} {words('meeting.descriptive')}",
        code=answer.code,
        sizes=tuple(zip(randomised["arm"], randomised["n"], strict=True)),
        counted=words("arms.flow.counted"),
        tables=readable_tables.named(answer.tables, words, {"reason": lambda reason: _reason(reason, words)}),
        figure=flow.drawing(boxes, height, stamp=data_label.stamp(meeting.study, words)),
        alt="; ".join(box.text.replace("\n", ", ").replace(INDENT, "") for box in boxes.boxes),
        slides=(boxes,),
    )


def _names(meeting: Meeting, criteria: DataFrame, words: Words) -> dict[str, str]:
    """Each criterion in short words: ours where the study is the one that we know, else as it was delivered."""
    ours = protocol(meeting.database) is not None
    delivered = zip(criteria["criterion"], criteria["wording"], strict=True)
    return {
        code: f"{code} {BY_ID[code].title.of(words.language) if ours and code in BY_ID else wording or ''}".rstrip()
        for code, wording in delivered
    }


def _left_out(screening: DataFrame, criteria: DataFrame, names: dict[str, str], words: Words) -> list[str]:
    """Why candidates were not randomised, line by line; nothing where everybody was."""
    lines = []
    for step, reason, n in screening.itertuples(index=False, name=None):
        if step == "not_randomised" and n:
            lines.append(words("arms.flow.left_out", n=n))
            lines += [
                INDENT
                + words(
                    f"arms.flow.failed_{'in' if kind == 'INCLUSION' else 'ex'}clusion", name=names[code], n=k
                )
                for code, _, kind, k, _ in criteria.itertuples(index=False, name=None)
            ]
        elif step == "other_reason":
            lines.append(INDENT + words("arms.flow.reason", reason=_reason(reason, words), n=n))
        elif step == "failed_several" and n:
            lines.append(INDENT + words("arms.flow.several", n=n))
    return lines


def _column(arm: str, rows: DataFrame, words: Words) -> Column:
    """What is said of an arm at allocation and of its follow-up; whoever does not occur is not mentioned."""
    allocated, followed = [], [words("arms.flow.follow_up")]
    for _, step, reason, n in rows.itertuples(index=False, name=None):
        if step == "randomised":
            allocated.append(words("arms.flow.allocated", arm=words.known("arm", arm), n=n))
        elif step == "discontinued_for":
            followed.append(2 * INDENT + words("arms.flow.reason", reason=_reason(reason, words), n=n))
        elif n or step in ("treated", "completed"):
            (allocated if step in ("treated", "not_treated") else followed).append(
                INDENT + words(f"arms.flow.{step}", n=n)
            )
    return Column(tuple(allocated), tuple(followed))


def _reason(reason: object, words: Words) -> str:
    return words.known("disposition", reason) if isinstance(reason, str) else words("arms.flow.no_reason")
