"""The arms side by side: flow, baseline, exposure, endpoints of the record by visit, immune cells by month."""

from collections.abc import Mapping

from pages.common import arms_baseline, arms_cells, arms_endpoint, arms_exposure, arms_flow, meeting, state

EXHIBITS: Mapping[str, meeting.Builder] = {
    "flow": arms_flow.build,
    "baseline": arms_baseline.build,
    "exposure": arms_exposure.build,
    "endpoint": arms_endpoint.build,
    "cells": arms_cells.build,
}

meeting.present("arms", EXHIBITS, state.words())
