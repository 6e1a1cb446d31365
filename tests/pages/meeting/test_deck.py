"""The meeting's slides, made from the built trials: labelled, with a code that verifies, in both languages."""

import io
import re

import pytest
from pptx import Presentation

from data_access import verify
from data_access.common.database import open_database
from data_access.common.study import study
from pages.common import data_label
from pages.common.text import LANGUAGES, Words
from pages.meeting.exhibit import Meeting
from pages.parts.meeting import deck

# What the CDISC pilot (a patch) and the msg trial (daily doses) give is no infusion.
WITHOUT_INFUSIONS = ("pilot", "msg/xpt")
CODE = re.compile(r"[a-z_]+(?::[^\s:·]+)*:[0-9a-f]{8}:[0-9a-f]{8}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("trial", ["simulated", "pilot", "msg/xpt", "odd"])
def test_every_slide_says_what_data_it_shows_and_its_code_is_equal(database_file, trial, language):
    path = database_file(trial)
    db, text = open_database(path), Words(language)
    meeting = Meeting(db, study(db), "randomised", "planned", projected=False)
    slides = list(Presentation(io.BytesIO(deck.document(meeting, text))).slides)
    mark = data_label.stamp(study(db), text)
    codes = set()
    for slide in slides:
        assert mark in [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        notes = slide.notes_slide.notes_text_frame.text
        assert mark in notes
        codes |= set(CODE.findall(notes))
    asked = {code.split(":")[0] for code in codes}
    assert {"flow", "baseline", "adverse_events"} <= asked
    assert ("infusion_toxicity" in asked) == (trial not in WITHOUT_INFUSIONS)
    assert all(slide.shapes.title.text for slide in slides)
    for code in sorted(codes)[:3]:
        assert verify.verify(code, path)[0] == verify.EQUAL
