"""Days and months as a page writes them, as exact as they are known."""

import pytest

from opennrm.page.dates import known


@pytest.mark.parametrize(
    ("at", "language", "said"),
    [
        ("2014-12", "ja", "平成26年（2014年）12月"),
        ("2019-05", "ja", "令和元年（2019年）5月"),
        ("2014-12", "en", "December 2014"),
        ("2014-12-16", "en", "16 December 2014"),
        ("", "ja", ""),
    ],
)
def test_a_month_is_written_without_a_day_that_nobody_knows(at, language, said):
    assert known(at, language) == said
