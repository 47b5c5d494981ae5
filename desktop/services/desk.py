"""Everything the window is given."""

from dataclasses import dataclass

from desktop.services.agent_desk import AgentDesk
from desktop.services.call_log import CallLog
from desktop.services.directory import Directory
from desktop.services.history import History
from desktop.services.interactions import Interactions
from desktop.services.line import Line
from desktop.services.messaging.accounts import Accounts
from desktop.services.messaging.composing import Composing
from desktop.services.messaging.conversations import Conversations
from desktop.services.messaging.feed import Feed
from desktop.services.messaging.files import MessageFiles
from desktop.services.messaging.mail_links import MailLinks
from desktop.services.messaging.pictures import PictureSenders
from desktop.services.messaging.tabs import ConversationTabs
from desktop.services.messaging.unsent import Unsent
from desktop.services.messaging.work_list import WorkList
from desktop.services.notices import Notices
from desktop.services.office.macros import Macros
from desktop.services.office.mailings import Mailings
from desktop.services.office.texts import Texts
from desktop.services.office.views import SavedViews
from desktop.services.phone import Phone
from desktop.services.ports import Numbering
from desktop.services.settings import Settings
from desktop.services.sound import Sound
from desktop.services.tasks import Tasks


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskServices:
    """The services of one desk, built by the composition root; the window holds them no longer than it lives."""

    tasks: Tasks
    notices: Notices
    settings: Settings
    numbering: Numbering
    line: Line
    sound: Sound
    phone: Phone
    agent: AgentDesk
    interactions: Interactions
    history: History
    directory: Directory
    call_log: CallLog
    feed: Feed
    work_list: WorkList
    conversations: Conversations
    composing: Composing
    accounts: Accounts
    mailings: Mailings
    picture_senders: PictureSenders
    files: MessageFiles
    mail_links: MailLinks
    texts: Texts
    macros: Macros
    unsent: Unsent
    tabs: ConversationTabs
    views: SavedViews
