//! A reader of server-sent events that knows as much of them as the server writes.

use std::collections::VecDeque;

use reqwest::{Method, Response};
use serde_json::Value;

use crate::{Proof, Rest};

pub(super) struct Stream {
    response: Response,
    text: Vec<u8>,
    events: VecDeque<Value>,
    last_event_id: Option<String>,
}

impl Stream {
    pub(super) async fn open(rest: &Rest, proof: &Proof, cursors: &Value, token: Option<&str>) -> Self {
        let mut request = proof.on(rest.request(Method::GET, "/api/v1/events"));
        if !cursors.is_null() {
            request = request.query(&[("cursors", cursors.to_string())]);
        }
        if let Some(token) = token {
            request = request.header("Last-Event-ID", token);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200, "no stream was opened");
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self { response, text: Vec::new(), events: VecDeque::new(), last_event_id: token.map(str::to_owned) }
    }

    /// The next event; `None` when the stream ends.
    pub(super) async fn next(&mut self) -> Option<Value> {
        loop {
            if let Some(event) = self.events.pop_front() {
                return Some(event);
            }
            let chunk = self.response.chunk().await.ok()??;
            self.text.extend_from_slice(&chunk);
            while let Some(end) = self.text.windows(2).position(|two| two == b"\n\n") {
                let block: Vec<u8> = self.text.drain(..end + 2).collect();
                self.take(std::str::from_utf8(&block).unwrap());
            }
        }
    }

    pub(super) fn last_event_id(&self) -> Option<&str> {
        self.last_event_id.as_deref()
    }

    fn take(&mut self, block: &str) {
        for line in block.lines() {
            match line.split_once(": ") {
                Some(("data", data)) => self.events.push_back(serde_json::from_str(data).unwrap()),
                Some(("id", token)) => self.last_event_id = Some(token.to_owned()),
                _ => {}
            }
        }
    }
}
