//! Every answer that the document has is provoked, so that none is there that no server gives.

use rusqlite::Connection;
use serde_json::json;
use webchat_testkit::TestServer;

use crate::document::{Document, Operation};
use crate::request::{Answer, Request};
use crate::scene::{GOLDEN, Scene, at_once};

/// Something that nobody ever stored.
const NOBODY: &str = "nobody~noone";
/// What a page that may not use this server sends along.
const FOREIGN: [&str; 2] = ["Origin", "https://elsewhere.example"];

/// Provokes an answer of an operation.
async fn provoke(operation: &Operation, status: u16) -> (String, Answer) {
    let (mut request, scene) = (Request::full(operation), scene(operation, status).await);
    match status {
        200 if operation.id() != "postMessage" => request = Request::plain(operation),
        200 => {}
        201 => request.body = Some(json!({ "text": "another", "senderId": "alice" }).to_string().into()),
        400 => spoil(operation, &mut request),
        401 => return (request.told(), fail_to_show(operation, &request, &scene).await),
        403 if operation.is_about_accounts() && operation.method != "GET" => {
            return (request.told(), scene.send_doubtful(&request).await);
        }
        403 => forbid(operation, &mut request),
        404 => miss(operation, &mut request),
        409 | 429 if operation.is_about_accounts() => {
            return (request.told(), overdo(operation, request, &scene, status).await);
        }
        410 => scene.revoke_links().await,
        413 => request.body = Some(vec![b' '; 70_000]),
        415 => (request.label, request.body) = ("text/csv", Some(b"{}".to_vec())),
        429 => return (request.told(), hurry(operation, &request).await),
        500 | 503 => break_store(&scene.server),
        _ => panic!("say here how {} comes to answer {status}", operation.id()),
    }
    if operation.id() == "getHealth" && status == 503 {
        scene.server.rest().post("/api/messages", json!({ "text": "lost", "senderId": "alice" })).await;
    }
    (request.told(), scene.send(&request).await)
}

/// Where an answer can be provoked.
async fn scene(operation: &Operation, status: u16) -> Scene {
    let is_classic = !operation.path.starts_with("/api/v1") && operation.id() != "getHealth";
    match status {
        // Who asks has to be shown, or can't be found out.
        401 => Scene::with_accounts().await,
        503 if is_classic => Scene::with_accounts().await,
        // There are no accounts.
        404 if operation.is_about_accounts() => Scene::open().await,
        _ => Scene::of(operation).await,
    }
}

/// Shows nothing of who asks, or a wrong password.
async fn fail_to_show(operation: &Operation, request: &Request, scene: &Scene) -> Answer {
    if operation.id() == "postSession" {
        let guess = json!({ "userId": "alice", "password": "wrong horse" });
        return scene.send(&request.with(guess.to_string())).await;
    }
    request.send(&scene.server.rest()).await
}

/// Does what is about accounts more often than one may, or in the place of somebody else.
async fn overdo(operation: &Operation, mut request: Request, scene: &Scene, status: u16) -> Answer {
    let body = match operation.id() {
        "postAccount" => Some(json!({ "userId": "alice", "password": "correct horse" })),
        "postSession" => Some(json!({ "userId": "alice", "password": "wrong horse" })),
        "postPassword" => Some(json!({ "old": "wrong horse", "new": "battery staple" })),
        _ => None,
    };
    request.body = body.map(|body| body.to_string().into()).or(request.body);
    let mut answer = scene.send(&request).await;
    for _ in 0..100 {
        if answer.status == status {
            break;
        }
        answer = scene.send(&request).await;
    }
    answer
}

/// Makes a request that nobody can understand.
fn spoil(operation: &Operation, request: &mut Request) {
    if operation.bodies().is_empty() {
        // No parameter takes this: a number is none, and an id has no control characters.
        operation
            .parameters()
            .filter(|parameter| parameter["in"] == "query")
            .for_each(|parameter| request.set(parameter, "\u{7}"));
    } else {
        request.body = Some(b"{".to_vec());
    }
}

