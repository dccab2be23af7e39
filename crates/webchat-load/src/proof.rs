//! How a client proves who it is. Whatever a client sends that says so is made here.

use reqwest::RequestBuilder;
use serde_json::{Value, json};
use webchat_protocol::UserId;

/// What a user's clients show. In open mode that is the user's id.
#[derive(Debug, Clone)]
pub struct Proof {
    user: UserId,
}

impl Proof {
    /// The word of a user.
    pub fn of(user: &UserId) -> Self {
        Self { user: user.clone() }
    }

    /// The `register` command, of the classic contract as long as nothing is added.
    pub fn register(&self) -> Value {
        json!({ "type": "register", "userId": self.user })
    }

    /// What goes into a query.
    pub fn query(&self) -> (&'static str, String) {
        ("userId", self.user.to_string())
    }

    /// A request with it.
    pub fn on(&self, request: RequestBuilder) -> RequestBuilder {
        request.query(&[self.query()])
    }
}
