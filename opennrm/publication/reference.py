"""What an installation knows before its first case: organisations, action plans, published figures."""

from collections.abc import Callable

from django.utils.timezone import localdate

from opennrm.plan import actions as plan
from opennrm.understanding import actions as understanding


def load(step: Callable[[str], None] = lambda _text: None) -> None:
    """Load what comes with the product. What is there already stays as it is."""
    step("Organisations and action plans")
    plan.load_plans()
    step("Published figures")
    understanding.load_published(on=localdate())
