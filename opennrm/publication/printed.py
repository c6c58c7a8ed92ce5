"""How a number is printed."""

MINUS = "−"


def number(value: int | None, *, signed: bool = False) -> str:
    """A whole number as printed: thousands apart, a true minus, an en dash where there is none."""
    if value is None:
        return "–"
    if signed and value > 0:
        return f"+{value:,}"
    return f"{value:,}".replace("-", MINUS)
