"""How DKIM is switched on at a provider.

The records, where one rule makes them for every customer; else where the provider shows them.
"""

from typing import Final

import msgspec

from mailadmin.core.finding import Params
from mailadmin.core.providers import Provider


class Setup(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one provider, with its source.

    ``where`` is the way through its menus, in its own words; ``button`` what has to be pressed
    there when the records are visible. ``aliases`` are CNAME records, selector and target, where
    the provider has the same rule for everybody; ``{domain}`` stands for the domain.
    """

    where: str = ""
    button: str = ""
    aliases: tuple[tuple[str, str], ...] = ()
    source: str
    checked: str = "2026-11"


SETUPS: Final[dict[str, Setup]] = {
    "microsoft-365": Setup(
        where="https://security.microsoft.com/dkimv2",
        button="Sign messages for this domain with DKIM signatures",
        source="https://learn.microsoft.com/en-us/defender-office-365/email-authentication-dkim-configure",
    ),
    "google-workspace": Setup(
        where="admin.google.com > Apps > Google Workspace > Gmail > Authenticate email",
        button="Start authentication",
        source="https://support.google.com/a/answer/174124",
    ),
    "fastmail": Setup(
        aliases=tuple(
            (name, f"{name}.{{domain}}.dkim.fmhosted.com") for name in ("fm1", "fm2", "fm3")
        ),
        source="https://www.fastmail.help/hc/en-us/articles/360060591153",
    ),
    "mailbox-org": Setup(
        aliases=tuple(
            (name, f"{name}._domainkey.mailbox.org")
            for name in ("MBO0001", "MBO0002", "MBO0003", "MBO0004")
        ),
        source="https://kb.mailbox.org/de/privat/e-mail-mit-eigener-domain/spam-reputation-der-eigenen-domain-verbessern-mit-spf-dkim-und-dmarc",
    ),
    "amazon-ses": Setup(
        where="Amazon SES > Identities > the domain > Authentication",
        source="https://docs.aws.amazon.com/ses/latest/dg/mail-from.html",
    ),
    "sendgrid": Setup(
        where="Settings > Sender Authentication > Authenticate Your Domain",
        source="https://app.sendgrid.com/settings/sender_auth",
    ),
    "postmark": Setup(
        where="Sender Signatures > the domain > DNS Settings",
        source="https://account.postmarkapp.com/signature_domains",
    ),
    "resend": Setup(
        where="Domains > the domain",
        source="https://resend.com/domains",
    ),
}
"""Setups by the provider's id."""


def setup_at(provider: Provider | None, domain: str) -> Params:
    """The parameters of a fix: whose it is, where the records are shown, or the records.

    Records are lines of zone text: complete, one a line.
    """
    if provider is None:
        return {}
    setup = SETUPS.get(provider.id)
    params: Params = {"provider_name": provider.name}
    if setup is None:
        return params
    records = "\n".join(
        f"{selector}._domainkey.{domain}. CNAME {target.format(domain=domain)}."
        for selector, target in setup.aliases
    )
    known = {"dkim_where": setup.where, "dkim_button": setup.button, "dkim_records": records}
    return params | {name: value for name, value in known.items() if value}
