//! A request made of an operation's examples, to be changed by the test before it is sent.

use reqwest::header::{CONTENT_TYPE, HeaderMap};
use reqwest::{Method, Url};
use serde_json::Value;
use webchat_testkit::Rest;

use crate::document::Operation;

#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    method: Method,
    path: String,
    pub query: Vec<(String, String)>,
    pub headers: Vec<(String, String)>,
    pub body: Option<Vec<u8>>,
    pub label: &'static str,
}

pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }
}

impl Request {
    /// With an example in every parameter that has to be there, and with the first body.
    pub fn plain(operation: &Operation) -> Self {
        let body = operation.bodies().first().map(|body| body.to_string().into_bytes());
        let mut request = Self {
            method: operation.method.parse().unwrap(),
            path: operation.path.clone(),
            query: Vec::new(),
            headers: Vec::new(),
            body,
            label: "application/json",
        };
        for parameter in operation.parameters().filter(|parameter| is_needed(parameter)) {
            request.set(parameter, &example(parameter).unwrap());
        }
        request
    }

    /// The same with another name in the place that the path has for one.
    pub fn named(operation: &Operation, name: &str) -> Self {
        let mut request = Self { path: operation.path.clone(), ..Self::plain(operation) };
        operation
            .parameters()
            .filter(|parameter| parameter["in"] == "path")
            .for_each(|parameter| request.set(parameter, name));
        request
    }

    /// With an example in every parameter that has one.
    pub fn full(operation: &Operation) -> Self {
        let mut request = Self::plain(operation);
        for parameter in operation.parameters() {
            if let Some(example) = example(parameter) {
                request.set(parameter, &example);
            }
        }
        request
    }

    /// Says something in the place of a parameter.
    pub fn set(&mut self, parameter: &Value, value: &str) {
        let name = parameter["name"].as_str().unwrap();
        match parameter["in"].as_str().unwrap() {
            "path" => self.path = self.path.replace(&format!("{{{name}}}"), &escaped(value)),
            "header" => self.headers.push((name.to_owned(), value.to_owned())),
            _ => {
                self.query.retain(|(known, _)| known != name);
                self.query.push((name.to_owned(), value.to_owned()));
            }
        }
    }

    /// The same with another body.
    pub fn with(&self, body: impl Into<Vec<u8>>) -> Self {
        Self { body: Some(body.into()), ..self.clone() }
    }

    /// The same with another id wherever this one stands.
    pub fn about(&self, id: &str, other: &str) -> Self {
        let body =
            self.body.as_deref().map(|body| String::from_utf8_lossy(body).replace(id, other).into_bytes());
        // What is not UTF-8 is sent as it is.
        let body = self.body.clone().filter(|body| std::str::from_utf8(body).is_err()).or(body);
        Self { path: self.path.replace(id, other), body, ..self.clone() }
    }

    pub async fn send(&self, rest: &Rest) -> Answer {
        let mut request = rest.request(self.method.clone(), &self.path).query(&self.query);
        for (name, value) in &self.headers {
            request = request.header(name, value.as_bytes());
        }
        if let Some(body) = &self.body {
            request = request.header(CONTENT_TYPE, self.label).body(body.clone());
        }
        let mut response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let is_stream = headers.get(CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
        // A stream does not end: its beginning is its answer.
        let text = if is_stream {
            String::from_utf8(response.chunk().await.unwrap().unwrap().into()).unwrap()
        } else {
            response.text().await.unwrap()
        };
        Answer { status, headers, text }
    }

    pub fn path(&self) -> &str {
        &self.path
    }

    /// Whether it registers nobody, which is for those who show otherwise who they are.
    pub fn is_nameless(&self) -> bool {
        let body: Value =
            self.body.as_deref().and_then(|body| serde_json::from_slice(body).ok()).unwrap_or_default();
        body["type"] == "register" && body.get("userId").is_none()
    }

    /// In one line, for whoever reads of a failure.
    pub fn told(&self) -> String {
        let body: String =
            self.body.as_deref().map(String::from_utf8_lossy).unwrap_or_default().chars().take(200).collect();
        format!("{} {} {:?} {:?} {body}", self.method, self.path, self.query, self.headers)
    }
}

/// Whether there is no plain request without a parameter: the document says so, or it says who asks, which in open mode
/// nothing else does.
fn is_needed(parameter: &Value) -> bool {
    let says_who = ["userId", "currentUserId"].contains(&parameter["name"].as_str().unwrap());
    parameter["required"] == true || says_who
}

fn example(parameter: &Value) -> Option<String> {
    let in_json = &parameter["content"]["application/json"]["example"];
    match (&parameter["example"], in_json) {
        (Value::String(text), _) => Some(text.clone()),
        (Value::Null, Value::Null) => None,
        (Value::Null, json) => Some(json.to_string()),
        (other, _) => Some(other.to_string()),
    }
}

/// As one segment of a path.
fn escaped(value: &str) -> String {
    let mut url = Url::parse("http://localhost").unwrap();
    url.path_segments_mut().unwrap().push(value);
    url.path()[1..].to_owned()
}
