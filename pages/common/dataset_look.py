"""The style of the tables of text on the page of the data set."""

from pages.common import eligibility_look

STYLE = eligibility_look.STYLE.replace(
    "</style>",
    """.eligibility td { font-variant-numeric: tabular-nums; }
.st-key-figures [data-testid="stMetricValue"] { font-size: 1.35rem; }
</style>""",
)