/// Makes a request about what is not there.
fn miss(operation: &Operation, request: &mut Request) {
    match operation.id() {
        "getHistory" => request.query = vec![("before".to_owned(), "m-never".to_owned())],
        "deleteMessage" => request.body = Some(json!({ "id": "m-never" }).to_string().into()),
        "postCommand" => {
            let edit = json!({ "type": "edit", "conversationId": "alice~bob", "seq": 99, "text": "hello" });
            request.body = Some(edit.to_string().into());
        }
        "postMessage" => {
            let message = json!({ "text": "hello", "senderId": "alice", "conversationId": NOBODY });
            request.body = Some(message.to_string().into());
        }
        "postTyping" | "deleteTyping" => {
            let typing = json!({ "userId": "alice", "conversationId": NOBODY });
            request.body = Some(typing.to_string().into());
        }
        _ if operation.is_about_accounts() => {}
        _ => {
            let path = operation.path.clone();
            *request = Request::named(operation, NOBODY);
            assert!(path.contains("{id}"), "say here what {} does not find", operation.id());
        }
    }
}

/// Makes a request of somebody who may not do that, or from a page that may not use this server.
fn forbid(operation: &Operation, request: &mut Request) {
    match operation.id() {
        "postCommand" => {
            let edit = json!({ "type": "edit", "conversationId": "alice~bob", "seq": 2, "text": "mine" });
            request.body = Some(edit.to_string().into());
        }
        "getConversation" | "getMessages" | "getChanges" => {
            // The channel is public, so that it is no secret; what is said in it is.
            *request = Request::named(operation, GOLDEN);
            request.query.retain(|(name, _)| name != "userId");
            request.query.push(("userId".to_owned(), "mallory".to_owned()));
        }
        _ => request.headers.push(FOREIGN.map(str::to_owned).into()),
    }
}

/// Asks faster, or from more connections, than one may.
async fn hurry(operation: &Operation, request: &Request) -> Answer {
    let server = TestServer::with(|limits| {
        (limits.messages_per_second, limits.messages_burst, limits.typing_per_second) = (1, 1, 1);
        limits.connections_per_user = 1;
    })
    .await;
    let _alice = server.join("alice").await;
    if operation.id() == "deleteMessage" {
        // Deleting counts as the sender's message, and there has to be one.
        let body = json!({ "id": "m-1", "text": "hello", "senderId": "alice" });
        server.rest().post("/api/messages", body).await;
    }
    for place in ["bob", "carol", "dave"] {
        let mut request = request.clone();
        if operation.id() == "postTyping" {
            // Going on in the same place is free.
            request.body = Some(json!({ "userId": "alice", "conversationId": place }).to_string().into());
        }
        let answer = request.send(&server.rest()).await;
        if answer.status == 429 {
            return answer;
        }
    }
    request.send(&server.rest()).await
}

/// Takes away all that the store keeps anything in.
fn break_store(server: &TestServer) {
    let database = Connection::open(server.database()).unwrap();
    let listed = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    let mut listed = database.prepare(listed).unwrap();
    let tables: Vec<String> = listed.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    for table in tables {
        database.execute_batch(&format!("ALTER TABLE {table} RENAME TO lost_{table}")).unwrap();
    }
}

#[tokio::test]
async fn every_answer_in_the_document_is_one_that_a_server_gives() {
    let document = Document::openapi(&TestServer::start().await).await;
    let operations = document.operations();
    let all = operations
        .iter()
        .flat_map(|operation| operation.statuses().into_iter().map(move |status| (operation, status)));
    let trying = all.map(|(operation, status)| {
        let document = &document;
        async move {
            let (asked, answer) = provoke(operation, status).await;
            let told = format!("{}: {asked} answered {}", operation.id(), answer.text);
            assert_eq!(answer.status, status, "{told}");
            document.check(operation, &asked, &answer);
        }
    });
    at_once(trying).await;
}

#[tokio::test]
async fn a_page_from_elsewhere_is_refused_everywhere_as_the_document_says() {
    let server = TestServer::start().await;
    let document = Document::openapi(&server).await;
    for operation in document.operations() {
        let mut request = Request::plain(&operation);
        request.headers.push(FOREIGN.map(str::to_owned).into());
        let answer = request.send(&server.rest()).await;
        assert_eq!(answer.status, 403, "{}", request.told());
        document.check(&operation, &request.told(), &answer);
    }
}

#[tokio::test]
async fn a_full_server_says_so_as_the_document_does() {
    let server = TestServer::with(|limits| limits.connections = 1).await;
    let document = Document::openapi(&server).await;
    let _only = server.join("bob").await;
    let mut refused = 0;
    for operation in document.operations() {
        let request = Request::plain(&operation);
        let answer = request.send(&server.rest()).await;
        document.check(&operation, &request.told(), &answer);
        refused += usize::from(answer.status == 503);
    }
    assert_eq!(refused, 4, "streams and polls");
}
