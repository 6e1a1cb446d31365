"""The eligibility page.

form, prefill, calculator    the inputs, and the page around them
answer, details              the verdict, and what is behind it
by_day, cohort, assessed     the days of a stay; all patients; candidates assessed in this session
share, paper, style          a link, a sheet to print, the CSS
"""
