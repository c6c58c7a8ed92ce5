"""How a corporate number is filled in, in every room that knows an employer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opennrm.agencies.corporate import typed, why_not_corporate_number


class CorporateNumber(forms.CharField):
    """A corporate number, in digits of any width; "" where none is needed and none was given."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Corporate number"))
        kwargs.setdefault("help_text", _("13 digits; the first checks the other twelve."))
        super().__init__(max_length=30, **kwargs)

    def clean(self, value: Any) -> str:
        number = typed(super().clean(value) or "")
        if number and why_not_corporate_number(number):
            raise forms.ValidationError(
                _(
                    "This is no corporate number: it has 13 digits, and its first digit checks the other twelve. "
                    "Look for a slip of the pen."
                )
            )
        return number
