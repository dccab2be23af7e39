//! What a request that can't be done is answered, each kind once.

use super::shapes::{answered, error, error_or_refusal};
use crate::documents::Shape;
use crate::rest::Refusal as Sentence;

/// A status with its body, shared by the routes that have it.
pub(crate) struct Refusal {
    /// Names it in the document.
    pub(crate) key: &'static str,
    pub(crate) status: u16,
    pub(crate) says: &'static str,
    pub(crate) shape: Shape,
    /// Whether `Retry-After` says when to come back.
    pub(crate) retry: Retry,
}

/// Whether an answer carries `Retry-After`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Retry {
    Never,
    Sometimes,
    Always,
}

const fn classic(key: &'static str, status: u16, says: &'static str, retry: Retry) -> Refusal {
    Refusal { key, status, says, shape: answered::<Sentence>, retry }
}

const fn full(key: &'static str, status: u16, says: &'static str, retry: Retry) -> Refusal {
    Refusal { key, status, says, shape: error, retry }
}

/// Every route can answer this one.
pub(super) static ORIGIN: Refusal = classic(
    "WrongOrigin",
    403,
    "The request comes from a web page that may not use this server; its `Origin` says which. Or it \
     calls the server by a name that is not its own.",
    Retry::Never,
);

pub(super) static CLASSIC_STRANGER: Refusal =
    classic("ClassicStranger", 401, "Who asks has to be shown, and is not, or no more.", Retry::Never);
/// Takes the place of [`ORIGIN`] where it is asked who it is.
pub(super) static CLASSIC_FORBIDDEN: Refusal = classic(
    "ClassicForbidden",
    403,
    "The request names somebody else than who asks, or who asks is kept out. Or it comes from a web page \
     that may not use this server.",
    Retry::Never,
);
pub(super) static CLASSIC_UNSURE: Refusal = classic(
    "ClassicUnsure",
    503,
    "The server can't find out who asks at the moment. Come back after `Retry-After` seconds.",
    Retry::Always,
);

pub(super) static CLASSIC_BAD: Refusal = classic(
    "ClassicBadRequest",
    400,
    "Something is wrong with the query or the body, or it is somebody else's to do.",
    Retry::Never,
);
pub(super) static CLASSIC_MISSING: Refusal =
    classic("ClassicNotFound", 404, "There is no such message or conversation.", Retry::Never);
pub(super) static CLASSIC_LONG: Refusal =
    classic("ClassicTooLong", 413, "The body has more than 65,536 bytes.", Retry::Never);
pub(super) static CLASSIC_LABEL: Refusal =
    classic("ClassicWrongLabel", 415, "The body is not labelled as JSON.", Retry::Never);
pub(super) static CLASSIC_FAST: Refusal =
    classic("ClassicTooFast", 429, "Too fast. Come back after `Retry-After` seconds.", Retry::Always);
pub(super) static CLASSIC_STORE: Refusal = classic(
    "ClassicStoreFailed",
    500,
    "The store did not take or find it. Send it again, with the same `id`.",
    Retry::Always,
);

pub(super) static BAD: Refusal = full(
    "BadRequest",
    400,
    "Something is wrong with the query, the path or the body; `code` says what.",
    Retry::Never,
);
pub(super) static STRANGER: Refusal = full(
    "Stranger",
    401,
    "`unauthenticated`: who asks has to be shown, and is not, or no more.",
    Retry::Never,
);
pub(super) static WRONG_PASSWORD: Refusal = full(
    "WrongPassword",
    401,
    "`unauthenticated`: the name or the password is wrong, and it is not said which; or who asks is not shown.",
    Retry::Never,
);
/// Where it is asked who it is, 403 has two meanings and takes the place of [`ORIGIN`].
pub(super) static FORBIDDEN: Refusal = Refusal {
    key: "Forbidden",
    status: 403,
    says: "`forbidden`: somebody else's to do, or in a public channel that the user is not in; the request \
           names somebody else than who asks, or who asks is kept out. Or, as `{error}`, the request comes from a web \
           page that may not use this server; its `Origin` says which.",
    shape: error_or_refusal,
    retry: Retry::Never,
};
pub(super) static MISSING: Refusal = full(
    "NotFound",
    404,
    "`not-found`: there is no such conversation or message, or none that this user may see.",
    Retry::Never,
);
pub(super) static NO_ACCOUNTS: Refusal = full(
    "NoAccounts",
    404,
    "`not-found`: this server has no accounts, or there is no such link or session.",
    Retry::Never,
);
pub(super) static CONFLICT: Refusal = full(
    "Conflict",
    409,
    "`conflict`: the name is taken, or there are as many as there may be.",
    Retry::Never,
);
pub(super) static ENDED: Refusal =
    full("Ended", 410, "`gone`: the link was used, has expired, or was revoked.", Retry::Never);
pub(super) static LONG: Refusal =
    full("TooLong", 413, "`too-long`: the body has more than 65,536 bytes.", Retry::Never);
pub(super) static LABEL: Refusal =
    full("WrongLabel", 415, "`bad-json`: the body is not labelled as JSON.", Retry::Never);
pub(super) static FAST: Refusal =
    full("TooFast", 429, "`rate-limited`: come back after `Retry-After` seconds.", Retry::Always);
pub(super) static FAST_OR_MANY: Refusal = full(
    "TooFastOrTooMany",
    429,
    "`too-many-connections`: the user has as many as one may. `rate-limited`: a new `name` came too fast.",
    Retry::Sometimes,
);
pub(super) static STORE: Refusal = full(
    "StoreFailed",
    503,
    "`storage-unavailable`: nothing was saved or read. Send it again, with the same `id`. `busy`: the server \
     can't find out who asks at the moment.",
    Retry::Always,
);
pub(super) static STORE_OR_FULL: Refusal = full(
    "StoreFailedOrFull",
    503,
    "`storage-unavailable`: nothing was read, or the server shuts down. \
     `too-many-connections`: the server is full.",
    Retry::Always,
);
