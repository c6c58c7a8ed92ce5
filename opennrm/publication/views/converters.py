"""An edition in an address: 2020 is the newest of the year, 2020-1 that edition for good."""

from django.urls import register_converter


class Named:
    """A year, or a year and a number."""

    regex = r"\d{4}(?:-\d{1,3})?"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: object) -> str:
        """As it stands."""
        return str(value)


def install() -> None:
    """Let addresses say ``<edition:…>``."""
    register_converter(Named, "edition")
