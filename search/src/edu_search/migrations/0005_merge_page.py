from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('edu_search', '0003_engine'),
        ('edu_search', '0004_desk'),
        ('edu_search', '0004_embedded_vocabulary'),
    ]

    operations = []
