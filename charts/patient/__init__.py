"""Figures of one patient: this is where a laboratory result is drawn.

trends, trend_notes     laboratory panels and the notes on them
timeline, event_bars    score and adverse events under one time axis
treatments, organs      treatments in lanes; organ failure by day
immune                  immune cells by month
paper, svg              the same for the printed sheet, as SVG of our own
"""
