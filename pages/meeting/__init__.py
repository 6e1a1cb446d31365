"""The trial meeting: one exhibit at a time, with its passport and its files. Begin with `exhibit`.

exhibit          what an exhibit is, and whom all of them count
bar              chooses the exhibit of a page, in front of a projector too; `choices` are those of one exhibit
drawing          draws it, with its numbers to take away
arm_table        a table with a column per arm
readable_tables  the tables of an answer in the reader's words

Which exhibits there are is said in `pages.parts.meeting.exhibits`.
"""
