//! How somebody shows a server who they are. Tests that are to hold however that is settled take it as a parameter.

use reqwest::RequestBuilder;
use serde_json::{Value, json};

use crate::Rest;

/// What a client shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// Its word: the user's id. Enough where everybody may be anybody.
    Claim(String),
    /// A session's cookie, as a browser has it: `name=value`.
    Cookie(String),
    /// A token, as a program or a host application's page has it.
    Bearer(String),
}

impl From<&str> for Proof {
    /// The word of a user.
    fn from(user: &str) -> Self {
        Self::Claim(user.to_owned())
    }
}

impl Proof {
    /// The `register` frame of protocol 2.
    pub fn register(&self) -> Value {
        let mut register = self.register_classic();
        register["protocol"] = 2.into();
        register
    }

    /// The `register` frame of the classic contract.
    pub fn register_classic(&self) -> Value {
        match self {
            Self::Claim(user) => json!({ "type": "register", "userId": user }),
            Self::Cookie(_) => json!({ "type": "register" }),
            Self::Bearer(token) => json!({ "type": "register", "token": token }),
        }
    }

    /// A request with it.
    pub fn on(&self, request: RequestBuilder) -> RequestBuilder {
        match self {
            Self::Claim(user) => request.query(&[("userId", user)]),
            Self::Cookie(cookie) => request.header("Cookie", cookie).header("Sec-Fetch-Site", "same-origin"),
            Self::Bearer(token) => request.bearer_auth(token),
        }
    }

    /// A client whose sockets carry it, as far as it travels in headers.
    #[must_use]
    pub fn in_headers(&self, rest: Rest) -> Rest {
        match self {
            Self::Cookie(cookie) => rest.with("Cookie", cookie).with("Sec-Fetch-Site", "same-origin"),
            Self::Claim(_) | Self::Bearer(_) => rest,
        }
    }
}
