"""Contacts that are hidden show to no page: only platform tasks and the actions of the rights reach them."""

from django.db import migrations

from parvis.kernel.database.row_security import EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [("data_inclusion", "0010_hidden_contacts")]

    operations = [EnableRowSecurity("HiddenContact", [], write=[])]
