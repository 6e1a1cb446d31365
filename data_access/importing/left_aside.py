"""Rows of a table that are no row of data: totals, notes, the header again, and a row of reference ranges."""

import re
import unicodedata

from data_access.importing.header import TITLE as TITLE
from data_access.importing.header import Aside as Aside
from data_access.importing.header import Header
from data_access.importing.reading.grid import Cells

TOTAL, NOTE, HEADER_AGAIN, RANGE_ROW = "total", "note", "header_again", "range_row"
TOTALS = re.compile(
    r"(合计|总计|小计|共计|累计|平均值?|平均数|均值|均数|中位数|标准差|方差|最大值?|最小值?|最高值?|最低值?|例数|人数|总例数|总数"
    r"|(sub|grand)?totals?|sum|mean|average|avg|median|std\.?(dev\.?)?|sd|standarddeviation|min(imum)?|max(imum)?"
    r"|count|n=\d+|mean[±+/-]+sd|均[值数][±+/-]+标准差)[:(（]?.*",
    re.IGNORECASE,
)
ONLY_WORD = re.compile(r"(n=\d+|[^:(（\d]{1,20})([:(（].*)?", re.IGNORECASE)
NOTES = re.compile(
    r"(注|备注|说明|附注|制表|填表|审核|复核|统计|打印|记录人|录入|数据来源|来源|导出|截至|签名|日期|以上|note|remark|source|printed"
    r"|prepared|checked|reviewed|legend|\*|※)",
    re.IGNORECASE,
)
RANGES = re.compile(
    r"(参考|正常|生物参考)(范围|值|区间|值范围)|reference(range|interval|values?)?|normal(range|values?)?",
    re.I,
)


def kind_of_row(cells: Cells, header: Header) -> str:
    """What a row below the header is besides data; '' for data."""
    values = list(dict.fromkeys(cell for cell in cells if cell))
    if not values:
        return ""
    first = re.sub(r"\s+", "", unicodedata.normalize("NFKC", values[0]))
    own = tuple(name for name in header.names if name)
    if len(values) > 1 and sum(a == b for a, b in zip(cells, own, strict=True) if a) == sum(map(bool, cells)):
        return HEADER_AGAIN
    if RANGES.fullmatch(first):
        return RANGE_ROW
    subject = cells[header.subject] if header.subject is not None else ""
    if TOTALS.fullmatch(first) and ONLY_WORD.fullmatch(first) and (not subject or subject == values[0]):
        return TOTAL
    if NOTES.match(first) and ":" in first:
        return NOTE
    if len(values) == 1 and len(own) > 2 and (NOTES.match(first) or not subject or _prose(subject)):
        return NOTE
    return ""


def _prose(text: str) -> bool:
    """Whether what stands where a patient's code should is a sentence."""
    return len(text) > 30 or any(mark in text for mark in ":：，。；、")
