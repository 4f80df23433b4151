"""A file belongs to an organisation, or else to whoever deposited it; its key is seen with it."""

from django.db import migrations

from parvis.kernel.database.row_security import EnableRowSecurity, of_organisation, of_user

OWNED = [of_organisation("organisation"), f"(organisation IS NULL AND {of_user('created_by_id')})"]
WITH_ITS_DOCUMENT = "EXISTS (SELECT FROM documents_document d WHERE d.id = document_id)"


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    operations = [
        EnableRowSecurity("Document", OWNED),
        EnableRowSecurity("DataKey", [WITH_ITS_DOCUMENT]),
    ]
