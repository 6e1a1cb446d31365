"""A hospital's own table becomes SDTM files, which `build` reads; there is no second way into the database.

upload, zip_archive, refusals           what was uploaded, and what is refused by name
reading                                 a file as a person sees it, cell by cell
sheet, header, left_aside, preview      the table in it: its names, its rows, and what is no row
column_names, mapping, before_building  what its columns mean, and what is asked and told before building
sheet_to_sdtm, takeover                 SDTM files from it, and the database that takes the place of the present one
"""
