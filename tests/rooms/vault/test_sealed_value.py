"""What the ORM gives for a sealed field has no text."""

import json
import pickle

import pytest

from opennrm.vault.fields import Sealed

NAME = "山田 花子"


@pytest.mark.parametrize(
    "use",
    [
        lambda sealed: sealed == sealed,
        lambda sealed: sealed != NAME,
        lambda sealed: sealed in [NAME],
        lambda sealed: sealed < sealed,
        lambda sealed: {sealed},
        list,
        len,
        bytes,
        lambda sealed: sealed[0],
        lambda sealed: "a" in sealed,
        lambda sealed: sealed + "",
        lambda sealed: "" + sealed,
        lambda sealed: f"{sealed}",
        lambda sealed: "{}".format(sealed),  # noqa: UP032
        json.dumps,
        pickle.dumps,
    ],
)
def test_a_sealed_value_cannot_be_compared_iterated_serialised_or_formatted(use):
    with pytest.raises(TypeError):
        use(Sealed(b"ciphertext"))
