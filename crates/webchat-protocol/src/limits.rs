//! Every limit in one file, each with the reason for its value.

use serde::Deserialize;

/// Longest user id in characters (bytes: the alphabet is ASCII). Long enough for an e-mail address or a UUID.
pub(crate) const USER_ID_CHARACTERS: usize = 64;
/// Longest message id in characters. A UUID has 36; a sender may put a prefix in front of it.
pub(crate) const MESSAGE_ID_CHARACTERS: usize = 64;
/// Longest emoji in code points. The longest in Unicode 16 have 10 (a kiss between two people of given skin tones).
pub(crate) const EMOJI_CHARACTERS: usize = 16;
/// Characters behind `c-` in the id of a group or channel: 128 bits, six in each.
pub(crate) const MINTED_CHARACTERS: usize = 22;
/// Longest name in characters. What fits one line of a sidebar twice over.
pub const NAME_CHARACTERS: usize = 64;
/// Longest description of a conversation in characters: what it is for, in a sentence or three.
pub const DESCRIPTION_CHARACTERS: usize = 300;
/// Longest reason for reporting a message, in characters: a paragraph for the one who has to decide.
pub const REASON_CHARACTERS: usize = 500;
/// Longest status text in characters: what one has to say beside one's name.
pub const STATUS_CHARACTERS: usize = 100;
/// Longest pronouns in characters.
pub const PRONOUNS_CHARACTERS: usize = 32;
/// Longest name of a time zone in characters. The longest of the IANA has 32.
pub const TIME_ZONE_CHARACTERS: usize = 64;

/// The limits of a running server. Each is a key of the `[limits]` table in `webchat.toml`; a rate of 0 is off.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Longest text in characters. Some four printed pages; more belongs in a file.
    pub text_characters: usize,
    /// Longest WebSocket frame and message in bytes: the longest text at its widest in UTF-8, and room for JSON.
    pub frame_bytes: usize,
    /// Longest REST body in bytes: the same command, so the same limit.
    pub body_bytes: usize,
    /// Messages a user may send per second in the long run. Faster than anybody types.
    pub messages_per_second: u32,
    /// Messages a user may send at once: an outbox that was filled while offline empties in one go.
    pub messages_burst: u32,
    /// Changes of a user's typing per second. A client renews every second or so and starts or stops rarely;
    /// renewing changes nothing and is free.
    pub typing_per_second: u32,
    /// Connections of one user: a dozen devices and their tabs.
    pub connections_per_user: usize,
    /// Connections in all. Twice what a default file limit of 1,024 would allow costs 4 MiB; raise both together.
    pub connections: usize,
    /// Bytes waiting for one connection. At 300 bytes a message that is 3,500 messages behind: such a client
    /// catches up faster from the store.
    pub queue_bytes: usize,
    /// Bytes that the system may hold for one connection on top of that. By default Linux lets it grow to megabytes for a
    /// reader who has stalled (measured: 8 MiB); this much still fills a line of 10 Mbit/s over 100 ms. Linux doubles it.
    pub socket_bytes: usize,
    /// Milliseconds that typing lasts after the last `isTyping: true`.
    pub typing_ms: u64,
    /// Milliseconds between two protocol pings. Under the minute after which home routers forget a connection.
    pub ping_ms: u64,
    /// Milliseconds without a sign of life after which a connection is dropped: two pings and then some.
    pub silence_ms: u64,
    /// Milliseconds that a socket may take to show who is on it, where that has to be shown. A client does so at once; one on a
    /// slow line has as long as a request has for its headers.
    pub identify_ms: u64,
    /// Milliseconds between two `presence` events.
    pub presence_ms: u64,
    /// Milliseconds that one write to a socket may take before its reader counts as stalled. With the time for the
    /// closing handshake after it a stalled reader is gone within 10 s.
    pub write_ms: u64,
    /// Milliseconds that shutting down waits for connections to close; the process is gone within 10 s.
    pub drain_ms: u64,
    /// Milliseconds within which clients are told to come back after a shutdown, spread evenly.
    pub reconnect_spread_ms: u64,
    /// Messages in the classic history at most.
    pub history_messages: usize,
    /// Messages per conversation in the classic list of conversations.
    pub conversation_messages: usize,
    /// Conversations in a user's list at most.
    pub conversations: usize,
    /// Members of a group or channel at most. Its roster is kept in memory while people talk there, at some 100 bytes each,
    /// and a change of it is told to every one of them. More is a public channel's archive, or `general`.
    pub members_per_conversation: usize,
    /// Groups and channels that one user may be a member of: as many as a list of conversations holds.
    pub conversations_per_user: usize,
    /// Groups and channels that one user may create per hour, all of them at once if need be. More than anybody has names for;
    /// a program that fills the directory is stopped.
    pub creations_per_hour: u32,
    /// Users that one command may name: a team is added at once, and the frame stays well under its limit.
    pub user_ids: usize,
    /// Users that one user may block.
    pub blocked_users: usize,
    /// Channels in one answer of the directory: some screens; who looks for another says more of its name.
    pub channels: usize,
    /// Messages in a page of a conversation at most. Some five screens.
    pub page_messages: usize,
    /// Changes that are worth sending as a delta; beyond, a fresh page costs less.
    pub changes: usize,
    /// Bytes of messages in one delta. Twice this and more fits a connection's queue beside what else waits there.
    pub delta_bytes: usize,
    /// Conversations that a client can ask to be caught up on when it registers. As many as its list holds.
    pub cursors: usize,
    /// Different emoji on one message: a line or two under it.
    pub emoji_per_message: usize,
    /// Reactions on one message in all, each with its user id: they travel with the message in every page.
    pub reactions_per_message: usize,
    /// Milliseconds that a long poll may wait for news. Under the 30 s after which many proxies give up.
    pub poll_ms: u64,
    /// Milliseconds that a user who polls stays here between two polls.
    pub poll_pause_ms: u64,
    /// Milliseconds between two comments on an event stream that has nothing to say, so that proxies keep it.
    pub stream_idle_ms: u64,
    /// Registrations that are caught up at once; the rest wait their turn, so that a restart is no storm on the store.
    pub catch_ups: usize,
    /// People in a list at most.
    pub people: usize,
    /// Users whose typing is remembered at once, and whose rates are.
    pub tracked_users: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            text_characters: 10_000,
            frame_bytes: 64 * 1024,
            body_bytes: 64 * 1024,
            messages_per_second: 20,
            messages_burst: 60,
            typing_per_second: 5,
            connections_per_user: 20,
            connections: 20_000,
            queue_bytes: 1024 * 1024,
            socket_bytes: 128 * 1024,
            typing_ms: 2_000,
            ping_ms: 25_000,
            silence_ms: 60_000,
            identify_ms: 10_000,
            presence_ms: 250,
            write_ms: 8_000,
            drain_ms: 5_000,
            reconnect_spread_ms: 3_000,
            history_messages: 1_000,
            conversation_messages: 50,
            conversations: 1_000,
            members_per_conversation: 1_000,
            conversations_per_user: 1_000,
            creations_per_hour: 60,
            user_ids: 100,
            blocked_users: 1_000,
            channels: 100,
            page_messages: 100,
            changes: 1_000,
            delta_bytes: 256 * 1024,
            cursors: 1_000,
            emoji_per_message: 20,
            reactions_per_message: 100,
            poll_ms: 25_000,
            poll_pause_ms: 10_000,
            stream_idle_ms: 15_000,
            catch_ups: 64,
            people: 1_000,
            tracked_users: 100_000,
        }
    }
}
