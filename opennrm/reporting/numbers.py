"""A telephone number as one tap calls it. Pure."""

from dataclasses import dataclass

FREE = ("0120", "0800")  # the prefixes of calls the called side pays, in Japan's numbering plan
EMERGENCY = "110"


@dataclass(frozen=True)
class Dialled:
    """A number as it is written, and the address that calls it; ``free`` where the number itself says so."""

    number: str
    href: str
    free: bool = False


def dialled(number: str) -> Dialled:
    """A number, or the address of a site."""
    bare = "".join(each for each in number if each.isdigit() or each in "+#*")
    if not bare or any(each.isalpha() for each in number):
        return Dialled(number, number if "://" in number else f"https://{number}")
    return Dialled(number, f"tel:{bare.replace('#', '%23')}", free=bare.startswith(FREE) or bare == EMERGENCY)
