//! Whatever is sent, the answer is one of the document, and the server stays well.

use serde_json::{Value, json};

use crate::document::{Document, Operation};
use crate::request::Request;
use crate::scene::Scene;

/// What no parameter expects. Much of it is allowed somewhere; none of it may surprise.
const TEXTS: &str = r#"
null|true|-1|0|1.5|1e9|NaN|[]|{}|"|'; DROP TABLE messages; --|<script>|${7*7}|a b|ä|👍|~|general
../../etc/passwd|..%2f..|%00|%ff|alice~bob|bob~alice|carol~dave|18446744073709551615|18446744073709551616
9223372036854775808|-9223372036854775809|{"epoch":"e","after":{"general":-1}}|{"epoch":"","after":{}}
{"epoch":"e","after":{"general":18446744073709551615}}
"#;

fn hostile_texts() -> Vec<String> {
    let texts =
        TEXTS.trim().split(['|', '\n']).chain(["", " ", "\u{0}", "\u{202e}ecila", "\r\nX-Injected: yes"]);
    let long = ["a".repeat(65), "ä".repeat(5_000), "{".repeat(5_000), "9".repeat(400)];
    texts.map(str::to_owned).chain(long).collect()
}

fn hostile_values() -> Vec<Value> {
    let texts = hostile_texts().into_iter().map(Value::String);
    let deep = (0..100).fold(json!([]), |inner, _| json!([inner]));
    let others = [
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(1e300),
        json!(u64::MAX),
        json!([]),
        json!({}),
        deep,
    ];
    texts.chain(others).chain([json!("x".repeat(10_001))]).collect()
}

#[tokio::test]
async fn no_value_of_a_parameter_is_answered_beyond_the_document() {
    let scene = Scene::open().await;
    let document = Document::openapi(&scene.server).await;
    for operation in document.operations() {
        let scene = if operation.is_about_accounts() { &Scene::with_accounts().await } else { &scene };
        for parameter in operation.parameters() {
            for text in hostile_texts() {
                let is_header = parameter["in"] == "header" && text.chars().any(char::is_control);
                if is_header || parameter["in"] == "path" && text.is_empty() {
                    continue; // No client can send the one, and the other is another path.
                }
                let mut request = match parameter["in"].as_str() {
                    Some("path") => Request::named(&operation, &text),
                    _ => Request::full(&operation),
                };
                request.set(parameter, &text);
                hold(&document, &operation, &request, scene).await;
            }
        }
    }
    assert_eq!(scene.server.rest().get("/healthz").await.0, 200);
}

/// The body with something else in the place of a field, for every field that the schema has.
fn spoilt(document: &Document, operation: &Operation, body: &Value) -> Vec<Value> {
    let schema = &operation.says["requestBody"]["content"]["application/json"]["schema"];
    let mut names: Vec<String> = body.as_object().unwrap().keys().cloned().collect();
    fields(document, schema, &body["type"], &mut names);
    names.sort();
    names.dedup();
    let mut all = Vec::new();
    for name in names {
        for value in hostile_values() {
            let mut body = body.clone();
            body[&name] = value;
            all.push(body);
        }
        let mut without = body.clone();
        without.as_object_mut().unwrap().remove(&name);
        all.push(without);
    }
    all
}

/// The fields that a body of this type may have.
fn fields(document: &Document, schema: &Value, kind: &Value, names: &mut Vec<String>) {
    let schema = document.resolved(schema);
    let constant = &schema["properties"]["type"]["const"];
    if !constant.is_null() && constant != kind {
        return;
    }
    names.extend(schema["properties"].as_object().into_iter().flatten().map(|(name, _)| name.clone()));
    for parts in ["allOf", "oneOf", "anyOf"] {
        schema[parts].as_array().into_iter().flatten().for_each(|part| fields(document, part, kind, names));
    }
}

#[tokio::test]
async fn no_body_is_answered_beyond_the_document() {
    let scene = Scene::open().await;
    let document = Document::openapi(&scene.server).await;
    for operation in document.operations() {
        let scene = if operation.is_about_accounts() { &Scene::with_accounts().await } else { &scene };
        let request = Request::plain(&operation);
        let mut bodies = operation.bodies();
        // One of each type is enough.
        bodies.dedup_by_key(|body| body["type"].clone());
        for body in bodies {
            for body in spoilt(&document, &operation, body) {
                let request = request.with(body.to_string());
                hold(&document, &operation, &request, scene).await;
            }
        }
        for bytes in [
            &b""[..],
            b"{",
            b"[]",
            b"null",
            b"\"\"",
            b"{\"type\":\"ping\"} {}",
            b"\xff\xfe",
            b"{\"a\":\"\xc3\"}",
        ] {
            let request = request.with(bytes);
            hold(&document, &operation, &request, scene).await;
        }
    }
    assert_eq!(scene.server.rest().get("/healthz").await.0, 200);
}

async fn hold(document: &Document, operation: &Operation, request: &Request, scene: &Scene) {
    // A poll that has nothing to wait for would wait.
    let mut request = request.clone();
    if operation.parameters().any(|parameter| parameter["name"] == "wait")
        && !request.query.iter().any(|(name, _)| name == "wait")
    {
        request.query.push(("wait".to_owned(), "0".to_owned()));
    }
    let answer = scene.send(&request).await;
    assert!(answer.status < 500, "{} was answered {} {}", request.told(), answer.status, answer.text);
    document.check(operation, &request.told(), &answer);
}
