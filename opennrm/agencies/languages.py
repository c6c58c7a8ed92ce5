"""Languages by their BCP 47 tags: whether there is such a one, and what it is called."""

import re

from babel import Locale

TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def known(tag: str) -> bool:
    """Whether a tag is written as one, and its language has a name."""
    return TAG.fullmatch(tag) is not None and tag.split("-")[0] in Locale("en").languages


def called(tag: str, language: str) -> str:
    """What a language is called in another; its tag where it has no name there."""
    names = Locale.parse(language, sep="-").languages
    return str(names.get(tag.replace("-", "_")) or names.get(tag.split("-")[0]) or tag)
