"""From settings that were found to the form of an account."""

import msgspec

from mailadmin.core.discover.outcome import Offer
from mailadmin.core.forms.account_form import AccountForm, fields_of


def form_of_offer(offer: Offer, address: str, base: AccountForm) -> AccountForm:
    """The form with the servers of an offer filled in; everything else stays as in ``base``.

    An offer without a server to read mail at leaves that part alone.
    """
    fields = {"from_address": address, **fields_of("server", offer.mail_server)}
    fields |= fields_of("inbox", offer.inbox)
    return msgspec.structs.replace(base, **fields)
