"""The trial in totals, for readers who may see no patient; small cells are withheld (disclosure control)."""

from pages.common import state
from pages.parts.overview import tables

tables.show(state.words())
