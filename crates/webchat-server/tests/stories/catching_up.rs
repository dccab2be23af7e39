//! Coming back: what only one transport has, and what happens when many come back at once.

use serde_json::{Value, json};
use webchat_testkit::{History, Line, TestServer, Transport};

const PAIR: &str = "alice~bob";

#[tokio::test]
async fn an_event_source_comes_back_by_itself_and_misses_nothing_even_in_new_conversations() {
    let server = TestServer::start().await;
    let mut bob = Line::open(&server, Transport::Socket, "bob", Value::Null).await;
    bob.say(PAIR, "m-1", "before").await;
    let mut alice = Line::open(&server, Transport::Stream, "alice", Value::Null).await;
    bob.say(PAIR, "m-2", "heard").await;
    alice.until("message").await;
    // The token comes behind what it is about.
    bob.say("general", "m-3", "heard too").await;
    alice.until("message").await;
    let mut alice_again = {
        bob.say(PAIR, "m-4", "missed").await;
        let mut carol = Line::open(&server, Transport::Socket, "carol", Value::Null).await;
        carol.say("alice~carol", "m-5", "missed, from somebody new").await;
        alice.come_back().await
    };
    let mut missed = Vec::new();
    while missed.len() < 2 {
        let changes = alice_again.until("changes").await;
        // Which its client could not know: it never saw the cursors.
        let begins = if changes["conversationId"] == PAIR { 2..=3 } else { 0..=0 };
        assert!(begins.contains(&changes["after"].as_u64().unwrap()), "{changes}");
        let texts = changes["messages"].as_array().unwrap().iter().map(|message| message["id"].clone());
        missed.extend(texts.filter(|id| *id == "m-4" || *id == "m-5"));
    }
    missed.sort_by_key(Value::to_string);
    assert_eq!(missed, ["m-4", "m-5"]);
}

#[tokio::test]
async fn an_event_source_that_was_told_a_part_comes_back_for_the_rest() {
    let server = TestServer::with(|limits| limits.delta_bytes = 4_000).await;
    let mut bob = Line::open(&server, Transport::Socket, "bob", Value::Null).await;
    for n in 0..20 {
        bob.say(PAIR, &format!("m-{n}"), &"long ".repeat(100)).await;
    }
    let (_, list) = server.rest().get("/api/v1/conversations?userId=alice").await;
    let cursors = json!({ "epoch": list["epoch"], "after": { PAIR: 0 } });
    let mut alice = Line::open(&server, Transport::Stream, "alice", cursors).await;
    let part = alice.until("changes").await;
    let told = part["seq"].as_u64().unwrap();
    assert!(told < 20, "it did not come in parts");
    // The token comes behind what it is about: when the second has come, that of the first has.
    for id in ["live-1", "live-2"] {
        bob.say(PAIR, id, "beyond the hole").await;
        alice.until("message").await;
    }
    let mut alice = alice.come_back().await;
    bob.say(PAIR, "live-3", "so that something comes, whatever the token says").await;
    alice.until("registration-confirmed").await;
    let rest = alice.next().await;
    assert_eq!((&rest["type"], &rest["after"]), (&json!("changes"), &json!(told)), "{rest}");
    assert_eq!(rest["messages"][0]["seq"], told + 1);
}

#[tokio::test]
async fn who_is_cut_off_before_anything_happened_comes_back_to_where_it_began() {
    let server = TestServer::start().await;
    let mut bob = Line::open(&server, Transport::Socket, "bob", Value::Null).await;
    let mut alice = Line::open(&server, Transport::Stream, "alice", Value::Null).await;
    // One event more, so that the token behind the first was read.
    alice.until("presence").await;
    bob.say(PAIR, "m-1", "in a new conversation").await;
    let mut alice = alice.come_back().await;
    let changes = alice.until("changes").await;
    assert_eq!(changes["messages"][0]["text"], "in a new conversation");
}

