"""How one patient's illness goes, beyond scores.

clinical_course, clinical_course_words   one of five labels of the course of liver failure, and its words
separation      bilirubin rises while ALT falls
complications   what counts as infection, bleeding, kidney injury ... by term
medication      what kind of treatment a name is
immune          subsets of immune cells, in both languages
"""
