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
from pages.meeting.bar import Meeting
from pages.meeting.drawing import Exhibit

KEPT = 16


@lru_cache(maxsize=KEPT)
def build(meeting: Meeting, text: Words) -> Exhibit:
    """Ask for the flow and draw it. It counts all who were screened, whatever the bar says."""
    answer = ask(meeting.database, "flow")
    screening, criteria, arms = (answer.tables[name] for name in ("screening", "criteria", "arms"))
    names = _names(meeting, criteria, text)
    columns = {arm: _column(str(arm), rows, text) for arm, rows in arms.groupby("arm", sort=False)}
    left_out = _left_out(screening, criteria, names, text)
    counts = dict(zip(screening["step"], screening["n"], strict=True))
    boxes, height = flow.layout(
        text("arms.flow.screened", n=counts["screened"]),
        left_out,
        text("arms.flow.randomised", n=counts["randomised"]),
        list(columns.values()),
    )
    randomised = arms[arms["step"] == "randomised"]
    return Exhibit(
        key="flow",
        title=text("arms.flow.title"),
        method=f"{text('arms.flow.method')} {text('meeting.descriptive')}",
        code=answer.code,
        sizes=tuple(zip(randomised["arm"], randomised["n"], strict=True)),
        counted=text("arms.flow.counted"),
        tables=readable_tables.named(answer.tables, text, {"reason": lambda reason: _reason(reason, text)}),
        figure=flow.drawing(boxes, height, stamp=data_label.stamp(meeting.study, text)),
        alt="; ".join(box.text.replace("\n", ", ").replace(INDENT, "") for box in boxes.boxes),
        slides=(boxes,),
    )


def _names(meeting: Meeting, criteria: DataFrame, text: Words) -> dict[str, str]:
    """Each criterion in short words: ours where the study is the one that we know, else as it was delivered."""
    ours = protocol(meeting.database) is not None
    delivered = zip(criteria["criterion"], criteria["wording"], strict=True)
    return {
        code: f"{code} {BY_ID[code].title.of(text.language) if ours and code in BY_ID else wording or ''}".rstrip()
        for code, wording in delivered
    }


def _left_out(screening: DataFrame, criteria: DataFrame, names: dict[str, str], text: Words) -> list[str]:
    """Why candidates were not randomised, line by line; nothing where everybody was."""
    lines = []
    for step, reason, n in screening.itertuples(index=False, name=None):
        if step == "not_randomised" and n:
            lines.append(text("arms.flow.left_out", n=n))
            lines += [
                INDENT
                + text(
                    f"arms.flow.failed_{'in' if kind == 'INCLUSION' else 'ex'}clusion", name=names[code], n=k
                )
                for code, _, kind, k, _ in criteria.itertuples(index=False, name=None)
            ]
        elif step == "other_reason":
            lines.append(INDENT + text("arms.flow.reason", reason=_reason(reason, text), n=n))
        elif step == "failed_several" and n:
            lines.append(INDENT + text("arms.flow.several", n=n))
    return lines


def _column(arm: str, rows: DataFrame, text: Words) -> Column:
    """What is said of an arm at allocation and of its follow-up; whoever does not occur is not mentioned."""
    allocated, followed = [], [text("arms.flow.follow_up")]
    for _, step, reason, n in rows.itertuples(index=False, name=None):
        if step == "randomised":
            allocated.append(text("arms.flow.allocated", arm=text.known("arm", arm), n=n))
        elif step == "discontinued_for":
            followed.append(2 * INDENT + text("arms.flow.reason", reason=_reason(reason, text), n=n))
        elif n or step in ("treated", "completed"):
            (allocated if step in ("treated", "not_treated") else followed).append(
                INDENT + text(f"arms.flow.{step}", n=n)
            )
    return Column(tuple(allocated), tuple(followed))


def _reason(reason: object, text: Words) -> str:
    return text.known("disposition", reason) if isinstance(reason, str) else text("arms.flow.no_reason")
