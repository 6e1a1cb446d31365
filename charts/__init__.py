"""A frame in, a Plotly figure out: never a query, never Streamlit, never `data_access`.

`common` holds theme, axes, hover texts and the shapes of slides; every other room imports `common` and nothing else.
The columns a figure needs stand in its docstring; the query of the same room in `data_access` delivers them.
"""
