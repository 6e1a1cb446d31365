"""The trial in totals, for readers who may see no patient: cells that are small are withheld (clinical.small_cells)."""

from pages.common import state
from pages.parts.overview import tables

tables.show(state.words())
