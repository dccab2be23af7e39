use serde_json::{Value, json};
use webchat_testkit::TestServer;

fn command(body: Value, kind: &str) -> Value {
    let mut command = body;
    command["type"] = json!(kind);
    command
}

#[tokio::test]
async fn registering_with_protocol_2_names_the_epoch_which_stays() {
    let server = TestServer::start().await;
    let mut alice = server.connect().await;
    let confirmed = alice.register_full("alice").await;
    assert_eq!(confirmed["protocol"], 2);
    let epoch = confirmed["epoch"].as_str().unwrap().to_owned();
    let server = server.restart().await;
    let confirmed = server.connect().await.register_full("alice").await;
    assert_eq!(confirmed["epoch"], epoch.as_str());
    let (_, list) = server.rest().get("/api/v1/conversations?userId=alice").await;
    assert_eq!(list["epoch"], epoch.as_str());
}

#[tokio::test]
async fn a_connection_of_protocol_2_hears_its_own_conversations_only() {
    let server = TestServer::start().await;
    let mut eve = server.join_full("eve").await;
    let mut alice = server.join("alice").await;
    alice.say("m-1", "for Bob", Some("bob")).await;
    alice.say("m-2", "for Eve", Some("eve")).await;
    alice.say("m-3", "for all", None).await;
    assert_eq!(eve.until("message").await["data"]["id"], "m-2");
    assert_eq!(eve.until("message").await["data"]["id"], "m-3");
}

#[tokio::test]
async fn a_deletion_takes_a_seq_and_reaches_protocol_2_only() {
    let server = TestServer::start().await;
    let mut alice = server.join_full("alice").await;
    let mut bob = server.join_full("bob").await;
    let mut classic = server.join("bob").await;
    alice.say("m-1", "oops", Some("bob")).await;
    bob.until("message").await;
    classic.until("message").await;
    alice.send(json!({ "type": "delete", "conversationId": "alice~bob", "seq": 1 })).await;
    let changed = bob.until("message-changed").await["data"].clone();
    assert_eq!(
        (&changed["seq"], &changed["changeSeq"], &changed["text"]),
        (&json!(1), &json!(2), &json!(""))
    );
    assert_eq!(changed["deletedAt"], "2026-01-31T09:30:00.000Z");
    assert_eq!(alice.until("message-changed").await["data"], changed);
    classic.expect_nothing().await;
    alice.send(json!({ "type": "delete", "conversationId": "alice~bob", "seq": 1 })).await;
    assert_eq!(alice.until("message-changed").await["data"], changed, "deleting again answers the same");
}

#[tokio::test]
async fn only_the_sender_deletes_a_message() {
    let server = TestServer::start().await;
    let mut alice = server.join_full("alice").await;
    let mut bob = server.join_full("bob").await;
    alice.say("m-1", "mine", Some("bob")).await;
    bob.until("message").await;
    bob.send(json!({ "type": "delete", "conversationId": "alice~bob", "seq": 1 })).await;
    assert_eq!(bob.until("error").await["code"], "forbidden");
    bob.send(json!({ "type": "delete", "conversationId": "alice~bob", "seq": 9 })).await;
    assert_eq!(bob.until("error").await["code"], "not-found");
}

#[tokio::test]
async fn who_followed_up_to_a_place_gets_what_came_after_it() {
    let server = TestServer::start().await;
    let rest = server.rest();
    let path = "/api/v1/conversations/alice~bob/changes?userId=bob";
    assert_eq!(
        rest.get(path).await.1,
        json!({ "after": 0, "reset": false, "messages": [], "seq": 0, "head": 0 })
    );
    for id in ["m-1", "m-2", "m-3"] {
        let body = command(json!({ "id": id, "text": id, "conversationId": "alice~bob" }), "message");
        assert_eq!(rest.post("/api/v1/commands?userId=alice", body).await.0, 200);
    }
    let body = command(json!({ "conversationId": "alice~bob", "seq": 1 }), "delete");
    assert_eq!(rest.post("/api/v1/commands?userId=alice", body).await.1["type"], "message-changed");
    let (_, changes) = rest.get(&format!("{path}&after=2")).await;
    let places: Vec<_> = changes["messages"].as_array().unwrap().iter().map(|m| m["id"].clone()).collect();
    assert_eq!(places, ["m-3", "m-1"], "in the order of the changes");
    assert_eq!((&changes["after"], &changes["seq"], &changes["head"]), (&json!(2), &json!(4), &json!(4)));
    let (_, changes) = rest.get(&format!("{path}&after=5")).await;
    assert_eq!(
        (&changes["after"], &changes["reset"]),
        (&json!(5), &json!(true)),
        "a place that is not there"
    );
}

