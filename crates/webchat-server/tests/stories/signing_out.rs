//! Whoever has to go loses their live connections at once, over each transport, and nobody else loses any.

use serde_json::{Value, json};
use webchat_protocol::UserId;
use webchat_testkit::{Line, Mode, PASSWORD, Rest, TestServer, Transport};

async fn line(rest: &Rest, transport: Transport) -> Line {
    Line::open_as(rest.clone(), transport, "alice", Value::Null).await
}

/// Whether a connection hears what is said now.
async fn goes_on(line: &mut Line, teller: &Rest, id: &str) {
    let (status, _) =
        teller.post("/api/v1/commands", json!({ "type": "message", "text": "hello", "id": id })).await;
    assert_eq!(status, 200);
    line.until_where("message", |event| event["data"]["id"] == id).await;
}

#[tokio::test]
async fn signing_out_ends_what_is_live_at_that_browser_and_nowhere_else() {
    for transport in Transport::ALL {
        let server = TestServer::asking(Mode::password(), |_| {}).await;
        let (desk, phone) = (server.sign_up("alice").await, server.sign_in("alice").await);
        let (mut at_desk, mut at_phone) = (line(&desk, transport).await, line(&phone, transport).await);
        let (status, state) = desk.delete("/api/v1/session", Value::Null).await;
        assert_eq!((status, &state["me"]), (200, &Value::Null));
        at_desk.signed_out().await;
        assert_eq!(desk.get("/api/v1/users").await.0, 401);
        goes_on(&mut at_phone, &phone, "m-1").await;
    }
}

#[tokio::test]
async fn signing_out_elsewhere_keeps_this_browser_and_the_programs() {
    for transport in Transport::ALL {
        let server = TestServer::asking(Mode::password(), |_| {}).await;
        let (desk, phone) = (server.sign_up("alice").await, server.sign_in("alice").await);
        let (_, made) = desk.post("/api/v1/me/tokens", json!({ "name": "a bridge" })).await;
        let program = server.program(made["token"].as_str().unwrap());
        let (mut at_desk, mut at_phone) = (line(&desk, transport).await, line(&phone, transport).await);
        let mut of_program = line(&program, transport).await;
        let (_, answer) = desk.delete("/api/v1/me/sessions", Value::Null).await;
        assert_eq!(answer, json!({ "closed": 1 }));
        at_phone.signed_out().await;
        goes_on(&mut at_desk, &desk, "m-1").await;
        goes_on(&mut of_program, &desk, "m-2").await;
    }
}

#[tokio::test]
async fn a_token_that_is_taken_back_is_over_at_once() {
    for transport in Transport::ALL {
        let server = TestServer::asking(Mode::password(), |_| {}).await;
        let (alice, bob) = (server.sign_up("alice").await, server.sign_up("bob").await);
        let (_, made) = alice.post("/api/v1/me/tokens", json!({ "name": "a bridge" })).await;
        let mut of_program = line(&server.program(made["token"].as_str().unwrap()), transport).await;
        let path = format!("/api/v1/me/sessions/{}", made["sessionId"].as_str().unwrap());
        assert_eq!(bob.delete(&path, Value::Null).await.0, 404, "it is not his");
        goes_on(&mut of_program, &alice, "m-1").await;
        assert_eq!(alice.delete(&path, Value::Null).await, (200, json!({ "closed": 1 })));
        of_program.signed_out().await;
    }
}

#[tokio::test]
async fn another_password_signs_the_other_browsers_out() {
    for transport in Transport::ALL {
        let server = TestServer::asking(Mode::password(), |_| {}).await;
        let (desk, thief) = (server.sign_up("alice").await, server.sign_in("alice").await);
        let mut of_thief = line(&thief, transport).await;
        let change = json!({ "old": "a wrong one", "new": "another horse" });
        assert_eq!(desk.post("/api/v1/me/password", change).await.0, 401);
        let change = json!({ "old": PASSWORD, "new": "another horse" });
        assert_eq!(desk.post("/api/v1/me/password", change).await, (200, json!({ "closed": 1 })));
        of_thief.signed_out().await;
        assert_eq!(desk.get("/api/v1/users").await.0, 200);
    }
}

