"""Style sheets and scripts go out compressed: they carry nothing of anybody, and an old phone waits for each.

Pages themselves are not compressed: how far a page shrinks tells what stands on it (``padding``).
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from whitenoise.middleware import WhiteNoiseMiddleware

TEXT = ("text/css", "text/javascript")


class SmallFiles(WhiteNoiseMiddleware):  # type: ignore[misc]
    """WhiteNoise, whose whole answers of text are compressed where the browser takes that."""

    @staticmethod
    def serve(static_file: Any, request: HttpRequest) -> HttpResponseBase:
        """One file. Part of a file, its heads alone and «not changed» stay as they are."""
        answer: HttpResponseBase = WhiteNoiseMiddleware.serve(static_file, request)
        if request.method != "GET" or answer.status_code != 200 or not answer["Content-Type"].startswith(TEXT):
            return answer
        known_by = answer["ETag"]
        answer = compressing.process_response(request, answer)
        answer["ETag"] = known_by  # Django says «alike»; WhiteNoise would not know its own mark again
        return answer


compressing = GZipMiddleware(lambda _request: HttpResponse())
