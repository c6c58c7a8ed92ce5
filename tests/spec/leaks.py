"""What of a page a reader sees in the wrong language: English on a Japanese page, Japanese on an English one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser

from opennrm.page.languages import DECLARED, compiled
from opennrm.understanding import published

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UNSEEN = {"script", "style", "template", "code", "pre", "kbd", "samp", "datalist"}
SPOKEN = ("alt", "aria-label", "placeholder", "title")  # attributes that are shown or read out
ADDRESS = re.compile(r"\S+@\S+|\w+://\S+|/[\w/.-]+|\b[\w-]+\.[\w.-]+\b|\b\d[\w-]*|\b\w*[\d_]\w*\b")
COMMAND = re.compile(r"\bopennrm( [a-z]+)*")
RUN = re.compile(r"[A-Za-z][A-Za-z'’-]+(?:[ ,:;()]+[A-Za-z][A-Za-z'’-]+)+")
JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uff66-\uff9f]+")
PROPER = (  # names that are the same in every language, and the data of the tests' made-up world
    "GNU Affero General Public License", "Authorization: Bearer", "Tor Browser", "全言語 / All languages", "Total",
    "Made up for a test", "made up for a test", "made up",
)  # fmt: skip
CITED = {each.title for each in published.sources().values() if not each.ja}  # nobody has written these in Japanese
NAMES = frozenset(PROPER) | {each.name for each in DECLARED.values()} | CITED


@dataclass(frozen=True)
class Seen:
    """A text of a page, and the language it is marked as."""

    language: str
    text: str


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str, bool]] = [("", "", False)]
        self.seen: list[Seen] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        _tag, language, unseen = self.open[-1]
        language, unseen = said.get("lang") or language, unseen or tag in UNSEEN
        shown = [said.get(name) for name in SPOKEN]
        shown += [said.get("value")] if tag == "input" and said.get("type") in ("submit", "button") else []
        self.seen += [Seen(language, text) for text in shown if text and not unseen]
        if tag not in VOID:
            self.open.append((tag, language, unseen))

    def handle_endtag(self, tag: str) -> None:
        at = next((at for at in range(len(self.open) - 1, 0, -1) if self.open[at][0] == tag), 0)
        if at:
            del self.open[at:]

    def handle_data(self, data: str) -> None:
        _tag, language, unseen = self.open[-1]
        if not unseen and data.strip():
            self.seen.append(Seen(language, " ".join(data.split())))


def seen(html: str) -> list[Seen]:
    """The texts of a page that are shown or read out, each with the language of the nearest ``lang``."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.seen


def leaks(html: str) -> list[str]:
    """What stands in English where the page says Japanese, and in Japanese where it says English."""
    found = {"ja": _english, "en": _japanese}
    return [each for one in seen(html) if one.language in found for each in found[one.language](one.text)]


def _english(text: str) -> Iterator[str]:
    """Two words of Latin letters and more, abbreviations apart; or one English message that has a translation."""
    if text in _translated() - NAMES:
        yield text
        return
    for run in RUN.findall(ADDRESS.sub(" ", COMMAND.sub(" ", _without_names(text)))):
        if sum(len(word) > 2 and not word.isupper() for word in re.findall(r"[A-Za-z'’-]+", run)) > 1:
            yield run


def _japanese(text: str) -> Iterator[str]:
    yield from JAPANESE.findall(_without_names(text))


def _without_names(text: str) -> str:
    for name in sorted(NAMES, key=len, reverse=True):
        text = text.replace(name, " ")
    return text


@cache
def _translated() -> frozenset[str]:
    """English messages that read otherwise in Japanese."""
    return frozenset(key for key, text in compiled("ja").items() if key != text and len(key) > 1)
