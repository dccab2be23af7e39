//! The examples of the documents are true: each is what its schema says, and a server takes what is shown as a
//! request.

use serde_json::Value;
use webchat_testkit::TestServer;

use crate::document::{Document, Operation};
use crate::request::Request;
use crate::scene::{Scene, at_once};

/// The requests that an operation's examples make, each once.
fn requests(operation: &Operation) -> Vec<Request> {
    let full = Request::full(operation);
    let with_bodies = operation.bodies().into_iter().map(|body| full.with(body.to_string()));
    let mut all: Vec<Request> = Vec::new();
    for request in [Request::plain(operation), full.clone()].into_iter().chain(with_bodies) {
        if !all.contains(&request) {
            all.push(request);
        }
    }
    all
}

#[tokio::test]
async fn every_request_that_is_shown_is_taken_where_everybody_is_who_they_say_they_are() {
    every_request_is_taken(Scene::open, |operation, request| {
        operation.is_everywhere() && !request.is_nameless()
    })
    .await;
}

#[tokio::test]
async fn every_request_that_is_shown_is_taken_from_whoever_shows_who_they_are() {
    every_request_is_taken(Scene::with_accounts, |_, _| true).await;
}

async fn every_request_is_taken<S: Future<Output = Scene>>(
    scene: impl Fn() -> S,
    is_for_here: impl Fn(&Operation, &Request) -> bool,
) {
    let document = Document::openapi(&TestServer::start().await).await;
    let operations = document.operations();
    assert!(operations.len() > 20);
    let all = operations
        .iter()
        .flat_map(|operation| requests(operation).into_iter().map(move |request| (operation, request)));
    let here = all.filter(|(operation, request)| is_for_here(operation, request));
    let trying = here.map(|(operation, request)| {
        let (document, scene) = (&document, scene());
        async move {
            let answer = scene.await.send(&request).await;
            document.check(operation, &request.told(), &answer);
            assert!(answer.status < 300, "{} is shown and was answered {}", request.told(), answer.text);
        }
    });
    at_once(trying).await;
}

/// Every schema in a document that has examples beside it, with them.
fn shown<'a>(value: &'a Value, all: &mut Vec<(&'a Value, &'a Value)>) {
    if let (Some(schema), Some(examples)) = (value.get("schema"), value.get("examples")) {
        all.extend(examples.as_object().unwrap().values().map(|example| (schema, &example["value"])));
    }
    if let (Some(schema), Some(example)) = (value.get("schema"), value.get("example")) {
        all.push((schema, example));
    }
    if let (Some(payload), Some(examples)) = (value.get("payload"), value.get("examples")) {
        all.extend(examples.as_array().unwrap().iter().map(|example| (payload, &example["payload"])));
    }
    match value {
        Value::Object(fields) => fields.values().for_each(|field| shown(field, all)),
        Value::Array(items) => items.iter().for_each(|item| shown(item, all)),
        _ => {}
    }
}

#[tokio::test]
async fn every_example_is_what_its_schema_says() {
    let server = TestServer::start().await;
    for document in [Document::openapi(&server).await, Document::asyncapi(&server).await] {
        let mut all = Vec::new();
        shown(&document.says, &mut all);
        assert!(all.len() > 30, "only {} examples", all.len());
        for (schema, example) in all {
            assert_eq!(document.complaint(schema, example), None, "{example}");
        }
    }
}
