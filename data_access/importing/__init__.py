"""A hospital's own table becomes SDTM files, which `build` reads; there is no second way into the database.

upload, zip_archive, refusals           what was uploaded, and what is refused by name
sheet, preview, column_names, mapping   the table as a reader sees it, and what its columns mean
sheet_to_sdtm, takeover                 SDTM files from it, and the database that takes the place of the present one
"""
