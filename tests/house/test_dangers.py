"""What no line of the product does: run text, trust bytes, walk round escaping, or call out."""

import ast
import re

import pytest

from tests.house.plan import Source, imports, python, tracked

MODULES = {
    "pickle": "bytes that run when read: use JSON",
    "marshal": "bytes that run when read: use JSON",
    "shelve": "bytes that run when read: use JSON",
    "dill": "bytes that run when read: use JSON",
    "yaml": "can make any object: use TOML",
    "subprocess": "no other program is run",
    "pty": "no other program is run",
    "xml": "reads entities from outside: no page takes XML",
    "lxml": "reads entities from outside: no page takes XML",
    "random": "can be foretold: use secrets",
    "requests": "no call to the outside",
    "httpx": "no call to the outside",
    "aiohttp": "no call to the outside",
    "urllib.request": "no call to the outside",
    "urllib3": "no call to the outside",
    "http.client": "no call to the outside",
    "ftplib": "no call to the outside",
    "telnetlib": "no call to the outside",
    "ldap": "no call to the outside",
    "django.views.decorators.csrf.csrf_exempt": "a form without its token",
    "django.template.Template": "a template is a file of a room",
    "django.template.Engine": "a template is a file of a room",
    "django.template.engines": "a template is a file of a room",
    "django.views.debug": "tells what went wrong inside",
}
NAMED = {
    "eval": "runs text",
    "exec": "runs text",
    "compile": "runs text",
    "__import__": "runs what text names",
    "os.system": "no other program is run",
    "os.popen": "no other program is run",
    "hashlib.md5": "broken: use SHA-256",
    "hashlib.sha1": "broken: use SHA-256",
    "tempfile.mktemp": "somebody else may be first",
}
# Where a danger is what the file is for; each with what keeps it harmless.
ALLOWED: dict[str, str] = {
    "opennrm/identification/views/uploads.py": "the token stands behind the file; csrf_protect stands behind the door",
    "opennrm/eradication/views/shown.py": "the token stands behind the file; csrf_protect stands behind the door",
    "opennrm/prevention/views/uploads.py": "the token stands behind the file; csrf_protect stands behind the door",
    "opennrm/config/processes.py": "starts this Python with arguments of its own, never through a shell",
    "opennrm/understanding/engines/duck.py": "starts this Python with arguments of its own, never through a shell",
    "opennrm/disclosure/secondary/argus.py": "starts this Python with arguments of its own, never through a shell",
}
UNESCAPED = re.compile(
    r"\|\s*safe\b|\{%\s*autoescape off|\|\s*safeseq\b|<script(?![^>]*\bsrc=)[^>]*>|\bon\w+=[\"']|javascript:"
)
SCRIPTED = re.compile(
    r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|localStorage|sessionStorage|"
    r"indexedDB|document\.cookie|postMessage|__proto__)|[\"']message[\"']|\bXMLHttpRequest|fetch\(\s*[\"']https?:"
)
FIELDS = re.compile(r"""fields\s*=\s*['"]__all__['"]""")
TRUSTED = {  # mark_safe: who has escaped what it is given
    "opennrm/page/html.py": "blocks and charts, each escaped by its own template or writer",
    "opennrm/page/tags.py": "a constant",
    "opennrm/reporting/ruby.py": "readings over characters, put in after all was escaped",
}


def dangers(source):
    if source.name in ALLOWED:
        return
    for line, name in imports(source.tree):
        for module, why in MODULES.items():
            if f"{name}.".startswith(f"{module}."):
                yield f"{source.name}:{line} {name}: {why} (or say in ALLOWED why it must be)"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and (why := NAMED.get(name_of(node.func))):
            yield f"{source.name}:{node.lineno} {name_of(node.func)}: {why}"


def name_of(function):
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        return f"{function.value.id}.{function.attr}"
    return getattr(function, "id", "")


def trusting(source):
    used = {name for _line, name in imports(source.tree)}
    return "django.utils.safestring.mark_safe" in used and source.name not in TRUSTED


def matching(pattern, source):
    lines = enumerate(source.text.splitlines(), 1)
    return [f"{source.name}:{number} {hit.group()}" for number, line in lines if (hit := pattern.search(line))]


def test_the_product_runs_no_text_trusts_no_bytes_and_calls_nobody():
    assert [fault for source in python() for fault in dangers(source)] == []


def test_only_where_it_is_said_is_markup_trusted():
    assert [source.name for source in python() if trusting(source)] == []


def test_every_template_escapes_and_none_holds_a_script():
    templates = tracked(".html", under="opennrm")
    assert templates
    assert [hit for source in templates for hit in matching(UNESCAPED, source)] == []


def test_no_script_of_ours_writes_markup_keeps_data_or_runs_text():
    assert [hit for source in tracked(".js", under="opennrm") for hit in matching(SCRIPTED, source)] == []


def test_no_form_takes_every_field_of_its_model():
    assert [hit for source in python() for hit in matching(FIELDS, source)] == []


@pytest.mark.parametrize(
    "text",
    [
        "import pickle",
        "from subprocess import run",
        "import xml.etree.ElementTree",
        "from urllib.request import urlopen",
        "from django.views.decorators.csrf import csrf_exempt",
        "eval('1')",
        "os.system('ls')",
        "hashlib.md5(b'')",
    ],
)
def test_the_sight_of_a_danger_is_sharp(text):
    assert list(dangers(Source("opennrm/page/a.py", text)))


@pytest.mark.parametrize("text", ["import secrets", "re.compile('a')", "from urllib.parse import quote", "x.eval()"])
def test_the_sight_of_a_danger_is_not_too_sharp(text):
    assert not list(dangers(Source("opennrm/page/a.py", text)))


def test_the_sight_of_unescaped_text_is_sharp():
    bad = ("{{ a|safe }}", "{% autoescape off %}", "<script>x</script>", '<a onclick="x">', '<a href="javascript:x">')
    assert all(matching(UNESCAPED, Source("a.html", text)) for text in bad)
    assert not matching(UNESCAPED, Source("a.html", "{{ a|day }} <script src='/static/a.js'></script> is safe"))
    assert matching(SCRIPTED, Source("a.js", "a.innerHTML = b")) and matching(
        SCRIPTED, Source("a.js", "localStorage.a")
    )
    assert not matching(SCRIPTED, Source("a.js", "a.textContent = b; fetch(a.action)"))
    assert matching(FIELDS, Source("a.py", 'fields = "__all__"'))
    assert trusting(Source("opennrm/page/a.py", "from django.utils.safestring import mark_safe"))
