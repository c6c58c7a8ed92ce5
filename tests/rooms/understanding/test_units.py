"""A number stands beside its unit as one says it."""

import pytest
from django.utils.translation import override

from opennrm.understanding.terms import Unit
from opennrm.understanding.units import beside

COUNTED = [unit for unit in Unit if unit is not Unit.UNKNOWN]


@pytest.mark.parametrize("unit", COUNTED)
def test_one_is_said_in_the_singular_and_others_are_not(unit):
    with override("en"):
        one, *others = (beside(number, unit) for number in (1, 0, 2, None))
        assert one != unit.label and set(others) == {unit.label}
    with override("ja"):
        assert beside(1, unit) == beside(2, unit)
