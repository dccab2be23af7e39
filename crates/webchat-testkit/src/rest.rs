//! A REST client that tells status and JSON.

use std::net::SocketAddr;

use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, Method, RequestBuilder};
use serde_json::Value;

use crate::{PATIENCE, Proof, Socket};

/// Asks one server.
#[derive(Debug, Clone)]
pub struct Rest {
    client: Client,
    address: SocketAddr,
    headers: Vec<(String, String)>,
}

impl Rest {
    /// For the server at an address.
    pub fn new(address: SocketAddr) -> Self {
        let client = Client::builder().timeout(PATIENCE).no_proxy().build().unwrap();
        Self { client, address, headers: Vec::new() }
    }

    /// The same with a header in every request, and in that for a WebSocket.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// What its headers show of who asks, if anything.
    pub fn proof(&self) -> Option<Proof> {
        self.headers.iter().find_map(|(name, value)| match name.as_str() {
            "Cookie" => Some(Proof::Cookie(value.clone())),
            "Authorization" => value.strip_prefix("Bearer ").map(|token| Proof::Bearer(token.to_owned())),
            _ => None,
        })
    }

    /// Connects a WebSocket with the same headers and takes its greeting.
    pub async fn connect(&self) -> Socket {
        Socket::connect_with(self.address, &self.headers).await
    }

    /// `GET`: status and body.
    pub async fn get(&self, path: &str) -> (u16, Value) {
        self.ask(self.request(Method::GET, path)).await
    }

    /// `POST` of a JSON body.
    pub async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        self.ask(self.request(Method::POST, path).json(&body)).await
    }

    /// `DELETE` with a JSON body.
    pub async fn delete(&self, path: &str, body: Value) -> (u16, Value) {
        self.ask(self.request(Method::DELETE, path).json(&body)).await
    }

    /// `POST` of anything, labelled as the test likes.
    pub async fn post_as(&self, path: &str, kind: &str, body: impl Into<reqwest::Body>) -> (u16, Value) {
        self.ask(self.request(Method::POST, path).header(CONTENT_TYPE, kind).body(body)).await
    }

    /// A request to be finished by the test.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("http://{}{path}", self.address));
        self.headers.iter().fold(request, |request, (name, value)| request.header(name, value))
    }

    /// Sends a request: status and JSON, `null` when the body is none.
    pub async fn ask(&self, request: RequestBuilder) -> (u16, Value) {
        let (status, text) = self.ask_text(request).await;
        (status, serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    /// Sends a request: status and body as it came.
    pub async fn ask_text(&self, request: RequestBuilder) -> (u16, String) {
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        (status, response.text().await.unwrap())
    }
}
