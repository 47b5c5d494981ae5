"""Where no password is typed: the user signs in with a browser, this computer's or another's, and a token is kept."""

import webbrowser
from collections.abc import Callable

from desktop.channels.email.fields import REFRESH_TOKEN, SignIn, SignInAt
from desktop.channels.email.oauth.browser import tokens_by_browser
from desktop.channels.email.oauth.device import tokens_by_code
from desktop.channels.email.oauth.provider import provider_of
from desktop.channels.email.oauth.tokens import client
from desktop.domain.errors import Refused
from desktop.domain.text import tr
from desktop.domain.written import ChannelAccount
from desktop.services.channel import Secrets, Visitor


def authorise(
    account: ChannelAccount,
    secrets: Secrets,
    visitor: Visitor,
    open_page: Callable[[str], object] = webbrowser.open,
) -> dict[str, str]:
    """The secrets that come of signing in; none where a password is used, or somebody has signed in before.

    Blocks until the user is done, for some minutes at most. Raises Refused when they are refused or never come back.
    """
    sign_in = SignIn(account.setting("sign_in", SignIn.PASSWORD))
    if sign_in is SignIn.PASSWORD or secrets.get(REFRESH_TOKEN):
        return {}
    provider, who = provider_of(account), client(account, secrets)
    if account.setting("sign_in_at") == SignInAt.ANOTHER_DEVICE:
        said = tokens_by_code(provider, who, visitor)
    else:
        said = tokens_by_browser(provider, who, account.address, visitor, open_page)
    if not said.get("refresh_token"):
        raise Refused(tr("The sign-in gave no token that can be kept."), tr("Ask who registered Parley there."))
    return {REFRESH_TOKEN: said["refresh_token"]}
