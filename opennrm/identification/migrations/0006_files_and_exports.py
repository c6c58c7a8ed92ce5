"""Mappings of files, what files said that is no act of ours, exports; the second wall round what hangs on a case."""

import django.db.models.deletion
import opennrm.vault.fields
import uuid
from django.db import migrations, models

from opennrm.access.security import SecureRows


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0005_changes_only_grow'),
        ('identification', '0005_status_at_protection'),
    ]

    operations = [
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('form', models.CharField(choices=[('xlsx', 'Excel'), ('json', 'JSON')], max_length=5)),
                ('classes', models.CharField(blank=True, default='', max_length=120)),
                ('key', models.CharField(blank=True, default='', max_length=64)),
                ('requested', models.DateField()),
                ('approved', models.DateField(blank=True, null=True)),
                ('refused', models.DateField(blank=True, null=True)),
                ('made', models.DateField(blank=True, null=True)),
                ('sha256', models.CharField(blank=True, default='', max_length=64)),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.official')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.official')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.organisation')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.organisation')),
                ('refused_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.official')),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.official')),
            ],
        ),
        migrations.CreateModel(
            name='ExportCase',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('consent', models.UUIDField(blank=True, null=True)),
                ('exemption', models.UUIDField(blank=True, null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exports', to='identification.case')),
                ('export', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='identification.export')),
            ],
        ),
        migrations.CreateModel(
            name='ImportMapping',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80)),
                ('header', models.PositiveSmallIntegerField(default=1)),
                ('columns', models.JSONField(default=dict)),
                ('values', models.JSONField(blank=True, default=dict)),
                ('on', models.DateField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.official')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.organisation')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Elsewhere',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('source', models.CharField(max_length=64)),
                ('row', models.PositiveIntegerField()),
                ('standing', models.CharField(blank=True, choices=[('undecided', 'Not decided yet'), ('needs_more', 'More must be known'), ('possible', 'Possible victim'), ('confirmed', 'Confirmed victim'), ('not_victim', 'Not a victim of trafficking')], default='', max_length=12)),
                ('identity', opennrm.vault.fields.SealedField(null=True, under='case.file_id')),
                ('contact', opennrm.vault.fields.SealedField(null=True, under='case.file_id')),
                ('account', opennrm.vault.fields.SealedField(null=True, under='case.file_id')),
                ('on', models.DateField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.official')),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='elsewhere', to='identification.case')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('owner', 'source', 'row'), name='identification_a_row_is_taken_in_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='export',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('requested_by')), _negated=True), _connector='OR'), name='identification_an_export_takes_two'),
        ),
        migrations.AddConstraint(
            model_name='export',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved__isnull', True), ('approved_by__isnull', True)), models.Q(('approved__isnull', False), ('approved_by__isnull', False), ('refused__isnull', True)), _connector='OR'), name='identification_an_export_is_decided_once'),
        ),
        migrations.AddConstraint(
            model_name='export',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('made__isnull', True), ('made_by__isnull', True), ('sha256', '')), models.Q(('approved__isnull', False), ('made__isnull', False), ('made_by__isnull', False), models.Q(('sha256', ''), _negated=True)), _connector='OR'), name='identification_an_export_is_made_whole'),
        ),
        migrations.AddConstraint(
            model_name='export',
            constraint=models.CheckConstraint(condition=models.Q(('owner', models.F('recipient')), _negated=True), name='identification_an_export_goes_elsewhere'),
        ),
        migrations.AddConstraint(
            model_name='exportcase',
            constraint=models.UniqueConstraint(fields=('export', 'case'), name='identification_a_case_once_an_export'),
        ),
        migrations.AddConstraint(
            model_name='exportcase',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('consent__isnull', False), ('exemption__isnull', True)), models.Q(('consent__isnull', True), ('exemption__isnull', False)), _connector='OR'), name='identification_an_export_rests_on_one'),
        ),
        migrations.AddConstraint(
            model_name='importmapping',
            constraint=models.UniqueConstraint(fields=('organisation', 'name'), name='identification_one_mapping_of_a_name'),
        ),
        SecureRows("Elsewhere", file="case.file"),
        SecureRows("ExportCase", file="case.file"),
    ]
