"""PostgreSQL's second wall round related offences, flags, and what is exchanged."""

from django.db import migrations

from opennrm.access.security import SecureRows


class Migration(migrations.Migration):
    dependencies = [("eradication", "0001_initial"), ("access", "0003_classes_of_a_grant")]

    operations = [
        SecureRows("RelatedOffence", file="file"),
        SecureRows("PossibleVictim", file="file"),
        SecureRows("InformationExchange", file="file"),
        SecureRows("Conference", file="file"),
        SecureRows("ConferencePartner", file="conference.file"),
        SecureRows("ConferenceDecision", file="conference.file"),
        SecureRows("Package", file="file"),
        SecureRows("ReceivedRecord", file="package.file"),
    ]
