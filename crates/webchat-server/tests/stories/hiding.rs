//! Who hides when they were here, and who is hidden from whom, over a WebSocket, an event stream and long polls.

use serde_json::{Value, json};
use webchat_testkit::{Line, Rest, TestServer, Transport};

async fn command(rest: &Rest, user: &str, command: Value) -> (u16, Value) {
    rest.post(&format!("/api/v1/commands?userId={user}"), command).await
}

async fn block(rest: &Rest, by: &str, user: &str, on: bool) {
    let answer = command(rest, by, json!({ "type": "block", "userId": user, "on": on })).await;
    assert_eq!(answer.0, 200, "{answer:?}");
}

/// How one person looks to another in the list of people.
async fn seen(rest: &Rest, by: &str, user: &str) -> Value {
    let (_, list) = rest.get(&format!("/api/v1/users?userId={by}")).await;
    let mut people = list["people"].as_array().unwrap().iter();
    people.find(|person| person["userId"] == user).unwrap_or(&Value::Null).clone()
}

/// Waits for news of somebody.
async fn news(line: &mut Line, user: &str) -> Value {
    loop {
        let event = line.until("presence").await;
        let mut people = event["people"].as_array().unwrap().iter();
        if let Some(person) = people.find(|person| person["userId"] == user) {
            return person.clone();
        }
    }
}

/// Sees that no news of somebody came before news of somebody else.
async fn only_news(line: &mut Line, awaited: &str, hidden: &str) {
    loop {
        let event = line.until("presence").await;
        let people: Vec<_> =
            event["people"].as_array().unwrap().iter().map(|person| &person["userId"]).collect();
        assert!(!people.contains(&&json!(hidden)), "{event}");
        if people.contains(&&json!(awaited)) {
            return;
        }
    }
}

#[tokio::test]
async fn what_people_say_of_themselves_is_shown_and_stays() {
    for transport in Transport::ALL {
        let server = TestServer::start().await;
        let rest = server.rest();
        let mut bob = Line::open(&server, transport, "bob", Value::Null).await;
        let mut alice = Line::open(&server, transport, "alice", Value::Null).await;
        news(&mut bob, "alice").await;
        let said = json!({
            "type": "profile", "name": "Alice", "statusText": "in a meeting", "statusEmoji": "🎧",
            "timeZone": "Europe/Berlin", "pronouns": "she/her",
        });
        alice.ask(said.clone()).await;
        let person = news(&mut bob, "alice").await;
        for field in ["name", "statusText", "statusEmoji", "timeZone", "pronouns"] {
            assert_eq!(person[field], said[field], "{transport:?}");
        }
        assert_eq!(seen(&rest, "bob", "alice").await["statusText"], "in a meeting");
        alice.ask(json!({ "type": "profile", "statusText": "", "pronouns": "" })).await;
        let person = news(&mut bob, "alice").await;
        assert_eq!((&person["statusText"], &person["pronouns"]), (&Value::Null, &Value::Null));
        assert_eq!((&person["statusEmoji"], &person["name"]), (&json!("🎧"), &json!("Alice")));
        let server = server.restart().await;
        assert_eq!(seen(&server.rest(), "bob", "alice").await["timeZone"], "Europe/Berlin");
    }
}

#[tokio::test]
async fn who_hides_when_they_were_here_is_last_seen_never() {
    for transport in Transport::ALL {
        let server = TestServer::start().await;
        let rest = server.rest();
        for user in ["carol", "alice", "dave"] {
            command(&rest, user, json!({ "type": "profile", "name": user })).await;
            server.clock.advance(1_000);
        }
        assert!(seen(&rest, "bob", "alice").await["lastSeenAt"].is_string());
        command(&rest, "alice", json!({ "type": "profile", "showLastSeen": false })).await;
        assert!(seen(&rest, "bob", "alice").await["lastSeenAt"].is_null());
        let (_, list) = rest.get("/api/v1/users?userId=bob").await;
        let order: Vec<_> = list["people"]
            .as_array()
            .unwrap()
            .iter()
            .map(|person| person["userId"].as_str().unwrap())
            .collect();
        assert_eq!(order, ["dave", "carol", "alice"], "their place in the list tells nothing either");

        let mut bob = Line::open(&server, transport, "bob", Value::Null).await;
        let alice = server.join("alice").await;
        assert_eq!(news(&mut bob, "alice").await["status"], "online");
        alice.leave().await;
        let gone = news(&mut bob, "alice").await;
        assert_eq!(
            (&gone["status"], &gone["lastSeenAt"]),
            (&json!("offline"), &Value::Null),
            "{transport:?}"
        );
        let (_, list) = rest.get("/api/v1/conversations?userId=bob").await;
        assert!(!list.to_string().contains("lastSeenAt\":\""), "{list}");
        command(&rest, "alice", json!({ "type": "profile", "showLastSeen": true })).await;
        assert!(seen(&rest, "bob", "alice").await["lastSeenAt"].is_string());
    }
}

