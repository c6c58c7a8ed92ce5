"""How a field looks (label, whether it must be filled in, hint, error), and how a form keeps what was typed."""

from collections.abc import Callable

from django.forms import BaseForm
from django.forms.renderers import TemplatesSetting

from opennrm.page.refusals import Refused


class Renderer(TemplatesSetting):
    """Draws every field by ``page/field.html`` (``{{ field.as_field_group }}``)."""

    field_template_name = "page/field.html"


def goes_through(form: BaseForm, act: Callable[[], object]) -> bool:
    """Do what a valid form asks for. A refusal goes to the head of the form, so that nothing typed is lost.

    False where the form is not valid or the act was refused; the form then says why.
    """
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True
