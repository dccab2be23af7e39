//! Who hears what. The one place that knows that in `open` mode there is nobody to keep a secret from.

use webchat_protocol::ConversationId;

use crate::hub::listener::Listener;

/// Whether a connection gets the events of a conversation.
///
/// A connection of protocol 2 gets those of its user's conversations. A classic one gets every message, registered or
/// not, whoever it is for: so it always was, and classic clients choose for themselves what to show.
pub(crate) fn hears(listener: &Listener, conversation: &ConversationId) -> bool {
    !listener.is_full() || listener.user().is_some_and(|user| conversation.includes(user))
}