#[tokio::test]
async fn those_who_are_parted_see_neither_the_other_come_nor_go() {
    for transport in Transport::ALL {
        let server = TestServer::start().await;
        let rest = server.rest();
        let mut alice = Line::open(&server, transport, "alice", Value::Null).await;
        let mut bob = Line::open(&server, transport, "bob", Value::Null).await;
        let mut carol = Line::open(&server, transport, "carol", Value::Null).await;
        bob.say("alice~bob", "m-0", "hello").await;
        for line in [&mut alice, &mut bob] {
            news(line, "carol").await;
        }
        block(&rest, "alice", "bob", true).await;
        let to_bob = news(&mut bob, "alice").await;
        assert_eq!(
            (&to_bob["status"], &to_bob["lastSeenAt"]),
            (&json!("offline"), &Value::Null),
            "{transport:?}"
        );
        assert_eq!(news(&mut alice, "bob").await["status"], "offline");
        for (by, other) in [("alice", "bob"), ("bob", "alice")] {
            let person = seen(&rest, by, other).await;
            assert_eq!((&person["status"], &person["lastSeenAt"]), (&json!("offline"), &Value::Null));
            let (_, list) = rest.get(&format!("/api/v1/conversations?userId={by}")).await;
            let conversations = list["conversations"].as_array().unwrap();
            let pair = conversations.iter().find(|found| found["conversationId"] == "alice~bob").unwrap();
            assert_eq!(
                (&pair["peer"]["status"], &pair["peer"]["lastSeenAt"]),
                (&json!("offline"), &Value::Null)
            );
        }
        assert_eq!(seen(&rest, "carol", "alice").await["status"], "online", "others see both");

        // What changes about bob carol hears of, and alice does not.
        command(&rest, "bob", json!({ "type": "profile", "name": "Bobby" })).await;
        while news(&mut carol, "bob").await["name"] != "Bobby" {}
        command(&rest, "carol", json!({ "type": "profile", "name": "Carola" })).await;
        only_news(&mut alice, "carol", "bob").await;

        // Whoever comes anew is told no more.
        let mut again = Line::open(&server, transport, "bob", Value::Null).await;
        command(&rest, "alice", json!({ "type": "profile", "name": "Alicia" })).await;
        command(&rest, "carol", json!({ "type": "profile", "name": "Carol" })).await;
        only_news(&mut again, "carol", "alice").await;
        only_news(&mut bob, "carol", "alice").await;
        drop(again);

        for (line, to) in [(&mut alice, "to bob"), (&mut bob, "to alice")] {
            let refused = line
                .ask(json!({ "type": "message", "conversationId": "alice~bob", "id": "m-1", "text": to }))
                .await;
            assert_eq!(refused["code"], "forbidden", "{refused}");
        }

        block(&rest, "alice", "bob", false).await;
        assert_eq!(news(&mut bob, "alice").await["status"], "online");
        assert_eq!(news(&mut alice, "bob").await["status"], "online");
        alice.say("alice~bob", "m-2", "hello again").await;
        bob.until_where("message", |event| event["data"]["id"] == "m-2").await;
    }
}

#[tokio::test]
async fn who_was_parted_from_both_sides_is_so_until_both_end_it() {
    let server = TestServer::start().await;
    let rest = server.rest();
    let mut alice = Line::open(&server, Transport::Socket, "alice", Value::Null).await;
    let _bob = Line::open(&server, Transport::Socket, "bob", Value::Null).await;
    news(&mut alice, "bob").await;
    block(&rest, "alice", "bob", true).await;
    assert_eq!(news(&mut alice, "bob").await["status"], "offline");
    block(&rest, "bob", "alice", true).await;
    block(&rest, "alice", "bob", false).await;
    assert_eq!(seen(&rest, "alice", "bob").await["status"], "offline");
    command(&rest, "bob", json!({ "type": "profile", "name": "Bobby" })).await;
    let _carol = Line::open(&server, Transport::Socket, "carol", Value::Null).await;
    only_news(&mut alice, "carol", "bob").await;
    block(&rest, "bob", "alice", false).await;
    assert_eq!(news(&mut alice, "bob").await["name"], "Bobby");
}

#[tokio::test]
async fn a_classic_client_sees_nothing_of_them_either() {
    let server = TestServer::start().await;
    let rest = server.rest();
    let mut bob = server.join("bob").await;
    let alice = server.join("alice").await;
    bob.expect("user-joined").await;
    block(&rest, "alice", "bob", true).await;
    assert_eq!(bob.expect("user-left").await["userId"], "alice");
    alice.leave().await;
    let alice = server.join("alice").await;
    bob.expect_nothing().await;
    let mut again = server.connect().await;
    let confirmed = again.register("bob").await;
    assert_eq!(confirmed["connectedUsers"], json!(["bob"]));
    block(&rest, "alice", "bob", false).await;
    assert_eq!(bob.expect("user-joined").await["userId"], "alice");
    drop(alice);
    assert_eq!(bob.expect("user-left").await["userId"], "alice");
}
