"""A text that is no CSV is said to be so in the reader's language, with what to mend."""

import csv
from io import StringIO

import pytest
from django.utils import translation

from opennrm.page import csv_faults

NO_CSV = {
    'a,"b\n': ("never closed", "閉じられていません"),
    'a,"b"c\n': ("written twice", "二重に"),
    f"a,{'b' * 131_073}\n": ("131,072", "131,072"),
    "a\rb\n": ("save the file anew", "保存し直して"),
}


@pytest.mark.parametrize("text", NO_CSV, ids=lambda text: text[:6])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_is_wrong_with_a_csv_is_said_in_words_of_ours(text, language):
    with pytest.raises(csv.Error) as fault:
        list(csv.reader(StringIO(text, newline="") if "\r" not in text else [text], strict=True))
    with translation.override(language):
        said = csv_faults.told(fault.value)
    assert NO_CSV[text][language == "ja"] in said and str(fault.value) not in said


def test_a_fault_nobody_foresaw_stays_as_it_was_said():
    assert csv_faults.told(csv.Error("something else")) == "something else"
