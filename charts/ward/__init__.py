"""Figures of the ward board: `due`, what is due, late or missed."""
