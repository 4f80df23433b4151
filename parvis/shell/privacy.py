"""Tables that the DSFR package brings; the layout takes its texts from the settings and leaves them empty."""

from parvis.kernel.declarations.privacy import Plain, Table, tables

UNUSED = Plain("réglage d’interface du paquet DSFR, laissé vide")

tables.register(
    Table(
        "dsfr.DsfrConfig",
        dict.fromkeys(
            (
                "id",
                "language",
                "site_title",
                "site_tagline",
                "notice_title",
                "notice_description",
                "notice_type",
                "notice_link",
                "notice_icon_class",
                "notice_is_collapsible",
                "header_brand",
                "header_brand_html",
                "beta_tag",
                "footer_brand",
                "footer_brand_html",
                "footer_description",
                "newsletter_description",
                "newsletter_url",
                "operator_logo_file",
                "operator_logo_alt",
                "operator_logo_width",
                "mourning",
                "accessibility_status",
            ),
            UNUSED,
        ),
    )
)
tables.register(
    Table("dsfr.DsfrSocialMedia", dict.fromkeys(("id", "site_config_id", "title", "url", "icon_class"), UNUSED))
)
