"""PostgreSQL's second wall round investigations, related offences, flags, what is exchanged, and all that hangs on them."""

from django.db import migrations

from opennrm.access.security import SecureRows


class Migration(migrations.Migration):
    dependencies = [("eradication", "0001_initial"), ("access", "0003_classes_of_a_grant")]

    operations = [
        SecureRows("Investigation", file="file"),
        SecureRows("Offence", file="investigation.file"),
        SecureRows("InvestigationNote", file="investigation.file"),
        SecureRows("InvestigationVictim", file="investigation.file"),
        SecureRows("Suspect", file="investigation.file"),
        SecureRows("Charge", file="investigation.file"),
        SecureRows("Disposition", file="investigation.file"),
        SecureRows("RelatedOffence", file="file"),
        SecureRows("PossibleVictim", file="file"),
        SecureRows("InformationExchange", file="file"),
        SecureRows("Conference", file="file"),
        SecureRows("ConferencePartner", file="conference.file"),
        SecureRows("ConferenceDecision", file="conference.file"),
        SecureRows("Package", file="file"),
        SecureRows("ReceivedRecord", file="package.file"),
    ]
