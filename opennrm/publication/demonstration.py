"""What the demonstration shows of this room: the report of a year on the made-up register."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_noop

from opennrm.accounts.demo import officials
from opennrm.publication import composing, demo_texts, reference, signing
from opennrm.publication.models import Edition, EditionFile
from opennrm.publication.terms import DraftState
from opennrm.understanding.models import Collection

YEAR = 2020
COLLECTION = "demo"
PRODUCER = gettext_noop("OpenNRM demonstration (made-up case facts)")
Step = Callable[[str], None]


def load(step: Step) -> None:
    """Load what is published, and open the collection made-up facts fall into. Twice is as once."""
    reference.load(step)
    open_collection()


def publish(step: Step) -> Path:
    """Sign the report of what the register holds, and put its files into a folder. Twice is as once."""
    edition = sign(step)
    folder = Path(settings.HOME) / "editions" / edition.name
    folder.mkdir(parents=True, exist_ok=True)
    for each in EditionFile.objects.filter(edition=edition):
        (folder / each.name).write_bytes(each.content)
    return folder


def open_collection() -> None:
    """Where the facts of made-up acts fall: they never count for the nation."""
    made = {"kind": Collection.Kind.DEMO, "producer": PRODUCER, "made_on": date(2021, 3, 31)}
    Collection.objects.get_or_create(name=COLLECTION, defaults=made)


def sign(step: Step) -> Edition:
    """The demonstration's report: built by the statistician, signed by both editors."""
    if (there := Edition.objects.of_year(YEAR)) is not None:
        return there
    staff = officials()
    demo_texts.stage(YEAR, staff)
    report = composing.count(YEAR, collection=COLLECTION, on=date(2021, 6, 1), step=step)
    step("Signatures")
    draft = signing.build(report, by=staff["statistician"])
    signing.send(draft.pk, by=staff["statistician"])
    for state, name in ((DraftState.ASKED, "editor"), (DraftState.FIRST, "editor-2")):
        draft = signing.sign(draft.pk, seen=state, by=staff[name])
    edition = draft.edition
    if edition is None:
        raise RuntimeError("two signatures, and no edition")
    return edition
