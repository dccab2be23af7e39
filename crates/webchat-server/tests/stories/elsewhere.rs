//! Pages from elsewhere: what a browser is made to do in the name of whoever looks at them.

use reqwest::Method;
use serde_json::{Value, json};
use webchat_testkit::{Mode, PASSWORD, Rest, Socket, TestServer};

/// The cookie that a browser has after signing in.
async fn cookie(server: &TestServer) -> String {
    server.sign_up("alice").await;
    let sign_in = json!({ "userId": "alice", "password": PASSWORD });
    let response =
        server.page().request(Method::POST, "/api/v1/session").json(&sign_in).send().await.unwrap();
    response.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned()
}

async fn say(rest: &Rest) -> u16 {
    rest.post("/api/v1/commands", json!({ "type": "message", "text": "hello", "id": "m-1" })).await.0
}

#[tokio::test]
async fn a_cookie_changes_nothing_unless_the_browser_vouches_for_the_page() {
    let server = TestServer::asking(Mode::password(), |_| {}).await;
    let cookie = cookie(&server).await;
    let browser = || server.rest().with("Cookie", &cookie);
    for page in [
        browser(),
        browser().with("Sec-Fetch-Site", "cross-site"),
        browser().with("Sec-Fetch-Site", "same-site"),
        browser().with("Origin", "https://evil.example"),
        browser().with("Origin", "https://evil.example").with("Sec-Fetch-Site", "same-origin"),
        browser().with("Origin", "null"),
    ] {
        assert_eq!(say(&page).await, 403);
        for (method, path) in [
            (Method::POST, "/api/messages"),
            (Method::POST, "/api/v1/me/password"),
            (Method::POST, "/api/v1/me/tokens"),
            (Method::DELETE, "/api/v1/me/sessions"),
            (Method::DELETE, "/api/v1/session"),
            (Method::POST, "/api/v1/session"),
        ] {
            let body = json!({ "text": "hi", "userId": "alice", "password": PASSWORD, "name": "x" });
            let request = page.request(method, path).json(&body);
            assert_eq!(page.ask(request).await.0, 403, "{path}");
        }
    }
    for page in [
        browser().with("Sec-Fetch-Site", "same-origin"),
        browser().with("Sec-Fetch-Site", "none"),
        browser().with("Origin", &format!("http://{}", server.address())),
        browser().with("Origin", "https://app.example.com"),
    ] {
        assert_eq!(say(&page).await, 200);
    }
}

#[tokio::test]
async fn a_form_of_another_site_that_looks_like_json_is_refused_too() {
    let server = TestServer::asking(Mode::password(), |_| {}).await;
    let form = server.rest().with("Cookie", &cookie(&server).await).with("Sec-Fetch-Site", "cross-site");
    let body = r#"{"type":"message","text":"hello","id":"m-1"}"#;
    assert_eq!(form.post_as("/api/v1/commands", "text/plain", body).await.0, 403);
}

#[tokio::test]
async fn a_cookie_opens_no_socket_for_a_page_that_nobody_vouches_for() {
    let server = TestServer::asking(Mode::password(), |_| {}).await;
    let cookie = ("Cookie".to_owned(), cookie(&server).await);
    let own = ("Origin".to_owned(), format!("http://{}", server.address()));
    let mut bare = Socket::connect_with(server.address(), std::slice::from_ref(&cookie)).await;
    bare.send(json!({ "type": "register" })).await;
    assert_eq!(bare.expect("error").await["code"], "unauthenticated");
    let mut vouched = Socket::connect_with(server.address(), &[cookie, own]).await;
    vouched.send(json!({ "type": "register" })).await;
    assert_eq!(vouched.expect("registration-confirmed").await["userId"], "alice");
}

#[tokio::test]
async fn a_page_may_listen_without_a_word_where_browsers_say_none() {
    // Over plain HTTP, but on this machine, browsers send neither header with a GET of a page of the same origin.
    let server = TestServer::asking(Mode::password(), |_| {}).await;
    let browser = server.rest().with("Cookie", &cookie(&server).await);
    assert_eq!(browser.get("/api/v1/poll?wait=0").await.0, 200);
    assert_eq!(browser.request(Method::GET, "/api/v1/events").send().await.unwrap().status(), 200);
    for path in ["/api/v1/poll?wait=0", "/api/v1/events"] {
        assert_eq!(browser.post(path, json!({ "type": "register" })).await.0, 401, "this they send it with");
    }
}

#[tokio::test]
async fn a_name_that_was_pointed_here_by_somebody_else_reaches_nothing() {
    for server in [TestServer::start().await, TestServer::asking(Mode::password(), |_| {}).await] {
        let evil = server.rest().with("Host", "evil.example");
        for rest in [evil.clone(), evil.clone().with("Origin", "http://evil.example")] {
            for path in ["/api/messages", "/api/v1/users?userId=alice", "/api/v1/session", "/"] {
                assert_eq!(rest.get(path).await.0, 403, "{path}");
            }
            let upgrade = rest.request(Method::GET, "/ws").header("Connection", "Upgrade");
            assert_eq!(upgrade.header("Upgrade", "websocket").send().await.unwrap().status(), 403);
            assert_eq!(rest.get("/healthz").await.0, 200, "whatever watches over it may call it anything");
        }
    }
    let open = TestServer::start().await;
    for own in ["localhost:3000", "127.0.0.1", "[::1]:3000", "192.0.2.7", "chat.example.com", "dev.localhost"]
    {
        let rest = open.rest().with("Host", own).with("Origin", &format!("http://{own}"));
        assert_eq!(rest.get("/api/messages").await, (200, Value::Array(vec![])), "{own}");
    }
}
