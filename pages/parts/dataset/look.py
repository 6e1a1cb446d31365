"""The style of the tables of text on the page of the data set."""

from pages.parts.eligibility import style

STYLE = style.STYLE.replace(
    "</style>",
    """.eligibility td { font-variant-numeric: tabular-nums; }
.st-key-figures [data-testid="stMetricValue"] { font-size: 1.35rem; }
</style>""",
)
