"""The materials of a demonstration: some released, one draft under discussion, an order that waits. All marked made up.

Made where nothing is there yet; twice changes nothing. No copies are handed out: a fact would fall into the nation's
collection, and the demonstration's report reads another.
"""

from collections.abc import Callable

from django.conf import settings
from django.utils import timezone

from opennrm.accounts.demo import officials
from opennrm.agencies.models import Official
from opennrm.foundations import actions, distribution, rules
from opennrm.foundations.models import Material
from opennrm.foundations.terms import MaterialKind

RELEASED = (
    (MaterialKind.COMPACT, rules.MANY),
    *((MaterialKind.LEAFLET, language) for language in ("ja", "ja-simple", "en", "vi", "my", "ne")),
    (MaterialKind.POSTER, "ja"),
    (MaterialKind.CARD, "km"),
)
DISCUSSED = MaterialKind.POSTER, "en"


def stage(step: Callable[[str], None]) -> None:
    """Drafts, releases, a comment, an order."""
    step("Made-up leaflets and posters")
    if Material.objects.exists():
        return
    staff = officials()
    editor, counsellor = staff["editor"], staff["counsellor"]
    kept = [_released(kind, language, editor) for kind, language in RELEASED]
    today, house = timezone.localdate(), counsellor.organisation
    draft = _draft(*DISCUSSED, editor)
    actions.comment(
        draft, organisation=house, said="(架空) 文字をもう少し大きくしてください。", by=counsellor, on=today
    )
    distribution.order(kept[0], organisation=house, copies=200, by=counsellor, on=today)


def _released(kind: MaterialKind, language: str, editor: Official) -> Material:
    made = _draft(kind, language, editor)
    actions.release(made, by=editor, on=made.made_on)
    made.refresh_from_db()
    return made


def _draft(kind: MaterialKind, language: str, editor: Official) -> Material:
    today = timezone.localdate()
    review = rules.review_due(today)
    return actions.draft(kind, language, review=review, address=settings.PUBLIC_URL, by=editor, on=today)
