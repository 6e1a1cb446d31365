"""What every page shares. Read `text` (words by key) and `state` (choices that outlive a page) first.

opened_database         the open database; the first start of the simulated trial
data_label              what data these are, on every page and figure
names                   names and sentences that several pages share
pickers, open_patient   choosing a patient
plain_table, threshold_table, style, paper, study_days   tables, CSS, print, days for dates
strings/                every word on screen, key, en, zh
"""
