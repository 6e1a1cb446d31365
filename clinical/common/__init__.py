"""What every room of `clinical` stands on.

decimals     rounding and comparison of decimal values as a laboratory prints them
days         partial dates, ages, distances in days
wording      a text in both languages (`Wording`)
plain_text   data as text that reads in one direction and acts nowhere
disclaimer   what the product says about itself
"""
