use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::Value;
use webchat_testkit::TestServer;

use super::{asyncapi, files, openapi};

#[test]
fn the_checked_in_files_are_up_to_date() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/reference");
    for (name, text) in files() {
        let checked_in = std::fs::read_to_string(format!("{folder}/{name}")).unwrap();
        assert!(checked_in == text, "assets/reference/{name} is out of date; run `make reference`");
    }
}

/// What a path answers, by its own word: the methods that a refusal of another one names.
async fn allowed(server: &TestServer, path: &str) -> BTreeSet<String> {
    let response = server.rest().request(Method::PATCH, path).send().await.unwrap();
    assert_eq!(response.status(), 405, "{path}");
    let methods = response.headers()["allow"].to_str().unwrap().to_lowercase();
    methods.split(',').map(|method| method.trim().to_owned()).filter(|method| method != "head").collect()
}

#[tokio::test]
async fn the_document_has_the_routes_of_the_router_and_no_others() {
    let server = TestServer::start().await;
    let document = openapi::document();
    let described = document["paths"].as_object().unwrap();
    let answered: BTreeSet<String> = crate::router::paths().into_iter().collect();
    assert_eq!(described.keys().cloned().collect::<BTreeSet<_>>(), answered);
    for (path, methods) in described {
        let methods: BTreeSet<String> = methods.as_object().unwrap().keys().cloned().collect();
        assert_eq!(allowed(&server, path).await, methods, "{path}");
    }
}

#[test]
fn the_operations_have_ids_of_their_own() {
    let document = openapi::document();
    let paths = document["paths"].as_object().unwrap().values();
    let operations: Vec<&Value> = paths.flat_map(|methods| methods.as_object().unwrap().values()).collect();
    let ids: BTreeSet<&str> =
        operations.iter().map(|operation| operation["operationId"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), operations.len());
}

#[test]
fn a_golden_frame_for_a_route_belongs_to_one() {
    let text = openapi::document().to_string();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/wire/rest");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let id = name.strip_suffix(".json").unwrap();
        assert!(
            id == "refusals" || text.contains(&format!("\"operationId\":\"{id}\"")),
            "{name} is of no route"
        );
    }
}

/// The types that golden frames show: another test holds them against those that are understood.
fn types(folder: &str) -> BTreeSet<String> {
    let path = format!("{}/../../fixtures/wire/{folder}", env!("CARGO_MANIFEST_DIR"));
    let names =
        std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.map(|name| name.split('.').next().unwrap().to_owned()).collect()
}

#[test]
fn every_command_and_every_event_is_described_and_sent_over_a_socket() {
    let document = asyncapi::document();
    let messages = document["components"]["messages"].as_object().unwrap();
    let on_socket = document["channels"]["socket"]["messages"].as_object().unwrap();
    for (folder, suffix) in [("commands", "Command"), ("events", "Event")] {
        let own: Vec<_> = messages.iter().filter(|(key, _)| key.ends_with(suffix)).collect();
        let described: BTreeSet<String> =
            own.iter().map(|(_, message)| message["name"].as_str().unwrap().to_owned()).collect();
        assert_eq!(described, types(folder), "{folder}");
        assert!(own.iter().all(|(key, _)| on_socket.contains_key(*key)), "{folder}");
    }
}

#[test]
fn every_reference_leads_somewhere() {
    for document in [openapi::document(), asyncapi::document()] {
        let text = document.to_string();
        for part in text.split("\"$ref\":\"#").skip(1) {
            let path = part.split('"').next().unwrap();
            assert!(document.pointer(path).is_some(), "{path} leads nowhere");
        }
    }
}

#[test]
fn every_link_of_the_page_leads_somewhere() {
    let files = files();
    let (_, page) = files.iter().find(|(name, _)| *name == "index.html").unwrap();
    let targets: BTreeSet<&str> =
        page.split("id=\"").skip(1).filter_map(|part| part.split('"').next()).collect();
    for part in page.split("href=\"#").skip(1) {
        let target = part.split('"').next().unwrap();
        assert!(targets.contains(target), "{target} is linked and not there");
    }
    assert_eq!(targets.len(), page.matches("id=\"").count(), "an id is there twice");
}
