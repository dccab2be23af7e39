//! What is decided about somebody holds at once, on whatever is open of theirs.

use std::future::Future;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::timeout;
use webchat_testkit::{Line, TestServer, Transport};

/// What "at once" is to people.
const AT_ONCE: Duration = Duration::from_secs(1);

async fn at_once<T>(what: impl Future<Output = T>) -> T {
    timeout(AT_ONCE, what).await.unwrap_or_else(|_| panic!("it took more than a second"))
}

/// A channel of Alice's with Bob in it: its id, and the line of each.
async fn together(server: &TestServer, transport: Transport) -> (String, Line, Line) {
    let bob = Line::open(server, transport, "bob", Value::Null).await;
    let mut alice = Line::open(server, Transport::Socket, "alice", Value::Null).await;
    let create = json!({
        "type": "create-conversation", "id": "made", "kind": "channel", "name": "Design", "userIds": ["bob"],
    });
    let id = alice.ask(create).await["data"]["conversationId"].as_str().unwrap().to_owned();
    (id, alice, bob)
}

fn say(id: &str, conversation: &str) -> Value {
    json!({ "type": "message", "id": id, "text": "hello", "conversationId": conversation })
}

#[tokio::test]
async fn who_is_removed_is_told_at_once_and_is_out_from_then_on() {
    for transport in Transport::ALL {
        let server = TestServer::strict().await;
        let (id, mut alice, mut bob) = together(&server, transport).await;
        bob.until_where("message", |event| event["data"]["conversationId"] == id.as_str()).await;
        let removal = json!({ "type": "remove-member", "conversationId": id, "userId": "bob" });
        let removed = at_once(alice.ask(removal)).await;
        assert_eq!(removed["data"]["memberCount"], 1);
        // Alice has her answer: whatever Bob does from here on comes after it.
        let refused = at_once(bob.ask(say("after", &id))).await;
        assert_eq!(refused["code"], "not-found", "{transport:?}: {refused}");
        let gone = at_once(bob.until("conversation-gone")).await;
        assert_eq!(gone["conversationId"], id.as_str());
        alice.say(&id, "secret", "without Bob").await;
        alice.say("general", "last", "to everybody").await;
        loop {
            let event = at_once(bob.next()).await;
            if event["data"]["id"] == "last" {
                break;
            }
            assert!(!event.to_string().contains(&id), "{transport:?}: {event}");
        }
    }
}

#[tokio::test]
async fn a_role_holds_at_once() {
    for transport in Transport::ALL {
        let server = TestServer::strict().await;
        let (id, mut alice, mut bob) = together(&server, transport).await;
        let rename = json!({ "type": "change-conversation", "conversationId": id, "name": "Art" });
        for (role, is_done) in [("admin", true), ("member", false), ("owner", true), ("member", false)] {
            let set = json!({ "type": "set-role", "conversationId": id, "userId": "bob", "role": role });
            assert_eq!(at_once(alice.ask(set)).await["type"], "conversation");
            let answer = at_once(bob.ask(rename.clone())).await;
            assert_eq!(answer["type"] == "conversation", is_done, "{transport:?}, {role}: {answer}");
            let told =
                at_once(bob.until_where("message", |event| event["data"]["notice"]["role"] == role)).await;
            assert_eq!(told["data"]["notice"]["userId"], "bob");
        }
    }
}

#[tokio::test]
async fn an_archived_conversation_and_one_for_announcements_are_silent_at_once() {
    for transport in Transport::ALL {
        let server = TestServer::strict().await;
        let (id, mut alice, mut bob) = together(&server, transport).await;
        let change = |field: &str, value: Value| {
            let mut change = json!({ "type": "change-conversation", "conversationId": id });
            change[field] = value;
            change
        };
        for (step, (field, value, is_open)) in [
            ("archived", json!(true), false),
            ("archived", json!(false), true),
            ("posting", json!("admins"), false),
            ("posting", json!("everyone"), true),
        ]
        .into_iter()
        .enumerate()
        {
            at_once(alice.ask(change(field, value))).await;
            let answer = at_once(bob.ask(say(&format!("m-{step}"), &id))).await;
            assert_eq!(answer["code"] != "forbidden", is_open, "{transport:?}, {step}: {answer}");
        }
    }
}

#[tokio::test]
async fn who_is_blocked_writes_no_more_at_once() {
    for transport in Transport::ALL {
        let server = TestServer::strict().await;
        let (_, mut alice, mut bob) = together(&server, transport).await;
        for (step, on) in [true, false, true].into_iter().enumerate() {
            at_once(alice.ask(json!({ "type": "block", "userId": "bob", "on": on }))).await;
            let answer = at_once(bob.ask(say(&format!("m-{step}"), "alice~bob"))).await;
            assert_eq!(answer["code"] == "forbidden", on, "{transport:?}, {step}: {answer}");
        }
    }
}

#[tokio::test]
async fn what_is_said_while_one_is_removed_is_stored_before_it_or_refused() {
    for round in 0..10 {
        let server = TestServer::strict().await;
        let (id, mut alice, mut bob) = together(&server, Transport::Socket).await;
        let conversation = id.clone();
        let talking = tokio::spawn(async move {
            let mut stored = Vec::new();
            for n in 0_u64.. {
                let answer = bob.ask(say(&format!("m-{n}"), &conversation)).await;
                let Some(seq) = answer["data"]["seq"].as_u64() else {
                    assert_eq!(answer["code"], "not-found", "{answer}");
                    break;
                };
                stored.push(seq);
            }
            stored
        });
        for _ in 0..=round {
            alice.until_where("message", |event| event["data"]["senderId"] == "bob").await;
        }
        let removal = json!({ "type": "remove-member", "conversationId": id, "userId": "bob" });
        let head = at_once(alice.ask(removal)).await["data"]["head"].as_u64().unwrap();
        let stored = at_once(talking).await.unwrap();
        // The notice of the removal is the last there is: nothing of Bob's stands behind it.
        let (_, page) =
            server.rest().get(&format!("/api/v1/conversations/{id}/messages?userId=alice&limit=200")).await;
        let messages = page["messages"].as_array().unwrap();
        assert_eq!(messages.last().unwrap()["notice"]["what"], "removed", "{page}");
        assert_eq!(page["head"], head);
        let of_bob: Vec<_> =
            messages.iter().filter(|m| m["senderId"] == "bob").map(|m| m["seq"].as_u64().unwrap()).collect();
        assert_eq!(of_bob, stored[stored.len() - of_bob.len()..], "what he was told is stored, is stored");
    }
}
