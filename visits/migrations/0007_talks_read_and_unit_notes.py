"""阅签 and the rest of practice C.11 beside a talk; 单位动态."""

import columns.codes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0011_helper_documents'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('visits', '0006_family_is_sealed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='UnitNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', columns.codes.CodeField(default=columns.codes.new_code, editable=False, max_length=12, unique=True, verbose_name='编码')),
                ('on', models.DateField(verbose_name='日期')),
                ('text', models.TextField(verbose_name='动态')),
                ('basis', models.CharField(blank=True, max_length=200, verbose_name='代录依据')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='登记时间')),
                ('token', models.CharField(max_length=12, unique=True, verbose_name='表单标识')),
            ],
            options={
                'verbose_name': '单位动态',
                'verbose_name_plural': '单位动态',
            },
        ),
        migrations.CreateModel(
            name='UnitNoteHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', columns.codes.CodeField(default=columns.codes.new_code, editable=False, max_length=12, verbose_name='编码')),
                ('on', models.DateField(verbose_name='日期')),
                ('text', models.TextField(verbose_name='动态')),
                ('basis', models.CharField(blank=True, max_length=200, verbose_name='代录依据')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='登记时间')),
                ('token', models.CharField(max_length=12, verbose_name='表单标识')),
            ],
            options={
                'verbose_name': '单位动态（历史）',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='talk',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='talk',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='talk',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='talk',
            name='attention',
            field=models.TextField(blank=True, db_default='', default='', verbose_name='需纪委关注事项'),
        ),
        migrations.AddField(
            model_name='talk',
            name='conduct',
            field=models.TextField(blank=True, db_default='', default='', verbose_name='近期表现'),
        ),
        migrations.AddField(
            model_name='talk',
            name='followed_up',
            field=models.TextField(blank=True, db_default='', default='', verbose_name='上季度措施落实情况'),
        ),
        migrations.AddField(
            model_name='talk',
            name='guidance',
            field=models.TextField(blank=True, db_default='', default='', verbose_name='教育引导内容'),
        ),
        migrations.AddField(
            model_name='talk',
            name='measures',
            field=models.TextField(blank=True, db_default='', default='', verbose_name='帮扶措施及落实'),
        ),
        migrations.AddField(
            model_name='talk',
            name='minutes',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='时长（分钟）'),
        ),
        migrations.AddField(
            model_name='talk',
            name='place',
            field=models.CharField(blank=True, db_default='', default='', max_length=100, verbose_name='地点'),
        ),
        migrations.AddField(
            model_name='talk',
            name='read_basis',
            field=models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='代录阅签依据'),
        ),
        migrations.AddField(
            model_name='talk',
            name='read_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='阅签登记人'),
        ),
        migrations.AddField(
            model_name='talk',
            name='read_on',
            field=models.DateField(blank=True, null=True, verbose_name='阅签日期'),
        ),
        migrations.AddField(
            model_name='talk',
            name='read_opinion',
            field=models.TextField(blank=True, db_default='', default='', verbose_name='阅签意见'),
        ),
        migrations.AddField(
            model_name='talk',
            name='reader_name',
            field=models.CharField(blank=True, db_default='', default='', max_length=50, verbose_name='阅签人'),
        ),
        migrations.AddField(
            model_name='talk',
            name='signature',
            field=models.CharField(blank=True, choices=[('pending', '以后再签'), ('signed', '本人已签名'), ('declined', '本人未签名')], db_default='', default='', max_length=10, verbose_name='本人签名'),
        ),
        migrations.AddField(
            model_name='talk',
            name='speaker_signed',
            field=models.BooleanField(db_default=False, default=False, verbose_name='谈话人已签名'),
        ),
        migrations.AddField(
            model_name='talk',
            name='state',
            field=models.CharField(blank=True, choices=[('unmotivated', '动力不足'), ('withdrawn', '情绪低落与回避交流'), ('disagreeing', '对处分仍有不同意见'), ('hesitant', '有顾虑放不开'), ('worsening', '出现新的不良表现'), ('engaged', '积极投入')], db_default='', default='', max_length=12, verbose_name='状态判断'),
        ),
        migrations.AddField(
            model_name='talk',
            name='unsigned_reason',
            field=models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='本人未签名的原因'),
        ),
        migrations.AddField(
            model_name='talkhistory',
            name='attention',
            field=models.TextField(blank=True, db_default='', default='', verbose_name='需纪委关注事项'),
        ),
        migrations.AddField(
            model_name='talkhistory',
            name='conduct',
            field=models.TextField(blank=True, db_default='', default='', verbose_name='近期表现'),
        ),
        migrations.AddField(
            model_name='talkhistory',
            name='followed_up',
            field=models.TextField(blank=True, db_default='', default='', verbose_name='上季度措施落实情况'),
        ),
        migrations.AddField(
            model_name='talkhistory',
            name='guidance',
            field=models.TextField(blank=True, db_default='', default='', verbose_name='教育引导内容'),
        ),
        migrations.AddField(
            model_name='talkhistory',
            name='measures',
            field=models.TextField(blank=True, db_default='', default='', verbose_name='帮扶措施及落实'),
        ),
        migrations.AddField(
            model_name='talkhistory',
            name='minutes',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='时长（分钟）'),
        ),
        migrations.AddField(
            model_name='talkhistory',
            name='place',
            field=models.CharField(blank=True, db_default='', default='', max_length=100, verbose_name='地点'),
        ),
        migrations.AddField(
            model_name='talkhistory',
            name='read_basis',
            field=models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='代录阅签依据'),
        ),
        migrations.AddField(
            model_name='talkhistory',
            name='read_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='阅签登记人'),
        ),
        migrations.AddField(
            model_name='talkhistory',
            name='read_on',
            field=models.DateField(blank=True, null=True, verbose_name='阅签日期'),
        ),
        migrations.AddField(
            model_name='talkhistory',
            name='read_opinion',
            field=models.TextField(blank=True, db_default='', default='', verbose_name='阅签意见'),
        ),
        migrations.AddField(
            model_name='talkhistory',
            name='reader_name',
            field=models.CharField(blank=True, db_default='', default='', max_length=50, verbose_name='阅签人'),
        ),
        migrations.AddField(
            model_name='talkhistory',
            name='signature',
            field=models.CharField(blank=True, choices=[('pending', '以后再签'), ('signed', '本人已签名'), ('declined', '本人未签名')], db_default='', default='', max_length=10, verbose_name='本人签名'),
        ),
        migrations.AddField(
            model_name='talkhistory',
            name='speaker_signed',
            field=models.BooleanField(db_default=False, default=False, verbose_name='谈话人已签名'),
        ),
        migrations.AddField(
            model_name='talkhistory',
            name='state',
            field=models.CharField(blank=True, choices=[('unmotivated', '动力不足'), ('withdrawn', '情绪低落与回避交流'), ('disagreeing', '对处分仍有不同意见'), ('hesitant', '有顾虑放不开'), ('worsening', '出现新的不良表现'), ('engaged', '积极投入')], db_default='', default='', max_length=12, verbose_name='状态判断'),
        ),
        migrations.AddField(
            model_name='talkhistory',
            name='unsigned_reason',
            field=models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='本人未签名的原因'),
        ),
        migrations.AlterField(
            model_name='draft',
            name='kind',
            field=models.CharField(choices=[('plan', '研判和方案'), ('visit', '回访记录'), ('talk', '谈心谈话'), ('note', '单位动态')], max_length=10, verbose_name='表单'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talk',
            trigger=pgtrigger.compiler.Trigger(name='talk_stays_as_written', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."asks_office" IS DISTINCT FROM (NEW."asks_office") OR OLD."attention" IS DISTINCT FROM (NEW."attention") OR OLD."conduct" IS DISTINCT FROM (NEW."conduct") OR OLD."dossier_id" IS DISTINCT FROM (NEW."dossier_id") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."entry" IS DISTINCT FROM (NEW."entry") OR OLD."followed_up" IS DISTINCT FROM (NEW."followed_up") OR OLD."guidance" IS DISTINCT FROM (NEW."guidance") OR OLD."held_on" IS DISTINCT FROM (NEW."held_on") OR OLD."helper_id" IS DISTINCT FROM (NEW."helper_id") OR OLD."measures" IS DISTINCT FROM (NEW."measures") OR OLD."minutes" IS DISTINCT FROM (NEW."minutes") OR OLD."mode" IS DISTINCT FROM (NEW."mode") OR OLD."mood" IS DISTINCT FROM (NEW."mood") OR OLD."need" IS DISTINCT FROM (NEW."need") OR OLD."need_text" IS DISTINCT FROM (NEW."need_text") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."period" IS DISTINCT FROM (NEW."period") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."proxy_basis" IS DISTINCT FROM (NEW."proxy_basis") OR OLD."signature" IS DISTINCT FROM (NEW."signature") OR OLD."speaker_name" IS DISTINCT FROM (NEW."speaker_name") OR OLD."speaker_post" IS DISTINCT FROM (NEW."speaker_post") OR OLD."speaker_signed" IS DISTINCT FROM (NEW."speaker_signed") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."token" IS DISTINCT FROM (NEW."token") OR OLD."topics" IS DISTINCT FROM (NEW."topics") OR OLD."unsigned_reason" IS DISTINCT FROM (NEW."unsigned_reason"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='375900bbd7f102ca7eba74234fcbcad672fe08c8', operation='UPDATE', pgid='pgtrigger_talk_stays_as_written_82778', table='visits_talk', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talk',
            trigger=pgtrigger.compiler.Trigger(name='talk_reading_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."read_on" IS NOT NULL AND (OLD."read_by_id" IS DISTINCT FROM (NEW."read_by_id") OR OLD."read_on" IS DISTINCT FROM (NEW."read_on") OR OLD."read_opinion" IS DISTINCT FROM (NEW."read_opinion") OR OLD."reader_name" IS DISTINCT FROM (NEW."reader_name") OR OLD."read_basis" IS DISTINCT FROM (NEW."read_basis")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='35f20a9a6d222b81bc77787bf91fc00b3a493e58', operation='UPDATE', pgid='pgtrigger_talk_reading_stays_1e88a', table='visits_talk', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talk',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "visits_talkhistory" ("asks_office", "attention", "backfilled", "code", "conduct", "dossier_id", "entered_by_id", "entry", "followed_up", "guidance", "held_on", "helper_id", "id", "measures", "minutes", "mode", "mood", "need", "need_text", "note", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "proxy_basis", "read_basis", "read_by_id", "read_on", "read_opinion", "reader_name", "recorded_at", "signature", "speaker_name", "speaker_post", "speaker_signed", "state", "token", "topics", "unsigned_reason", "version", "void_reason", "voided_at") VALUES (NEW."asks_office", NEW."attention", NEW."backfilled", NEW."code", NEW."conduct", NEW."dossier_id", NEW."entered_by_id", NEW."entry", NEW."followed_up", NEW."guidance", NEW."held_on", NEW."helper_id", NEW."id", NEW."measures", NEW."minutes", NEW."mode", NEW."mood", NEW."need", NEW."need_text", NEW."note", NEW."period", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."proxy_basis", NEW."read_basis", NEW."read_by_id", NEW."read_on", NEW."read_opinion", NEW."reader_name", NEW."recorded_at", NEW."signature", NEW."speaker_name", NEW."speaker_post", NEW."speaker_signed", NEW."state", NEW."token", NEW."topics", NEW."unsigned_reason", NEW."version", NEW."void_reason", NEW."voided_at"); RETURN NULL;', hash='602bfc23397aa46f3f6dc7331a3379ee4dad9b74', operation='INSERT', pgid='pgtrigger_insert_insert_068ce', table='visits_talk', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talk',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "visits_talkhistory" ("asks_office", "attention", "backfilled", "code", "conduct", "dossier_id", "entered_by_id", "entry", "followed_up", "guidance", "held_on", "helper_id", "id", "measures", "minutes", "mode", "mood", "need", "need_text", "note", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "proxy_basis", "read_basis", "read_by_id", "read_on", "read_opinion", "reader_name", "recorded_at", "signature", "speaker_name", "speaker_post", "speaker_signed", "state", "token", "topics", "unsigned_reason", "version", "void_reason", "voided_at") VALUES (NEW."asks_office", NEW."attention", NEW."backfilled", NEW."code", NEW."conduct", NEW."dossier_id", NEW."entered_by_id", NEW."entry", NEW."followed_up", NEW."guidance", NEW."held_on", NEW."helper_id", NEW."id", NEW."measures", NEW."minutes", NEW."mode", NEW."mood", NEW."need", NEW."need_text", NEW."note", NEW."period", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."proxy_basis", NEW."read_basis", NEW."read_by_id", NEW."read_on", NEW."read_opinion", NEW."reader_name", NEW."recorded_at", NEW."signature", NEW."speaker_name", NEW."speaker_post", NEW."speaker_signed", NEW."state", NEW."token", NEW."topics", NEW."unsigned_reason", NEW."version", NEW."void_reason", NEW."voided_at"); RETURN NULL;', hash='ead339cc32cf3b007386a2abe9c6fbb72af699a6', operation='UPDATE', pgid='pgtrigger_update_update_28391', table='visits_talk', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talk',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "visits_talkhistory" ("asks_office", "attention", "backfilled", "code", "conduct", "dossier_id", "entered_by_id", "entry", "followed_up", "guidance", "held_on", "helper_id", "id", "measures", "minutes", "mode", "mood", "need", "need_text", "note", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "proxy_basis", "read_basis", "read_by_id", "read_on", "read_opinion", "reader_name", "recorded_at", "signature", "speaker_name", "speaker_post", "speaker_signed", "state", "token", "topics", "unsigned_reason", "version", "void_reason", "voided_at") VALUES (OLD."asks_office", OLD."attention", OLD."backfilled", OLD."code", OLD."conduct", OLD."dossier_id", OLD."entered_by_id", OLD."entry", OLD."followed_up", OLD."guidance", OLD."held_on", OLD."helper_id", OLD."id", OLD."measures", OLD."minutes", OLD."mode", OLD."mood", OLD."need", OLD."need_text", OLD."note", OLD."period", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."proxy_basis", OLD."read_basis", OLD."read_by_id", OLD."read_on", OLD."read_opinion", OLD."reader_name", OLD."recorded_at", OLD."signature", OLD."speaker_name", OLD."speaker_post", OLD."speaker_signed", OLD."state", OLD."token", OLD."topics", OLD."unsigned_reason", OLD."version", OLD."void_reason", OLD."voided_at"); RETURN NULL;', hash='df5a4047c361131de4eabdcbc0011a67e033c975', operation='DELETE', pgid='pgtrigger_delete_delete_30342', table='visits_talk', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='talk',
            constraint=models.CheckConstraint(condition=models.Q(('minutes__isnull', True), ('minutes__range', (1, 600)), _connector='OR'), name='talk_takes_minutes'),
        ),
        migrations.AddConstraint(
            model_name='talk',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signature', 'declined'), _negated=True), models.Q(('unsigned_reason', ''), _negated=True), _connector='OR'), name='talk_unsigned_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='talk',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('read_by__isnull', True), ('read_on__isnull', True)), models.Q(('read_by__isnull', False), ('read_on__isnull', False)), _connector='OR'), name='talk_reading_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='talk',
            constraint=models.CheckConstraint(condition=models.Q(('read_on__isnull', True), ('read_on__gte', models.F('held_on')), _connector='OR'), name='talk_read_after_it'),
        ),
        migrations.AddConstraint(
            model_name='talk',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('read_by__isnull', True), ('read_opinion', ''), ('reader_name', '')), models.Q(models.Q(('read_opinion', ''), _negated=True), models.Q(('reader_name', ''), _negated=True)), _connector='OR'), name='talk_reading_says_something'),
        ),
        migrations.AddConstraint(
            model_name='talk',
            constraint=models.CheckConstraint(condition=models.Q(('read_by__isnull', True), models.Q(('read_by', models.F('entered_by')), _negated=True), _connector='OR'), name='talk_reader_is_another'),
        ),
        migrations.AddField(
            model_name='unitnote',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='unitnote',
            name='dossier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='unit_notes', to='cases.dossier', verbose_name='档案'),
        ),
        migrations.AddField(
            model_name='unitnotehistory',
            name='by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='unitnotehistory',
            name='dossier',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.dossier', verbose_name='档案'),
        ),
        migrations.AddField(
            model_name='unitnotehistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='unitnotehistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='visits.unitnote'),
        ),
        migrations.AddIndex(
            model_name='unitnote',
            index=models.Index(fields=['dossier', '-on'], name='unit_note_newest'),
        ),
        migrations.AddConstraint(
            model_name='unitnote',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='unit_note_has_text'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitnote',
            trigger=pgtrigger.compiler.Trigger(name='unit_note_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='ef4b2a71dbf50bd3074cf8afb8afb1731413530c', operation='UPDATE', pgid='pgtrigger_unit_note_stays_adf1a', table='visits_unitnote', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitnote',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "visits_unitnotehistory" ("basis", "by_id", "code", "dossier_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "text", "token") VALUES (NEW."basis", NEW."by_id", NEW."code", NEW."dossier_id", NEW."id", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."text", NEW."token"); RETURN NULL;', hash='e34661d80941bd0047813828a1bb3845758725ba', operation='INSERT', pgid='pgtrigger_insert_insert_8fc24', table='visits_unitnote', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitnote',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "visits_unitnotehistory" ("basis", "by_id", "code", "dossier_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "text", "token") VALUES (NEW."basis", NEW."by_id", NEW."code", NEW."dossier_id", NEW."id", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."text", NEW."token"); RETURN NULL;', hash='22a076b717fc4a02e475b5ce32ad7119cdd9ea4a', operation='UPDATE', pgid='pgtrigger_update_update_83c85', table='visits_unitnote', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitnote',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "visits_unitnotehistory" ("basis", "by_id", "code", "dossier_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "text", "token") VALUES (OLD."basis", OLD."by_id", OLD."code", OLD."dossier_id", OLD."id", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."text", OLD."token"); RETURN NULL;', hash='fa17326928a745f927ebb1222f3091b1e1f3c879', operation='DELETE', pgid='pgtrigger_delete_delete_f94b4', table='visits_unitnote', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitnotehistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5f5d96b0ab35dc9b16e14ad35b9949faef3cc887', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_17442', table='visits_unitnotehistory', when='BEFORE')),
        ),
    ]
