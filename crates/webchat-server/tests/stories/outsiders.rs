//! What those learn of a conversation who are not in it: nothing. Everything that reaches them is recorded byte by byte, once
//! while others talk and once while nobody does, and must be the same. However people show who they are; and also for those
//! who do not show it.

mod listening;
mod reading;
mod talk;

use std::collections::BTreeMap;

use serde_json::{Value, json};
use webchat_core::{Clock, Rules};
use webchat_testkit::{Line, Mode, Proof, TestServer, Transport, token};

use listening::{Outsiders, Strangers};
use reading::read_everything;
use talk::{SECRETS, talk};

/// What everybody shows of who they are.
type People = BTreeMap<&'static str, Proof>;

const MEMBERS: [&str; 4] = ["alice", "bob", "carol", "dave"];
const OUTSIDERS: [&str; 4] = ["eve", "ella", "sue", "pam"];

#[tokio::test]
async fn outsiders_get_the_same_bytes_whether_others_talk_or_not() {
    let mode = || Mode::Open(Rules { classic_hears_all: false, strangers: false });
    compare(record(mode(), false).await, record(mode(), true).await);
}

#[tokio::test]
async fn outsiders_and_strangers_get_the_same_bytes_where_people_have_accounts() {
    compare(record(Mode::password(), false).await, record(Mode::password(), true).await);
}

#[tokio::test]
async fn outsiders_and_strangers_get_the_same_bytes_where_people_have_tokens() {
    compare(record(Mode::Token(None), false).await, record(Mode::Token(None), true).await);
}

/// Everything that was told, by what it was told to or asked for, and the conversations that there were.
type Record = (BTreeMap<String, String>, Vec<String>);

fn compare((silence, _): Record, (talk, conversations): Record) {
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

/// What outsiders and strangers are told, over each transport and by everything that can be read.
async fn record(mode: Mode, is_talk: bool) -> Record {
    let server = TestServer::asking(mode.clone(), |limits| {
        // Presence is everybody's and has nothing to do with conversations; when it is sent, the machine decides.
        limits.presence_ms = u64::MAX;
        // Strangers stay to the end, and so does who polls: when somebody is gone, the machine decides too.
        limits.identify_ms = u64::MAX;
        limits.poll_pause_ms = 60_000;
    })
    .await;
    let is_open = matches!(mode, Mode::Open(_));
    let people = people(&server, &mode).await;
    let mut members = BTreeMap::new();
    for user in MEMBERS {
        let line = Line::open(&server, Transport::Socket, people[user].clone(), Value::Null).await;
        members.insert(user, line);
    }
    let mut outsiders = Outsiders::come(&server, &people).await;
    let mut strangers = Strangers::come(&server, is_open).await;
    let conversations = if is_talk { talk(&mut members).await } else { Vec::new() };
    // Whatever ends by the clock ends now.
    server.clock.advance(10_000);
    server.chat().sweep();
    let guessed = match conversations.as_slice() {
        [] => {
            ["c-AAAAAAAAAAAAAAAAAAAAAA", "c-BBBBBBBBBBBBBBBBBBBBBB", "alice~bob"].map(str::to_owned).to_vec()
        }
        known => known.to_vec(),
    };
    let mut heard = read_everything(&server, Some(&people["eve"]), &guessed).await;
    if !is_open {
        let read = read_everything(&server, None, &guessed).await;
        assert!(read.iter().all(|(path, told)| path == "/healthz" || told.starts_with("401")), "{read:#?}");
        heard.extend(read.into_iter().map(|(what, told)| (format!("{what} as nobody"), told)));
    }
    members.get_mut("dave").unwrap().say("general", "the-end", "to everybody").await;
    heard.extend(outsiders.listen().await);
    heard.extend(strangers.listen(&server).await);
    let (epoch, address) = (server.chat().epoch(), server.address().to_string());
    let same = |text: String| text.replace(epoch, "EPOCH").replace(&address, "ADDRESS");
    let heard = heard.into_iter().map(|(what, text)| (what, same(text))).collect();
    (heard, conversations)
}

async fn people(server: &TestServer, mode: &Mode) -> People {
    let mut people = People::new();
    for user in MEMBERS.into_iter().chain(OUTSIDERS) {
        let proof = match mode {
            Mode::Open(_) => user.into(),
            Mode::Password { .. } => server.sign_up(user).await.proof().unwrap(),
            Mode::Token(_) => {
                let ends = server.clock.now().millis() / 1_000 + 3_600;
                Proof::Bearer(token(&json!({ "sub": user, "exp": ends })))
            }
        };
        people.insert(user, proof);
    }
    people
}
