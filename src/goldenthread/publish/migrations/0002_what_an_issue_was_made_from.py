from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("publish", "0001_initial")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="frozenissue",
            name="working",
            field=models.CharField(
                default="",
                help_text="SHA-256 of what it was made from: facts and words",
                max_length=64,
            ),
            preserve_default=False,
        ),
    ]
