//! What those learn of a conversation who are not in it: nothing. Everything that reaches them is recorded byte by byte, once
//! while others talk and once while nobody does, and must be the same.

use std::collections::BTreeMap;

use reqwest::{Method, Response};
use serde_json::{Value, json};
use webchat_testkit::{Line, Rest, Socket, TestServer, Transport};

/// Words that stand in nothing but what is said and done in private.
const SECRETS: [&str; 8] =
    ["Lighthouse", "painted", "whispered", "reworded", "withdrawn", "murmured", "🗼", "complained"];

#[tokio::test]
async fn outsiders_get_the_same_bytes_whether_others_talk_or_not() {
    let (silence, _) = record(false).await;
    let (talk, conversations) = record(true).await;
    assert_eq!(conversations.len(), 3);
    for (what, bytes) in &talk {
        for secret in SECRETS.iter().copied().chain(conversations.iter().map(String::as_str)) {
            // Whoever guessed the id knows it: it is looked for in what was told, not in what was asked.
            assert!(!bytes.contains(secret), "{secret} is in {what}: {bytes}");
        }
    }
    assert_eq!(silence.keys().collect::<Vec<_>>(), talk.keys().collect::<Vec<_>>());
    for (what, bytes) in &silence {
        assert_eq!(talk[what], *bytes, "{what} tells that others talk");
    }
}

/// What four outsiders are told, over each transport and by everything that can be read, and the conversations that there
/// were.
async fn record(is_talk: bool) -> (BTreeMap<String, String>, Vec<String>) {
    // Presence is everybody's and has nothing to do with conversations; when it is sent, the machine decides.
    let server = TestServer::strict_with(|limits| {
        limits.presence_ms = u64::MAX;
        // Whether a poll is under way when the clock goes on, the machine decides, too.
        limits.poll_pause_ms = 3_600_000;
    })
    .await;
    let mut members = BTreeMap::new();
    for user in ["alice", "bob", "carol", "dave"] {
        members.insert(user, Line::open(&server, Transport::Socket, user, Value::Null).await);
    }
    let mut outsiders = Outsiders::come(&server).await;
    let mut conversations = Vec::new();
    if is_talk {
        conversations = talk(&mut members).await;
    }
    // Whatever ends by the clock ends now.
    server.clock.advance(10_000);
    server.chat().sweep();
    let guessed = match conversations.as_slice() {
        [] => {
            ["c-AAAAAAAAAAAAAAAAAAAAAA", "c-BBBBBBBBBBBBBBBBBBBBBB", "alice~bob"].map(str::to_owned).to_vec()
        }
        made => made.to_vec(),
    };
    let mut heard = read_everything(&server, &guessed).await;
    members.get_mut("dave").unwrap().say("general", "the-end", "to everybody").await;
    heard.extend(outsiders.listen().await);
    let (epoch, address) = (server.chat().epoch(), server.address().to_string());
    let same = |text: String| text.replace(epoch, "EPOCH").replace(&address, "ADDRESS");
    let heard = heard.into_iter().map(|(what, text)| (what, same(text))).collect();
    (heard, conversations)
}

/// Everything that members do in a private channel, a group and a direct conversation. Answers their ids.
async fn talk(members: &mut BTreeMap<&str, Line>) -> Vec<String> {
    let mut ask = async |user: &str, command: Value| {
        let answer = members.get_mut(user).unwrap().ask(command.clone()).await;
        assert_ne!(answer["type"], "error", "{user} {command}: {answer}");
        answer
    };
    let mut made = Vec::new();
    for kind in ["channel", "group"] {
        let create = json!({
            "type": "create-conversation", "id": format!("a {kind}"), "kind": kind, "name": "Lighthouse",
            "description": "painted", "userIds": ["bob"],
        });
        made.push(ask("alice", create).await["data"]["conversationId"].as_str().unwrap().to_owned());
    }
    made.push("alice~bob".to_owned());
    for id in &made {
        let about = |mut command: Value| {
            command["conversationId"] = id.clone().into();
            command
        };
        ask("bob", about(json!({ "type": "typing", "isTyping": true }))).await;
        let said = ask(
            "bob",
            about(json!({ "type": "message", "id": format!("murmured {id}"), "text": "whispered" })),
        )
        .await;
        let seq = said["data"]["seq"].clone();
        for (user, command) in [
            ("bob", json!({ "type": "edit", "seq": seq, "text": "reworded" })),
            ("alice", json!({ "type": "react", "seq": seq, "emoji": "🗼", "on": true })),
            ("alice", json!({ "type": "read", "seq": seq })),
            ("alice", json!({ "type": "report", "seq": seq, "reason": "complained" })),
            ("alice", json!({ "type": "react", "seq": seq, "emoji": "🗼", "on": false })),
            ("bob", json!({ "type": "delete", "seq": seq })),
            ("alice", json!({ "type": "typing", "isTyping": true })),
        ] {
            ask(user, about(command)).await;
        }
        if id == "alice~bob" {
            continue;
        }
        for (user, command) in [
            ("alice", json!({ "type": "add-members", "userIds": ["carol", "dave"] })),
            ("alice", json!({ "type": "set-role", "userId": "bob", "role": "owner" })),
            ("bob", json!({ "type": "remove-member", "userId": "carol" })),
            ("dave", json!({ "type": "leave" })),
            (
                "bob",
                json!({ "type": "change-conversation", "name": "Lighthouse keepers", "description": "painted again" }),
            ),
            ("bob", json!({ "type": "change-conversation", "archived": true })),
            ("bob", json!({ "type": "change-conversation", "archived": false })),
            ("bob", json!({ "type": "message", "id": format!("again {id}"), "text": "whispered again" })),
            ("bob", json!({ "type": "leave" })),
        ] {
            ask(user, about(command)).await;
        }
    }
    ask("carol", json!({ "type": "block", "userId": "bob", "on": true })).await;
    made
}

