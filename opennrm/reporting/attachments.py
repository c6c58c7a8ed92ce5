"""Files people send: held in memory alone, limited while they arrive, cleaned of what they hide.

Pictures are decoded and written anew, so that where and when they were taken goes; PDFs lose their authors, scripts,
embedded files and actions; plain text loses its control characters. Whatever cannot be cleaned is refused with advice,
unless the reporter chooses to send it as it is, as evidence.
"""

import io
import re
import unicodedata
import warnings
from dataclasses import dataclass
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from PIL import Image, ImageOps, UnidentifiedImageError

from opennrm.reporting import pdfs
from opennrm.reporting.terms import FileFault

MOST_FILES, MOST_BYTES = 5, 10 * 1024 * 1024
FORM_BYTES = 512 * 1024  # what the other fields of a form and its boundaries may add
MOST_PIXELS = 40_000_000
QUALITY = 88
PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif"}
HEIC = re.compile(rb"....ftyp(?:heic|heix|heim|heis|hevc|hevx|mif1|msf1|avif|avis)", re.DOTALL)


class NotTaken(ValueError):
    """A file is not taken; ``fault`` says why and what to do instead."""

    def __init__(self, fault: FileFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True)
class Cleaned:
    """A file ready to be sealed. ``data`` is None where it could not be cleaned and goes as the original alone.

    ``name`` is ours («picture-1.jpg»): a file's own name may name somebody, and stays with the original.
    """

    name: str
    media: str
    data: bytes | None
    original: bytes | None = None
    original_name: str = ""
    original_media: str = ""

    def __repr__(self) -> str:
        return "<cleaned file>"


class InMemory(FileUploadHandler):
    """Upload handler: at most five files and 10 MB in all, in memory. Past that it stops reading.

    Put it first and alone: ``request.upload_handlers = [InMemory(request)]``. Then ``refused(request)`` says whether
    it stopped; what came before it is dropped too, so that nobody believes a half to be the whole.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._files = self._bytes = 0
        self._parts: list[bytes] = []

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        """Refuse by the length a browser announces, before anything is read."""
        if content_length > MOST_BYTES + FORM_BYTES:
            self._stop(FileFault.TOO_LARGE)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._parts = []
        if self.file_name:
            self._files += 1
        if self._files > MOST_FILES:
            self._stop(FileFault.TOO_MANY)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._bytes += len(raw_data)
        if self._bytes > MOST_BYTES:
            self._stop(FileFault.TOO_LARGE)
        self._parts.append(raw_data)

    def file_complete(self, file_size: int) -> SimpleUploadedFile:
        data, self._parts = b"".join(self._parts), []
        return SimpleUploadedFile(self.file_name or "file", data, self.content_type or "")

    def _stop(self, fault: FileFault) -> None:
        self._parts = []
        self.request.upload_fault = fault  # type: ignore[union-attr]
        raise StopUpload(connection_reset=True)


def refused(request: Any) -> FileFault | None:
    """Why the handler stopped reading a request, or None. Ask after ``request.FILES`` was read."""
    fault: FileFault | None = getattr(request, "upload_fault", None)
    return fault


def cleaned(data: bytes, *, name: str = "", number: int = 1, keep_original: bool = False) -> Cleaned:
    """A file without what it hides; with ``keep_original`` the file as it was beside it. Raises NotTaken.

    What cannot be cleaned is taken with ``keep_original`` alone. ``number`` is its place among the files of a form.
    """
    if not data:
        raise NotTaken(FileFault.EMPTY)
    if len(data) > MOST_BYTES:
        raise NotTaken(FileFault.TOO_LARGE)
    original = {"original": data, "original_name": _last_part(name), "original_media": ""} if keep_original else {}
    try:
        stem, ending, media, clean = _clean(data)
    except NotTaken:
        if not keep_original:
            raise
        return Cleaned("", "", None, **original)  # type: ignore[arg-type]
    return Cleaned(f"{stem}-{number}.{ending}", media, clean, **original)  # type: ignore[arg-type]


def _clean(data: bytes) -> tuple[str, str, str, bytes]:
    """Stem, ending and media type of our name for it, and the clean bytes. What the file is, its bytes say."""
    if HEIC.match(data[:12]):
        raise NotTaken(FileFault.HEIC)
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "document", "pdf", "application/pdf", _pdf(data)
    if _looks_like_a_picture(data):
        return _picture(data)
    return "text", "txt", "text/plain; charset=utf-8", _text(data)


def _looks_like_a_picture(data: bytes) -> bool:
    return data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8")) or data[8:12] == b"WEBP"


def _picture(data: bytes) -> tuple[str, str, str, bytes]:
    """The pixels of its first frame, upright, in a file that holds nothing else."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=tuple(PICTURES)) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise NotTaken(FileFault.TOO_WIDE)
                picture.load()
                upright = ImageOps.exif_transpose(picture)
                return _written(upright, lossless=picture.format in {"PNG", "GIF"})
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotTaken(FileFault.TOO_WIDE) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError) as broken:
        if isinstance(broken, NotTaken):
            raise
        raise NotTaken(FileFault.BROKEN) from None


def _written(picture: Image.Image, *, lossless: bool) -> tuple[str, str, str, bytes]:
    """Pixels copied into a picture that has no info, so that nothing can ride along."""
    clear = "A" in picture.getbands() or "transparency" in picture.info
    mode = "RGBA" if clear else "RGB"
    pixels = picture.convert(mode)
    bare = Image.new(mode, pixels.size)
    bare.paste(pixels)
    out = io.BytesIO()
    if lossless or clear:
        bare.save(out, "PNG", optimize=False)
        return "picture", "png", PICTURES["PNG"], out.getvalue()
    bare.save(out, "JPEG", quality=QUALITY)
    return "picture", "jpg", PICTURES["JPEG"], out.getvalue()


def _pdf(data: bytes) -> bytes:
    try:
        return pdfs.cleaned(data)
    except pikepdf.PasswordError:
        raise NotTaken(FileFault.LOCKED) from None
    except (pikepdf.PdfError, pdfs.TooMuch, ValueError, RuntimeError, TypeError, KeyError):
        raise NotTaken(FileFault.BROKEN) from None


def _text(data: bytes) -> bytes:
    """UTF-8 without control characters. Raises NotTaken where it is no text."""
    for coding in ("utf-8-sig", "utf-16", "cp932"):
        if coding == "utf-16" and data[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
            continue
        try:
            text = data.decode(coding)
        except UnicodeDecodeError:
            continue
        if not text.strip():
            raise NotTaken(FileFault.EMPTY)
        if all(_is_written(letter) for letter in text):
            return "\n".join(text.splitlines()).encode()
    raise NotTaken(FileFault.UNKNOWN)


def _is_written(letter: str) -> bool:
    return letter in "\t\n\r\f" or unicodedata.category(letter) not in {"Cc", "Cn", "Co", "Cs"}


def _last_part(name: str) -> str:
    return re.split(r"[\\/]", name)[-1][:120]
