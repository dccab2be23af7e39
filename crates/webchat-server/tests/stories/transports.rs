//! The same stories over a WebSocket, an event stream and long polls.

use serde_json::{Value, json};
use webchat_testkit::{History, Line, TestServer, Transport};

const PAIR: &str = "alice~bob";

macro_rules! over_every_transport {
    ($($story:ident),* $(,)?) => {
        mod by_socket {
            $(#[tokio::test] async fn $story() { super::$story(super::Transport::Socket).await })*
        }
        mod by_stream {
            $(#[tokio::test] async fn $story() { super::$story(super::Transport::Stream).await })*
        }
        mod by_poll {
            $(#[tokio::test] async fn $story() { super::$story(super::Transport::Poll).await })*
        }
    };
}

over_every_transport!(
    hears_everything_that_happens,
    says_everything_there_is_to_say,
    is_refused_with_a_sentence,
    goes_on_where_it_left,
    is_told_to_start_afresh_by_another_history,
    is_present_while_it_listens,
    hears_nothing_of_others,
    takes_a_long_absence_in_parts,
    talks_in_a_private_channel_until_it_is_removed,
);

async fn epoch(server: &TestServer) -> String {
    let (_, list) = server.rest().get("/api/v1/conversations?userId=alice").await;
    list["epoch"].as_str().unwrap().to_owned()
}

async fn fresh(server: &TestServer) -> Value {
    server.rest().get(&format!("/api/v1/conversations/{PAIR}/messages?userId=alice")).await.1
}

async fn hears_everything_that_happens(transport: Transport) {
    let server = TestServer::start().await;
    let mut alice = Line::open(&server, transport, "alice", Value::Null).await;
    let mut bob = Line::open(&server, Transport::Socket, "bob", Value::Null).await;

    bob.ask(json!({ "type": "typing", "isTyping": true, "conversationId": PAIR })).await;
    let typing = alice.until("typing-update").await;
    assert_eq!(typing["typingUsers"], json!(["bob"]));

    let seq = bob.say(PAIR, "m-1", "hello").await;
    assert_eq!(alice.until("message").await["data"]["text"], "hello");

    let answer =
        bob.ask(json!({ "type": "edit", "conversationId": PAIR, "seq": seq, "text": "hello, Alice" })).await;
    assert_eq!(answer["type"], "done");
    let edited = alice.until("message-changed").await;
    assert_eq!(edited["data"]["text"], "hello, Alice");
    assert_eq!((&edited["data"]["seq"], &edited["data"]["changeSeq"]), (&json!(1), &json!(2)));
    assert!(edited["data"]["editedAt"].is_string());

    bob.ask(json!({ "type": "react", "conversationId": PAIR, "seq": seq, "emoji": "👍", "on": true })).await;
    let reacted = alice.until("message-changed").await;
    assert_eq!(reacted["data"]["reactions"], json!([{ "emoji": "👍", "userIds": ["bob"] }]));

    bob.ask(json!({ "type": "delete", "conversationId": PAIR, "seq": seq })).await;
    let deleted = alice.until("message-changed").await;
    assert_eq!((&deleted["data"]["text"], &deleted["data"]["changeSeq"]), (&json!(""), &json!(4)));
    assert!(deleted["data"]["deletedAt"].is_string() && deleted["data"].get("reactions").is_none());
}

async fn says_everything_there_is_to_say(transport: Transport) {
    let server = TestServer::start().await;
    let mut alice = Line::open(&server, transport, "alice", Value::Null).await;
    let mut bob = Line::open(&server, Transport::Socket, "bob", Value::Null).await;

    let seq = alice.say(PAIR, "m-1", "hello").await;
    assert_eq!(alice.until("message").await["data"]["id"], "m-1", "the sender hears it too");
    assert_eq!(bob.until("message").await["data"]["id"], "m-1");
    for command in [
        json!({ "type": "edit", "conversationId": PAIR, "seq": seq, "text": "hello, Bob" }),
        json!({ "type": "react", "conversationId": PAIR, "seq": seq, "emoji": "🎉", "on": true }),
        json!({ "type": "react", "conversationId": PAIR, "seq": seq, "emoji": "🎉", "on": false }),
        json!({ "type": "delete", "conversationId": PAIR, "seq": seq }),
    ] {
        let answer = alice.ask(command.clone()).await;
        assert_ne!(answer["type"], "error", "{command}: {answer}");
        bob.until("message-changed").await;
        alice.until("message-changed").await;
    }
    bob.say(PAIR, "m-2", "hello, Alice").await;
    let heard = alice.until("message").await["data"]["seq"].clone();
    alice.ask(json!({ "type": "read", "conversationId": PAIR, "seq": heard })).await;
    assert_eq!(alice.until("read").await["seq"], heard);
    let changes = alice.ask(json!({ "type": "changes", "conversationId": PAIR, "after": 5 })).await;
    assert_eq!(changes["after"], 5);
    assert_eq!(changes["messages"].as_array().unwrap().len(), 1);
}

async fn is_refused_with_a_sentence(transport: Transport) {
    let server = TestServer::start().await;
    let mut alice = Line::open(&server, transport, "alice", Value::Null).await;
    let mut bob = Line::open(&server, Transport::Socket, "bob", Value::Null).await;
    let seq = bob.say(PAIR, "m-1", "hello").await;
    for (command, code) in [
        (json!({ "type": "message", "id": "m-2", "text": " " }), "empty-text"),
        (
            json!({ "type": "edit", "id": "e", "conversationId": PAIR, "seq": seq, "text": "mine" }),
            "forbidden",
        ),
        (json!({ "type": "edit", "id": "f", "conversationId": PAIR, "seq": 9, "text": "what" }), "not-found"),
        (
            json!({ "type": "edit", "id": "g", "conversationId": "bob~carol", "seq": 1, "text": "x" }),
            "not-found",
        ),
        (
            json!({ "type": "react", "id": "h", "conversationId": PAIR, "seq": 9, "emoji": "👍", "on": true }),
            "not-found",
        ),
        (json!({ "type": "changes", "id": "i", "conversationId": "bob~carol", "after": 0 }), "not-found"),
        (
            json!({ "type": "react", "id": "j", "conversationId": PAIR, "seq": seq, "emoji": "ok" }),
            "bad-field",
        ),
    ] {
        let answer = alice.ask(command.clone()).await;
        assert_eq!((&answer["code"], &answer["id"]), (&json!(code), &command["id"]), "{command}: {answer}");
        assert!(answer["message"].as_str().unwrap().ends_with('.'), "{answer}");
    }
}

async fn goes_on_where_it_left(transport: Transport) {
    let server = TestServer::start().await;
    let mut bob = Line::open(&server, Transport::Socket, "bob", Value::Null).await;
    bob.say(PAIR, "m-1", "seen").await;
    for (id, text) in [("m-2", "missed"), ("m-3", "missed too")] {
        bob.say(PAIR, id, text).await;
    }
    bob.ask(json!({ "type": "edit", "conversationId": PAIR, "seq": 1, "text": "seen, and changed" })).await;

    let cursors = json!({ "epoch": epoch(&server).await, "after": { PAIR: 1, "general": 0 } });
    let mut alice = Line::open(&server, transport, "alice", cursors).await;
    let changes = alice.next().await;
    assert_eq!(
        (&changes["type"], &changes["conversationId"]),
        (&json!("changes"), &json!(PAIR)),
        "{changes}"
    );
    assert_eq!((&changes["reset"], &changes["seq"], &changes["head"]), (&json!(false), &json!(4), &json!(4)));
    assert_eq!(changes["after"], 1, "it says where it begins");
    let texts: Vec<_> = changes["messages"].as_array().unwrap().iter().map(|m| m["text"].clone()).collect();
    assert_eq!(texts, ["missed", "missed too", "seen, and changed"]);

    bob.say(PAIR, "m-4", "live").await;
    let live = alice.until("message").await;
    assert_eq!(live["data"]["seq"], 5);
}

async fn is_told_to_start_afresh_by_another_history(transport: Transport) {
    let server = TestServer::start().await;
    let mut bob = Line::open(&server, Transport::Socket, "bob", Value::Null).await;
    bob.say(PAIR, "m-1", "hello").await;
    let beyond = json!({ "epoch": epoch(&server).await, "after": { PAIR: 7 } });
    for (n, cursors) in [json!({ "epoch": "another", "after": { PAIR: 1 } }), beyond].into_iter().enumerate()
    {
        let given = cursors["after"][PAIR].clone();
        let mut alice = Line::open(&server, transport, "alice", cursors).await;
        let changes = alice.until("changes").await;
        assert_eq!((&changes["reset"], &changes["seq"]), (&json!(true), &json!(n + 1)), "{changes}");
        assert_eq!(changes["after"], given, "it says what it answers");
        assert_eq!(changes["messages"], json!([]));
        let seq = bob.say(PAIR, &format!("live-{n}"), "live").await;
        assert_eq!(alice.until("message").await["data"]["seq"], seq, "and it goes on from there");
    }
}

async fn is_present_while_it_listens(transport: Transport) {
    let server = TestServer::start().await;
    let mut bob = Line::open(&server, Transport::Socket, "bob", Value::Null).await;
    let mut alice = Line::open(&server, transport, "alice", Value::Null).await;
    let is = |status: &'static str| {
        move |event: &Value| {
            let people = event["people"].as_array().unwrap();
            people.iter().any(|person| person["userId"] == "alice" && person["status"] == status)
        }
    };
    bob.until_where("presence", is("online")).await;
    bob.say(PAIR, "m-1", "hello").await;
    alice.until("message").await;
    drop(alice);
    server.clock.advance(60_000);
    bob.until_where("presence", is("offline")).await;
}

async fn hears_nothing_of_others(transport: Transport) {
    let server = TestServer::start().await;
    let mut bob = Line::open(&server, Transport::Socket, "bob", Value::Null).await;
    bob.say("bob~carol", "m-1", "about Alice").await;
    let epoch = epoch(&server).await;
    let cursors = |after: u64| json!({ "epoch": epoch, "after": { "bob~carol": after, "alice~zoe": after } });
    let mut alice = Line::open(&server, transport, "alice", cursors(1)).await;
    for name in ["alice~zoe", "bob~carol"] {
        let changes = alice.until("changes").await;
        assert_eq!(changes["conversationId"], name);
        assert_eq!(
            (&changes["after"], &changes["reset"], &changes["head"]),
            (&json!(1), &json!(true), &json!(0)),
            "what may not be seen looks like what is not there"
        );
    }
    bob.say("bob~carol", "m-2", "more about Alice").await;
    bob.say("general", "m-3", "to everybody").await;
    let heard = alice.until("message").await;
    assert_eq!(heard["data"]["id"], "m-3");
}

async fn takes_a_long_absence_in_parts(transport: Transport) {
    let server = TestServer::with(|limits| limits.delta_bytes = 4_000).await;
    let mut bob = Line::open(&server, Transport::Socket, "bob", Value::Null).await;
    for n in 0..20 {
        bob.say(PAIR, &format!("m-{n}"), &"long ".repeat(100)).await;
    }
    let epoch = epoch(&server).await;
    let mut history = History::default();
    let mut alice = Line::open(&server, transport, "alice", history.cursors(&epoch, PAIR)).await;
    let mut is_behind = history.apply(PAIR, &alice.until("changes").await);
    assert!(is_behind, "it did not come in parts");
    while is_behind {
        let ask = json!({ "type": "changes", "conversationId": PAIR, "after": history.seq });
        is_behind = history.apply(PAIR, &alice.ask(ask).await);
    }
    let page = fresh(&server).await;
    let all: Vec<_> = history.messages.into_values().collect();
    assert_eq!(json!(all), page["messages"]);
}

async fn talks_in_a_private_channel_until_it_is_removed(transport: Transport) {
    let server = TestServer::start().await;
    let mut alice = Line::open(&server, transport, "alice", Value::Null).await;
    let mut bob = Line::open(&server, transport, "bob", Value::Null).await;
    let create = json!({ "type": "create-conversation", "id": "made", "kind": "channel", "name": "Design" });
    let made = alice.ask(create).await;
    let id = made["data"]["conversationId"].as_str().unwrap().to_owned();
    assert_eq!((&made["type"], &made["data"]["role"]), (&json!("conversation"), &json!("owner")));
    alice.say(&id, "m-1", "before Bob").await;

    let added = alice.ask(json!({ "type": "add-members", "conversationId": id, "userIds": ["bob"] })).await;
    assert_eq!(added["data"]["memberCount"], 2, "{added}");
    let told = bob.until("conversation").await;
    assert_eq!((&told["data"]["conversationId"], &told["data"]["head"]), (&json!(id), &json!(3)));
    let notice = bob.until("message").await;
    assert_eq!(notice["data"]["notice"], json!({ "what": "added", "userIds": ["bob"] }));

    let seq = bob.say(&id, "m-2", "hello, Alice").await;
    alice.until_where("message", |event| event["data"]["id"] == "m-2").await;
    bob.ask(json!({ "type": "edit", "conversationId": id, "seq": seq, "text": "hello" })).await;
    let changed = alice.until("message-changed").await;
    assert_eq!(changed["data"]["text"], "hello");
    let read = bob.ask(json!({ "type": "read", "conversationId": id, "seq": seq })).await;
    assert_ne!(read["type"], "error");

    let removal = json!({ "type": "remove-member", "conversationId": id, "userId": "bob" });
    assert_eq!(alice.ask(removal).await["data"]["memberCount"], 1);
    bob.until("conversation-gone").await;
    alice.say(&id, "m-3", "after Bob").await;
    alice.ask(json!({ "type": "typing", "isTyping": true, "conversationId": id })).await;
    let refused =
        bob.ask(json!({ "type": "message", "id": "m-4", "text": "hello?", "conversationId": id })).await;
    assert_eq!((&refused["code"], &refused["id"]), (&json!("not-found"), &json!("m-4")));
    alice.say("general", "last", "to everybody").await;
    loop {
        let event = bob.next().await;
        if event["data"]["id"] == "last" {
            break;
        }
        assert!(!event.to_string().contains(&id), "who was removed was told: {event}");
    }
}

#[tokio::test]
async fn a_client_that_changes_its_transport_again_and_again_loses_and_repeats_nothing() {
    let server = TestServer::start().await;
    let mut bob = Line::open(&server, Transport::Socket, "bob", Value::Null).await;
    let epoch = epoch(&server).await;
    let mut history = History::default();
    let talking = tokio::spawn(async move {
        for n in 0..120 {
            let seq = bob.say(PAIR, &format!("m-{n}"), "on and on").await;
            if n % 5 == 0 {
                bob.ask(json!({ "type": "edit", "conversationId": PAIR, "seq": seq, "text": "on" })).await;
            }
        }
        bob.say(PAIR, "last", "the end").await
    });
    let all = [Transport::Socket, Transport::Stream, Transport::Poll, Transport::Stream, Transport::Socket];
    let mut ended = false;
    for transport in all.into_iter().chain([Transport::Poll]).cycle() {
        let mut alice = Line::open(&server, transport, "alice", history.cursors(&epoch, PAIR)).await;
        for _ in 0..9 {
            ended |= history.messages.values().any(|message| message["id"] == "last");
            if ended {
                break;
            }
            history.apply(PAIR, &alice.next().await);
        }
        if ended {
            break;
        }
    }
    assert_eq!(history.seq, talking.await.unwrap());
    let page =
        server.rest().get(&format!("/api/v1/conversations/{PAIR}/changes?userId=alice&after=0")).await.1;
    let mut all: Vec<_> = history.messages.into_values().collect();
    all.sort_by_key(|message| message["changeSeq"].as_u64().or(message["seq"].as_u64()));
    assert_eq!(json!(all), page["messages"]);
}
