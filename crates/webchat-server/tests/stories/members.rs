use serde_json::{Value, json};
use webchat_testkit::{Line, Rest, Socket, TestServer, Transport};

/// Makes a conversation and answers its id.
async fn make(by: &mut Socket, command: Value) -> String {
    by.send(command.clone()).await;
    let made = by.until_where("conversation", |event| event["id"] == command["id"]).await;
    made["data"]["conversationId"].as_str().unwrap().to_owned()
}

fn channel(name: &str, visibility: &str, others: &[&str]) -> Value {
    json!({
        "type": "create-conversation", "id": format!("make {name}"), "kind": "channel", "name": name,
        "visibility": visibility, "userIds": others,
    })
}

async fn command(rest: &Rest, by: &str, command: Value) -> (u16, Value) {
    rest.post(&format!("/api/v1/commands?userId={by}"), command).await
}

#[tokio::test]
async fn a_group_is_told_to_everybody_who_is_in_it_and_to_nobody_else() {
    let server = TestServer::start().await;
    let mut alice = server.join_full("alice").await;
    let mut bob = server.join_full("bob").await;
    let mut eve = server.join_full("eve").await;
    let group = json!({ "type": "create-conversation", "id": "g", "kind": "group", "userIds": ["bob"] });
    let id = make(&mut alice, group).await;

    let told = bob.until("conversation").await;
    let data = &told["data"];
    assert_eq!((&data["conversationId"], &data["kind"]), (&json!(id), &json!("group")));
    assert_eq!((&data["role"], &data["memberCount"]), (&json!("member"), &json!(2)));
    assert_eq!((&data["head"], &data["readSeq"], &data["unread"]), (&json!(1), &json!(1), &json!(0)));
    assert_eq!(told.get("id"), None, "nobody asked for it");
    let notice = bob.expect("message").await;
    assert_eq!(notice["data"]["notice"], json!({ "what": "created", "userIds": ["bob"] }));
    assert_eq!((&notice["data"]["text"], &notice["data"]["senderId"]), (&json!(""), &json!("alice")));

    bob.send(json!({ "type": "message", "id": "m", "text": "hello, you two", "conversationId": id })).await;
    let said = alice.until_where("message", |event| event["data"]["id"] == "m").await;
    assert_eq!((&said["data"]["seq"], &said["data"]["receiverId"]), (&json!(2), &Value::Null));
    bob.send(json!({ "type": "typing", "isTyping": true, "conversationId": id })).await;
    let typing = alice.until_where("typing-update", |event| event["conversationId"] == id.as_str()).await;
    assert_eq!(typing["typingUsers"], json!(["bob"]));
    eve.send(json!({ "type": "ping" })).await;
    loop {
        let event = eve.next().await;
        if event["type"] == "pong" {
            break;
        }
        assert_eq!(event["type"], "presence", "something of the group came: {event}");
    }
}

