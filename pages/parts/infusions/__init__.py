"""The infusion page: `lanes`, the `day` after, `assessments`, `lists`; `controls` and the table of `limits`."""