#[tokio::test]
async fn a_delta_that_would_be_too_long_is_a_reset() {
    let server = TestServer::with(|limits| limits.changes = 2).await;
    let rest = server.rest();
    for id in ["m-1", "m-2", "m-3"] {
        rest.post("/api/messages", json!({ "id": id, "text": "hi", "senderId": "alice" })).await;
    }
    let path = "/api/v1/conversations/general/changes?userId=bob&after=";
    assert_eq!(rest.get(&format!("{path}0")).await.1["reset"], true);
    assert_eq!(rest.get(&format!("{path}1")).await.1["reset"], false);
}

#[tokio::test]
async fn reading_moves_forward_on_all_devices() {
    let server = TestServer::start().await;
    let mut alice = server.join("alice").await;
    let mut phone = server.join_full("bob").await;
    let mut laptop = server.join_full("bob").await;
    for id in ["m-1", "m-2", "m-3"] {
        alice.say(id, "hi", Some("bob")).await;
        phone.until("message").await;
    }
    let (_, list) = server.rest().get("/api/v1/conversations?userId=bob").await;
    assert_eq!(list["conversations"][0]["unread"], 3);
    phone.send(json!({ "type": "read", "conversationId": "alice~bob", "seq": 2 })).await;
    let expected = json!({ "type": "read", "conversationId": "alice~bob", "seq": 2, "unread": 1 });
    assert_eq!(phone.until("read").await, expected);
    assert_eq!(laptop.until("read").await, expected);
    phone.send(json!({ "type": "read", "conversationId": "alice~bob", "seq": 1 })).await;
    assert_eq!(laptop.until("read").await, expected, "never back");
    let (_, list) = server.rest().get("/api/v1/conversations?userId=bob").await;
    assert_eq!(
        (&list["conversations"][0]["readSeq"], &list["conversations"][0]["unread"]),
        (&json!(2), &json!(1))
    );
}

#[tokio::test]
async fn the_list_shows_the_latest_first_and_always_general() {
    let server = TestServer::start().await;
    let rest = server.rest();
    let (_, list) = rest.get("/api/v1/conversations?userId=alice").await;
    assert_eq!(list["conversations"][0]["conversationId"], "general");
    rest.post(
        "/api/messages",
        json!({ "id": "m-1", "text": "hi", "senderId": "bob", "receiverId": "alice" }),
    )
    .await;
    let (_, list) = rest.get("/api/v1/conversations?userId=alice").await;
    let direct = &list["conversations"][0];
    assert_eq!((&direct["conversationId"], &direct["kind"]), (&json!("alice~bob"), &json!("direct")));
    assert_eq!((&direct["peer"]["userId"], &direct["peer"]["status"]), (&json!("bob"), &json!("offline")));
    assert_eq!(direct["lastMessage"]["id"], "m-1");
}

#[tokio::test]
async fn presence_comes_collected_with_names_and_when_they_were_last_seen() {
    let server = TestServer::with(|limits| limits.presence_ms = 250).await;
    let mut alice = server.join_full("alice").await;
    alice.until("presence").await;
    let mut bob = server.connect().await;
    bob.send(json!({ "type": "register", "userId": "bob", "protocol": 2, "name": "Bob B." })).await;
    bob.expect("registration-confirmed").await;
    let carol = server.join("carol").await;
    carol.leave().await;
    server.clock.advance(250);
    let people = alice.until("presence").await["people"].clone();
    assert_eq!(
        people[0],
        json!({ "userId": "bob", "name": "Bob B.", "status": "online", "lastSeenAt": null })
    );
    let carol = json!({ "userId": "carol", "name": "carol", "status": "offline", "lastSeenAt": "2026-01-31T09:30:00.000Z" });
    let known = people.as_array().unwrap().contains(&carol);
    if !known {
        // Leaving may be told in the next event.
        server.clock.advance(250);
        let people = alice.until("presence").await["people"].clone();
        assert!(people.as_array().unwrap().contains(&carol), "{people}");
    }
}

