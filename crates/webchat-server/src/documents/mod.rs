//! Writes what the server says about itself: the OpenAPI document, the AsyncAPI document, and the page made of
//! both.
//!
//! Sources are the wire's types, the table of `operations`, and the golden frames in `fixtures/wire` as examples.
//! What is written is checked in and embedded (`make reference`); a test holds the files against it. It must not
//! know: how a request is answered.

mod asyncapi;
mod fixtures;
mod openapi;
mod page;
mod schemas;

use serde_json::{Map, Value};

pub(crate) use schemas::{Schemas, Shape, command, event};

/// What is written into each file of a folder, by its name.
pub fn files() -> Vec<(&'static str, String)> {
    let (openapi, asyncapi) = (openapi::document(), asyncapi::document());
    let page = page::html(&openapi, &asyncapi);
    vec![("openapi.json", pretty(&openapi)), ("asyncapi.json", pretty(&asyncapi)), ("index.html", page)]
}

fn pretty(document: &Value) -> String {
    format!("{document:#}\n")
}

/// An object of what is there, in this order.
fn object<K: Into<String>>(entries: impl IntoIterator<Item = (K, Value)>) -> Value {
    Value::Object(entries.into_iter().map(|(key, value)| (key.into(), value)).collect::<Map<_, _>>())
}

/// `message-changed` as the name of a type: `MessageChanged`.
fn pascal(kind: &str) -> String {
    let capital = |word: &str| -> String {
        let mut letters = word.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
    };
    kind.split('-').map(capital).collect()
}

#[cfg(test)]
mod tests;
