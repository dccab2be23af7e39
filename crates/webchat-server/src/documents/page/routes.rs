//! The routes, from the OpenAPI document.

use serde_json::Value;

use super::html::{code, escape, heading, line, prose, sample};
use super::samples::{Sample, is_for_people, pretty};
use super::types::{fields, kind, named};
use super::{Part, Section};

const METHODS: [&str; 4] = ["get", "post", "put", "delete"];

/// A section for each heading, with its routes.
pub(super) fn sections(openapi: &Value) -> Vec<Section> {
    let tags = openapi["tags"].as_array().into_iter().flatten();
    tags.map(|tag| section(openapi, tag)).collect()
}

fn section(openapi: &Value, tag: &Value) -> Section {
    let name = tag["name"].as_str().unwrap_or_default();
    let paths = openapi["paths"].as_object().into_iter().flatten();
    let operations = paths.flat_map(|(path, methods)| {
        METHODS.iter().filter_map(move |method| Some((path, *method, methods.get(method)?)))
    });
    let own = operations.filter(|(_, _, operation)| operation["tags"][0] == tag["name"]);
    let parts = own.map(|(path, method, operation)| part(openapi, path, method, operation)).collect();
    Section { title: name.to_owned(), intro: prose(tag["description"].as_str().unwrap_or_default()), parts }
}

fn part(openapi: &Value, path: &str, method: &str, operation: &Value) -> Part {
    let text = |name: &str| operation[name].as_str().unwrap_or_default();
    let (id, title) = (text("operationId"), escape(text("summary")));
    let request = Sample::new(path, method, operation);
    let html = [
        heading(3, id, &title),
        format!(
            "<p class=\"route\"><b class=\"{method}\">{}</b> {}</p>\n",
            method.to_uppercase(),
            code(path)
        ),
        prose(text("description")),
        shown(operation),
        parameters(operation),
        body(operation),
        answers(openapi, operation),
        sample("curl", &request.curl(), true),
        sample("JavaScript", &request.javascript(), false),
        answer_shown(operation),
    ];
    Part { id: id.to_owned(), title, html: html.concat() }
}

/// Whether it asks who it is even in open mode.
fn shown(operation: &Value) -> String {
    if is_for_people(operation) { prose("For whoever is signed in.") } else { String::new() }
}

fn parameters(operation: &Value) -> String {
    let entry = |parameter: &Value| {
        let text = |name: &str| parameter[name].as_str().unwrap_or_default();
        let content = &parameter["content"]["application/json"]["schema"];
        let schema = if content.is_null() { &parameter["schema"] } else { content };
        let place = match text("in") {
            "query" => String::new(),
            place => format!("in the {place}, "),
        };
        named(text("name"), &(place + &kind(schema)), parameter["required"] == true, text("description"))
    };
    let entries: String = operation["parameters"].as_array().into_iter().flatten().map(entry).collect();
    if entries.is_empty() { entries } else { format!("<h4>Parameters</h4>\n<dl>\n{entries}</dl>\n") }
}

fn body(operation: &Value) -> String {
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    if schema.is_null() {
        return String::new();
    }
    let also = fields(schema);
    format!("<h4>Body</h4>\n<p>{}</p>\n{also}", kind(schema))
}

fn answers(openapi: &Value, operation: &Value) -> String {
    let responses = operation["responses"].as_object().into_iter().flatten();
    let entry = |(status, response): (&String, &Value)| {
        let shared = response["$ref"].as_str().and_then(|path| openapi.pointer(path.trim_start_matches('#')));
        let response = shared.unwrap_or(response);
        let media = response["content"].as_object().and_then(|content| content.iter().next());
        let shape = media.map_or_else(String::new, |(media, content)| match media.as_str() {
            "application/json" => kind(&content["schema"]),
            media => code(media),
        });
        let retry =
            if response["headers"]["Retry-After"].is_null() { "" } else { ", with <code>Retry-After</code>" };
        let says = line(response["description"].as_str().unwrap_or_default());
        format!(
            "<div><dt>{} <span class=\"kind\">{shape}{retry}</span></dt><dd>{says}</dd></div>\n",
            code(status)
        )
    };
    format!("<h4>Answers</h4>\n<dl>\n{}</dl>\n", responses.map(entry).collect::<String>())
}

/// The answer to the sample, or the kinds of it.
fn answer_shown(operation: &Value) -> String {
    let responses = operation["responses"].as_object().into_iter().flatten();
    let mut taken = responses.filter(|(status, _)| status.starts_with('2'));
    let Some((status, response)) = taken.next() else { return String::new() };
    let media = response["content"].as_object().and_then(|content| content.values().next());
    let examples = media.and_then(|media| media["examples"].as_object());
    match examples.and_then(|examples| examples.values().next()) {
        Some(example) => sample(&format!("Answer, {status}"), &pretty(&example["value"]), false),
        None => String::new(),
    }
}
