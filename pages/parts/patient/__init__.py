"""The patient page.

header, controls, figures      who; the choices; the panels
events                         adverse events, organs, treatments, immune cells
source_card, source_record, source_score   from a value to its source
share, paper, paper_condition, paper_figures, paper_lists, paper_style   the sheet for the round
style                          the CSS
"""
