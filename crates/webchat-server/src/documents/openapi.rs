//! The routes as an OpenAPI 3.1 document.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::schemas::Schemas;
use super::{fixtures, object};
use crate::operations::{self, Answer, Heading, Operation, Parameter, Refusal, Retry, Shows};

const SAYS: &str = "Real-time chat over REST. The same commands and events go over a WebSocket, which \
                    `/api/asyncapi.json` describes; `/api/docs` shows both to people.\n\nA `HEAD` is \
                    answered wherever a `GET` is.";

pub(super) fn document() -> Value {
    let (mut schemas, all) = (Schemas::new(), operations::all());
    let tags = all.iter().map(|(heading, _)| json!({ "name": heading.name, "description": heading.says }));
    let license = json!({ "name": "Apache-2.0 or MIT", "identifier": "Apache-2.0 OR MIT" });
    let info = json!({
        "title": "webchat", "version": env!("CARGO_PKG_VERSION"), "description": SAYS, "license": license,
    });
    let mut document = json!({
        "openapi": "3.1.0",
        "info": info,
        "externalDocs": { "url": "/api/docs", "description": "The same for people" },
        "servers": [{ "url": "/", "description": "The server that this document comes from" }],
        "tags": tags.collect::<Vec<_>>(),
        "paths": paths(&mut schemas, &all),
        "components": {
            "securitySchemes": security_schemes(), "responses": responses(&mut schemas, &all), "schemas": {},
        },
    });
    document["components"]["schemas"] = schemas.collected(&document);
    document
}

/// How people show who they are, where they have to.
pub(super) fn security_schemes() -> Value {
    let cookie = "A browser's session, which `POST /api/v1/session` opens. What changes something has to come from a page \
                  that the browser vouches for: with `Origin` or `Sec-Fetch-Site: same-origin`.";
    let bearer =
        "A program's token, which `POST /api/v1/me/tokens` makes; or what a host application signs (JWT).";
    json!({
        "cookie": { "type": "apiKey", "in": "cookie", "name": "webchat_session", "description": cookie },
        "bearer": { "type": "http", "scheme": "bearer", "description": bearer },
    })
}

fn paths(schemas: &mut Schemas, all: &[(&Heading, Vec<Operation>)]) -> Value {
    let mut paths = json!({});
    for (heading, operations) in all {
        for operation in operations {
            paths[operation.path][operation.method] = describe(schemas, heading, operation);
        }
    }
    paths
}

fn describe(schemas: &mut Schemas, heading: &Heading, operation: &Operation) -> Value {
    let example = fixtures::rest(operation.id);
    let parameters = operation.parameters.iter().map(|parameter| described(schemas, parameter));
    let mut value = json!({
        "operationId": operation.id,
        "tags": [heading.name],
        "summary": operation.title,
        "description": operation.says,
        "parameters": parameters.collect::<Vec<_>>(),
    });
    match operation.shows {
        Shows::Nothing => {}
        // The empty one: in open mode nothing is shown.
        Shows::Person => value["security"] = json!([{ "cookie": [] }, { "bearer": [] }, {}]),
        Shows::Account => value["security"] = json!([{ "cookie": [] }, { "bearer": [] }]),
    }
    if let Some(body) = operation.body {
        let schema = body(schemas);
        let examples = examples(schemas, &schema, &example["body"]);
        let content = json!({ "application/json": { "schema": schema, "examples": examples } });
        value["requestBody"] = json!({ "required": true, "content": content });
    }
    let mut responses = BTreeMap::new();
    for answer in &operation.answers {
        responses.insert(answer.status.to_string(), answered(schemas, answer, &example));
    }
    for refusal in &operation.refusals {
        let reference = json!({ "$ref": format!("#/components/responses/{}", refusal.key) });
        responses.insert(refusal.status.to_string(), reference);
    }
    value["responses"] = object(responses);
    value
}

fn described(schemas: &mut Schemas, parameter: &Parameter) -> Value {
    let Parameter { place, name, is_needed, shape, says, example } = parameter;
    let schema = shape(schemas);
    let mut value = json!({ "name": name, "in": place, "required": is_needed, "description": says });
    if *place == "query" && !is_needed {
        value["allowEmptyValue"] = true.into();
    }
    match (serde_json::from_str::<Value>(example), example.is_empty()) {
        (_, true) => value["schema"] = schema,
        // What is JSON in a query is told apart from plain text.
        (Ok(example @ Value::Object(_)), _) => {
            value["content"] = json!({ "application/json": { "schema": schema, "example": example } });
        }
        (Ok(example @ Value::Number(_)), _) => (value["schema"], value["example"]) = (schema, example),
        _ => (value["schema"], value["example"]) = (schema, (*example).into()),
    }
    value
}

fn answered(schemas: &mut Schemas, answer: &Answer, example: &Value) -> Value {
    let schema = (answer.shape)(schemas);
    let shown = examples(schemas, &schema, &example[answer.status.to_string()]);
    let mut media = json!({ "schema": schema });
    if shown.as_object().is_some_and(|shown| !shown.is_empty()) {
        media["examples"] = shown;
    }
    let mut response = json!({ "description": answer.says, "content": { answer.media: media } });
    if answer.cookie {
        response["headers"] = json!({ "Set-Cookie": {
            "description": "The session, for a browser to keep or to forget.",
            "schema": { "type": "string" },
        } });
    }
    response
}

/// What a fixture shows; without one the golden frames of the commands and events that the schema allows.
fn examples(schemas: &Schemas, schema: &Value, shown: &Value) -> Value {
    if !shown.is_null() {
        return json!({ "plain": { "value": shown } });
    }
    let frames = schemas.kinds(schema).into_iter().flat_map(|(folder, kind)| fixtures::frames(folder, &kind));
    object(frames.map(|(name, frame)| (name, json!({ "value": frame }))))
}

/// The refusals of all operations, each once.
fn responses(schemas: &mut Schemas, all: &[(&Heading, Vec<Operation>)]) -> Value {
    let operations = all.iter().flat_map(|(_, operations)| operations);
    let refusals = operations.flat_map(|operation| &operation.refusals);
    let by_key: BTreeMap<&str, &Refusal> = refusals.map(|refusal| (refusal.key, *refusal)).collect();
    let shown = fixtures::rest("refusals");
    let mut described = |(key, refusal)| (key, refused(schemas, refusal, &shown[key]));
    object(by_key.into_iter().map(&mut described))
}

fn refused(schemas: &mut Schemas, refusal: &Refusal, shown: &Value) -> Value {
    let schema = (refusal.shape)(schemas);
    let content = json!({ "schema": schema, "examples": { "plain": { "value": shown } } });
    let mut response = json!({ "description": refusal.says, "content": { "application/json": content } });
    if refusal.retry != Retry::Never {
        response["headers"] = json!({ "Retry-After": {
            "description": "In how many seconds to come back.",
            "required": refusal.retry == Retry::Always,
            "schema": { "type": "integer", "minimum": 1 },
        } });
    }
    response
}
