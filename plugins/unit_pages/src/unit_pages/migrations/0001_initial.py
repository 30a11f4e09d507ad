# The first state of the models.

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import modelcluster.fields
import modelsearch.index
import taggit.managers
import unit_pages.media.models
import unit_pages.subsites.addresses
import unit_pages.subsites.base
import unit_pages.subsites.blocks
import wagtail.contrib.routable_page.models
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'calendar',
                'verbose_name_plural': 'calendars',
            },
            bases=(unit_pages.subsites.base.UnitPageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='ContactPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('intro', models.TextField(blank=True, max_length=500, verbose_name='intro')),
                ('map_address', models.URLField(blank=True, help_text='A plain link; no map of others is loaded into the page.', verbose_name='address of a map')),
            ],
            options={
                'verbose_name': 'contact page',
                'verbose_name_plural': 'contact pages',
            },
            bases=(unit_pages.subsites.base.UnitPageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='DocumentField',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
            ],
            options={
                'verbose_name': 'matter of documents',
                'verbose_name_plural': 'matters of documents',
                'ordering': ['position', 'code'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DocumentKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
            ],
            options={
                'verbose_name': 'kind of document',
                'verbose_name_plural': 'kinds of document',
                'ordering': ['position', 'code'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DocumentListPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'document list',
                'verbose_name_plural': 'document lists',
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, unit_pages.subsites.base.UnitPageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='EducationLevel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
            ],
            options={
                'verbose_name': 'education level',
                'verbose_name_plural': 'education levels',
                'ordering': ['position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='GalleryIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'list of galleries',
                'verbose_name_plural': 'lists of galleries',
            },
            bases=(unit_pages.subsites.base.UnitPageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='GalleryPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.TextField(blank=True, max_length=500, verbose_name='summary')),
                ('taken_on', models.DateField(blank=True, null=True, verbose_name='day')),
            ],
            options={
                'verbose_name': 'gallery',
                'verbose_name_plural': 'galleries',
            },
            bases=(unit_pages.subsites.base.UnitPageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('can_write', models.BooleanField(default=False, verbose_name='may write')),
                ('can_publish', models.BooleanField(default=False, verbose_name='may publish')),
                ('is_leader', models.BooleanField(default=False, verbose_name="leads the unit's communication")),
                ('is_public', models.BooleanField(default=True, verbose_name='shown on the contact page')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
            ],
            options={
                'verbose_name': 'post',
                'verbose_name_plural': 'posts',
                'ordering': ['position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='SectionPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('intro', models.CharField(blank=True, max_length=255, verbose_name='intro')),
                ('shows_all', models.BooleanField(default=False, help_text='Otherwise the section lists only the articles written below it.', verbose_name='show everything that appears on this site')),
            ],
            options={
                'verbose_name': 'news section',
                'verbose_name_plural': 'news sections',
            },
            bases=(unit_pages.subsites.base.UnitPageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='StandardPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(blank=True, max_length=500, verbose_name='lead')),
                ('body', unit_pages.subsites.blocks.BodyField(blank=True, verbose_name='text')),
            ],
            options={
                'verbose_name': 'standard page',
                'verbose_name_plural': 'standard pages',
            },
            bases=(unit_pages.subsites.base.UnitPageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='UnitColour',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('unit', models.CharField(max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9A-Fa-f]{6}$', 'Write a colour as # and six digits, for example #0B4A76.')], verbose_name='colour')),
                ('dark', models.CharField(max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9A-Fa-f]{6}$', 'Write a colour as # and six digits, for example #0B4A76.')], verbose_name='dark shade')),
                ('tint', models.CharField(max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9A-Fa-f]{6}$', 'Write a colour as # and six digits, for example #0B4A76.')], verbose_name='tint')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
            ],
            options={
                'verbose_name': 'unit colour',
                'verbose_name_plural': 'unit colours',
                'ordering': ['position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='UnitKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('plural_name', models.CharField(blank=True, max_length=80, verbose_name='name in the plural')),
                ('is_school', models.BooleanField(default=False, verbose_name='is a school')),
                ('is_office', models.BooleanField(default=False, help_text="Its documents stand on the superior unit's list too.", verbose_name='is an office of its superior unit')),
                ('name_prefixes', models.JSONField(blank=True, default=list, help_text='Left out in alphabetical order, for example Trường THPT.', verbose_name='words before the proper name')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('subsite', models.JSONField(blank=True, default=list, verbose_name='pages of a new subsite')),
            ],
            options={
                'verbose_name': 'kind of unit',
                'verbose_name_plural': 'kinds of unit',
                'ordering': ['position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('description', models.CharField(blank=True, default='', max_length=255, verbose_name='description')),
                ('width', models.IntegerField(editable=False, verbose_name='width')),
                ('height', models.IntegerField(editable=False, verbose_name='height')),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created at')),
                ('focal_point_x', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_y', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_width', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_height', models.PositiveIntegerField(blank=True, null=True)),
                ('file_size', models.PositiveIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', storage=unit_pages.media.models.private_storage, upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width')),
                ('credit', models.CharField(blank=True, help_text='Who took or drew the picture, for example Tổ Ngữ văn.', max_length=120, verbose_name='credit')),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'pictures',
                'permissions': [('choose_image', 'Can choose image')],
                'abstract': False,
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='GalleryPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('caption', models.CharField(blank=True, max_length=255, verbose_name='caption')),
                ('gallery', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='unit_pages.gallerypage')),
                ('picture', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='unit_pages.picture', verbose_name='picture')),
            ],
            options={
                'verbose_name': 'picture of a gallery',
                'verbose_name_plural': 'pictures of a gallery',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=60, unique=True, verbose_name='official code')),
                ('name', models.CharField(max_length=255, verbose_name='name')),
                ('short_name', models.CharField(max_length=80, verbose_name='short name')),
                ('slug', models.SlugField(help_text='For example thpt-ngo-quyen.', max_length=80, unique=True, verbose_name='address on the portal')),
                ('tree_path', models.CharField(db_index=True, default='', editable=False, max_length=255)),
                ('name_key', models.CharField(db_index=True, default='', editable=False, max_length=255)),
                ('ownership', models.CharField(blank=True, choices=[('public', 'Public'), ('private', 'Private')], max_length=10, verbose_name='ownership')),
                ('district', models.CharField(blank=True, db_index=True, max_length=80, verbose_name='district')),
                ('address', models.CharField(blank=True, max_length=255, verbose_name='postal address')),
                ('commune_code', models.CharField(blank=True, max_length=10, verbose_name='commune code')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('website', models.URLField(blank=True, verbose_name='former website')),
                ('latitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='latitude')),
                ('longitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='longitude')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='exists from')),
                ('ends_on', models.DateField(blank=True, help_text='The first day without the unit.', null=True, verbose_name='ended on')),
                ('flag', models.CharField(blank=True, choices=[('halves', 'Two halves'), ('fess', 'Upper and lower half'), ('cross', 'Cross'), ('diagonal', 'Diagonal'), ('pennant', 'Pennant'), ('border', 'Border'), ('disc', 'Disc'), ('stripes', 'Stripes'), ('saltire', 'Saltire'), ('quarters', 'Quarters'), ('band', 'Band'), ('flower', 'Flower')], max_length=10, verbose_name='flag')),
                ('collection', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='unit', to='wagtailcore.collection')),
                ('emblem', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='unit_pages.picture', verbose_name='emblem')),
                ('levels', models.ManyToManyField(blank=True, related_name='units', to='unit_pages.educationlevel', verbose_name='education levels')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='unit_pages.unit', verbose_name='superior unit')),
                ('colour', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='unit_pages.unitcolour', verbose_name='colour')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='unit_pages.unitkind', verbose_name='kind of unit')),
            ],
            options={
                'verbose_name': 'unit',
                'verbose_name_plural': 'units',
                'ordering': ['name_key', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='picture',
            name='unit',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pictures', to='unit_pages.unit', verbose_name='unit'),
        ),
        migrations.CreateModel(
            name='DocumentFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('file_size', models.PositiveBigIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, editable=False, max_length=40)),
                ('file', models.FileField(storage=unit_pages.media.models.private_storage, upload_to=unit_pages.media.models.document_path, verbose_name='file')),
                ('original_name', models.CharField(blank=True, editable=False, max_length=255)),
                ('is_public', models.BooleanField(default=True, help_text='Untick to keep the file for signed-in staff of the unit.', verbose_name='public')),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
                ('unit', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='document_files', to='unit_pages.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'document file',
                'verbose_name_plural': 'document files',
                'permissions': [('choose_document', 'Can choose document')],
                'abstract': False,
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='CalendarEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(blank=True, editable=False, max_length=120, verbose_name='key in the pack')),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('detail', models.CharField(blank=True, max_length=255, verbose_name='detail')),
                ('starts_on', models.DateField(db_index=True, verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='unit_pages.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'calendar event',
                'verbose_name_plural': 'calendar events',
                'ordering': ['starts_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='UnitFormerName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(blank=True, db_index=True, max_length=60, verbose_name='official code')),
                ('name', models.CharField(max_length=255, verbose_name='name')),
                ('slug', models.SlugField(blank=True, max_length=80, verbose_name='address on the portal')),
                ('until_on', models.DateField(verbose_name='until')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_names', to='unit_pages.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'former name',
                'verbose_name_plural': 'former names',
                'ordering': ['-until_on'],
            },
        ),
        migrations.CreateModel(
            name='UnitHomePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('notice_tag', models.CharField(blank=True, help_text='For example Đang nhận hồ sơ.', max_length=40, verbose_name='state')),
                ('notice_title', models.CharField(blank=True, max_length=120, verbose_name='title')),
                ('notice_text', models.CharField(blank=True, max_length=255, verbose_name='text')),
                ('notice_deadline', models.DateTimeField(blank=True, null=True, verbose_name='deadline')),
                ('notice_fact_label', models.CharField(blank=True, max_length=30, verbose_name='second fact: what')),
                ('notice_fact_value', models.CharField(blank=True, max_length=80, verbose_name='second fact: value')),
                ('notice_button', models.CharField(blank=True, max_length=60, verbose_name='button')),
                ('notice_button_address', models.CharField(blank=True, max_length=255, validators=[unit_pages.subsites.addresses.validate_address], verbose_name='address of the button')),
                ('notice_link', models.CharField(blank=True, max_length=60, verbose_name='link')),
                ('notice_link_address', models.CharField(blank=True, max_length=255, validators=[unit_pages.subsites.addresses.validate_address], verbose_name='address of the link')),
                ('notice_from', models.DateTimeField(blank=True, null=True, verbose_name='shown from')),
                ('notice_until', models.DateTimeField(blank=True, null=True, verbose_name='shown until')),
                ('disclosure_text', models.CharField(blank=True, max_length=255, verbose_name='text')),
                ('disclosure_address', models.CharField(blank=True, max_length=255, validators=[unit_pages.subsites.addresses.validate_address], verbose_name='address')),
                ('owner_lines', models.TextField(blank=True, help_text='One line each: governing body, who answers for the content (the post, not the name), address.', verbose_name="owner's block in the footer")),
                ('hero_picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='unit_pages.picture', verbose_name='large picture')),
                ('unit', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='home', to='unit_pages.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'home page of a unit',
                'verbose_name_plural': 'home pages of units',
            },
            bases=(unit_pages.subsites.base.UnitPageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='QuickLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('label', models.CharField(max_length=60, verbose_name='label')),
                ('address', models.CharField(blank=True, help_text='For example /don-vi/ or https://moet.gov.vn/.', max_length=255, validators=[unit_pages.subsites.addresses.validate_address], verbose_name='or address')),
                ('icon', models.CharField(choices=[('school', 'School'), ('calendar', 'Calendar'), ('document', 'Document'), ('map', 'Map'), ('chat', 'Questions'), ('chart', 'Results'), ('bell', 'Notices'), ('user', 'People'), ('info', 'Information')], default='info', max_length=12, verbose_name='icon')),
                ('live_state', models.CharField(blank=True, choices=[('', 'The text below'), ('documents', 'Documents of this week'), ('units', 'Number of units'), ('event', 'The next event')], max_length=12, verbose_name='line of state')),
                ('state', models.CharField(blank=True, max_length=60, verbose_name='text of the line')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page')),
                ('home', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='quick_links', to='unit_pages.unithomepage')),
            ],
            options={
                'verbose_name': 'quick link',
                'verbose_name_plural': 'quick links',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MenuLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('label', models.CharField(max_length=60, verbose_name='label')),
                ('address', models.CharField(blank=True, help_text='For example /don-vi/ or https://moet.gov.vn/.', max_length=255, validators=[unit_pages.subsites.addresses.validate_address], verbose_name='or address')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page')),
                ('home', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='menu_links', to='unit_pages.unithomepage')),
            ],
            options={
                'verbose_name': 'menu item',
                'verbose_name_plural': 'menu items',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HomeFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('value', models.CharField(max_length=20, verbose_name='figure')),
                ('label', models.CharField(max_length=80, verbose_name='what it counts')),
                ('home', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='unit_pages.unithomepage')),
            ],
            options={
                'verbose_name': 'figure',
                'verbose_name_plural': 'figures',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UnitSuccession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('merged', 'Merged into'), ('split', 'Split into'), ('renamed', 'Renamed to')], max_length=10, verbose_name='kind')),
                ('on', models.DateField(verbose_name='on')),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='predecessions', to='unit_pages.unit', verbose_name='successor')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='successions', to='unit_pages.unit', verbose_name='ended unit')),
            ],
            options={
                'verbose_name': 'succession',
                'verbose_name_plural': 'successions',
                'ordering': ['-on'],
            },
        ),
        migrations.CreateModel(
            name='PictureRendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filter_spec', models.CharField(db_index=True, max_length=255)),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', storage=wagtail.images.models.get_rendition_storage, upload_to=wagtail.images.models.get_rendition_upload_to, width_field='width')),
                ('width', models.IntegerField(editable=False)),
                ('height', models.IntegerField(editable=False)),
                ('focal_point_key', models.CharField(blank=True, default='', editable=False, max_length=16)),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='unit_pages.picture')),
            ],
            options={
                'verbose_name': 'rendition',
                'constraints': [models.UniqueConstraint(fields=('image', 'filter_spec', 'focal_point_key'), name='picture_rendition_once')],
            },
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin', models.CharField(choices=[('own', 'Published on the own site'), ('accepted', 'Accepted from a unit')], default='own', max_length=10, verbose_name='origin')),
                ('place', models.CharField(blank=True, choices=[('latest', 'Latest news'), ('lead', 'Lead story'), ('schools', 'From the schools')], max_length=10, verbose_name='place on the site')),
                ('pinned_until', models.DateTimeField(blank=True, null=True, verbose_name='pinned until')),
                ('starts_at', models.DateTimeField(verbose_name='from')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                ('accepted_by', models.CharField(blank=True, max_length=150, verbose_name='accepted by')),
                ('headline', models.CharField(max_length=255, verbose_name='headline')),
                ('summary', models.TextField(blank=True, verbose_name='summary')),
                ('kind', models.CharField(blank=True, max_length=80, verbose_name='kind')),
                ('event_on', models.DateField(blank=True, null=True, verbose_name='day of the event')),
                ('url_path', models.CharField(max_length=600, verbose_name='address')),
                ('page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='publications', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='unit_pages.picture')),
                ('site_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='unit_pages.unit', verbose_name='appears on the site of')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='written', to='unit_pages.unit', verbose_name='written by')),
            ],
            options={
                'verbose_name': 'publication',
                'verbose_name_plural': 'publications',
                'indexes': [models.Index(fields=['site_unit', '-starts_at', '-id'], name='publication_site_time'), models.Index(fields=['origin', '-starts_at', '-id'], name='publication_origin_time'), models.Index(fields=['unit', '-starts_at'], name='publication_unit_time')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('page', 'site_unit'), name='publication_once_at_a_time'), models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('starts_at')), _connector='OR'), name='publication_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='OfficialDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(blank=True, editable=False, max_length=120, verbose_name='key in the pack')),
                ('number', models.CharField(help_text='For example 1142/SGDĐT-KTKĐ.', max_length=60, verbose_name='number and symbol')),
                ('title', models.CharField(max_length=500, verbose_name='subject')),
                ('issuer', models.CharField(blank=True, max_length=160, verbose_name='issuer')),
                ('signer', models.CharField(blank=True, max_length=120, verbose_name='signer')),
                ('issued_on', models.DateField(db_index=True, verbose_name='date of issue')),
                ('in_force', models.BooleanField(default=True, verbose_name='in force')),
                ('summary', models.TextField(blank=True, verbose_name='summary')),
                ('is_public', models.BooleanField(default=True, verbose_name='public')),
                ('search_text', models.TextField(default='', editable=False)),
                ('field', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='unit_pages.documentfield', verbose_name='matter')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='unit_pages.documentfile', verbose_name='file')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='unit_pages.documentkind', verbose_name='kind')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='unit_pages.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'official document',
                'verbose_name_plural': 'official documents',
                'ordering': ['-issued_on', '-pk'],
                'indexes': [models.Index(fields=['unit', '-issued_on', '-id'], name='document_unit_date')],
            },
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(blank=True, help_text='The first day without the post.', null=True, verbose_name='until')),
                ('decision_number', models.CharField(blank=True, max_length=60, verbose_name='number of the decision')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='date of the decision')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='unit_pages.post', verbose_name='post')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='unit_pages.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'appointment',
                'verbose_name_plural': 'appointments',
                'ordering': ['unit', 'post__position', 'starts_on'],
                'constraints': [models.UniqueConstraint(fields=('person', 'unit', 'post', 'starts_on'), name='appointment_once'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='appointment_ends_after_start', violation_error_message='An appointment cannot end before it starts.')],
            },
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('starts_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='unit_ends_after_start', violation_error_message='A unit cannot end before it starts.'),
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.UniqueConstraint(django.db.models.functions.comparison.Coalesce('parent', 0), condition=models.Q(('parent__isnull', True)), name='unit_one_root', violation_error_message='Only the department itself may stand without a superior unit.'),
        ),
        migrations.AddConstraint(
            model_name='unitsuccession',
            constraint=models.UniqueConstraint(fields=('unit', 'successor'), name='succession_once'),
        ),
        migrations.AddConstraint(
            model_name='unitsuccession',
            constraint=models.CheckConstraint(condition=models.Q(('unit', models.F('successor')), _negated=True), name='succession_not_itself', violation_error_message='A unit cannot succeed itself.'),
        ),
    ]
