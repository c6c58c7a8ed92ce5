"""What a file hides is gone: places, authors, scripts, files within files. What cannot be cleaned is not taken."""

import io

import pikepdf
import pytest
from django.core.files.uploadhandler import StopUpload
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from opennrm.reporting import attachments, pdfs
from opennrm.reporting.attachments import InMemory, NotTaken, cleaned, refused
from opennrm.reporting.terms import FileFault

CANARY = "canary-who-took-this"


def photo(ending="JPEG", size=(40, 20)):
    picture = Image.new("RGB", size, "red")
    exif = Image.Exif()
    exif[0x010E] = exif[0x013B] = CANARY
    exif[0x0112] = 6  # turned by 90 degrees
    exif.get_ifd(0x8825).update({1: "N", 2: (35.0, 41.0, 22.4), 3: "E", 4: (139.0, 41.0, 30.1)})
    out, more = io.BytesIO(), {}
    if ending == "PNG":
        more["pnginfo"] = PngInfo()
        more["pnginfo"].add_text("Author", CANARY)
    picture.save(out, ending, exif=exif, **more)
    return out.getvalue()


def fault(data, **more):
    with pytest.raises(NotTaken) as said:
        cleaned(data, **more)
    return said.value.fault


@pytest.mark.parametrize("ending", ["JPEG", "PNG", "WEBP"])
def test_a_photo_forgets_where_and_by_whom_it_was_taken(ending):
    data = photo(ending)
    assert CANARY.encode() in data
    file = cleaned(data, name=f"{CANARY}.jpg")
    with Image.open(io.BytesIO(file.data)) as after:
        assert (dict(after.getexif()), after.size) == ({}, (20, 40))
        assert not {"exif", "comment", "Author", "xmp", "icc_profile"} & after.info.keys()
    assert CANARY.encode() not in file.data
    assert file.name.startswith("picture-1.")
    assert file.original is None


def test_what_hangs_after_a_picture_goes():
    assert CANARY.encode() not in cleaned(photo() + CANARY.encode()).data


def test_the_original_is_kept_where_the_reporter_chooses_so():
    data = photo()
    file = cleaned(data, name="C:\\Users\\me\\evidence.jpg", keep_original=True)
    assert (file.original, file.original_name) == (data, "evidence.jpg")


def test_a_picture_that_would_fill_the_memory_is_refused_by_its_head():
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    assert len(out.getvalue()) < 200_000
    assert fault(out.getvalue()) is FileFault.TOO_WIDE


