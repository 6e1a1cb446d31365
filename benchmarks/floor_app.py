"""The floor: the least that a Streamlit page with a title, one choice and one chart can cost."""

import numpy as np
import plotly.graph_objects as go
import streamlit as st

POINTS = 100

st.title("Floor")
choice = st.selectbox("Curve", ["sine", "cosine"], key="scale")
x = np.linspace(0, 10, POINTS)
curve = np.sin(x) if choice == "sine" else np.cos(x)
st.plotly_chart(go.Figure(go.Scatter(x=x, y=curve)))
