"""All differences between two states as one table, to take away."""

from pandas import DataFrame, concat, notna

from data_access.dataset.compare import CHANGE, Difference


def as_table(found: tuple[Difference, ...]) -> DataFrame:
    """All differences in one table: domain, what (added, removed, changed), key, column, old, new, source."""
    return concat([_listed(each) for each in found], ignore_index=True) if found else DataFrame()


def _listed(found: Difference) -> DataFrame:
    parts = []
    for what in ("added", "removed", "changed"):
        rows: DataFrame = getattr(found, what)
        named = rows[list(found.key)].astype(object)
        keys = [
            " | ".join(str(value) for value in row if notna(value)) for row in named.itertuples(index=False)
        ]
        kept = {name: rows[name] if what == "changed" else None for name in CHANGE}
        parts.append(
            DataFrame(
                {"domain": found.domain, "what": what, "key": keys, **kept,
                 "source_file": rows["source_file"], "source_row": rows["source_row"]}
            )
        )  # fmt: skip
    return concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
