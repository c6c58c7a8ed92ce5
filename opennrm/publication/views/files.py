"""A file as an answer: its type by its name, and beside a CSV where its metadata are."""

from django.http import HttpResponse

from opennrm.publication.formats import csvw

METADATA = "application/csvm+json"
TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


def download(content: bytes, name: str, *, beside: str = "") -> HttpResponse:
    """A file; of a CSV the answer says where its metadata are: beside it, as CSV on the Web has it."""
    kind = name.rpartition(".")[2]
    as_type = METADATA if name.endswith(csvw.BESIDE) else TYPES.get(kind, "text/plain; charset=utf-8")
    response = HttpResponse(content, content_type=as_type)
    if kind == "csv" and beside:
        response.headers["Link"] = f'<{beside}{csvw.BESIDE}>; rel="describedby"; type="{METADATA}"'
    inline = "inline" if kind in ("html", "pdf", "json") else "attachment"
    response.headers["Content-Disposition"] = f'{inline}; filename="{name}"'
    return response
