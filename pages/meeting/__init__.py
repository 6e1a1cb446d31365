"""The trial meeting: one exhibit at a time, with its passport and its files.

exhibit          what an exhibit is
drawing          draws it; `bar` chooses it, `choices` are the choices beside it
arm_table        a table with a column per arm
readable_tables  the tables of an answer in the reader's words
"""
