"""Somebody at the public door: goes from page to page by its forms alone, as a browser without scripts does."""

import re
from html.parser import HTMLParser

from django.http import HttpResponse
from django.test import Client

PADDING = re.compile(rb"<!-- [\w-]+ -->\s*$")
LIGHT = 30_000  # bytes a page may weigh with all it brings along
BROUGHT = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def weight(page: HttpResponse) -> int:
    """Bytes that travel: the page as it is, and each file it names in the form a browser of any age asks for."""
    files = sorted(set(BROUGHT.findall(page.content.decode())))
    assert files, "a page of the door brings its style sheet"
    sent = [Client().get(file, headers={"Accept-Encoding": "gzip"}) for file in files]
    assert {file.status_code for file in sent} == {200}
    return len(page.content) + sum(len(b"".join(file.streaming_content)) for file in sent)


class Forms(HTMLParser):
    """The forms of a page: their address, and the fields as they stand."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "form":
            self.forms.append((said.get("action", ""), {}))
        elif tag == "input" and self.forms and said.get("type") == "hidden":
            self.forms[-1][1][said["name"]] = said.get("value", "")


class Visitor:
    """One person, in one language."""

    def __init__(self, language: str = "en") -> None:
        self.client, self.language, self.page = Client(), language, None

    def goes_to(self, path: str):
        self.page = self.client.get(f"/{self.language}/{path}")
        return self

    def sends(self, where: str = "", **fields):
        """Send the form whose address ends so, with what was typed; the place on the page is the browser's."""
        action, hidden = next(form for form in Forms(self.text).forms if form[0].partition("#")[0].endswith(where))
        self.page = self.client.post(action, hidden | fields)
        return self

    def asks_for_help(self, what: str, **answers):
        """The whole way, to the summary."""
        self.goes_to("help/").sends("help/", go="danger")
        for step in ("danger", "what", "topics", "where", "child", "more", "safe", "reach"):
            if 'name="at" value="check"' in self.text:
                break
            assert f'name="at" value="{step}"' in self.text, (step, self.text)
            self.sends("help/", go="next", **({"what": what} if step == "what" else {}), **answers.get(step, {}))
            if 'value="call"' in self.text:
                self.sends("help/", go="next")
        return self

    @property
    def text(self) -> str:
        return self.page.content.decode()

    @property
    def length(self) -> int:
        return len(self.page.content)

    @property
    def receipt(self) -> str:
        shown = re.search(r'id="receipt">(.*?)</p>', self.text, re.DOTALL).group(1)
        return "".join(re.findall(r"<span>(\d+)</span>", shown))