#[tokio::test]
async fn what_is_done_at_the_console_is_felt_within_a_second() {
    for transport in Transport::ALL {
        let server = TestServer::asking(Mode::password(), |_| {}).await;
        let (alice, bob) = (server.sign_up("alice").await, server.sign_up("bob").await);
        server.root().await;
        let mut of_alice = line(&alice, transport).await;
        let mut of_bob = Line::open_as(bob.clone(), transport, "bob", Value::Null).await;
        let (user, console) = (UserId::new("alice").unwrap(), server.accounts().console());
        let begun = std::time::Instant::now();
        console.set_admin(&user, true).await.unwrap();
        of_alice.signed_out().await;
        assert!(begun.elapsed().as_millis() < 1_500, "it took {:?}", begun.elapsed());
        let (_, state) = alice.get("/api/v1/session").await;
        assert_eq!(state["me"]["isAdmin"], true, "she comes back as what she is now");
        let mut back = line(&alice, transport).await;
        console.suspend(&user).await.unwrap();
        back.signed_out().await;
        assert_eq!(alice.get("/api/v1/users").await.0, 401);
        goes_on(&mut of_bob, &bob, "m-1").await;
    }
}

#[tokio::test]
async fn a_connection_ends_with_the_token_that_it_came_with() {
    for transport in Transport::ALL {
        let server = TestServer::asking(Mode::password(), |_| {}).await;
        let alice = server.sign_up("alice").await;
        let (_, made) = alice.post("/api/v1/me/tokens", json!({ "name": "a day", "days": 1 })).await;
        let mut of_program = line(&server.program(made["token"].as_str().unwrap()), transport).await;
        server.clock.advance(25 * 60 * 60 * 1_000);
        of_program.signed_out().await;
    }
}

#[tokio::test]
async fn a_session_lasts_as_long_as_somebody_is_connected_with_it() {
    let server = TestServer::asking(Mode::password(), |limits| limits.silence_ms = u64::MAX).await;
    let alice = server.sign_up("alice").await;
    let mut socket = alice.connect().await;
    socket.register_full("alice").await;
    for day in 0..4 {
        server.clock.advance(20 * 24 * 60 * 60 * 1_000);
        // It is used when it is looked at, which is soon after.
        let used = async {
            loop {
                let actor = webchat_core::Actor::new(UserId::new("alice").unwrap());
                let sessions = server.accounts().sessions(&actor);
                let used_at = sessions.await.unwrap()[0].last_used_at;
                if used_at == webchat_core::Clock::now(&server.clock) {
                    return;
                }
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(webchat_testkit::PATIENCE, used).await.unwrap_or_else(|_| panic!("day {day}"));
    }
    socket.send(json!({ "type": "ping" })).await;
    socket.until("pong").await;
    assert_eq!(alice.get("/api/v1/users").await.0, 200);
}

#[tokio::test]
async fn whoever_is_taken_out_of_a_conversation_hears_no_more_of_it_over_any_transport() {
    for transport in Transport::ALL {
        let server = TestServer::asking(Mode::password(), |_| {}).await;
        let (alice, bob) = (server.sign_up("alice").await, server.sign_up("bob").await);
        let create = json!({ "type": "create-conversation", "kind": "channel", "name": "plans", "userIds": ["alice"], "id": "c-1" });
        let (_, made) = bob.post("/api/v1/commands", create).await;
        let plans = made["data"]["conversationId"].clone();
        let mut of_alice = line(&alice, transport).await;
        let say = |id: &str| json!({ "type": "message", "conversationId": plans, "text": "hello", "id": id });
        assert_eq!(bob.post("/api/v1/commands", say("m-1")).await.0, 200);
        of_alice.until_where("message", |event| event["data"]["id"] == "m-1").await;
        let remove = json!({ "type": "remove-member", "conversationId": plans, "userId": "alice" });
        assert_eq!(bob.post("/api/v1/commands", remove).await.0, 200);
        of_alice.until_where("conversation-gone", |event| event["conversationId"] == plans).await;
        assert_eq!(bob.post("/api/v1/commands", say("m-2")).await.0, 200);
        let everybody = json!({ "type": "message", "text": "hello", "id": "m-3" });
        assert_eq!(bob.post("/api/v1/commands", everybody).await.0, 200);
        let next = of_alice.until("message").await;
        assert_eq!(next["data"]["id"], "m-3", "{transport:?}");
        assert_eq!(alice.post("/api/v1/commands", say("m-4")).await.0, 404);
    }
}
