"""Nobody reaches a page of the desk without having signed in as an official who serves."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from opennrm.accounts.models import Account


class SignedIn:
    """Middleware: sets ``request.official``; whoever is not signed in is sent to the sign-in page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], *_: object) -> HttpResponse | None:
        """Sends to the sign-in page, but for views marked ``open_to_all``."""
        user = request.user
        official = user.official if isinstance(user, Account) else None
        request.official = official  # type: ignore[attr-defined]
        if official is None and not getattr(view, "open_to_all", False):
            return redirect_to_login(request.get_full_path(), str(settings.LOGIN_URL))
        return None
