//! The schemas of both documents, out of the types of the wire.
//!
//! What clients send and what the server sends are written apart: a field that may be left out of a command is
//! always there in an event, or the other way round. Commands and events are told apart by `type`; each becomes a
//! schema of its own, named after it, so that one that is added to the types is in the documents.

use schemars::generate::{Contract, SchemaSettings};
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};
use webchat_protocol::{Command, Event};

use super::{object, pascal};

/// Where the documents keep them.
pub(super) const PATH: &str = "/components/schemas";

/// A schema, asked of whatever collects those that it refers to.
pub(crate) type Shape = fn(&mut Schemas) -> Value;

/// Collects the schemas that a document refers to.
pub(crate) struct Schemas {
    asked: SchemaGenerator,
    answered: SchemaGenerator,
    /// Commands and events by their types, each with the name of its schema.
    commands: Vec<(String, Value)>,
    events: Vec<(String, Value)>,
}

impl Schemas {
    pub(super) fn new() -> Self {
        let (mut asked, mut answered) = (generator(Contract::Deserialize), generator(Contract::Serialize));
        asked.subschema_for::<Command>();
        answered.subschema_for::<Event>();
        let commands = variants(&mut asked, "Command");
        let events = variants(&mut answered, "Event");
        Self { asked, answered, commands, events }
    }

    /// The schema of what clients send.
    pub(crate) fn asked<T: JsonSchema>(&mut self) -> Value {
        self.asked.subschema_for::<T>().to_value()
    }

    /// The schema of what the server sends.
    pub(crate) fn answered<T: JsonSchema>(&mut self) -> Value {
        self.answered.subschema_for::<T>().to_value()
    }

    /// One of the commands whose types are chosen.
    pub(crate) fn commands(&self, choose: impl Fn(&str) -> bool) -> Value {
        one_of(self.command_types().filter(|kind| choose(kind)), "Command")
    }

    /// One of the events whose types are chosen.
    pub(crate) fn events(&self, choose: impl Fn(&str) -> bool) -> Value {
        one_of(self.event_types().filter(|kind| choose(kind)), "Event")
    }

    pub(super) fn command_types(&self) -> impl Iterator<Item = &str> {
        self.commands.iter().map(|(kind, _)| kind.as_str())
    }

    pub(super) fn event_types(&self) -> impl Iterator<Item = &str> {
        self.events.iter().map(|(kind, _)| kind.as_str())
    }

    /// The types of the commands and events that a schema allows, each with the folder of its golden frames.
    pub(super) fn kinds(&self, schema: &Value) -> Vec<(&'static str, String)> {
        let allows = |reference: &Value| {
            schema == reference || schema["oneOf"].as_array().is_some_and(|all| all.contains(reference))
        };
        let commands = self.command_types().filter(|kind| allows(&command(kind)));
        let events = self.event_types().filter(|kind| allows(&event(kind)));
        let commands = commands.map(|kind| ("commands", kind.to_owned()));
        commands.chain(events.map(|kind| ("events", kind.to_owned()))).collect()
    }

    /// The schemas that `document` refers to, and those that they refer to.
    pub(super) fn collected(mut self, document: &Value) -> Value {
        let asked = self.asked.take_definitions(true);
        let mut all = self.answered.take_definitions(true);
        all.values_mut().for_each(never_null);
        all.extend(asked);
        for (suffix, variants) in [("Command", &self.commands), ("Event", &self.events)] {
            all.insert(suffix.to_owned(), one_of(variants.iter().map(|(kind, _)| kind.as_str()), suffix));
            all.extend(variants.iter().map(|(kind, schema)| (pascal(kind) + suffix, schema.clone())));
        }
        all.values_mut().for_each(tidy);
        let mut names = Vec::new();
        gather(document, &all, &mut names);
        names.sort();
        object(names.into_iter().filter_map(|name| Some((name.clone(), all.remove(&name)?))))
    }
}

fn generator(contract: Contract) -> SchemaGenerator {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = PATH.into();
        settings.contract = contract;
        settings.meta_schema = None;
    });
    settings.into_generator()
}

/// The command of a type.
pub(crate) fn command(kind: &str) -> Value {
    reference(kind, "Command")
}

/// The event of a type.
pub(crate) fn event(kind: &str) -> Value {
    reference(kind, "Event")
}

fn reference(kind: &str, suffix: &str) -> Value {
    json!({ "$ref": format!("#{PATH}/{}{suffix}", pascal(kind)) })
}

fn one_of<'a>(kinds: impl Iterator<Item = &'a str>, suffix: &str) -> Value {
    json!({ "oneOf": kinds.map(|kind| reference(kind, suffix)).collect::<Vec<_>>() })
}

