"""What falls into the register of exchanges: one fact each way with each partner; a conference, one for each partner.

``country`` is the partner's; that of an international organisation is not known to the register.
"""

from datetime import date

from opennrm.understanding.facts import InformationExchanged
from opennrm.understanding.national import national
from opennrm.understanding.register import record, standing


def exchanged(key: str, *, country: str, day: date, on: date) -> None:
    """Record the fact of an exchange, once, inside the caller's transaction."""
    where = national(on)
    if standing(InformationExchanged, key, collection=where) is None:
        record(InformationExchanged(key=key, day=day, recorded_on=on, partner=country or None), collection=where)
