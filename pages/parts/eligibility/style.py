"""The style of the eligibility pages: dense inputs left, an answer that stays in sight right."""

STYLE = """<style>
.st-key-eligibility_bar .stSelectbox [data-testid="stWidgetLabel"],
.st-key-eligibility_bar .stButtonGroup [data-testid="stWidgetLabel"] { display: none; }
.st-key-eligibility_bar button, .st-key-eligibility_bar .react-aria-ComboBox > div {
  min-height: 2.1rem; height: 2.1rem; }
.st-key-eligibility_inputs [data-testid="stMarkdownContainer"] { margin-bottom: 0; }
.st-key-eligibility_inputs [data-testid="stMarkdownContainer"] p { margin: 0; font-size: 0.84rem; }
.st-key-eligibility_inputs > div > .stMarkdown p { padding-top: 0.25rem; }
.st-key-eligibility_inputs [data-testid="stWidgetLabel"] { min-height: 1.1rem; margin-bottom: 1px; }
.st-key-eligibility_inputs [data-testid="stWidgetLabel"] p {
  font-size: 0.78rem; color: #52606D; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.st-key-eligibility_inputs [data-testid="stHorizontalBlock"] { gap: 0.2rem 0.45rem; margin-bottom: 0.3rem; }
.st-key-eligibility_inputs [data-testid="stHorizontalBlock"] [data-testid="stHorizontalBlock"] {
  gap: 0.15rem; margin-bottom: 0; }
.st-key-eligibility_inputs [data-testid="stVerticalBlock"] { gap: 0.1rem; }
.st-key-eligibility_inputs input { padding: 0.15rem 0.4rem; font-size: 0.9rem; }
.st-key-eligibility_inputs [data-testid="stTextInputRootElement"],
.st-key-eligibility_inputs .react-aria-ComboBox > div {
  min-height: 1.95rem; height: 1.95rem; }
.st-key-eligibility_inputs .react-aria-ComboBox input { font-size: 0.86rem; }
.st-key-eligibility_inputs [class*="st-key-unit_"] input { font-size: 0.78rem; padding-left: 0.35rem; }
.st-key-eligibility_inputs [class*="st-key-unit_"] button { padding: 0; margin: 0; }
.st-key-eligibility_inputs button[data-variant="segmented_control"] {
  min-height: 1.95rem; height: 1.95rem; padding: 0 0.5rem; font-size: 0.84rem; }
.st-key-eligibility_answer { position: sticky; top: 4rem; }
.eligibility { overflow-x: auto; }
.eligibility table { border-collapse: collapse; width: 100%; font-size: 0.86rem; margin: 0; }
.eligibility td, .eligibility th { border: 0; border-top: 1px solid #E6EAEE; padding: 0.17rem 0.35rem;
  vertical-align: top; text-align: left; line-height: 1.3; }
.eligibility th { white-space: nowrap; font-weight: 600; color: #52606D; }
.eligibility .sign { width: 1.4rem; font-weight: 700; text-align: center; }
.eligibility .for .sign { color: #1F6F8B; }
.eligibility .open .sign { color: #66727F; }
.eligibility .against .sign, .eligibility .against .why { color: #B42318; }
.eligibility .name { white-space: nowrap; width: 1%; }
.eligibility .why { max-width: 0; width: 99%; }
.st-key-eligibility_inputs input::placeholder { font-size: 0.8rem; }
.st-key-exclusions_head { align-items: center; }
.st-key-exclusions_head button { min-height: 1.6rem; height: 1.6rem; padding: 0 0.6rem; }
.st-key-exclusions_head button p { font-size: 0.8rem; }
.eligibility .far { white-space: nowrap; text-align: right; color: #52606D; width: 1%;
  font-variant-numeric: tabular-nums; }
.eligibility .verdict { border-left: 6px solid; padding: 0.25rem 0.7rem; margin-bottom: 0.35rem; }
.eligibility .verdict b { font-size: 1.2rem; display: block; line-height: 1.35; }
.eligibility .verdict span { font-size: 0.84rem; color: #52606D; }
.eligibility .ELIGIBLE { border-color: #1F6F8B; background: #EAF3F6; }
.eligibility .NOT_ELIGIBLE { border-color: #B42318; background: #FBEFED; }
.eligibility .UNDETERMINED { border-color: #8A949E; background: #F1F3F5; }
.eligibility p { font-size: 0.86rem; margin: 0.4rem 0 0 0; line-height: 1.45; }
.eligibility p b { color: #1F2933; }
.eligibility .note { color: #52606D; }
.eligibility .caution { color: #8A5A0B; }
</style>"""
