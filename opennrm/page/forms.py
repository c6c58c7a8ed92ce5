"""How a form's field looks: label, whether it must be filled in, hint, error, in that order."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws every field by ``page/field.html`` (``{{ field.as_field_group }}``)."""

    field_template_name = "page/field.html"
