"""Files to rows: this is where a laboratory result is read. Begin with `sources`, then `recognise`.

sources, unpack, fingerprint   the files of a delivery, archives, their hashes
recognise, domains             which reader and which domain a file is
read_sas (xpt_layout), read_csv (text_encoding), read_parquet, read_dataset_json (json_scanner)   one reader a format
source_dataset                 what every reader returns: columns, rows in batches, row numbers
"""
