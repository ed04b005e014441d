"""The database itself refuses to change or remove a line of the trail.

SQLite makes a table anew when a migration alters it, and then forgets its triggers: a migration that alters
the trail must run `keep` again.
"""

from django.db import migrations

SQLITE = """
CREATE TRIGGER the_trail_keeps_{act} BEFORE {act} ON people_trailentry
BEGIN SELECT RAISE(ABORT, 'The trail is append-only.'); END
"""
POSTGRES = """
CREATE FUNCTION the_trail_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'The trail is append-only.'; END $$;
CREATE TRIGGER the_trail_keeps BEFORE UPDATE OR DELETE ON people_trailentry
FOR EACH ROW EXECUTE FUNCTION the_trail_is_append_only();
"""


def keep(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for act in ("UPDATE", "DELETE"):
            schema_editor.execute(SQLITE.format(act=act))
    else:
        schema_editor.execute(POSTGRES)


def let_go(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for act in ("UPDATE", "DELETE"):
            schema_editor.execute(f"DROP TRIGGER the_trail_keeps_{act}")
    else:
        schema_editor.execute("DROP FUNCTION the_trail_is_append_only() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [migrations.RunPython(keep, let_go)]
