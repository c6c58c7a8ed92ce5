"""The inventory of cryptography names every place that uses any, and nothing is used but what it lists."""

import re

from tests.house.plan import Source, imports, python
from tests.machine import CHECKOUT

INVENTORY = CHECKOUT / "docs/explanation/cryptography.md"
FILE = re.compile(r"^\| `(opennrm/[\w/]+\.py)` \|", re.MULTILINE)
MODULES = (
    "cryptography", "hashlib", "hmac", "secrets", "ssl", "argon2", "fido2", "nacl", "Crypto", "jwt", "OpenSSL",
    "django.core.signing", "django.utils.crypto", "django.contrib.auth.hashers", "allauth.core.internal.cryptokit",
    "allauth.mfa",
)  # fmt: skip
RANDOM = re.compile(r"\bos\.urandom\(")
PRIMITIVES = {
    "hashlib.sha256",
    "cryptography.exceptions.InvalidTag",
    "cryptography.exceptions.InvalidSignature",
    "cryptography.hazmat.primitives.hpke",
    "cryptography.hazmat.primitives.asymmetric.ed25519.Ed25519PrivateKey",
    "cryptography.hazmat.primitives.asymmetric.ed25519.Ed25519PublicKey",
    "cryptography.hazmat.primitives.asymmetric.x25519.X25519PrivateKey",
    "cryptography.hazmat.primitives.asymmetric.x25519.X25519PublicKey",
    "cryptography.hazmat.primitives.ciphers.aead.AESGCM",
    "cryptography.hazmat.primitives.hashes.SHA256",
    "cryptography.hazmat.primitives.kdf.argon2.Argon2id",
    "cryptography.hazmat.primitives.kdf.hkdf.HKDF",
}
HASHES = re.compile(r"\bhashlib\.(?!sha256\b|file_digest\b)\w+|algorithm=[\"'](?!sha256)\w+")


def uses(source):
    named = any(f"{name}.".startswith(f"{module}.") for _line, name in imports(source.tree) for module in MODULES)
    return named or bool(RANDOM.search(source.text))


def foreign(source):
    """What a file takes that the inventory does not list."""
    taken = {name for _line, name in imports(source.tree) if name.startswith(("cryptography.", "hashlib."))}
    return sorted(taken - PRIMITIVES) + [hit.group() for hit in HASHES.finditer(source.text)]


def test_the_inventory_names_every_file_that_uses_cryptography_and_no_other():
    there = {source.name for source in python() if uses(source)}
    listed = FILE.findall(INVENTORY.read_text("utf-8"))
    assert sorted(there) == sorted(listed), "write into docs/explanation/cryptography.md what the file does"


def test_nothing_is_used_but_what_the_inventory_lists():
    assert [f"{source.name}: {name}" for source in python() for name in foreign(source)] == []


def test_the_sight_of_cryptography_is_sharp():
    assert uses(Source("a.py", "from hashlib import sha256")) and uses(Source("a.py", "import os\nx = os.urandom(3)"))
    assert not uses(Source("a.py", "import uuid"))
    assert foreign(Source("a.py", "from cryptography.hazmat.primitives.ciphers import modes"))
    assert foreign(Source("a.py", "from cryptography.hazmat.primitives.asymmetric import rsa"))
    assert foreign(Source("a.py", "from hashlib import md5"))
    assert foreign(Source("a.py", "hashlib.sha1(b'')")) and foreign(Source("a.py", "hashlib.new('md4')"))
    assert not foreign(Source("a.py", "hashlib.sha256(b''); hashlib.file_digest(a, 'sha256')"))
