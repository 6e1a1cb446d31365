"""What every query stands on.

database, duckdb_file, lock   opens the file, notices a newer one, keeps builders apart
study                         what study this is and how it is planned
analysis_sets                 who is counted, in which arm
sql_text                      names and values as SQL, never pasted
summaries                     numbers by arm and estimates as cells of a table
errors                        what is said when something is wrong
"""
