"""The parts of pages, one room a subject. A room imports `common`, `access`, `meeting` and the rooms named in
tests/test_architecture.py before it.
"""
