"""The style of the tables of text on the page of the data set."""

from pages.common import eligibility_look

# Sentences and results come and go below the columns of a hospital's table. A page that became shorter with them
# would move under a reader who is choosing further up, and a list closes when its page moves: the choice is lost.
STYLE = eligibility_look.STYLE.replace(
    "</style>",
    """.eligibility td { font-variant-numeric: tabular-nums; }
.st-key-figures [data-testid="stMetricValue"] { font-size: 1.35rem; }
.stMainBlockContainer:has(.st-key-import_study) { padding-bottom: calc(100vh - 6rem); }
</style>""",
)
