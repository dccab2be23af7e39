//! A client that asks again and again.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU32, Ordering};

use reqwest::Method;
use serde_json::{Value, json};

use crate::Rest;

pub(super) struct Poll {
    rest: Rest,
    user: String,
    cursors: Value,
    events: VecDeque<Value>,
    session: String,
}

static SESSIONS: AtomicU32 = AtomicU32::new(1);

impl Poll {
    pub(super) fn new(rest: Rest, user: &str, cursors: Value) -> Self {
        let session = format!("session-{}", SESSIONS.fetch_add(1, Ordering::Relaxed));
        Self { rest, user: user.to_owned(), cursors, events: VecDeque::new(), session }
    }

    pub(super) async fn next(&mut self) -> Value {
        loop {
            if let Some(event) = self.events.pop_front() {
                return event;
            }
            let (status, batch) = self.ask().await;
            assert_eq!(status, 200, "the poll was refused: {batch}");
            self.cursors = json!({ "epoch": batch["epoch"], "after": batch["after"] });
            self.events.extend(batch["events"].as_array().unwrap().iter().cloned());
        }
    }

    /// Asks until it is refused with this code.
    pub(super) async fn refused(&mut self, code: &str) {
        loop {
            let (status, answer) = self.ask().await;
            if status != 200 {
                assert_eq!(answer["code"], code, "the poll was refused: {answer}");
                return;
            }
        }
    }

    async fn ask(&self) -> (u16, Value) {
        let mut query =
            vec![("userId", self.user.clone()), ("session", self.session.clone()), ("wait", "5".to_owned())];
        if !self.cursors.is_null() {
            query.push(("cursors", self.cursors.to_string()));
        }
        let request = self.rest.request(Method::GET, "/api/v1/poll").query(&query);
        self.rest.ask(request).await
    }
}
