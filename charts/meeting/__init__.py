"""The presentation: `slides` lays out, `slide_charts` and `slide_tables` make native charts and tables."""