#[tokio::test]
async fn who_is_removed_hears_that_and_nothing_more() {
    let server = TestServer::start().await;
    let mut alice = server.join_full("alice").await;
    let id = make(&mut alice, channel("Design", "private", &["bob"])).await;
    let mut bob = server.join_full("bob").await;
    let mut tablet = server.join_full("bob").await;
    alice.send(json!({ "type": "remove-member", "id": "r", "conversationId": id, "userId": "bob" })).await;
    for device in [&mut bob, &mut tablet] {
        let gone = device.until("conversation-gone").await;
        assert_eq!(gone, json!({ "type": "conversation-gone", "conversationId": id }));
    }
    let answer = alice.until_where("conversation", |event| event["id"] == "r").await;
    assert_eq!(answer["data"]["memberCount"], 1);
    alice.send(json!({ "type": "message", "id": "m", "text": "without Bob", "conversationId": id })).await;
    alice.until_where("message", |event| event["data"]["id"] == "m").await;
    for device in [&mut bob, &mut tablet] {
        device.send(json!({ "type": "ping" })).await;
        let event = device.next().await;
        assert!(event["type"] == "pong" || event["type"] == "presence", "{event}");
    }
    let (_, list) = server.rest().get("/api/v1/conversations?userId=bob").await;
    assert_eq!(list["conversations"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_conversation_is_made_once_however_often_it_is_asked_for() {
    let server = TestServer::start().await;
    let rest = server.rest();
    let (status, first) = command(&rest, "alice", channel("Design", "public", &["bob"])).await;
    assert_eq!((status, &first["type"], &first["id"]), (200, &json!("conversation"), &json!("make Design")));
    let (_, again) = command(&rest, "alice", channel("Design", "public", &["bob"])).await;
    assert_eq!(again, first);
    let mut nameless = channel("Design", "public", &[]);
    nameless["id"] = Value::Null;
    let (status, refused) = command(&rest, "alice", nameless).await;
    assert_eq!((status, &refused["code"]), (400, &json!("bad-field")));
    let (_, channels) = rest.get("/api/v1/channels?userId=eve").await;
    assert_eq!(channels["channels"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_directory_leads_into_public_channels() {
    let server = TestServer::start().await;
    let rest = server.rest();
    let (_, made) = command(&rest, "alice", channel("Design", "public", &["bob"])).await;
    command(&rest, "alice", channel("Secret design", "private", &[])).await;
    command(&rest, "alice", channel("Cooking", "public", &[])).await;
    let id = made["data"]["conversationId"].clone();
    let (_, found) = rest.get("/api/v1/channels?userId=eve&query=DESIGN").await;
    let expected = json!({ "conversationId": id, "name": "Design", "memberCount": 2, "joined": false });
    assert_eq!(found, json!({ "channels": [expected] }));
    let path = format!("/api/v1/conversations/{}", id.as_str().unwrap());
    let (status, refused) = rest.get(&format!("{path}/messages?userId=eve")).await;
    assert_eq!((status, &refused["code"]), (403, &json!("forbidden")), "what is said is the members'");
    let (_, joined) = command(&rest, "eve", json!({ "type": "join", "conversationId": id })).await;
    assert_eq!((&joined["data"]["role"], &joined["data"]["memberCount"]), (&json!("member"), &json!(3)));
    assert_eq!(rest.get(&format!("{path}/messages?userId=eve")).await.0, 200);
    let (_, details) = rest.get(&format!("{path}?userId=eve")).await;
    let members: Vec<_> = details["members"]
        .as_array()
        .unwrap()
        .iter()
        .map(|member| (member["userId"].as_str().unwrap(), member["role"].as_str().unwrap()))
        .collect();
    assert_eq!(members, [("alice", "owner"), ("bob", "member"), ("eve", "member")]);
    assert_eq!(details["members"][2]["joinedAt"], "2026-01-31T09:30:00.000Z");
    assert_eq!((&details["name"], &details["visibility"]), (&json!("Design"), &json!("public")));
    let (_, gone) = command(&rest, "eve", json!({ "type": "leave", "conversationId": id })).await;
    assert_eq!(gone, json!({ "type": "conversation-gone", "conversationId": id }));
    assert_eq!(rest.get(&format!("{path}?userId=eve")).await.0, 403);
}

#[tokio::test]
async fn a_change_of_several_things_is_told_one_by_one_and_answered_once() {
    let server = TestServer::start().await;
    let mut alice = server.join_full("alice").await;
    let mut bob = server.join_full("bob").await;
    let id = make(&mut alice, channel("Design", "private", &["bob"])).await;
    bob.until("message").await;
    alice
        .send(json!({
            "type": "change-conversation", "id": "c", "conversationId": id, "name": " Art ",
            "description": "All of it", "posting": "admins", "archived": true,
        }))
        .await;
    let answer = alice.until_where("conversation", |event| event["id"] == "c").await;
    let data = &answer["data"];
    assert_eq!((&data["name"], &data["description"]), (&json!("Art"), &json!("All of it")));
    assert_eq!(
        (&data["posting"], &data["archivedAt"]),
        (&json!("admins"), &json!("2026-01-31T09:30:00.000Z"))
    );
    let mut notices = Vec::new();
    for _ in 0..4 {
        notices.push(bob.until("message").await["data"]["notice"].clone());
    }
    let expected = json!([
        { "what": "renamed", "name": "Art" },
        { "what": "described", "description": "All of it" },
        { "what": "posting", "posting": "admins" },
        { "what": "archived" },
    ]);
    assert_eq!(json!(notices), expected);
    bob.send(json!({ "type": "message", "id": "m", "text": "hello?", "conversationId": id })).await;
    let refused = bob.until("error").await;
    assert_eq!((&refused["code"], &refused["id"]), (&json!("forbidden"), &json!("m")));
}

#[tokio::test]
async fn classic_clients_hear_what_is_said_in_a_group_and_none_of_its_notices() {
    let server = TestServer::start().await;
    let mut classic = server.join("carol").await;
    let rest = server.rest();
    let group = json!({ "type": "create-conversation", "id": "g", "kind": "group", "userIds": ["bob"] });
    let (_, made) = command(&rest, "alice", group).await;
    let id = made["data"]["conversationId"].clone();
    let rename = json!({ "type": "change-conversation", "conversationId": id, "name": "Ours" });
    command(&rest, "alice", rename).await;
    let said = json!({ "type": "message", "id": "m", "text": "hello", "conversationId": id });
    command(&rest, "bob", said).await;
    let heard = classic.expect("message").await;
    assert_eq!((&heard["data"]["id"], &heard["data"]["seq"]), (&json!("m"), &json!(3)));
    let (_, history) = rest.get("/api/messages").await;
    assert_eq!(history, json!([heard["data"]]));
    assert_eq!(rest.get("/api/conversations?currentUserId=bob").await.1, json!({}));
    assert_eq!(rest.delete("/api/messages", json!({ "id": made["data"]["lastMessage"]["id"] })).await.0, 404);
}

#[tokio::test]
async fn an_admin_tidies_up_and_a_member_does_not() {
    let server = TestServer::start().await;
    let rest = server.rest();
    let (_, made) = command(&rest, "alice", channel("Design", "private", &["bob", "mia"])).await;
    let id = made["data"]["conversationId"].clone();
    let role = json!({ "type": "set-role", "conversationId": id, "userId": "bob", "role": "admin" });
    assert_eq!(command(&rest, "alice", role.clone()).await.0, 200);
    assert_eq!(command(&rest, "bob", role).await.0, 403, "only an owner gives roles");
    let said = json!({ "type": "message", "id": "m", "text": "rude", "conversationId": id });
    let (_, said) = command(&rest, "alice", said).await;
    let delete = json!({ "type": "delete", "conversationId": id, "seq": said["data"]["seq"] });
    assert_eq!(command(&rest, "mia", delete.clone()).await.0, 403);
    let (_, deleted) = command(&rest, "bob", delete).await;
    assert_eq!(deleted["data"]["text"], "");
}

#[tokio::test]
async fn who_has_blocked_somebody_is_not_written_to_by_them() {
    let server = TestServer::start().await;
    let rest = server.rest();
    let say =
        |id: &str| json!({ "type": "message", "id": id, "text": "hello", "conversationId": "alice~bob" });
    assert_eq!(command(&rest, "bob", say("m-1")).await.0, 200);
    let block = |on: bool| json!({ "type": "block", "id": "b", "userId": "bob", "on": on });
    assert_eq!(command(&rest, "alice", block(true)).await, (200, json!({ "type": "done", "id": "b" })));
    assert_eq!(rest.get("/api/v1/blocks?userId=alice").await.1, json!({ "userIds": ["bob"] }));
    for by in ["alice", "bob"] {
        let (status, refused) = command(&rest, by, say("m-2")).await;
        assert_eq!((status, &refused["code"], &refused["id"]), (403, &json!("forbidden"), &json!("m-2")));
        let typing = json!({ "type": "typing", "isTyping": true, "conversationId": "alice~bob" });
        assert_eq!(command(&rest, by, typing).await.0, 403);
    }
    let react =
        json!({ "type": "react", "conversationId": "alice~bob", "seq": 1, "emoji": "👍", "on": true });
    assert_eq!(command(&rest, "bob", react).await.0, 403);
    let (status, _) = rest.get("/api/v1/conversations/alice~bob/messages?userId=bob").await;
    assert_eq!(status, 200, "what was said stays");
    let (status, again) = command(&rest, "bob", say("m-1")).await;
    assert_eq!((status, &again["data"]["id"]), (200, &json!("m-1")), "what is stored is acknowledged");
    command(&rest, "alice", block(false)).await;
    assert_eq!(command(&rest, "bob", say("m-2")).await.0, 200);
    assert_eq!(command(&rest, "bob", json!({ "type": "block", "userId": "bob", "on": true })).await.0, 400);
}

#[tokio::test]
async fn a_message_is_reported_by_who_can_see_it() {
    let server = TestServer::start().await;
    let rest = server.rest();
    let said = json!({ "type": "message", "id": "m", "text": "buy this", "conversationId": "alice~bob" });
    command(&rest, "bob", said).await;
    let report = |reason: &str| json!({ "type": "report", "id": "r", "conversationId": "alice~bob", "seq": 1, "reason": reason });
    assert_eq!(command(&rest, "alice", report("spam")).await, (200, json!({ "type": "done", "id": "r" })));
    assert_eq!(command(&rest, "eve", report("curious")).await.0, 404);
    for reason in ["", "  ", &"x".repeat(501)] {
        assert_eq!(command(&rest, "alice", report(reason)).await.0, 400);
    }
    let admin = webchat_core::Actor {
        is_admin: true,
        ..webchat_core::Actor::new("root".to_owned().try_into().unwrap())
    };
    let reports = server.chat().reports(&admin).await.unwrap().reports;
    assert_eq!((reports.len(), reports[0].reason.as_str()), (1, "spam"));
    assert_eq!(reports[0].message.text, "buy this");
    let alice = webchat_core::Actor::new("alice".to_owned().try_into().unwrap());
    assert!(server.chat().reports(&alice).await.is_err());
}

#[tokio::test]
async fn what_can_not_be_is_refused_with_a_sentence() {
    let server = TestServer::with(|limits| {
        limits.members_per_conversation = 3;
        limits.conversations_per_user = 2;
        limits.user_ids = 3;
    })
    .await;
    let rest = server.rest();
    let (_, made) = command(&rest, "alice", channel("Design", "public", &["bob"])).await;
    let id = made["data"]["conversationId"].clone();
    let add = |users: &[&str]| json!({ "type": "add-members", "conversationId": id, "userIds": users });
    let create = |kind: &str| json!({ "type": "create-conversation", "id": "x", "kind": kind, "name": "X" });
    let with = |mut command: Value, field: &str, value: Value| {
        command[field] = value;
        command
    };
    for (refused, code) in [
        (create("direct"), "bad-field"),
        (with(create("channel"), "name", json!(" ")), "bad-field"),
        (with(create("group"), "visibility", json!("public")), "bad-field"),
        (with(create("group"), "name", json!("a\u{202e}b")), "bad-field"),
        (with(create("group"), "description", json!("x".repeat(301))), "bad-field"),
        (with(create("group"), "userIds", json!(["a", "b", "c", "d"])), "bad-field"),
        (with(create("group"), "userIds", json!(["a", "b", "c"])), "too-many-members"),
        (add(&[]), "bad-field"),
        (add(&["carol", "dave"]), "too-many-members"),
        (json!({ "type": "change-conversation", "conversationId": id }), "bad-field"),
        (json!({ "type": "leave", "conversationId": id }), "forbidden"),
        (json!({ "type": "leave", "conversationId": "general" }), "forbidden"),
        (json!({ "type": "change-conversation", "conversationId": "general", "name": "Mine" }), "forbidden"),
        (json!({ "type": "remove-member", "conversationId": "alice~bob", "userId": "bob" }), "not-found"),
    ] {
        let (_, answer) = command(&rest, "alice", refused.clone()).await;
        assert_eq!(answer["code"], code, "{refused}: {answer}");
        assert!(answer["message"].as_str().unwrap().ends_with('.'), "{answer}");
    }
    command(&rest, "bob", with(create("group"), "userIds", json!([]))).await;
    let (_, refused) = command(&rest, "bob", with(create("group"), "id", json!("y"))).await;
    assert_eq!(refused["code"], "too-many-conversations", "{refused}");
}

#[tokio::test]
async fn conversations_are_made_no_faster_than_they_may() {
    let server = TestServer::with(|limits| limits.creations_per_hour = 2).await;
    let rest = server.rest();
    let make = |n: u32| json!({ "type": "create-conversation", "id": format!("g-{n}"), "kind": "group" });
    for n in 0..2 {
        assert_eq!(command(&rest, "alice", make(n)).await.0, 200);
    }
    let (status, refused) = command(&rest, "alice", make(2)).await;
    assert_eq!((status, &refused["code"]), (429, &json!("rate-limited")), "{refused}");
    let wait = refused["retryAfterMs"].as_u64().unwrap();
    assert!(wait > 60_000, "{wait}");
    assert_eq!(command(&rest, "bob", make(3)).await.0, 200, "it is counted for each user");
    server.clock.advance(wait);
    assert_eq!(command(&rest, "alice", make(4)).await.0, 200);
}

#[tokio::test]
async fn who_was_removed_and_comes_back_with_a_cursor_starts_from_nothing() {
    let server = TestServer::start().await;
    let mut alice = server.join_full("alice").await;
    let id = make(&mut alice, channel("Design", "private", &["bob"])).await;
    let (_, list) = server.rest().get("/api/v1/conversations?userId=bob").await;
    let cursors = json!({ "epoch": list["epoch"], "after": { &id: 1 } });
    alice.send(json!({ "type": "remove-member", "id": "r", "conversationId": id, "userId": "bob" })).await;
    alice.until_where("conversation", |event| event["id"] == "r").await;
    for transport in Transport::ALL {
        let mut bob = Line::open(&server, transport, "bob", cursors.clone()).await;
        let changes = bob.until("changes").await;
        assert_eq!((&changes["reset"], &changes["head"]), (&json!(true), &json!(0)), "{changes}");
    }
}

#[tokio::test]
async fn a_direct_conversation_and_general_tell_who_is_in_them() {
    let server = TestServer::start().await;
    let rest = server.rest();
    let (_, pair) = rest.get("/api/v1/conversations/alice~bob?userId=alice").await;
    assert_eq!(
        (&pair["kind"], &pair["peer"]["userId"], &pair["head"]),
        (&json!("direct"), &json!("bob"), &json!(0))
    );
    let expected = json!([
        { "userId": "alice", "role": "member", "joinedAt": null },
        { "userId": "bob", "role": "member", "joinedAt": null },
    ]);
    assert_eq!(pair["members"], expected);
    let (_, general) = rest.get("/api/v1/conversations/general?userId=alice").await;
    assert_eq!((&general["members"], &general["role"]), (&json!([]), &json!("member")));
    assert_eq!(rest.get("/api/v1/conversations/bob~carol?userId=alice").await.0, 404);
}
