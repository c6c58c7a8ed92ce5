"""The people of the tests, all made up."""

from datetime import date

from opennrm.agencies.models import Official
from tests.desk import body, official

TODAY = date(2020, 6, 1)


def administrator(code: str = "cas") -> Official:
    return official(body(code), roles=["administrator"], lead=True)


def editor(code: str = "cao") -> Official:
    return official(body(code), roles=["editor"])
