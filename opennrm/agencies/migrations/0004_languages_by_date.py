"""The languages a contact point had as one text become rows. When each began was never known, and stays so."""

from django.db import migrations


def into_rows(apps, schema_editor):
    ContactPoint = apps.get_model("agencies", "ContactPoint")
    ContactLanguage = apps.get_model("agencies", "ContactLanguage")
    ContactLanguage.objects.bulk_create(
        ContactLanguage(contact_point_id=code, language=tag)
        for code, text in ContactPoint.objects.values_list("code", "languages")
        for tag in dict.fromkeys(text.split())
    )


def into_text(apps, schema_editor):
    ContactPoint = apps.get_model("agencies", "ContactPoint")
    ContactLanguage = apps.get_model("agencies", "ContactLanguage")
    for code in ContactPoint.objects.values_list("code", flat=True):
        spoken = ContactLanguage.objects.filter(contact_point_id=code, until__isnull=True).order_by("pk")
        ContactPoint.objects.filter(code=code).update(languages=" ".join(spoken.values_list("language", flat=True)))


class Migration(migrations.Migration):

    dependencies = [("agencies", "0003_directory")]

    operations = [migrations.RunPython(into_rows, into_text)]
