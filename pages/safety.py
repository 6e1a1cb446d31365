"""Safety for a trial meeting: the primary endpoint, adverse events, liver injury, shifts, and who had them."""

from collections.abc import Mapping

from pages.common import meeting, open_patient, safety_events, safety_infusion, safety_liver, state

EXHIBITS: Mapping[str, meeting.Builder] = {
    "infusion": safety_infusion.build,
    "events": safety_events.build,
    "liver": safety_liver.build,
}

text = state.words()
open_patient.go(text)
meeting.present("safety", EXHIBITS, text)