/// The variants of an enum that is told apart by `type`, each as one flat object.
fn variants(generator: &mut SchemaGenerator, name: &str) -> Vec<(String, Value)> {
    let definitions = generator.definitions();
    let variants = definitions[name]["oneOf"].as_array().cloned().unwrap_or_default();
    let mut all = Vec::new();
    for mut variant in variants {
        if let Some(inner) = variant["$ref"].as_str().and_then(|path| definitions.get(last(path))) {
            variant = flat(&variant, inner);
        }
        let kind = variant["properties"]["type"]["const"].as_str().unwrap_or_default().to_owned();
        match name {
            "Command" => name_answer(&kind, &mut variant),
            _ => never_null(&mut variant),
        }
        all.push((kind, variant));
    }
    all
}

/// The fields of a variant and of the struct in it.
fn flat(variant: &Value, inner: &Value) -> Value {
    let mut flat = inner.clone();
    flat["title"] = variant["description"].clone();
    let mut properties = variant["properties"].as_object().cloned().unwrap_or_default();
    properties.extend(inner["properties"].as_object().cloned().unwrap_or_default());
    flat["properties"] = Value::Object(properties);
    let fields = [&variant["required"], &inner["required"]].into_iter().filter_map(Value::as_array).flatten();
    flat["required"] = Value::Array(fields.cloned().collect());
    flat
}

/// The commands that can't do without an `id`, though it is no field of theirs.
const NAMED: [&str; 1] = ["create-conversation"];

/// Every command may carry an `id`, which is not part of any. One that is malformed counts as left out.
fn name_answer(kind: &str, command: &mut Value) {
    if NAMED.contains(&kind) {
        let says = "Chosen by the client; with the user it names what is made, for ever.";
        let mut id = reference("MessageId", "");
        id["description"] = says.into();
        command["properties"]["id"] = id;
        command["required"].as_array_mut().into_iter().for_each(|needed| needed.push("id".into()));
    } else if command["properties"].get("id").is_none() {
        let says = "Chosen by the client; the answer repeats it. What is no message id counts as left out.";
        let id = reference("MessageId", "");
        command["properties"]["id"] = json!({ "description": says, "anyOf": [id, {}] });
    }
}

/// The server leaves out what is not there; it does not send `null` instead.
fn never_null(schema: &mut Value) {
    let needed = schema["required"].as_array().cloned().unwrap_or_default();
    let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
    for (name, field) in properties.into_iter().flatten() {
        if let Value::Object(field) = field
            && !needed.iter().any(|needed| needed == name)
        {
            without_null(field);
        }
    }
}

fn without_null(field: &mut Map<String, Value>) {
    let kinds = field.get("type").and_then(Value::as_array).cloned().unwrap_or_default();
    if let [kind, null] = kinds.as_slice()
        && null == "null"
    {
        field.insert("type".to_owned(), kind.clone());
    }
    let choices = field.get("anyOf").and_then(Value::as_array).cloned().unwrap_or_default();
    if let [only, null] = choices.as_slice()
        && null["type"] == "null"
    {
        field.shift_remove("anyOf");
        field.insert("$ref".to_owned(), only["$ref"].clone());
    }
}

/// Descriptions without the line breaks and the links of Rust's documentation, and no formats that only Rust has.
fn tidy(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            if fields.get("format").and_then(Value::as_str).is_some_and(|format| format.starts_with("uint")) {
                fields.shift_remove("format");
            }
            if let Some(Value::String(text)) = fields.get_mut("description") {
                *text = plain(text);
            }
            fields.values_mut().for_each(tidy);
        }
        Value::Array(items) => items.iter_mut().for_each(tidy),
        _ => {}
    }
}

fn plain(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(|paragraph| paragraph.replace('\n', " "));
    let text = paragraphs.collect::<Vec<_>>().join("\n\n");
    // [`name`](path) is a link; what it leads to is no part of the wire.
    let mut parts = text.split("](");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.split_once(')').map_or(part, |(_, rest)| rest));
    }
    plain.replace("[`", "`")
}

/// Adds the names of the schemas that a document refers to, and of those that these refer to.
fn gather(value: &Value, all: &Map<String, Value>, names: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            let name = fields
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(|path| path.strip_prefix("#/components/schemas/"));
            if let Some((name, schema)) = name.and_then(|name| all.get_key_value(name))
                && !names.contains(name)
            {
                names.push(name.clone());
                gather(schema, all, names);
            }
            fields.values().for_each(|field| gather(field, all, names));
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, all, names)),
        _ => {}
    }
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
