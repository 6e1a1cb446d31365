"""What is true of patients and trials, whoever asks: pure functions on scalars and arrays.

No Streamlit, DuckDB or Plotly, and no other layer. Read `common`, then `laboratory` (tests and units), then what is
made of results: `ctcae`, `scores`, `patient`, `statistics`; `eligibility` judges a candidate, `protocols` holds what
belongs to one trial.
"""
