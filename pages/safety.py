"""Safety for a trial meeting: the primary endpoint, adverse events, liver injury, shifts, and who had them."""

from collections.abc import Mapping

from pages.common import open_patient, state
from pages.meeting import bar
from pages.parts.safety import events, infusion_toxicity, listings, liver_injury, risk_difference, shift

EXHIBITS: Mapping[str, bar.Builder] = {
    "infusion": infusion_toxicity.build,
    "events": events.build,
    "difference": risk_difference.build,
    "liver": liver_injury.build,
    "shift": shift.build,
    "listings": listings.build,
}

words = state.words()
open_patient.go(words)
bar.present("safety", EXHIBITS, words)
