//! The bug: from some point on the events of some conversations are not delivered. Since none come after them, nobody sees
//! a hole.

use webchat_protocol::Message;

/// The last place that is delivered.
const LAST: u64 = 8;

/// Whether everybody is left in the dark about this one. Channels go on, and so do half of the pairs.
pub fn is_dropped(message: &Message) -> bool {
    let is_chosen =
        message.conversation_id.pair().is_some_and(|(one, _)| one.as_str().len().is_multiple_of(2));
    is_chosen && message.latest_seq().0 > LAST
}
