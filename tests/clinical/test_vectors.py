"""No kind of published vector is passed over in silence."""

from pathlib import Path

import pytest

from tests.clinical.vectors import LEFT_OUT, kinds


@pytest.mark.usefixtures("shared")
def test_every_kind_of_usable_vector_is_asserted_or_left_out_for_a_stated_reason():
    here = Path(__file__).parent
    source = "".join(path.read_text(encoding="utf-8") for path in here.rglob("test_*.py"))
    asserted = {kind for kind in kinds() if f'@vectors("{kind}"' in source}
    assert asserted.isdisjoint(LEFT_OUT)
    assert kinds() - asserted - set(LEFT_OUT) == set()
