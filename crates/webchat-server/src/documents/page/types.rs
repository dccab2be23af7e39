//! Schemas in words: what a field is made of.

use serde_json::Value;

use super::html::{code, escape, line, link};

/// The fields of an object, each with what it is and what it is for.
pub(super) fn fields(schema: &Value) -> String {
    let needed = schema["required"].as_array().cloned().unwrap_or_default();
    let properties = schema["properties"].as_object().into_iter().flatten();
    let entries: String = properties
        .map(|(name, field)| entry(name, field, needed.iter().any(|needed| needed == name)))
        .collect();
    if entries.is_empty() { String::new() } else { format!("<dl>\n{entries}</dl>\n") }
}

fn entry(name: &str, field: &Value, is_needed: bool) -> String {
    let says = field["description"].as_str().unwrap_or_default();
    named(name, &kind(field), is_needed, says)
}

/// An entry of a list: a name, what it is, whether it has to be there, and what it is for.
pub(super) fn named(name: &str, kind: &str, is_needed: bool, says: &str) -> String {
    let may = if is_needed { "" } else { " · may be left out" };
    let says = if says.is_empty() { String::new() } else { format!("<dd>{}</dd>", line(says)) };
    format!("<div><dt>{} <span class=\"kind\">{kind}{may}</span></dt>{says}</div>\n", code(name))
}

/// What a value is, in a few words.
pub(super) fn kind(schema: &Value) -> String {
    if let Some(path) = schema["$ref"].as_str() {
        return object(path);
    }
    if let Some(value) = schema.get("const") {
        return code(&value.to_string());
    }
    if let Some(values) = schema["enum"].as_array() {
        return either(values.iter().map(|value| code(&value.to_string())));
    }
    for choices in ["oneOf", "anyOf", "allOf"] {
        if let Some(choices) = schema[choices].as_array() {
            return either(choices.iter().map(kind));
        }
    }
    match &schema["type"] {
        Value::Array(kinds) => either(kinds.iter().map(|kind| escape(kind.as_str().unwrap_or_default()))),
        Value::String(kind) if kind == "array" => format!("list of {}", self::kind(&schema["items"])),
        Value::String(kind) if kind == "object" => map(schema),
        Value::String(kind) if kind == "integer" => "whole number".to_owned(),
        Value::String(kind) => escape(kind),
        _ => "anything".to_owned(),
    }
}

/// An object whose fields are named by what they are about.
fn map(schema: &Value) -> String {
    let patterns = schema["patternProperties"].as_object().into_iter().flatten().map(|(_, value)| value);
    match patterns
        .chain(schema["additionalProperties"].is_object().then_some(&schema["additionalProperties"]))
        .next()
    {
        Some(value) => format!("object of {}", kind(value)),
        None => "object".to_owned(),
    }
}

fn either(kinds: impl Iterator<Item = String>) -> String {
    let mut kinds: Vec<String> = kinds.collect();
    kinds.dedup();
    kinds.join(" or ")
}

fn object(path: &str) -> String {
    let name = name(path);
    link(&anchor(name), &escape(name))
}

/// The name of what a reference leads to.
pub(super) fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Where the page shows a schema.
pub(super) fn anchor(name: &str) -> String {
    format!("object-{name}")
}
