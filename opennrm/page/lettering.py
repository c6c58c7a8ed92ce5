"""How wide a text is and where it may break, estimated from its characters: no font is opened.

The estimate leans to the wide side, so that what fits here fits in any font the reader has. Lengths are in the
unit of the letter size.
"""

import unicodedata

SPARE = 1.06  # fonts a little wider than Noto Sans still fit
BOLD = 1.07
NARROW = frozenset("iljtfrI.,:;!|'’()[]/ ")
BROAD = frozenset("mwMW@%—…©®")
NOT_FIRST = frozenset("、。，．・：；？！）〕］｝〉》」』】ー々〜％ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;?!)]}%")
NOT_LAST = frozenset("（〔［｛〈《「『【([{¥￥")
ELLIPSIS = "…"


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How much room a line of text takes, at least."""
    return sum(_advance(letter) for letter in text) * size * SPARE * (BOLD if bold else 1)


def _advance(letter: str) -> float:
    if letter in NARROW:
        return 0.36
    if letter in BROAD:
        return 1.0
    if unicodedata.category(letter) == "Mn":
        return 0.0
    if unicodedata.east_asian_width(letter) in "WFA":
        return 1.0
    if letter.isascii():
        return 0.7 if letter.isupper() else 0.59
    return 0.75


def pieces(text: str) -> list[str]:
    """The text cut wherever a line may end; the pieces together are the text with single spaces.

    Latin words stay whole; between two Japanese letters there is a break, but none that would begin a line
    with a closing mark or end it with an opening one.
    """
    text = " ".join(text.split())
    found: list[str] = []
    for letter in text:
        if found and not _may_break(found[-1], letter):
            found[-1] += letter
        else:
            found.append(letter)
    return found


def _may_break(before: str, letter: str) -> bool:
    last = before[-1]
    if letter == " " or letter in NOT_FIRST or last in NOT_LAST:
        return False
    if last == " " or last in "-–/・":
        return not (last != " " and len(before) == 1)
    return _wide(last) or _wide(letter)


def _wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def wrap(text: str, size: float, room: float, *, lines: int = 9, bold: bool = False) -> tuple[str, ...]:
    """The text in at most ``lines`` lines, none wider than ``room``.

    A word wider than the room is cut; what does not fit in the last line ends in «…». At least one letter
    stands on each line, however little room there is.
    """
    made: list[str] = [""]
    for piece in pieces(text):
        if made[-1] and width((made[-1] + piece).rstrip(), size, bold=bold) > room:
            made.append("")
        for part in _cut(piece, size, room, bold=bold):
            if made[-1] and width((made[-1] + part).rstrip(), size, bold=bold) > room:
                made.append("")
            made[-1] += part
    made = [line.strip() for line in made]
    if len(made) > lines:
        made = [*made[: lines - 1], _shortened(made[lines - 1], size, room, bold=bold)]
    return tuple(made)


def even(text: str, size: float, room: float) -> tuple[str, ...]:
    """The text in as few lines as ``wrap`` needs, as even as they can be: no single letter alone on the last."""
    made, step = wrap(text, size, room), size / 2
    while len(made) > 1 and fits_unbroken(text, size, room - step):
        room -= step
        closer = wrap(text, size, room)
        if len(closer) > len(made):
            break
        made = closer
    return made


def _cut(piece: str, size: float, room: float, *, bold: bool) -> list[str]:
    """A piece that fits as it is; one that does not, letter by letter."""
    return [piece] if width(piece.rstrip(), size, bold=bold) <= room else list(piece)


def _shortened(line: str, size: float, room: float, *, bold: bool) -> str:
    while len(line) > 1 and width(line + ELLIPSIS, size, bold=bold) > room:
        line = line[:-1]
    return line.rstrip() + ELLIPSIS


def fits_unbroken(text: str, size: float, room: float, *, bold: bool = False) -> bool:
    """Whether every word of the text fits in the room, so that wrapping cuts none."""
    return all(width(piece.rstrip(), size, bold=bold) <= room for piece in pieces(text))
