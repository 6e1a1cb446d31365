"""The style of the patient page: one low row of controls, and the card that says where a value comes from."""

STYLE = """<style>
.st-key-controls .stButtonGroup [data-testid="stWidgetLabel"],
.st-key-controls .stSelectbox [data-testid="stWidgetLabel"] { display: none; }
.st-key-controls button, .st-key-controls .react-aria-ComboBox > div { min-height: 2rem; height: 2rem; }
.st-key-controls button[data-variant="segmented_control"] { padding: 0 0.6rem; }
.st-key-graft_line [data-testid="stMarkdownContainer"] { margin: 0; }
.st-key-graft_line p { margin: 0; font-size: 0.92rem; }
.st-key-panel_line > div { width: auto; flex: 0 1 auto; }
.st-key-panel_line [data-testid="stCaptionContainer"], .st-key-panel_line [data-testid="stMarkdownContainer"],
.st-key-panel_line p { margin: 0; }
.st-key-panel_line button { min-height: 1.6rem; padding-top: 0; padding-bottom: 0; }
.st-key-source { position: fixed; right: 1.4rem; bottom: 1rem; z-index: 90; width: 27rem;
  max-width: calc(100vw - 2.8rem); max-height: 80vh; overflow-y: auto; background: #FFFFFF;
  border: 1px solid #C3CAD1; border-radius: 4px; box-shadow: 0 4px 18px rgba(31, 41, 51, 0.18);
  padding: 0.6rem 0.8rem; gap: 0.2rem; }
.st-key-source .stElementContainer:has(> .stHtml) { position: static; }
.st-key-source_close { position: absolute; top: 0.3rem; right: 0.3rem; z-index: 1; width: auto; }
.source h4 { margin: 0 4.5rem 0.3rem 0; padding: 0; font-size: 1.05rem; }
.source table { border-collapse: collapse; width: 100%; font-size: 0.84rem; font-variant-numeric: tabular-nums; }
.source td, .source th { border: 0; border-top: 1px solid #E6EAEE; padding: 0.15rem 0.3rem; text-align: left;
  vertical-align: top; line-height: 1.3; }
.source th { font-weight: 500; color: #52606D; width: 1%; white-space: nowrap; }
.source small { color: #52606D; }
.source p { margin: 0.35rem 0 0 0; font-size: 0.8rem; line-height: 1.35; color: #52606D; }
</style>"""
