"""From a folder of SDTM files to one database; `python -m data_access.build` walks through it in this order.

reading    files to rows with their numbers: formats, encodings, which file is which domain
loading    rows to sdtm.*, every row loaded or rejected with its reason; the new file replaces the old one whole
analysis   sdtm.* to adam.*: the SQL in data_access/sql and what needs `clinical`
checks     data checks, one SQL file each
"""
