"""Asks, draws, explains, in Chinese and English; never computes on a frame, never opens the database file.

frame.py runs around every page; the other scripts here are the pages. Parts of a page stand in `parts/<subject>`.
`door` answers before anything of the app does; `access` decides who may see what; `meeting` shows exhibits;
`common` is what all pages share.
"""
