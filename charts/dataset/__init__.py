"""Figures of the data set: `visit_map`, who was seen at which visit."""
