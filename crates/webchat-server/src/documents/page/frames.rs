//! Commands and events, from the AsyncAPI document.

use serde_json::Value;

use super::html::{code, escape, heading, link, prose, sample};
use super::samples::pretty;
use super::types::{fields, name};
use super::{Part, Section};

/// A section of the commands and one of the events.
pub(super) fn sections(asyncapi: &Value) -> Vec<Section> {
    let section = |title: &str, intro: &str, suffix| Section {
        title: title.to_owned(),
        intro: prose(intro),
        parts: parts(asyncapi, suffix),
    };
    vec![section("Commands", COMMANDS, "Command"), section("Events", EVENTS, "Event")]
}

const COMMANDS: &str = "What a client sends, as a frame on a socket; all but `register` and `presence` go by \
                        `POST /api/v1/commands` too. A connection that did not register with `protocol: 2` \
                        has the classic ones.";
const EVENTS: &str = "What the server sends: as a frame on a socket, a `data:` line of a stream, or in the \
                      list of a poll. A classic connection gets the classic ones. Skip what you do not \
                      know.";

fn parts(asyncapi: &Value, suffix: &str) -> Vec<Part> {
    let messages = asyncapi["components"]["messages"].as_object().into_iter().flatten();
    let own = messages.filter(|(key, _)| key.ends_with(suffix));
    own.map(|(key, message)| part(asyncapi, key, message)).collect()
}

fn part(asyncapi: &Value, key: &str, message: &Value) -> Part {
    let kind = message["name"].as_str().unwrap_or_default();
    let schema = name(message["payload"]["$ref"].as_str().unwrap_or_default());
    let schema = &asyncapi["components"]["schemas"][schema];
    let tag = message["tags"][0]["name"].as_str().unwrap_or_default();
    let id = format!("object-{key}");
    let text = |name: &str| schema[name].as_str().unwrap_or_default();
    let html = [
        heading(3, &id, &code(kind)),
        format!("<p class=\"tag\">{}</p>\n", escape(tag)),
        // What a variant says in a line, its struct says in full.
        prose(if text("description").is_empty() { text("title") } else { text("description") }),
        fields(schema),
        answered(asyncapi, key),
        samples(message),
    ];
    Part { id, title: code(kind), html: html.concat() }
}

fn samples(message: &Value) -> String {
    let examples = message["examples"].as_array().into_iter().flatten().enumerate();
    let shown = examples.map(|(place, example)| {
        let title = code(example["name"].as_str().unwrap_or_default());
        sample(&title, &pretty(&example["payload"]), place == 0)
    });
    shown.collect()
}

/// Which events answer a command.
fn answered(asyncapi: &Value, key: &str) -> String {
    let operation = &asyncapi["operations"]
        [key.strip_suffix("Command").map(|kind| format!("take{kind}")).unwrap_or_default()];
    let Some(answers) = operation["reply"]["messages"].as_array() else { return String::new() };
    let answers = answers.iter().filter_map(|answer| {
        let key = name(answer["$ref"].as_str()?);
        let kind = asyncapi["components"]["messages"][key]["name"].as_str()?;
        Some(link(&format!("object-{key}"), &code(kind)))
    });
    format!("<p>Answered by {}.</p>\n", answers.collect::<Vec<_>>().join(", "))
}
