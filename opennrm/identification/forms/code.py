"""How the code of a case is filled in, in every room that knows one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opennrm.identification.codes import read


class CaseCode(forms.CharField):
    """The code of a case as it is kept; "" where none was given."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Code of the case"))
        super().__init__(max_length=20, required=False, **kwargs)

    def clean(self, value: Any) -> str:
        text = (super().clean(value) or "").strip()
        code = read(text) if text else ""
        if code is None:
            raise forms.ValidationError(
                _("This is no code of a case: it has eight letters and digits, as in 7F3Q-9K2M.")
            )
        return code
