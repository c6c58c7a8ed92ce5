"""The reference page of HTCDS: what of a case leaves in which field, and what the standard cannot hold."""

from collections.abc import Iterator

from opennrm.access.terms import FieldClass
from opennrm.identification.exchange.standard import fields

HEAD = """# Records of HTCDS

What of a case goes into the Human Trafficking Case Data Standard 2.0 (International Organization for Migration,
CC BY 4.0; no endorsement is implied), and comes back from it. Generated from `opennrm/identification/data/htcds.toml`;
[how to exchange](../how-to/exchange.md).

A field «kept as it came» is filled by nothing of ours: what a file brought stays sealed with the case and goes out as
it came. Out, in and out again gives the same record; a property test says so over generated cases, in Excel and JSON.

| field | what people see | filled by | leaves only with a consent to |
|---|---|---|---|"""

LOST = """
## What the standard cannot hold

None of this leaves with a record:

- more than one name, and which kind a name is (as written, kana, Latin letters, alias): the first of these is sent, its
  family part first where it is in Chinese, kana or Korean letters; runs of blanks become one
- an age without a day of birth, and whether the person is under 18
- how the person is reached safely, and what may be said to whom
- residence: status at entry, status now, last day of stay
- what the case began from, channel, prefecture, urgency, incident, what is due, assignments, notes
- «not decided yet» and «more must be known»: the field stays empty
- more than one recognising body, and which governmental body it was; an embassy and IOM are «Other»
- hostess work and forced criminality, restricted movement and the use of children: they are «Other»
- an intimate partner as recruiter is «Acquainted», and of a relation that is none of the three the field stays empty
- statelessness, Kosovo and other codes outside ISO 3166-1: the field stays empty
- the script or region of a language (zh-Hans is zh)
- support, protection, shelter, services, return: they are no part of a case's record here

What comes in keeps its finer answers (a transgender person, a court that decided, several citizenships) beside our
coarser ones. A consent recorded in a file is a consent to another body: it is not taken over. A closed case comes in
closed only where its reason is one of ours; every other comes in open, its reason kept.
"""


def page() -> Iterator[str]:
    """The lines of the page."""
    yield HEAD
    for each in fields().values():
        tells = FieldClass(each.tells).label if each.tells else "–"
        beyond = "" if each.toolkit else " (no column of the toolkit: to its right)"
        yield f"| `{each.name}` | {each.label}{beyond} | {each.ours or 'kept as it came'} | {tells} |"
    yield LOST.rstrip()
