"""Where to report a weakness of this site: RFC 9116, from what the operator set."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

VALID = timedelta(days=30)  # the file is made anew for each who asks


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """``/.well-known/security.txt``. Without OPENNRM_SECURITY_CONTACT there is none: 404."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = (timezone.now() + VALID).strftime("%Y-%m-%dT00:00:00Z")
    lines = (f"Contact: {settings.SECURITY_CONTACT}", f"Expires: {expires}", "Preferred-Languages: ja, en", "")
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
