"""PostgreSQL empties a table without asking its rows: the trail, once begun, refuses that too."""

from django.db import migrations

KEEP = """
CREATE FUNCTION the_trail_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
    IF EXISTS (SELECT FROM people_trailentry) THEN RAISE EXCEPTION 'The trail is append-only.'; END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER the_trail_is_whole BEFORE TRUNCATE ON people_trailentry
FOR EACH STATEMENT EXECUTE FUNCTION the_trail_is_not_emptied();
"""


def keep(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(KEEP)


def let_go(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION the_trail_is_not_emptied() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("people", "0002_the_trail_is_append_only")]

    operations = [migrations.RunPython(keep, let_go)]
