"""The sign-in and the door: ASGI around all of Streamlit, so that nothing is served before it is known who asks.

guard      the door itself; `presence` (who is still there), `refusals` (what is said), `headers` (content policy)
signing    sign-in with OpenID Connect, sign-off; idle.js clears an abandoned screen
files      a file opens only to the sign-in that made it
serving    what is loaded before the first visitor
"""
