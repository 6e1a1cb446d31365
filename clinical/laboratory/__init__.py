"""Laboratory tests and their units: where a result gets its name, its standard unit and its plausible range.

tests   the registry, one entry a test (LBTESTCD, label, unit, conversions, plausible range)
units   how units are spelled and converted
"""
