//! What commands, events and bodies are made of, from the schemas of both documents.

use std::collections::BTreeMap;

use serde_json::Value;

use super::html::{code, heading, line, prose};
use super::types::{anchor, fields, kind};
use super::{Part, Section};

pub(super) fn section(openapi: &Value, asyncapi: &Value) -> Section {
    let schemas = |document: &'_ Value| {
        document["components"]["schemas"].as_object().cloned().into_iter().flatten().collect()
    };
    let mut all: BTreeMap<String, Value> = schemas(openapi);
    all.extend(schemas(asyncapi));
    let is_shown = |name: &str| {
        // These have sections of their own.
        let is_frame = |suffix| name.len() > str::len(suffix) && name.ends_with(suffix);
        !is_frame("Command") && !is_frame("Event")
    };
    let parts =
        all.iter().filter(|(name, _)| is_shown(name)).map(|(name, schema)| part(name, schema)).collect();
    let intro = "What commands, events, bodies and answers are made of. Skip fields that you do not know.";
    Section { title: "Objects".to_owned(), intro: prose(intro), parts }
}

fn part(name: &str, schema: &Value) -> Part {
    let id = anchor(name);
    let html = [
        heading(3, &id, name),
        prose(schema["description"].as_str().unwrap_or_default()),
        fields(schema),
        choices(schema),
        rules(schema),
    ];
    Part { id, title: name.to_owned(), html: html.concat() }
}

/// The words that stand for something, each with what it means; or the objects that it may be.
fn choices(schema: &Value) -> String {
    let choices = ["oneOf", "anyOf"].iter().find_map(|key| schema[key].as_array());
    let Some(choices) = choices else { return String::new() };
    let word = |choice: &Value| -> Option<String> {
        let word = choice["const"].as_str().or_else(|| tag(choice).map(|(_, word)| word))?;
        let says = line(choice["description"].as_str().unwrap_or_default());
        let with = carried(choice);
        Some(format!("<div><dt>{}{with}</dt><dd>{says}</dd></div>\n", code(word)))
    };
    match choices.iter().map(word).collect::<Option<String>>() {
        Some(words) => format!("<dl>\n{words}</dl>\n"),
        None => format!("<p>{}</p>\n", kind(schema)),
    }
}

/// The field that tells an object apart from others, and its word.
fn tag(choice: &Value) -> Option<(&str, &str)> {
    let mut fields = choice["properties"].as_object()?.iter();
    fields.find_map(|(name, field)| Some((name.as_str(), field["const"].as_str()?)))
}

/// The fields beside the one that tells it apart.
fn carried(choice: &Value) -> String {
    let fields = choice["properties"].as_object().into_iter().flatten();
    let others = fields.filter(|(_, field)| field.get("const").is_none());
    let shown = others.map(|(name, field)| format!("{} {}", code(name), kind(field))).collect::<Vec<_>>();
    if shown.is_empty() {
        String::new()
    } else {
        format!(" <span class=\"kind\">{}</span>", shown.join(", "))
    }
}

/// What a text or a number has to be like.
fn rules(schema: &Value) -> String {
    if schema["type"] != "string" && schema["type"] != "integer" {
        return String::new();
    }
    let mut rules = vec![kind(schema)];
    if let Some(format) = schema["format"].as_str() {
        rules.push(code(format));
    }
    if let (Some(least), Some(most)) = (schema["minLength"].as_u64(), schema["maxLength"].as_u64()) {
        rules.push(format!("{least}–{most} characters"));
    }
    if let Some(pattern) = schema["pattern"].as_str() {
        rules.push(code(pattern));
    }
    format!("<p class=\"rules\">{}</p>\n", rules.join(", "))
}
