"""The append-only access log with its hash chain; `python -m data_access.audit` is its command.

line     one line: who looked at what, when, and the hash that ties it to the line before
head     the hash and place of the last line, kept beside the log
append   writes a line, or stops the thing that should have been logged
verify   names any line removed, changed, moved or added
"""
