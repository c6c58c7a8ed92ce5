"""What an installation knows before its first case: organisations, action plans, published figures."""

from collections.abc import Callable

from opennrm.agencies import actions as agencies
from opennrm.plan import actions as plan
from opennrm.understanding import actions as understanding


def load(step: Callable[[str], None] = lambda _text: None) -> None:
    """Load what comes with the product. What is there already stays as it is."""
    step("Organisations")
    agencies.load_organisations()
    step("Action plans")
    plan.load_plans()
    step("Published figures")
    understanding.load_published()
