"""Every calibrated number of the simulated trial, once, with where it comes from.

Sources are the entries of the trial's design document (clinical/trial.md, sections 3.6 and 4): [R n] was
published and read there, [M] remembered there, [P] proposed there or here, [C] computed there.
Log-normal variables are given as median and standard deviation of the natural logarithm.
"""
