//! What only long polls have: sessions that wait between two of them, and cursors that are the acknowledgement.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};
use webchat_testkit::{History, Line, Rest, TestServer, Transport};

/// Alice polls from her tab, having applied everything up to `after`.
async fn poll(rest: &Rest, epoch: &Value, after: &Value) -> Value {
    let cursors = json!({ "epoch": epoch, "after": after }).to_string();
    let query = [("userId", "alice"), ("session", "tab"), ("wait", "1"), ("cursors", &cursors)];
    let (status, answer) = rest.ask(rest.request(Method::GET, "/api/v1/poll").query(&query)).await;
    assert_eq!(status, 200, "{answer}");
    answer
}

#[tokio::test]
async fn a_poll_without_news_ends_empty_and_keeps_its_user_here() {
    let server = TestServer::start().await;
    let rest = server.rest();
    let (_, first) = rest.get("/api/v1/poll?userId=alice&session=tab&wait=0").await;
    assert_eq!(first["events"][0]["type"], "registration-confirmed");
    assert_eq!(first["after"], json!({ "general": 0 }));
    let cursors = json!({ "epoch": first["epoch"], "after": first["after"] }).to_string();
    let query = [("userId", "alice"), ("session", "tab"), ("wait", "0"), ("cursors", &cursors)];
    let (_, second) = rest.ask(rest.request(reqwest::Method::GET, "/api/v1/poll").query(&query)).await;
    assert_eq!(second["events"], json!([]), "it was registered again");
    let (_, people) = rest.get("/api/v1/users?userId=bob").await;
    assert_eq!(people["people"][0]["status"], "online");
}

#[tokio::test]
async fn a_poll_whose_answer_was_lost_is_answered_again() {
    let server = TestServer::start().await;
    let mut bob = Line::open(&server, Transport::Socket, "bob", Value::Null).await;
    let rest = server.rest();
    let (_, first) = rest.get("/api/v1/poll?userId=alice&session=tab&wait=0").await;
    bob.say("general", "m-1", "hello").await;
    let cursors = json!({ "epoch": first["epoch"], "after": first["after"] }).to_string();
    for _ in 0..3 {
        let query = [("userId", "alice"), ("session", "tab"), ("wait", "1"), ("cursors", &cursors)];
        let (_, answer) = rest.ask(rest.request(reqwest::Method::GET, "/api/v1/poll").query(&query)).await;
        let mut history = History::default();
        for event in answer["events"].as_array().unwrap() {
            history.apply("general", event);
        }
        assert_eq!(history.messages[&1]["id"], "m-1", "{answer}");
        assert_eq!(answer["after"]["general"], 1);
    }
}

#[tokio::test]
async fn a_conversation_that_began_in_a_lost_answer_is_told_again() {
    let server = TestServer::start().await;
    let mut bob = Line::open(&server, Transport::Socket, "bob", Value::Null).await;
    let rest = server.rest();
    let (_, first) = rest.get("/api/v1/poll?userId=alice&session=tab&wait=0").await;
    bob.say("alice~bob", "m-1", "psst").await;
    let lost = poll(&rest, &first["epoch"], &first["after"]).await;
    assert_eq!(places(&lost), BTreeSet::from([1]), "{lost}");
    bob.say("general", "m-2", "hello").await;
    let again = poll(&rest, &first["epoch"], &first["after"]).await;
    let told = again["events"].to_string();
    assert!(told.contains("psst") && told.contains("hello"), "{told}");
    let next = poll(&rest, &again["epoch"], &again["after"]).await;
    assert!(!next["events"].to_string().contains("psst"), "it is told for ever: {next}");
}

#[tokio::test]
async fn what_a_lost_answer_said_comes_before_what_is_new() {
    let server = TestServer::start().await;
    let mut bob = Line::open(&server, Transport::Socket, "bob", Value::Null).await;
    let rest = server.rest();
    let (_, first) = rest.get("/api/v1/poll?userId=alice&session=tab&wait=0").await;
    bob.say("general", "m-1", "in an answer that is lost").await;
    poll(&rest, &first["epoch"], &first["after"]).await;
    bob.say("general", "m-2", "while the session is parked").await;
    let again = poll(&rest, &first["epoch"], &first["after"]).await;
    let mut history = History::default();
    for event in again["events"].as_array().unwrap() {
        // It complains of a hole.
        history.apply("general", event);
    }
    assert_eq!((history.seq, &again["after"]["general"]), (2, &json!(2)));
}

#[tokio::test]
async fn who_was_told_a_part_is_told_the_rest_by_polling_on() {
    let server = TestServer::with(|limits| limits.delta_bytes = 4_000).await;
    let mut bob = Line::open(&server, Transport::Socket, "bob", Value::Null).await;
    for n in 0..20 {
        bob.say("general", &format!("m-{n}"), &"long ".repeat(100)).await;
    }
    let rest = server.rest();
    let (_, list) = rest.get("/api/v1/conversations?userId=alice").await;
    let mut answer = poll(&rest, &list["epoch"], &json!({ "general": 0 })).await;
    assert_ne!(answer["after"]["general"], 20, "it did not come in parts");
    bob.say("general", "m-20", "beyond the hole").await;
    let mut told = places(&answer);
    // It takes some five of them.
    for _ in 0..10 {
        if answer["after"]["general"] == 21 {
            break;
        }
        answer = poll(&rest, &answer["epoch"], &answer["after"]).await;
        told.extend(places(&answer));
    }
    assert_eq!(told, (1..=21).collect(), "the cursors claim more than was told, or never move on");
}

/// The places of all messages in an answer.
fn places(answer: &Value) -> BTreeSet<u64> {
    let events = answer["events"].as_array().unwrap();
    let deltas = events.iter().filter_map(|event| event["messages"].as_array()).flatten();
    let pushed = events.iter().filter(|event| event["type"] == "message").map(|event| &event["data"]);
    deltas.chain(pushed).map(|message| message["seq"].as_u64().unwrap()).collect()
}
