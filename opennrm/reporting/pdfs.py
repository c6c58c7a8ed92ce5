"""A PDF without its authors, its history, its scripts, what it embeds and what it would do when opened."""

import io
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

MOST_OBJECTS = 100_000

# Keys that say who made a part and when, or hold a copy of it, wherever in the file they stand.
HIDDEN = (
    "/Metadata", "/PieceInfo", "/LastModified", "/JavaScript", "/EmbeddedFiles", "/XFA", "/SpiderInfo", "/Thumb",
    "/CreatorInfo", "/Measure", "/GPTS", "/LGIDict", "/Alternates", "/OPI",
)  # fmt: skip
OF_THE_FILE = (
    "/Names", "/AcroForm", "/Outlines", "/Dests", "/URI", "/Lang", "/MarkInfo", "/OpenAction", "/AA", "/AF", "/Perms",
    "/Legal", "/Collection", "/StructTreeRoot", "/Threads", "/Extensions", "/DSS",
)  # fmt: skip
OF_A_PAGE = ("/AA", "/AF", "/VP", "/B", "/PZ", "/Trans", "/PresSteps", "/TemplateInstantiated")
OF_A_MARK = ("/A", "/AA", "/PA", "/AF", "/T", "/M", "/CreationDate", "/NM", "/Subj", "/RC", "/Contents")
ACTIONS = frozenset({
    "/JavaScript", "/Launch", "/URI", "/GoTo", "/GoToR", "/GoToE", "/GoToDp", "/SubmitForm", "/ImportData",
    "/ResetForm", "/Sound", "/Movie", "/Hide", "/Named", "/Rendition", "/Trans", "/GoTo3DView", "/SetOCGState",
    "/Thread", "/RichMediaExecute",
})  # fmt: skip
MARKS = frozenset({"/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D", "/Text", "/Popup", "/Widget"})


class TooMuch(ValueError):
    """More objects than a document a person sends has."""


def cleaned(data: bytes) -> bytes:
    """The pages as they look. Raises pikepdf.PasswordError, pikepdf.PdfError, TooMuch."""
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        if len(pdf.objects) > MOST_OBJECTS:
            raise TooMuch
        if not len(pdf.pages):
            raise pikepdf.PdfError("no page")
        _without(pdf.trailer, ("/Info", "/ID"))
        _without(pdf.Root, OF_THE_FILE)
        for page in pdf.pages:
            _without(page.obj, OF_A_PAGE)
            _drop_marks(page.obj)
        for part in list(pdf.objects):
            _bare(part)
        out = io.BytesIO()
        pdf.save(out, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, fix_metadata_version=False)
    return out.getvalue()


def _drop_marks(page: Dictionary) -> None:
    """Take away annotations that attach, play, ask or comment; of the others, who made them."""
    if "/Annots" not in page:
        return
    kept = []
    for mark in page.Annots:
        if not isinstance(mark, Dictionary) or str(mark.get("/Subtype", "")) in MARKS:
            continue
        _without(mark, OF_A_MARK)
        kept.append(mark)
    page.Annots = Array(kept)


def _bare(part: Object) -> None:
    """Empty actions and embedded files, take out the hidden keys; a photograph loses its remarks."""
    for table in list(_tables(part)):
        if not isinstance(table, Stream) and _acts_or_embeds(table):
            _without(table, list(table.keys()))
        _without(table, HIDDEN)
    if isinstance(part, Stream) and _is_photograph(part):
        part.write(without_remarks(part.read_raw_bytes()), filter=Name.DCTDecode)


def _acts_or_embeds(table: Any) -> bool:
    return str(table.get("/S", "")) in ACTIONS or "/EF" in table or str(table.get("/Type", "")) == "/Filespec"


def _without(table: Any, keys: Iterable[str]) -> None:
    for key in keys:
        if key in table:
            del table[key]


def _tables(part: Object, depth: int = 0) -> Iterator[Any]:
    """The dictionaries that lie directly in an object; what it refers to comes by itself."""
    if depth > 40:
        raise TooMuch
    if isinstance(part, Dictionary | Stream):
        yield part
        values: Any = part.values()
    elif isinstance(part, Array):
        values = part
    else:
        return
    for value in values:
        if isinstance(value, Dictionary | Array) and not value.is_indirect:
            yield from _tables(value, depth + 1)


def _is_photograph(part: Stream) -> bool:
    kind = part.get("/Filter")
    names = [str(kind)] if isinstance(kind, Name) else [str(each) for each in kind] if isinstance(kind, Array) else []
    return names == ["/DCTDecode"]


def without_remarks(jpeg: bytes) -> bytes:
    """A JPEG without the segments that hold Exif, XMP, thumbnails and comments. Raises ValueError where it is none."""
    if not jpeg.startswith(b"\xff\xd8"):
        raise ValueError("not a JPEG")
    out, at = [b"\xff\xd8"], 2
    while at + 4 <= len(jpeg):
        if jpeg[at] != 0xFF:
            raise ValueError("not a JPEG")
        marker = jpeg[at + 1]
        length = int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if marker == 0xFF:
            at += 1
            continue
        if not (marker == 0xFE or (0xE1 <= marker <= 0xEF and marker != 0xEE)):
            out.append(jpeg[at : at + 2 + length])
        at += 2 + length
        if marker == 0xDA:
            end = jpeg.rfind(b"\xff\xd9")  # what was hung on after the picture goes
            out.append(jpeg[at : end + 2] if end >= at else jpeg[at:])
            return b"".join(out)
    raise ValueError("cut short")