#[tokio::test]
async fn a_user_is_away_when_every_device_is() {
    let server = TestServer::start().await;
    let mut bob = server.join_full("bob").await;
    let mut phone = server.join_full("alice").await;
    let mut laptop = server.join_full("alice").await;
    let away = json!({ "type": "presence", "status": "away" });
    phone.send(away.clone()).await;
    phone.until_pong().await;
    let (_, users) = server.rest().get("/api/v1/users?userId=bob").await;
    assert!(users["people"].as_array().unwrap().iter().all(|person| person["status"] == "online"));
    laptop.send(away).await;
    bob.until_where("presence", |event| event["people"][0]["status"] == "away").await;
    laptop.send(json!({ "type": "presence", "status": "online" })).await;
    bob.until_where("presence", |event| event["people"][0]["status"] == "online").await;
    laptop.send(json!({ "type": "presence", "status": "offline" })).await;
    assert_eq!(laptop.until("error").await["code"], "bad-field");
}

#[tokio::test]
async fn a_new_name_is_told_and_kept() {
    let server = TestServer::start().await;
    let mut bob = server.join_full("bob").await;
    let mut alice = server.join_full("alice").await;
    alice.send(json!({ "type": "profile", "name": " Alice B. " })).await;
    let told = bob.until_where("presence", |event| event["people"][0]["name"] == "Alice B.").await;
    assert_eq!(told["people"][0]["userId"], "alice");
    for bad in ["", "  ", "a\nb", &"x".repeat(65)] {
        alice.send(json!({ "type": "profile", "name": bad })).await;
        assert_eq!(alice.until("error").await["code"], "bad-field");
    }
    let server = server.restart().await;
    let (_, users) = server.rest().get("/api/v1/users?userId=bob").await;
    let alice = users["people"]
        .as_array()
        .unwrap()
        .iter()
        .find(|person| person["userId"] == "alice")
        .unwrap()
        .clone();
    assert_eq!((&alice["name"], &alice["status"]), (&json!("Alice B."), &json!("offline")));
}

#[tokio::test]
async fn typing_names_its_conversation_and_reaches_its_members_only() {
    let server = TestServer::start().await;
    let mut alice = server.join_full("alice").await;
    let mut bob = server.join_full("bob").await;
    let mut eve = server.join_full("eve").await;
    alice.send(json!({ "type": "typing", "isTyping": true, "conversationId": "alice~bob" })).await;
    let update = bob.until("typing-update").await;
    assert_eq!((&update["conversationId"], &update["typingUsers"]), (&json!("alice~bob"), &json!(["alice"])));
    eve.send(json!({ "type": "typing", "isTyping": true })).await;
    let update = eve.until("typing-update").await;
    assert_eq!((&update["conversationId"], &update["typingUsers"]), (&json!("general"), &json!(["eve"])));
}

#[tokio::test]
async fn a_classic_connection_is_told_what_it_would_have_to_ask_for() {
    let server = TestServer::start().await;
    let mut alice = server.join("alice").await;
    alice.send(json!({ "type": "read", "conversationId": "general", "seq": 1 })).await;
    let error = alice.expect("error").await;
    assert_eq!(error["code"], "unknown-type");
    assert!(error["message"].as_str().unwrap().contains("\"protocol\": 2"));
}

#[tokio::test]
async fn a_classic_client_that_resends_what_was_deleted_gets_a_classic_answer() {
    let server = TestServer::start().await;
    let mut alice = server.join("alice").await;
    alice.say("m-1", "gone soon", Some("bob")).await;
    alice.expect("message").await;
    assert_eq!(server.rest().delete("/api/messages", json!({ "id": "m-1" })).await.0, 200);
    alice.say("m-1", "gone soon", Some("bob")).await;
    let answer = alice.expect("message").await["data"].clone();
    assert_eq!((&answer["seq"], &answer["text"]), (&json!(1), &json!("")), "the stored one, as it is now");
}

#[tokio::test]
async fn somebody_who_never_came_was_never_seen() {
    let server = TestServer::start().await;
    let body = json!({ "text": "are you there?", "senderId": "alice", "receiverId": "bob" });
    server.rest().post("/api/messages", body).await;
    let (_, list) = server.rest().get("/api/v1/conversations?userId=alice").await;
    let peer = json!({ "userId": "bob", "name": "bob", "status": "offline", "lastSeenAt": null });
    assert_eq!(list["conversations"][0]["peer"], peer);
}
