//! Who does not show who they are gets nothing: whatever is asked for, wherever, the answer is the same, and nothing is heard.

use reqwest::Method;
use serde_json::{Value, json};
use webchat_testkit::{Rest, Socket};

use crate::deeds::{Ask, DEEDS};
use crate::golden;
use crate::hearing::{do_everything, speaker};
use crate::table;
use crate::world::{Spot, World};

/// What is for everybody: how to sign in, and what the server says about itself. Whatever else is described in its documents is
/// not.
const PUBLIC: [&str; 10] = [
    "/healthz",
    "/media/avatars/{name}",
    "/api/docs",
    "/api/docs/style.css",
    "/api/openapi.json",
    "/api/asyncapi.json",
    "/api/v1/session",
    "/api/v1/accounts",
    "/api/v1/links",
    "/api/v1/reset",
];

/// What is done in one's own name, or by an administrator.
const NOT_PUBLIC: [(&str, &str); 23] = [
    ("put", "/api/v1/me/avatar"),
    ("delete", "/api/v1/me/avatar"),
    ("post", "/api/v1/invitations/accept"),
    ("get", "/api/v1/me/sessions"),
    ("delete", "/api/v1/me/sessions"),
    ("delete", "/api/v1/me/sessions/{id}"),
    ("post", "/api/v1/me/tokens"),
    ("post", "/api/v1/me/password"),
    ("get", "/api/v1/admin/overview"),
    ("get", "/api/v1/admin/accounts"),
    ("post", "/api/v1/admin/accounts"),
    ("post", "/api/v1/admin/accounts/{id}"),
    ("post", "/api/v1/admin/accounts/{id}/reset"),
    ("get", "/api/v1/admin/links"),
    ("delete", "/api/v1/admin/links/{id}"),
    ("post", "/api/v1/admin/invitations"),
    ("get", "/api/v1/admin/channels"),
    ("post", "/api/v1/admin/channels/{id}"),
    ("get", "/api/v1/admin/reports"),
    ("post", "/api/v1/admin/reports/{id}"),
    ("get", "/api/v1/admin/audit"),
    ("get", "/api/v1/admin/nothing"),
    ("post", "/api/v1/admin/nothing"),
];

/// Tries everything everywhere, while others talk.
pub async fn gets_nothing(mut world: World) {
    let rest = world.server.rest();
    let (mut asking, mut silent) = (rest.connect().await, rest.connect().await);
    let nothing = world.spot("none", "olga").await;
    let nowhere = ask_everything(&rest, &mut asking, &nothing).await;
    for place in table::places() {
        if !world.has(place) {
            continue;
        }
        let spot = world.spot(place, "olga").await;
        do_everything(&world, speaker(place, "olga"), &spot).await;
        let told = ask_everything(&rest, &mut asking, &spot).await;
        assert_eq!(told, nowhere, "{place} is told apart from what is not there");
        silent.expect_nothing().await;
    }
    for command in golden("commands") {
        asking.send_text(&command).await;
        let (code, event) = code(&mut asking).await;
        assert!(REFUSED.contains(&code.as_str()), "{command}: {event}");
    }
    silent.expect_nothing().await;
}

/// A command needs somebody who is registered, and registering somebody who shows who they are.
const REFUSED: [&str; 3] = ["not-registered", "unauthenticated", "pong"];

/// All answers, with the ids that were asked about taken out.
async fn ask_everything(rest: &Rest, socket: &mut Socket, spot: &Spot) -> Vec<String> {
    let mut told = Vec::new();
    for deed in &DEEDS {
        match (deed.ask)(spot, "olga") {
            Ask::Command(mut command) => {
                command["id"] = "asked".into();
                told.push(refused(rest, Method::POST, "/api/v1/commands", &command).await);
                socket.send(command).await;
                let (code, event) = code(socket).await;
                assert_eq!(code, "not-registered", "{}: {event}", deed.name);
                told.push(event.to_string());
            }
            Ask::Get(path) => told.push(refused(rest, Method::GET, &path, &Value::Null).await),
            Ask::Follow => told.extend(follow(rest, socket, spot).await),
        }
    }
    for (method, path) in routes(rest).await {
        let path = path.replace("{id}", &spot.id);
        // A name is no proof.
        let body = json!({ "type": "register", "userId": "olga", "senderId": "olga", "protocol": 2 });
        told.push(refused(rest, method, &path, &body).await);
    }
    told
}

/// Says who they are and how far they followed, over every transport.
async fn follow(rest: &Rest, socket: &mut Socket, spot: &Spot) -> Vec<String> {
    let cursors = json!({ "epoch": "any", "after": { &spot.id: 1 } });
    let mut told = Vec::new();
    for protocol in [1, 2] {
        let register = json!({
            "type": "register", "userId": "olga", "protocol": protocol, "cursors": cursors, "id": "asked",
        });
        socket.send(register.clone()).await;
        let (code, event) = code(socket).await;
        assert_eq!(code, "unauthenticated", "{event}");
        told.push(event.to_string());
        for path in ["/api/v1/events", "/api/v1/poll"] {
            told.push(refused(rest, Method::POST, path, &register).await);
        }
    }
    for path in ["/api/v1/events?userId=olga", "/api/v1/poll?userId=olga"] {
        told.push(refused(rest, Method::GET, path, &Value::Null).await);
    }
    told
}

/// Every route that is not for everybody.
async fn routes(rest: &Rest) -> Vec<(Method, String)> {
    let (_, document) = rest.get("/api/openapi.json").await;
    let described = document["paths"].as_object().unwrap();
    let described = described.iter().flat_map(|(path, methods)| {
        methods.as_object().unwrap().keys().map(move |method| (method.as_str(), path.as_str()))
    });
    let all = described.filter(|(_, path)| !PUBLIC.contains(path)).chain(NOT_PUBLIC);
    all.map(|(method, path)| (method.to_uppercase().parse().unwrap(), path.to_owned())).collect()
}

/// What a request is answered, which must be 401.
async fn refused(rest: &Rest, method: Method, path: &str, body: &Value) -> String {
    let request = rest.request(method.clone(), path);
    let request = if method == Method::GET { request } else { request.json(body) };
    let (status, text) = rest.ask_text(request).await;
    assert_eq!(status, 401, "{method} {path}: {text}");
    text
}

/// The code of what comes next, or its type if it has none, and all of it.
async fn code(socket: &mut Socket) -> (String, Value) {
    let event = socket.next().await;
    let code = event["code"].as_str().or(event["type"].as_str()).unwrap().to_owned();
    (code, event)
}