def test_heic_is_refused_with_advice():
    assert fault(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic") is FileFault.HEIC
    assert "screenshot" in str(FileFault.HEIC.label)


def document():
    """A PDF that tells, runs and carries all it can."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    with pdf.open_metadata() as said:
        said["dc:creator"] = [CANARY]
    pdf.docinfo["/Author"] = CANARY
    pdf.attachments["secret.txt"] = pikepdf.AttachedFileSpec(pdf, CANARY.encode())
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"app.alert('{CANARY}')")
    pdf.Root.OpenAction = pdf.make_indirect(script)
    pdf.Root.Names.JavaScript = pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("a"), script]))
    pdf.Root.AcroForm = pikepdf.Dictionary(XFA=pikepdf.String(CANARY), Fields=pikepdf.Array())
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], T=CANARY,
        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=f"https://example.org/{CANARY}"),
    )  # fmt: skip
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Contents=CANARY, Rect=[0, 0, 9, 9])
    page = pdf.pages[0].obj
    page.Annots = pikepdf.Array([pdf.make_indirect(link), note])
    page.AA = pikepdf.Dictionary(O=script)
    page.PieceInfo = pikepdf.Dictionary(Tool=pikepdf.Dictionary(Private=CANARY))
    image = pikepdf.Stream(
        pdf, photo(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=40, Height=20, BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceRGB, Filter=pikepdf.Name.DCTDecode,
    )  # fmt: skip
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=image))
    out = io.BytesIO()
    pdf.save(out, compress_streams=False)
    return out.getvalue()


def told(data):
    """All that is in a PDF: its objects and its streams, unpacked."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        parts = [str(each) + repr(each) for each in pdf.objects]
        streams = [each.read_raw_bytes() for each in pdf.objects if isinstance(each, pikepdf.Stream)]
        return " ".join([*parts, str(pdf.trailer), repr(pdf.trailer)]), b"".join(streams), len(pdf.pages)


def test_a_pdf_loses_its_author_scripts_and_what_it_carries_and_keeps_its_pages():
    data = document()
    before, streams, _pages = told(data)
    assert CANARY in before and CANARY.encode() in streams and "JavaScript" in before
    file = cleaned(data)
    after, streams, pages = told(file.data)
    assert (CANARY in after, CANARY.encode() in streams + file.data, "JavaScript" in after, pages) == (
        False, False, False, 1
    )  # fmt: skip
    with pikepdf.open(io.BytesIO(file.data)) as pdf:
        raw = pdf.pages[0].Resources.XObject.A.read_raw_bytes()
    with Image.open(io.BytesIO(raw)) as picture:
        assert (picture.size, dict(picture.getexif())) == ((40, 20), {})


def test_an_older_state_of_a_pdf_goes_with_its_history():
    pdf = pikepdf.new()
    pdf.add_blank_page()
    out = io.BytesIO()
    pdf.save(out)
    assert CANARY.encode() not in cleaned(out.getvalue() + b"\n% " + CANARY.encode()).data


def test_a_pdf_with_a_password_or_broken_is_refused_with_advice(monkeypatch):
    pdf = pikepdf.new()
    pdf.add_blank_page()
    out = io.BytesIO()
    pdf.save(out, encryption=pikepdf.Encryption(user="x", owner="y"))
    assert fault(out.getvalue()) is FileFault.LOCKED
    assert fault(b"%PDF-1.7 and nothing of the kind") is FileFault.BROKEN
    monkeypatch.setattr(pdfs, "MOST_OBJECTS", 1)
    assert fault(document()) is FileFault.BROKEN


@given(st.binary(max_size=400), st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"%PDF-1.4\n"]))
def test_whatever_is_sent_is_cleaned_or_refused(data, head):
    try:
        assert cleaned(head + data).data
    except NotTaken as said:
        assert said.fault in FileFault


def test_text_is_kept_as_text_and_other_kinds_only_as_they_are():
    assert cleaned("日本語".encode("cp932")).data.decode() == "日本語"
    assert fault(b"ID3\x04\0\0 an audio file\0\xff") is FileFault.UNKNOWN
    file = cleaned(b"ID3\x04\0\0 an audio file\0\xff", name="a.mp3", keep_original=True)
    assert (file.data, file.original_name) == (None, "a.mp3")
    assert fault(b"") is FileFault.EMPTY


def upload(*files, length=0):
    request = RequestFactory().post("/", {"f": [_named(data) for data in files]})
    if length:
        request.META["CONTENT_LENGTH"] = str(length)
    request.upload_handlers = [InMemory(request)]
    return request


def _named(data):
    file = io.BytesIO(data)
    file.name = "a.bin"
    return file


def test_files_are_held_in_memory_and_read_back():
    request = upload(b"one", b"two")
    assert [file.read() for file in request.FILES.getlist("f")] == [b"one", b"two"]
    assert refused(request) is None


def test_a_sixth_file_or_an_eleventh_megabyte_stops_the_reading(monkeypatch):
    many = upload(*[b"x"] * 6)
    assert (many.FILES.getlist("f")[5:], refused(many)) == ([], FileFault.TOO_MANY)
    monkeypatch.setattr(attachments, "MOST_BYTES", 100_000)
    large = upload(b"x" * 200_000)
    assert (large.FILES.getlist("f"), refused(large)) == ([], FileFault.TOO_LARGE)


def test_two_hundred_megabytes_announced_are_refused_unread():
    handler = InMemory(RequestFactory().post("/"))
    with pytest.raises(StopUpload):
        handler.handle_raw_input(None, {}, 200 * 1024 * 1024, b"")
    assert refused(handler.request) is FileFault.TOO_LARGE
