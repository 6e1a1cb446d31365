"""Copies of the database in which something is hidden.

hidden, mask_key                what a reader does not see; the key behind the masks
masked_copy, mask_columns       without identities and dates
hide_arms, arm_traces           without arms and every trace of study treatment
"""
