"""The environment, read once and typed. Every variable is documented in docs/reference/environment.md."""

import os
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field


class Mode(StrEnum):
    """How this installation serves: for real, to be shown, or under test."""

    PRODUCTION = "production"
    DEMO = "demo"
    TEST = "test"


class Environment(BaseModel):
    """Everything that an operator may set."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    parvis_mode: Mode | None = Field(
        None, alias="PARVIS_MODE", description="production, demo or test; demo when DATABASE_URL is unset"
    )
    database_url: str = Field(
        "", alias="DATABASE_URL", description="PostgreSQL ≥ 15, as the owner of the tables; unset: embedded server"
    )
    database_web_url: str = Field(
        "", alias="DATABASE_WEB_URL", description="the same database as the web role; unset: derived from DATABASE_URL"
    )
    data: Path = Field(Path("var"), alias="PARVIS_DATA", description="folder of the embedded database, files and keys")
    port: int = Field(8000, alias="PORT", ge=1, le=65535, description="port of the web server")
    workers: int = Field(2, alias="WEB_CONCURRENCY", ge=1, description="web server processes")
    proxies: int = Field(
        0, alias="PARVIS_PROXIES", ge=0, description="reverse proxies in front, each adding to X-Forwarded-For"
    )
    api_calls: int = Field(
        600, alias="PARVIS_API_CALLS", ge=0, description="calls of the API that a token may make in a minute; 0: any"
    )
    secret_key: str = Field("", alias="PARVIS_SECRET_KEY", description="signing key; required in production")
    master_key: str = Field(
        "", alias="PARVIS_MASTER_KEY", description="key that wraps the keys of files and pseudonyms"
    )
    former_master_keys: str = Field(
        "",
        alias="PARVIS_FORMER_MASTER_KEYS",
        description="master keys that this installation had before, separated by commas: what they sealed stays "
        "readable, and whoever objected stays hidden",
    )
    hosts: str = Field(
        "", alias="PARVIS_HOSTS", description="host names served, separated by commas; required in production"
    )
    own_hosts: str = Field(
        "",
        alias="PARVIS_OWN_HOSTS",
        description="host names of servers that the operator runs itself (mail relay…), separated by commas: data "
        "sent there stay with it",
    )
    email_url: str = Field(
        "",
        alias="EMAIL_URL",
        description="smtp(s)://user:password@host:port; unset in demo: mails are kept in a folder",
    )
    email_from: str = Field(
        "Parvis <ne-pas-repondre@parvis.invalid>", alias="PARVIS_EMAIL_FROM", description="sender of the mails"
    )
    mail_domain: str = Field(
        "",
        alias="PARVIS_MAIL_DOMAIN",
        description="domain whose mail comes to us, by its MX or by the provider: a case is answered there; unset in "
        "production: no mail comes in",
    )
    mail_port: int = Field(
        0, alias="PARVIS_MAIL_PORT", ge=0, le=65535, description="port of the mail receiver of `parvis demo`; 0: none"
    )
    mail_trusted: str = Field(
        "",
        alias="PARVIS_MAIL_TRUSTED",
        description="names (authserv-id), separated by commas, of the mail servers whose Authentication-Results are "
        "believed",
    )
    mail_webhook_secret: str = Field(
        "",
        alias="PARVIS_MAIL_WEBHOOK_SECRET",
        description="secret in the addresses that Mailjet or Brevo call; unset: nobody calls",
    )
    brevo_api_key: str = Field(
        "", alias="PARVIS_BREVO_API_KEY", description="key by which the files of mails received by Brevo are fetched"
    )
    proconnect_issuer: str = Field(
        "", alias="PROCONNECT_ISSUER", description="OpenID Connect issuer of ProConnect; unset: no button"
    )
    proconnect_client_id: str = Field("", alias="PROCONNECT_CLIENT_ID", description="client identifier at ProConnect")
    proconnect_client_secret: str = Field(
        "", alias="PROCONNECT_CLIENT_SECRET", description="client secret at ProConnect"
    )
    anchors: str = Field(
        "",
        alias="PARVIS_ANCHORS",
        description="folder, best on another machine, where the anchor of the journal is written each night; unset: "
        "the data folder",
    )
    backups: str = Field(
        "",
        alias="PARVIS_BACKUPS",
        description="folder, best on another machine, where a sealed backup of the database and files is written each "
        "night; unset: none is taken by itself",
    )
    crisp_website: str = Field(
        "",
        alias="PARVIS_CRISP_WEBSITE_ID",
        description="website identifier of Crisp, the support chat of Médiature; unset: no chat, no consent banner",
    )
    crisp_url: str = Field(
        "https://client.crisp.chat", alias="PARVIS_CRISP_URL", description="where the script of Crisp is served"
    )
    matomo_url: str = Field(
        "", alias="PARVIS_MATOMO_URL", description="address of Matomo; unset: a measure of our own, without identifier"
    )
    matomo_sites: str = Field(
        "",
        alias="PARVIS_MATOMO_SITES",
        description="Matomo's site of each service, each its own: coop=1,territoires-numeriques=2",
    )
    matomo_token: str = Field(
        "", alias="PARVIS_MATOMO_TOKEN", description="token of Matomo's API, by which its settings are checked nightly"
    )
    clamd: str = Field("", alias="PARVIS_CLAMD", description="address of the ClamAV daemon: unix:/path or host:port")
    tiles_url: str = Field(
        "", alias="PARVIS_TILES_URL", description="tile server of the maps; unset: our own boundaries"
    )
    contact: str = Field("", alias="PARVIS_CONTACT", description="mail address of the operator, shown to everybody")
    publisher: str = Field("", alias="PARVIS_PUBLISHER", description="legal notice: who publishes the site")
    publication_director: str = Field(
        "", alias="PARVIS_PUBLICATION_DIRECTOR", description="legal notice: who answers for what is published"
    )
    hosting: str = Field("", alias="PARVIS_HOSTING", description="legal notice: name, address and phone of the host")
    source_url: str = Field("", alias="PARVIS_SOURCE_URL", description="where the source code served here is found")
    state_brand: str = Field(
        "",
        alias="PARVIS_STATE_BRAND",
        description="lines of the State's brand block separated by |, for installations entitled to it; unset: none",
    )

    @cached_property
    def mode(self) -> Mode:
        """The mode in force."""
        if self.parvis_mode:
            return self.parvis_mode
        return Mode.PRODUCTION if self.database_url else Mode.DEMO

    @cached_property
    def folder(self) -> Path:
        """The data folder, absolute and present."""
        folder = self.data.expanduser().resolve()
        folder.mkdir(parents=True, exist_ok=True)
        return folder


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The environment of this process; an empty variable counts as unset."""
    return Environment.model_validate({name: value for name, value in os.environ.items() if value})
