"""What every page of the desk shows besides its own content."""

from django.http import HttpRequest

from opennrm.desk.navigation import menu
from opennrm.vault import master


def desk(request: HttpRequest) -> dict[str, object]:
    """``official`` who is signed in, ``navigation``, and whether all this is a ``demonstration``."""
    return {
        "base": "page/desk.html",
        "official": getattr(request, "official", None),
        "navigation": list(menu(request)),
        "demonstration": master.is_demo(),
    }
