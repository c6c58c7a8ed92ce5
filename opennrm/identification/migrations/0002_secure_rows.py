"""PostgreSQL's second wall round persons, cases and all that hangs on them."""

from django.db import migrations

from opennrm.access.security import SecureRows


class Migration(migrations.Migration):
    dependencies = [("identification", "0001_initial"), ("access", "0003_classes_of_a_grant")]

    operations = [
        SecureRows("Person", file="file"),
        SecureRows("PersonName", file="person.file"),
        SecureRows("NamePair", file="person.file"),
        SecureRows("Case", file="file"),
        SecureRows("CaseAssignment", file="case.file"),
        SecureRows("CaseNote", file="case.file"),
        SecureRows("Screening", file="case.file"),
        SecureRows("ScreeningAnswer", file="screening.case.file"),
        SecureRows("Decision", file="case.file"),
        SecureRows("Consent", file="case.file"),
        SecureRows("Exemption", file="case.file"),
        SecureRows("ConsentGrant", file="case.file"),
        SecureRows("Referral", file="file"),
        SecureRows("Notice", file="file"),
        SecureRows("Candidate", file=("first.file", "second.file")),
        SecureRows("Moved", file="person.file"),
        SecureRows("LinkKey", file="person.file"),
        SecureRows("MatchQuestion", file="person.file"),
    ]
