"""What all figures share. Read `theme` first, then `time_axis` and `hover`.

theme, arm_style          colours by meaning, fonts, the frame of a figure, the style of an arm
words                     what a figure needs of the page's words
time_axis, time_marks     one time axis for all figures of a patient, and the marks on it
panel_grid, bar_rows, steps, points   small multiples, rows of bars, step curves, points with hover
hover                     what a point says of itself, down to the row of the source
under_axis                rows of numbers under an axis
slide_shapes              a figure as a slide draws it, so that it stays editable
"""
