"""What no tracked file may hold."""

import ast
import re
import tomllib

import pytest
from django.conf import settings

from tests.house.plan import Source, python, tracked
from tests.machine import CHECKOUT

HALVES = (  # this file itself names no host
    ("py", "pi.org"), ("python", "hosted.org"), ("npm", "js.com"), ("npm", "js.org"), ("crates", ".io"),
    ("ruby", "gems.org"), ("go", "lang.org"), ("maven", ".org"), ("ana", "conda.org"), ("ana", "conda.com"),
    ("deb.deb", "ian.org"), ("security.deb", "ian.org"), ("ftp.deb", "ian.org"),
)  # fmt: skip
HOSTS = "|".join(re.escape("".join(halves)) for halves in HALVES)
REGISTRY = re.compile(rf"\b({HOSTS})\b|(?<!emit-)index[-_]url\W+http")
MACHINE = re.compile(r"(?<![\w.~$}/-])/(?:work|tmp|root|home)/[\w.-]")
STYLE = re.compile(r"(?:^|[\s\"'])style\s*=\s*\\?[\"']")
MARKUP = (".html", ".svg", ".xml", ".txt")


def found(pattern, source):
    lines = enumerate(source.text.splitlines(), 1)
    return [f"{source.name}:{number} {hit.group()}" for number, line in lines if (hit := pattern.search(line))]


def styled_strings(source):
    strings = [node for node in ast.walk(source.tree) if isinstance(node, ast.Constant)]
    return [
        f"{source.name}:{node.lineno} style="
        for node in strings
        if isinstance(node.value, str) and STYLE.search(node.value)
    ]


def broken(source):
    try:
        tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        return [f"{source.name}: {error}"]
    return []


def test_no_tracked_file_names_a_package_registry():
    assert [hit for source in tracked() for hit in found(REGISTRY, source)] == []


def test_no_tracked_file_holds_a_path_of_one_machine():
    assert [hit for source in tracked() for hit in found(MACHINE, source)] == []


def test_no_page_styles_an_element_inline():
    pages = [hit for source in tracked(*MARKUP, under="opennrm") for hit in found(STYLE, source)]
    assert pages + [hit for source in python() for hit in styled_strings(source)] == []


def test_every_toml_file_can_be_read():
    sources = tracked(".toml")
    assert sources
    assert [fault for source in sources for fault in broken(source)] == []


def test_tests_never_touch_the_checkouts_own_home():
    assert not settings.HOME.is_relative_to(CHECKOUT)
    assert not str(settings.STATIC_ROOT).startswith(str(CHECKOUT))


@pytest.mark.parametrize(
    ("pattern", "bad", "good"),
    [
        (REGISTRY, "see py" + "pi.org/simple", "see example.org/simple"),
        (REGISTRY, "--index-" + "url https://a.example/simple", "--no-emit-index-url pyproject.toml"),
        (MACHINE, "open /wo" + "rk/main/x", "open ../work/x and https://example.org/home/x"),
        (MACHINE, 'Path("/tm' + 'p/x")', "{{ root }}/tmp/x"),
        (STYLE, '<p style="color: red">', '<p class="style">'),
    ],
)
def test_the_sight_of_a_forbidden_text_is_sharp(pattern, bad, good):
    assert found(pattern, Source("a", bad))
    assert not found(pattern, Source("a", good))


def test_the_sight_of_style_in_python_looks_into_strings_only():
    assert styled_strings(Source("a.py", "x = f'<p style=\"color: {c}\">'"))
    assert not styled_strings(Source("a.py", 'border = Side(style="thin")'))


def test_the_sight_of_broken_toml_is_sharp():
    assert broken(Source("a.toml", "x = "))
    assert not broken(Source("a.toml", "x = 1"))
