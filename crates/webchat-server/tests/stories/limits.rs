use serde_json::json;
use webchat_testkit::TestServer;

#[tokio::test]
async fn a_burst_goes_through_and_what_exceeds_it_is_told_to_wait() {
    let server =
        TestServer::with(|limits| (limits.messages_per_second, limits.messages_burst) = (20, 60)).await;
    let mut alice = server.join("alice").await;
    for number in 0..61 {
        alice.say(&format!("m-{number}"), "quick", None).await;
    }
    let error = alice.until("error").await;
    assert_eq!((&error["code"], &error["id"]), (&json!("rate-limited"), &json!("m-60")));
    assert_eq!(error["retryAfterMs"], 50, "20 a second");
    server.clock.advance(50);
    alice.say("m-60", "quick", None).await;
    alice.until_where("message", |event| event["data"]["id"] == "m-60").await;
}

#[tokio::test]
async fn rest_counts_against_the_same_rate() {
    let server =
        TestServer::with(|limits| (limits.messages_per_second, limits.messages_burst) = (1, 1)).await;
    let mut alice = server.join("alice").await;
    alice.say("m-1", "by socket", None).await;
    alice.expect("message").await;
    let request = server
        .rest()
        .request(reqwest::Method::POST, "/api/messages")
        .json(&json!({ "text": "by REST", "senderId": "alice" }));
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 429);
    assert_eq!(response.headers()["retry-after"], "1");
    let other = json!({ "text": "somebody else", "senderId": "bob" });
    assert_eq!(server.rest().post("/api/messages", other).await.0, 201);
}

#[tokio::test]
async fn renewing_typing_is_free_and_flapping_is_not() {
    let server = TestServer::with(|limits| limits.typing_per_second = 2).await;
    let mut alice = server.join("alice").await;
    let typing = |is_typing: bool| json!({ "type": "typing", "isTyping": is_typing });
    for _ in 0..20 {
        alice.send(typing(true)).await;
    }
    alice.expect("typing-update").await;
    alice.expect_nothing().await;
    for _ in 0..2 {
        alice.send(typing(false)).await;
        alice.expect("typing-update").await;
        alice.send(typing(true)).await;
        if alice.next().await["type"] == "error" {
            return;
        }
    }
    panic!("flapping was never refused");
}

#[tokio::test]
async fn a_reader_that_stalls_is_closed_with_4008_and_the_others_go_on() {
    let server = TestServer::with(|limits| limits.queue_bytes = 256 * 1024).await;
    let mut stalled = server.raw().await;
    let mut bob = server.join("bob").await;
    let text = "x".repeat(8_000);
    for round in 0..40 {
        for number in 0..10 {
            bob.say(&format!("m-{round}-{number}"), &text, None).await;
        }
        for _ in 0..10 {
            bob.expect("message").await;
        }
    }
    // It reads again: what was on its way, and then the reason.
    assert_eq!(stalled.close_code().await, 4008);
}

#[tokio::test]
async fn invented_users_do_not_fill_the_memory() {
    let server = TestServer::with(|limits| {
        (limits.messages_per_second, limits.messages_burst, limits.tracked_users) = (1, 1, 3);
    })
    .await;
    let post = async |sender: &str| {
        server.rest().post("/api/messages", json!({ "text": "hi", "senderId": sender })).await.0
    };
    for sender in ["a", "b", "c"] {
        assert_eq!(post(sender).await, 201);
    }
    assert_eq!(post("d").await, 429, "no more than three are tracked at once");
    server.clock.advance(3_000);
    assert_eq!(post("d").await, 201, "who was quiet makes room");
}
