"""The trial in totals, for readers who may see no patient: cells that are small are withheld (clinical.small_cells)."""

from pages.common import overview_tables, state

overview_tables.show(state.words())
