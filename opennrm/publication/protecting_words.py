"""What the disclosure room says of a table, in the language of the page: it knows no Django and says it in English.

A phrase here is one that room can say, with its values as names; what is not here stays as it was said.
"""

import re
from functools import cache

from django.utils.translation import gettext, gettext_noop

PHRASES = (
    gettext_noop("nothing to withhold"),
    gettext_noop("fewest cells, every smaller choice tried"),
    gettext_noop("fewest cells by τ-ARGUS"),
    gettext_noop("cells by τ-ARGUS, not proved to be the fewest"),
    gettext_noop("cell by cell"),
    gettext_noop("controlled rounding to %(base)s"),
    gettext_noop("τ-ARGUS ended before it had proved its pattern"),
    gettext_noop("fewest cells by τ-ARGUS: %(why)s"),
    gettext_noop("%(n)s of its further cells cell by cell"),
    gettext_noop("%(n)s further cells cell by cell, after the attacker's findings"),
    gettext_noop("%(n)s cells do not say whether they are primary: to say so would give cells away"),
    gettext_noop("%(cell)s: %(low)s is shown, and is too small to be"),
    gettext_noop("%(cell)s: is %(low)s exactly"),
    gettext_noop("%(cell)s: is known to whoever knows %(other)s"),
    gettext_noop("%(cell)s: nothing shows that it can be anything but %(low)s to %(high)s"),
    gettext_noop("%(cell)s: is %(low)s to %(high)s"),
    gettext_noop("%(cell)s cannot be protected, even with everything withheld that may be: merge categories"),
    gettext_noop("%(cells)s give each other away, whatever else is withheld: merge categories"),
    gettext_noop("the attacker still finds: %(finding)s; merge categories, or round instead"),
)
PLACE = re.compile(r"%\((\w+)\)s")
SAID_IN = ("finding",)  # values that are phrases themselves


def said(text: str) -> str:
    """A phrase of the disclosure room in the language of the page."""
    for phrase in PHRASES:
        if found := _pattern(phrase).fullmatch(text):
            values = {name: said(value) if name in SAID_IN else value for name, value in found.groupdict().items()}
            return gettext(phrase) % values if values else gettext(phrase)
    return text


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    """The phrase with any value in each of its places."""
    literal, names = PLACE.split(phrase)[::2], PLACE.findall(phrase)
    places = [f"(?P<{name}>.+)" for name in names]
    return re.compile(
        "".join(part for pair in zip(map(re.escape, literal), [*places, ""], strict=True) for part in pair)
    )