#[tokio::test]
async fn a_token_that_nobody_gave_is_refused() {
    let server = TestServer::start().await;
    let rest = server.rest();
    for token in ["garbage;", "e;general=x", "e;bob~alice=1"] {
        let request = rest.request(reqwest::Method::GET, "/api/v1/events?userId=alice");
        let (status, problem) = rest.ask(request.header("Last-Event-ID", token)).await;
        assert_eq!((status, &problem["code"]), (400, &json!("bad-field")), "{problem}");
    }
}

#[tokio::test]
async fn bad_questions_are_answered_on_every_path() {
    let server = TestServer::start().await;
    for path in ["/api/v1/events", "/api/v1/poll"] {
        for query in [
            "",
            "?userId=no%20id",
            "?userId=alice&cursors=%7B",
            "?userId=alice&cursors=%7B%22epoch%22%3A%22e%22%2C%22after%22%3A%7B%22x%22%3A1%7D%7D",
            "?userId=alice&name=%0A",
        ] {
            let (status, problem) = server.rest().get(&format!("{path}{query}")).await;
            assert_eq!((status, &problem["type"]), (400, &json!("error")), "{path}{query}: {problem}");
        }
        let (status, problem) = server.rest().post(path, json!({ "type": "ping" })).await;
        assert_eq!((status, &problem["code"]), (400, &json!("bad-field")), "{problem}");
    }
    let (status, _) = server.rest().get("/api/v1/poll?userId=alice&wait=soon").await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn more_cursors_than_a_list_holds_are_refused() {
    let server = TestServer::with(|limits| limits.cursors = 2).await;
    let mut socket = server.connect().await;
    let after = json!({ "general": 1, "alice~bob": 1, "alice~carol": 1 });
    let cursors = json!({ "epoch": "e", "after": after });
    socket
        .send(json!({ "type": "register", "userId": "alice", "protocol": 2, "cursors": cursors, "id": "r" }))
        .await;
    let error = socket.expect("error").await;
    assert_eq!((&error["code"], &error["id"]), (&json!("bad-field"), &json!("r")));
}

#[tokio::test]
async fn many_who_come_back_together_are_all_told_what_they_missed() {
    let server = TestServer::with(|limits| limits.catch_ups = 4).await;
    let mut bob = Line::open(&server, Transport::Socket, "bob", Value::Null).await;
    for n in 0..30 {
        bob.say("general", &format!("m-{n}"), "hello").await;
    }
    let (_, list) = server.rest().get("/api/v1/conversations?userId=bob").await;
    let epoch = list["epoch"].as_str().unwrap().to_owned();
    let coming: Vec<_> = (0..40)
        .map(|n| {
            let cursors = json!({ "epoch": epoch, "after": { "general": n % 7 } });
            let address = server.address();
            tokio::spawn(async move {
                let user = format!("user-{n}");
                let mut line = Line::open_at(address, Transport::Socket, user.as_str(), cursors).await;
                let mut history = History { seq: n % 7, ..History::default() };
                while history.seq < 40 {
                    history.apply("general", &line.next().await);
                }
                history.messages.len() as u64
            })
        })
        .collect();
    for n in 30..40 {
        bob.say("general", &format!("m-{n}"), "meanwhile").await;
    }
    for (n, told) in coming.into_iter().enumerate() {
        assert_eq!(told.await.unwrap(), 40 - n as u64 % 7);
    }
}

#[tokio::test]
async fn an_open_stream_ends_with_a_hint_when_the_server_stops() {
    let mut server = TestServer::start().await;
    let request = server.rest().request(reqwest::Method::GET, "/api/v1/events?userId=alice");
    let response = request.send().await.unwrap();
    server.stop().await;
    let text = response.text().await.unwrap();
    assert!(text.starts_with("retry: 1000\n\n"), "{text}");
    assert!(text.trim_end().rsplit("\n\n").next().unwrap().starts_with("retry: "), "{text}");
}
