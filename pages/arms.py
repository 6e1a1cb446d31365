"""The arms side by side: flow, baseline, exposure, endpoints of the record by visit, immune cells by month."""

from collections.abc import Mapping

from pages.common import state
from pages.meeting import bar
from pages.parts.arms import baseline, cells, endpoint, exposure, flow

EXHIBITS: Mapping[str, bar.Builder] = {
    "flow": flow.build,
    "baseline": baseline.build,
    "exposure": exposure.build,
    "endpoint": endpoint.build,
    "cells": cells.build,
}

bar.present("arms", EXHIBITS, state.words())
