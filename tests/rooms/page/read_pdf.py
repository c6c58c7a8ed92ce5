"""What a program that did not write a PDF finds in it: structure, texts, metadata."""

import re
from collections.abc import Iterator
from io import BytesIO

import pikepdf


def opened(made: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(made))


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Every element of the structure tree, in reading order."""
    yield from _below(pdf.Root.StructTreeRoot.K)


def _below(node: object) -> Iterator[pikepdf.Dictionary]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _below(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from _below(node.get("/K"))


def tagged(pdf: pikepdf.Pdf, tag: str) -> list[pikepdf.Dictionary]:
    return [element for element in elements(pdf) if f"/{tag}" == element.S]


def text_of(page: pikepdf.Page) -> str:
    """The page's text without spaces, decoded through each font's own map to Unicode."""
    fonts = {name: _to_unicode(font) for name, font in page.Resources.get("/Font", {}).items()}
    font: dict[int, str] = {}
    parts = []
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            font = fonts[str(operands[0])]
        elif str(operator) in {"Tj", "TJ"}:
            shown = operands[0] if str(operator) == "TJ" else operands
            for piece in (bytes(part) for part in shown if isinstance(part, pikepdf.String)):
                parts += [font.get(int.from_bytes(piece[at : at + 2]), "") for at in range(0, len(piece), 2)]
    return re.sub(r"\s", "", "".join(parts))


def _to_unicode(font: pikepdf.Object) -> dict[int, str]:
    lines = font.ToUnicode.read_bytes().decode("ascii")
    pairs = re.findall(r"^<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>$", lines, re.MULTILINE)
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
