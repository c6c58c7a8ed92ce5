"""Where a browser may end a line in the scripts that write no spaces between words."""

import re

import pytest
from playwright.sync_api import Browser

from opennrm.page.languages import compiled

pytestmark = pytest.mark.browser

# What no line begins with: the end of a syllable, or a mark that belongs to the letter before it.
NEVER_FIRST = {
    "my": "[\u1000-\u102a]\u1037?\u103a|[\u102b-\u103e\u104a\u104b]",
    "km": "[\u17b4-\u17d7]",
    "th": "[\u0e30-\u0e3a\u0e45-\u0e4e]",
}
COLUMN = "p { width: 1px; overflow-wrap: normal; font: 12px/30px sans-serif }"
LINES = """() => [...document.querySelectorAll('p')].flatMap(paragraph => {
  const text = paragraph.firstChild, begun = [], letter = document.createRange();
  for (let at = 0, before = null; at < text.length; at++) {
    letter.setStart(text, at);
    letter.setEnd(text, at + 1);
    const [box] = letter.getClientRects();
    if (!box) continue;
    if (before === null || box.top > before + 8) begun.push(text.data.slice(at, at + 12));
    if (box.width || before === null) before = box.top;
  }
  return begun;
})"""


@pytest.mark.parametrize("language", NEVER_FIRST)
def test_no_line_begins_in_the_middle_of_a_syllable(browser: Browser, language: str) -> None:
    texts = "".join(f"<p>{text}</p>" for text in compiled(language).values())
    page = browser.new_page()
    page.set_content(f'<html lang="{language}"><style>{COLUMN}</style>{texts}')
    lines = page.evaluate(LINES)
    page.close()
    assert len(lines) > len(texts) / 100
    assert [line for line in lines if re.match(NEVER_FIRST[language], line)] == []
