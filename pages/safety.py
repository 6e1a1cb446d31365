"""Safety for a trial meeting: the primary endpoint, adverse events, liver injury, shifts, and who had them."""

from collections.abc import Mapping

from pages.common import (
    meeting,
    open_patient,
    safety_difference,
    safety_events,
    safety_infusion,
    safety_listings,
    safety_liver,
    safety_shift,
    state,
)

EXHIBITS: Mapping[str, meeting.Builder] = {
    "infusion": safety_infusion.build,
    "events": safety_events.build,
    "difference": safety_difference.build,
    "liver": safety_liver.build,
    "shift": safety_shift.build,
    "listings": safety_listings.build,
}

text = state.words()
open_patient.go(text)
meeting.present("safety", EXHIBITS, text)
