"""Style sheets, scripts and drawings go out compressed: they carry nothing of anybody, and an old phone waits for each.

Pages themselves are not compressed: how far a page shrinks tells what stands on it (``padding``).
"""

import gzip
import os
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from wsgiref.headers import Headers

from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

TEXT = frozenset({".css", ".js", ".svg"})


class SmallFiles(WhiteNoiseMiddleware):  # type: ignore[misc]
    """WhiteNoise, with the compressed form of each text made when a process starts: none is ever out of date."""

    def get_static_file(self, path: str, url: str, stat_cache: dict[str, os.stat_result] | None = None) -> StaticFile:
        """One file; a text as itself and compressed, of which WhiteNoise sends the smaller where it is understood."""
        if Path(path).suffix not in TEXT:
            return super().get_static_file(path, url, stat_cache)
        headers = Headers([])
        self.add_mime_headers(headers, path, url)
        self.add_cache_headers(headers, path, url)
        return StaticFile(path, headers.items(), encodings={"gzip": _compressed(path, Path(path).stat().st_mtime_ns)})


@cache
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="opennrm-files-")


@cache
def _compressed(path: str, _changed: int) -> str:
    with NamedTemporaryFile(dir=_folder().name, suffix=".gz", delete=False) as small:
        small.write(gzip.compress(Path(path).read_bytes(), mtime=0))
    return small.name
