"""How pages show progress: measures with their marks, versions with their numbers, what differs, who did what."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from opennrm.agencies import read as agencies
from opennrm.agencies.forms.choices import bodies
from opennrm.agencies.models import Official
from opennrm.agencies.names import shown_many
from opennrm.page.bilingual import Text
from opennrm.page.differences import Difference, difference, gone_and_new
from opennrm.plan import evidence, pointers
from opennrm.plan import progress_rules as rules
from opennrm.plan.models import BodyProgress, Measure, ProgressStep, ProgressVersion
from opennrm.plan.progress_rules import Activity


@dataclass(frozen=True)
class Shown:
    """A version as a page shows it: texts with the numbers in their places, each figure with its place."""

    version: ProgressVersion
    text_ja: str
    text_en: str
    figures: tuple[tuple[int, pointers.Found], ...]
    activities: tuple[Activity, ...]
    typed: tuple[tuple[int, int], ...]

    @property
    def empty(self) -> bool:
        """Whether it says nothing yet."""
        return not (self.text_ja or self.text_en)


@dataclass(frozen=True)
class Happened:
    """A step of the history."""

    step: ProgressStep
    who: str


def title(measure: Measure) -> str:
    """A measure's title in the language of the page."""
    return Text(measure.title_en, measure.title_ja).of(get_language())


def mark(measure: Measure) -> str:
    """What a reader must see beside a measure; "" where it may stand alone."""
    return Text(measure.mark_en, measure.mark_ja).of(get_language())


def labelled(measure: Measure) -> str:
    """A measure by item, title and mark, where there is room for a line only."""
    said = f"{measure.item} {title(measure)}"
    return _("%(measure)s (%(mark)s)") % {"measure": said, "mark": mark(measure)} if mark(measure) else said


def names_of_bodies() -> dict[str, str]:
    """Every organisation by its name of today in the language of the page."""
    return dict(bodies())


def short(code: str, called: dict[str, str]) -> str:
    """The abbreviation of a body, where it has one; else its name."""
    known = agencies.packaged().organisations.get(code)
    return known.short_on(timezone.localdate(), get_language() or "en") if known else called.get(code, code)


def version(found: ProgressVersion | None) -> Shown | None:
    """A version with its figures looked up now."""
    if found is None:
        return None
    figures = pointers.looked_up(found.figures)
    numbers, values = [each.number for each in figures], [each.value for each in figures]
    return Shown(
        found,
        rules.filled(found.text_ja, numbers),
        rules.filled(found.text_en, numbers),
        tuple(enumerate(figures, start=1)),
        evidence.read(found.activities),
        tuple(dict.fromkeys(each for text in (found.text_ja, found.text_en) for each in rules.retyped(text, values))),
    )


def visible(progress: BodyProgress, *, own: bool) -> list[ProgressVersion]:
    """The versions an official may see, the newest first: a draft is its own body's until it is sent."""
    rows = progress.versions.select_related("saved_by").order_by("-number")
    return list(rows if own else rows.filter(closed__isnull=False))


def history(steps: Iterable[ProgressStep]) -> list[Happened]:
    """Steps with who took each, by name."""
    rows = list(steps)
    names = shown_many({each.by.pk: each.by for each in rows if each.by}.values())
    return [Happened(each, names.get(each.by_id, "") if each.by_id else _("the system")) for each in rows]


def writers(versions: Iterable[ProgressVersion]) -> dict[int, str]:
    """Who saved each version last, by the number of the version."""
    rows = list(versions)
    people: dict[object, Official] = {each.saved_by_id: each.saved_by for each in rows}
    names = shown_many(people.values())
    return {each.number: names[each.saved_by_id] for each in rows}


@dataclass(frozen=True)
class Compared:
    """Two versions, and in words what differs."""

    ja: Difference
    en: Difference
    sentences: tuple[str, ...]


def compared(before: ProgressVersion | None, after: ProgressVersion) -> Compared:
    """What a version changed of another; of the first, all is new."""
    ja = difference(before.text_ja if before else "", after.text_ja)
    en = difference(before.text_en if before else "", after.text_en)
    said = [*_of_text(_("The Japanese text"), ja), *_of_text(_("The English text"), en)]
    gone, new = gone_and_new(before.figures if before else [], after.figures)
    labels = {each.pointer: f"{each.label}, {each.year}" for each in pointers.looked_up([*gone, *new])}
    said += [_("Figure taken out: %(what)s") % {"what": labels[each]} for each in gone]
    said += [_("Figure added: %(what)s") % {"what": labels[each]} for each in new]
    lost, gained = gone_and_new(evidence.read(before.activities) if before else (), evidence.read(after.activities))
    said += [_("Activity taken out: %(what)s") % {"what": activity_line(each)} for each in lost]
    said += [_("Activity added: %(what)s") % {"what": activity_line(each)} for each in gained]
    return Compared(ja, en, tuple(said) or (_("Nothing differs."),))


def activity_line(activity: Activity) -> str:
    """An activity in one line, in the language of the page where it is written in it."""
    japanese = (get_language() or "en").startswith("ja")
    first, other = (activity.text_ja, activity.text_en) if japanese else (activity.text_en, activity.text_ja)
    number = f" ({activity.number:,} {activity.counted.label})" if activity.number is not None else ""
    return f"{activity.day.isoformat()} {activity.kind.label}: {first or other}{number}"


def _of_text(what: str, found: Difference) -> list[str]:
    if not found.any:
        return []
    new = ngettext("%(n)d character added", "%(n)d characters added", found.new) % {"n": found.new}
    gone = ngettext("%(n)d character taken out", "%(n)d characters taken out", found.gone) % {"n": found.gone}
    parts = [part for part, count in ((new, found.new), (gone, found.gone)) if count] or [_("spaces alone")]
    return [_("%(text)s: %(changes)s.") % {"text": what, "changes": _(", ").join(parts)}]
