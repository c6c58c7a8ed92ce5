"""What the disclosure room says of a table, in the language of the page: it knows no Django and says it in English.

A phrase here is one that room can say, with its values as names; what is not here stays as it was said. Faults of
hierarchy files are not here: no page takes one.
"""

import re
from collections.abc import Sequence
from functools import cache

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext as _

from opennrm.disclosure.tidy import Fault, Faulty

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
    gettext_noop("%(n)s further cell cell by cell, after the attacker's findings"),
    gettext_noop("%(n)s cell does not say whether it is primary: to say so would give cells away"),
    gettext_noop("%(n)s cells do not say whether they are primary: to say so would give cells away"),
    gettext_noop("%(cell)s: %(low)s is shown, and is too small to be"),
    gettext_noop("%(cell)s: is %(low)s exactly"),
    gettext_noop("%(cell)s: is known to whoever knows %(other)s"),
    gettext_noop("%(cell)s: nothing shows that it can be anything but %(low)s to %(high)s"),
    gettext_noop("%(cell)s: is %(low)s to %(high)s"),
    gettext_noop("%(cell)s cannot be protected, even with everything withheld that may be: merge categories"),
    gettext_noop("%(cells)s give each other away, whatever else is withheld: merge categories"),
    gettext_noop("the attacker still finds: %(finding)s; merge categories, or round instead"),
    gettext_noop("rounded to %(base)s, the attacker still finds: %(finding)s (findings: %(n)s)"),
    gettext_noop("a table of amounts is not rounded but suppressed: choose the method «suppress»"),
    gettext_noop("no table of multiples of %(base)s beside these counts adds up"),
    gettext_noop("no rounding to %(base)s that adds up was found in %(seconds)s seconds"),
    gettext_noop("%(why)s: suppress instead"),
    gettext_noop("it had no answer after %(seconds)s seconds"),
    gettext_noop("it left no answer"),
    gettext_noop("it named cells that do not exist"),
    gettext_noop("it ended with %(code)s, %(told)s"),
    gettext_noop("no table of counts fits the published numbers"),
    gettext_noop("%(cell)s is not the sum of its parts: they differ by %(by)s"),
    gettext_noop("%(cell)s cannot be %(status)s under «%(policy)s»"),
)
EXPECTED = (
    gettext_noop("%(n)s fields, found %(found)s"),
    gettext_noop("a category"),
    gettext_noop("each combination once; it stood in row %(row)s already"),
    gettext_noop("each column once"),
    gettext_noop("a CSV file in which each quotation mark that opens is closed"),
    gettext_noop("a column «value» and one column for each dimension"),
    gettext_noop("at least one dimension and one row beside the header"),
    gettext_noop("a whole number, nought or more"),
    gettext_noop("the sum of its parts from «%(first)s» to «%(last)s»: %(terms)s = %(total)s, not %(whole)s"),
    gettext_noop("contributors, largest and second in every row of a table of amounts"),
)
PLACE = re.compile(r"%\((\w+)\)s")
SHOWN = 20  # faults of one table on a page
SAID_IN = ("finding", "why")  # values that are phrases themselves


def told(fault: ValueError) -> list[str]:
    """Why a table cannot be protected: each fault of a pasted table with its row, else the one reason."""
    if not isinstance(fault, Faulty):
        return [said(str(fault))]
    more = len(fault.faults) - SHOWN
    shown = [_told(each) for each in fault.faults[:SHOWN]]
    return [*shown, _("… and %(n)s more.") % {"n": more}] if more > 0 else shown


def _told(fault: Fault) -> str:
    where = [_("row %(row)s") % {"row": fault.row} if fault.row else "", fault.column, fault.value]
    return f"{': '.join(each for each in where if each)} → {said(fault.expected, EXPECTED)}".lstrip()


def said(text: str, phrases: Sequence[str] = PHRASES) -> str:
    """A phrase of the disclosure room in the language of the page."""
    for phrase in phrases:
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
