"""What Python's reader of CSV says in English, in the reader's language and with what to mend."""

import csv

from django.utils.translation import gettext as _


def told(fault: csv.Error) -> str:
    """Why a text is no CSV; what is not known here stays as it was said."""
    said = str(fault)
    if "unexpected end" in said:
        return _("a quotation mark is opened and never closed")
    if "expected after" in said:
        return _("a quotation mark stands within a cell: inside quotation marks it is written twice")
    if "field limit" in said:
        return _("a cell of more than %(n)s characters: perhaps a quotation mark is never closed") % {
            "n": f"{csv.field_size_limit():,}"
        }
    if "new-line" in said:
        return _("lines end in different ways: save the file anew")
    return said
