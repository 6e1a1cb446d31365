"""The trial page: the registered `record`, and the same on `paper`."""