/// Everything that an outsider can read by themselves, with the ids they guessed, by status and body.
async fn read_everything(server: &TestServer, guessed: &[String]) -> BTreeMap<String, String> {
    let rest = server.rest();
    let mut read = BTreeMap::new();
    for path in [
        "/api/v1/users",
        "/api/v1/conversations",
        "/api/v1/channels",
        "/api/v1/channels?query=light",
        "/api/v1/blocks",
        "/api/messages",
        "/api/typing",
        "/api/conversations?currentUserId=eve",
        "/api/websocket",
        "/healthz",
    ] {
        read.insert(path.to_owned(), get(&rest, path).await);
    }
    for (place, id) in guessed.iter().enumerate() {
        for rest_of_path in ["", "/messages", "/messages?before=2", "/changes?after=0", "/changes?after=5"] {
            let path = format!("/api/v1/conversations/{id}{rest_of_path}");
            read.insert(format!("guess {place}{rest_of_path}"), get(&rest, &path).await);
        }
        let typing = get(&rest, &format!("/api/typing?conversationId={id}")).await;
        read.insert(format!("guess {place} typing"), typing);
        for command in [
            json!({ "type": "join" }),
            json!({ "type": "leave" }),
            json!({ "type": "message", "text": "hello?" }),
            json!({ "type": "message", "text": "hello?", "id": format!("murmured {id}") }),
            json!({ "type": "edit", "seq": 2, "text": "hello?" }),
            json!({ "type": "report", "seq": 2, "reason": "curious" }),
            json!({ "type": "read", "seq": 2 }),
        ] {
            let mut asked = command.clone();
            asked["conversationId"] = id.clone().into();
            let request = rest.request(Method::POST, "/api/v1/commands?userId=eve").json(&asked);
            let (status, body) = rest.ask_text(request).await;
            let body = asked["id"].as_str().map_or(body.clone(), |id| body.replace(id, "…"));
            read.insert(format!("guess {place} {command}").replace(id, "…"), format!("{status} {body}"));
        }
    }
    read
}

async fn get(rest: &Rest, path: &str) -> String {
    let (status, body) = rest.ask_text(rest.request(Method::GET, path).query(&[("userId", "eve")])).await;
    format!("{status} {body}")
}

/// Four who are in nothing: one for each transport, and a classic one.
struct Outsiders {
    full: Socket,
    classic: Socket,
    stream: Response,
    rest: Rest,
    cursors: Value,
}

impl Outsiders {
    /// They come one after the other, each after the one before was seen to be there.
    async fn come(server: &TestServer) -> Self {
        let rest = server.rest();
        let mut classic = server.join("ella").await;
        let full = server.join_full("eve").await;
        classic.expect("user-joined").await;
        let stream = rest.request(Method::GET, "/api/v1/events?userId=sue").send().await.unwrap();
        classic.expect("user-joined").await;
        let (_, first) = rest.get("/api/v1/poll?userId=pam&session=s").await;
        classic.expect("user-joined").await;
        let cursors = json!({ "epoch": first["epoch"], "after": first["after"] });
        Self { full, classic, stream, rest, cursors }
    }

    /// Everything that each of them was told up to the last word.
    async fn listen(&mut self) -> BTreeMap<String, String> {
        let mut heard = BTreeMap::new();
        for (name, socket) in [("socket", &mut self.full), ("classic socket", &mut self.classic)] {
            let mut frames = Vec::new();
            while frames.last().is_none_or(|frame: &String| !frame.contains("the-end")) {
                frames.push(socket.next_text().await);
            }
            heard.insert(name.to_owned(), frames.join("\n"));
        }
        let mut bytes = Vec::new();
        // The event ends with an empty line.
        while !(bytes.ends_with(b"\n\n") && String::from_utf8_lossy(&bytes).contains("the-end")) {
            bytes.extend_from_slice(&self.stream.chunk().await.unwrap().unwrap());
        }
        heard.insert("stream".to_owned(), String::from_utf8(bytes).unwrap());
        let mut batches: Vec<String> = Vec::new();
        while batches.last().is_none_or(|batch| !batch.contains("the-end")) {
            let query =
                [("userId", "pam"), ("session", "s"), ("wait", "20"), ("cursors", &self.cursors.to_string())];
            let request = self.rest.request(Method::GET, "/api/v1/poll").query(&query);
            let (_, batch) = self.rest.ask_text(request).await;
            let told: Value = serde_json::from_str(&batch).unwrap();
            self.cursors = json!({ "epoch": told["epoch"], "after": told["after"] });
            batches.push(batch);
        }
        heard.insert("polls".to_owned(), batches.join("\n"));
        heard
    }
}
