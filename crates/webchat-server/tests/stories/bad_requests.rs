use reqwest::Method;
use serde_json::{Value, json};
use webchat_testkit::TestServer;

/// A refusal says what was wrong in a sentence.
fn sentence(answer: &Value) -> &str {
    let sentence = answer["error"].as_str().unwrap_or_else(|| panic!("no sentence in {answer}"));
    assert!(sentence.ends_with('.') && sentence.len() > 15, "{sentence}");
    sentence
}

#[tokio::test]
async fn an_unknown_path_is_404_and_named() {
    let server = TestServer::start().await;
    for path in ["/api", "/api/nothing", "/api/v1/nothing", "/api/messages/7"] {
        let (status, answer) = server.rest().get(path).await;
        assert_eq!(status, 404, "{path}");
        assert!(sentence(&answer).contains(path), "{answer}");
    }
}

#[tokio::test]
async fn a_wrong_method_is_405_and_the_right_ones_are_named() {
    let server = TestServer::start().await;
    for (path, allowed) in [("/api/messages", "GET,HEAD,POST,DELETE"), ("/api/v1/commands", "POST")] {
        let response = server.rest().request(Method::PATCH, path).send().await.unwrap();
        assert_eq!(response.status(), 405);
        assert_eq!(response.headers()["allow"], allowed);
        sentence(&response.json().await.unwrap());
    }
    assert_eq!(server.rest().ask(server.rest().request(Method::POST, "/")).await.0, 405);
}

#[tokio::test]
async fn a_body_that_is_not_json_is_refused_by_its_label_or_its_content() {
    let server = TestServer::start().await;
    let rest = server.rest();
    let form = "text=hi&senderId=alice";
    for path in ["/api/messages", "/api/typing"] {
        let (status, answer) = rest.post_as(path, "application/x-www-form-urlencoded", form).await;
        assert_eq!(status, 415);
        assert!(sentence(&answer).contains("application/json"));
        for body in ["", "{", "[]", "\"text\"", "null", form] {
            let (status, answer) = rest.post_as(path, "application/json", body).await;
            assert_eq!(status, 400, "{body}");
            sentence(&answer);
        }
        assert_eq!(rest.post_as(path, "application/json", b"{\"text\":\"\xff\"}".to_vec()).await.0, 400);
    }
    let (status, answer) = rest.post_as("/api/v1/commands?userId=alice", "text/csv", form).await;
    assert_eq!((status, &answer["type"]), (415, &json!("error")));
}

#[tokio::test]
async fn a_json_body_needs_no_label() {
    let server = TestServer::start().await;
    let body = r#"{"text":"hi","senderId":"alice"}"#;
    for kind in ["application/json; charset=utf-8", "text/plain;charset=UTF-8", "application/vnd.chat+json"] {
        assert_eq!(server.rest().post_as("/api/messages", kind, body).await.0, 201, "{kind}");
    }
}

#[tokio::test]
async fn a_message_with_something_wrong_is_400_and_nothing_is_stored() {
    let server = TestServer::start().await;
    let cases = [
        (json!({}), "text"),
        (json!({ "text": "hi" }), "senderId"),
        (json!({ "text": 7, "senderId": "alice" }), "string"),
        (json!({ "text": "", "senderId": "alice" }), "text"),
        (json!({ "text": "x".repeat(10_001), "senderId": "alice" }), "10000"),
        (json!({ "text": "hi", "senderId": "al ice" }), "user id"),
        (json!({ "text": "hi", "senderId": "alice", "receiverId": "b/o/b" }), "user id"),
        (json!({ "text": "hi", "senderId": "alice", "id": "x".repeat(65) }), "message id"),
    ];
    for (body, about) in cases {
        let (status, answer) = server.rest().post("/api/messages", body).await;
        assert_eq!(status, 400);
        assert!(sentence(&answer).contains(about), "{answer} does not say {about}");
    }
    assert_eq!(server.rest().get("/api/messages").await.1, json!([]));
}

#[tokio::test]
async fn a_body_that_is_too_long_is_413() {
    let server = TestServer::start().await;
    let body = json!({ "text": "x".repeat(70_000), "senderId": "alice" });
    let (status, answer) = server.rest().post("/api/messages", body.clone()).await;
    assert_eq!(status, 413);
    sentence(&answer);
    let (status, answer) = server.rest().post("/api/v1/commands?userId=alice", body).await;
    assert_eq!((status, &answer["code"]), (413, &json!("too-long")));
}

#[tokio::test]
async fn bad_query_values_are_400_and_named() {
    let server = TestServer::start().await;
    let cases = [
        ("/api/messages?limit=many", "limit"),
        ("/api/messages?limit=0", "limit"),
        ("/api/messages?limit=-1", "limit"),
        ("/api/messages?limit=99999999999999999999999", "limit"),
        ("/api/conversations", "currentUserId"),
        ("/api/conversations?currentUserId=a%20b", "currentUserId"),
        ("/api/typing?conversationId=no%20one", "conversationId"),
        ("/api/typing?conversationId=bob", "userId"),
    ];
    for (path, about) in cases {
        let (status, answer) = server.rest().get(path).await;
        assert_eq!(status, 400, "{path}");
        assert!(sentence(&answer).contains(about), "{answer}");
    }
    for path in ["users", "conversations", "conversations/general/messages?userId=alice&before=x"] {
        let (status, answer) = server.rest().get(&format!("/api/v1/{path}")).await;
        assert_eq!((status, &answer["code"]), (400, &json!("bad-field")), "{path}");
    }
    assert_eq!(server.rest().get("/api/v1/conversations/%ff/messages?userId=a").await.0, 400);
    assert_eq!(server.rest().get("/api/v1/conversations/nonsense/messages?userId=a").await.0, 404);
    assert_eq!(server.rest().get("/api/messages?before=unknown").await.0, 404);
}

#[tokio::test]
async fn deleting_what_is_not_there_is_404() {
    let server = TestServer::start().await;
    let (status, answer) = server.rest().delete("/api/messages", json!({ "id": "m-1" })).await;
    assert_eq!(status, 404);
    sentence(&answer);
    assert_eq!(server.rest().delete("/api/messages", json!({})).await.0, 400);
}

#[tokio::test]
async fn half_an_upgrade_is_no_websocket() {
    let server = TestServer::start().await;
    let ask = |version: &str, key: &str| {
        let request = server.rest().request(Method::GET, "/ws");
        request
            .header("Connection", "Upgrade")
            .header("Upgrade", "websocket")
            .header("Sec-WebSocket-Version", version)
            .header("Sec-WebSocket-Key", key)
    };
    let key = "dGhlIHNhbXBsZSBub25jZQ==";
    assert_eq!(ask("12", key).send().await.unwrap().status(), 426);
    assert_eq!(ask("13", "short").send().await.unwrap().status(), 400);
    assert_eq!(server.rest().get("/ws").await.0, 426);
}
