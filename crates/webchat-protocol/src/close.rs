//! Why a connection is closed: RFC 6455 section 7.4.1 and our own codes from 4000 on.

/// The close codes that the server sends. After each of them but [`SignedOut`](Self::SignedOut) a client comes back; the
/// code says how soon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u16)]
pub enum CloseCode {
    /// The server shuts down; come back after the hint in the reason ([`reconnect_hint`]).
    GoingAway = 1001,
    /// A frame broke RFC 6455 (unmasked, reserved bits or opcodes, bad control frame).
    ProtocolError = 1002,
    /// A text frame was not UTF-8.
    InvalidUtf8 = 1007,
    /// A frame or message was longer than the limit.
    TooBig = 1009,
    /// Nothing was heard from the client for as long as the limit allows.
    Silent = 4000,
    /// The session that the connection was opened with has ended, or its user may no longer be here.
    SignedOut = 4003,
    /// The client read too slowly and its queue was full; come back at once and catch up.
    TooSlow = 4008,
}

impl CloseCode {
    /// The number on the wire.
    pub fn code(self) -> u16 {
        self as u16
    }

    /// The sentence for the close frame's reason; at most 123 bytes (RFC 6455 section 5.5).
    pub fn reason(self) -> &'static str {
        match self {
            Self::GoingAway => "The server is shutting down.",
            Self::ProtocolError => "The frame broke the WebSocket protocol.",
            Self::InvalidUtf8 => "Text frames must be UTF-8.",
            Self::TooBig => "The frame is longer than the server takes.",
            Self::Silent => "Nothing was heard for too long.",
            Self::SignedOut => "Signed out.",
            Self::TooSlow => "Too slow to keep up. Reconnect and catch up.",
        }
    }
}

/// The reason text of a close that says when to come back: `retry-after-ms=1500`.
pub fn reconnect_hint(millis: u64) -> String {
    format!("retry-after-ms={millis}")
}
