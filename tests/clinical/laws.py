"""How laws are tried: a slow or busy machine is no counterexample."""

from hypothesis import settings

LAW = settings(max_examples=60, deadline=None)
