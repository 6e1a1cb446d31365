"""Rows to sdtm.*: nothing lost, nothing replaced before the whole is done. Begin with `load`.

identifiers, leave_out_identifiers   columns that tell who a person is are left out and listed
sdtm_tables, casting, supplemental   tables and types, SUPP-- beside its parent
balance, report, progress            rows read = loaded + rejected, and how it is said
snapshot, swap, previous_database    what was built, its place on the disk, what it brings beyond the last cut
"""
