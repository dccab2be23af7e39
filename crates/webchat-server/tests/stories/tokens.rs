//! Token mode: the host application signs who its users are.

use reqwest::Method;
use serde_json::{Value, json};
use webchat_core::Clock;
use webchat_testkit::{Line, Mode, TestServer, Transport, forged_token, token};

async fn server() -> TestServer {
    TestServer::asking(Mode::Token(Some("chat".into())), |_| {}).await
}

/// Claims of Alice's that hold for so many seconds.
fn claims(server: &TestServer, seconds: i64) -> Value {
    let now = server.clock.now().millis() / 1_000;
    json!({ "sub": "alice", "aud": "chat", "exp": now + seconds, "name": "Alice Liddell" })
}

#[tokio::test]
async fn a_token_that_does_not_hold_is_refused_everywhere() {
    let server = server().await;
    let with = |field: &str, value: Value| {
        let mut claims = claims(&server, 3_600);
        claims[field] = value;
        token(&claims)
    };
    let now = server.clock.now().millis() / 1_000;
    let good = token(&claims(&server, 3_600));
    let unsigned = format!("eyJhbGciOiJub25lIn0.{}.", good.split('.').nth(1).unwrap());
    for (what, bad) in [
        ("expired", with("exp", json!(now - 100))),
        ("without an end", with("exp", Value::Null)),
        ("not yet valid", with("nbf", json!(now + 100))),
        ("for somebody else", with("aud", json!("another server"))),
        ("for nobody", with("aud", Value::Null)),
        ("of nobody", with("sub", json!("not an id"))),
        ("forged", forged_token(&claims(&server, 3_600))),
        ("unsigned", unsigned),
        ("changed", good.replacen('.', ".e30", 1)),
        ("none", "alice".to_owned()),
    ] {
        let bearer = server.program(&bad);
        for path in ["/api/messages", "/api/v1/users", "/api/v1/poll?wait=0", "/api/v1/events"] {
            assert_eq!(bearer.get(path).await.0, 401, "{what}: {path}");
        }
        for path in [format!("/api/v1/events?token={bad}"), format!("/api/v1/poll?wait=0&token={bad}")] {
            assert_eq!(server.rest().get(&path).await.0, 401, "{what}: in the address");
        }
        let register = json!({ "type": "register", "token": bad, "protocol": 2 });
        for path in ["/api/v1/events", "/api/v1/poll"] {
            assert_eq!(server.rest().post(path, register.clone()).await.0, 401, "{what}: {path}");
        }
        for mut socket in [server.connect().await, bearer.connect().await] {
            socket.send(register.clone()).await;
            let error = socket.expect("error").await;
            assert_eq!(error["code"], "unauthenticated", "{what}");
            assert!(!error.to_string().contains(&bad), "{what}: it is repeated");
        }
    }
    assert_eq!(server.program(&good).get("/api/v1/users").await.0, 200);
}

#[tokio::test]
async fn the_host_applications_word_is_the_name_on_every_transport() {
    let server = server().await;
    let program = server.program(&token(&claims(&server, 3_600)));
    for transport in Transport::ALL {
        let mut line = Line::open_as(program.clone(), transport, "alice", Value::Null).await;
        line.say("general", &format!("m-{transport:?}"), "hello").await;
    }
    let mut socket = program.connect().await;
    socket.send(json!({ "type": "register", "name": "Somebody Else", "protocol": 2 })).await;
    socket.expect("registration-confirmed").await;
    let (_, people) = program.get("/api/v1/users").await;
    assert_eq!(people["people"][0]["name"], "Alice Liddell");
}

#[tokio::test]
async fn a_token_is_taken_by_the_connection_of_an_upgrade_too() {
    let server = server().await;
    let token = token(&claims(&server, 3_600));
    let url = format!("ws://{}/ws?token={token}", server.address());
    let mut socket = webchat_testkit::Socket::connect_to(&url).await;
    assert_eq!(socket.register_full("alice").await["userId"], "alice");
    socket.send(json!({ "type": "register", "userId": "bob", "protocol": 2 })).await;
    assert_eq!(socket.until("error").await["code"], "forbidden");
}

#[tokio::test]
async fn a_connection_ends_when_its_token_does_unless_it_shows_a_fresh_one() {
    for transport in Transport::ALL {
        let server = server().await;
        let program = server.program(&token(&claims(&server, 300)));
        let mut line = Line::open_as(program, transport, "alice", Value::Null).await;
        let mut renewed = server.connect().await;
        let register = |seconds| json!({ "type": "register", "token": token(&claims(&server, seconds)) });
        renewed.send(register(300)).await;
        renewed.expect("registration-confirmed").await;
        renewed.send(register(3_600)).await;
        renewed.until("registration-confirmed").await;
        server.clock.advance(300_000 + 61_000);
        line.signed_out().await;
        renewed.send(json!({ "type": "ping" })).await;
        renewed.until("pong").await;
        server.clock.advance(3_600_000);
        assert_eq!(renewed.closed().await.0, 4003);
    }
}

#[tokio::test]
async fn somebody_whom_nobody_has_seen_can_be_written_to() {
    let server = server().await;
    let alice = server.program(&token(&claims(&server, 3_600)));
    let say = json!({ "type": "message", "receiverId": "carol", "text": "hello", "id": "m-1" });
    assert_eq!(alice.post("/api/v1/commands", say).await.0, 200);
}

#[tokio::test]
async fn an_administrator_is_one_by_the_token_and_sign_in_is_elsewhere() {
    let server = server().await;
    let mut claims = claims(&server, 3_600);
    claims["admin"] = json!(true);
    let (_, state) = server.program(&token(&claims)).get("/api/v1/session").await;
    assert_eq!((&state["me"]["isAdmin"], &state["me"]["name"]), (&json!(true), &json!("Alice Liddell")));
    for path in ["/api/v1/session", "/api/v1/accounts"] {
        let body = json!({ "userId": "alice", "password": "correct horse" });
        let (status, answer) = server.rest().post(path, body).await;
        assert_eq!((status, &answer["code"]), (404, &json!("not-found")), "{path}");
    }
    let request = server.rest().request(Method::DELETE, "/api/v1/session");
    assert_eq!(server.rest().ask(request).await.0, 200);
}
