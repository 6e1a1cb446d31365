"""sdtm.* to adam.*. Begin with `make`, which runs the SQL files and the steps here in their order.

grades, organs, infusion_rules, clinical_courses, separations   rules of `clinical` offered to the SQL
score_inputs -> score_gather -> score_rows -> score_derivation   scores as derived rows that name their sources
lab_codes, limit_tables, plan_tables                            registries of `clinical` as tables
board                                                           the row of each patient on the ward board
"""
