//! Accounts: who gets in, and that nobody else reads or says anything.

use reqwest::Method;
use serde_json::{Value, json};
use webchat_testkit::{Line, Mode, PASSWORD, Rest, TestServer, Transport};

/// Every route of the chat with something that would be understood.
const ROUTES: [(Method, &str); 16] = [
    (Method::GET, "/api/messages"),
    (Method::POST, "/api/messages"),
    (Method::DELETE, "/api/messages"),
    (Method::GET, "/api/conversations?currentUserId=alice"),
    (Method::GET, "/api/typing"),
    (Method::POST, "/api/typing"),
    (Method::GET, "/api/websocket"),
    (Method::GET, "/api/v1/users?userId=alice"),
    (Method::GET, "/api/v1/conversations?userId=alice"),
    (Method::GET, "/api/v1/conversations/general?userId=alice"),
    (Method::GET, "/api/v1/conversations/general/messages?userId=alice"),
    (Method::GET, "/api/v1/channels?userId=alice"),
    (Method::POST, "/api/v1/commands?userId=alice"),
    (Method::GET, "/api/v1/events?userId=alice"),
    (Method::GET, "/api/v1/poll?userId=alice&wait=0"),
    (Method::GET, "/api/v1/me/sessions"),
];

fn body() -> Value {
    json!({ "type": "ping", "userId": "alice", "senderId": "alice", "text": "hi", "id": "m-1", "isTyping": true })
}

async fn statuses(rest: &Rest) -> Vec<(&'static str, u16)> {
    let mut statuses = Vec::new();
    for (method, path) in ROUTES {
        let request = rest.request(method.clone(), path);
        let request = if method == Method::GET { request } else { request.json(&body()) };
        statuses.push((path, request.send().await.unwrap().status().as_u16()));
    }
    statuses
}

#[tokio::test]
async fn nothing_is_to_be_had_without_signing_in() {
    let server = TestServer::asking(Mode::password(), |_| {}).await;
    for stranger in [
        server.page(),
        server.rest(),
        server.page().with("Cookie", "webchat_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
        server.program("wct_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
        server.program("alice"),
        server.rest().with("Authorization", "Basic YWxpY2U6YWxpY2U="),
    ] {
        for (path, status) in statuses(&stranger).await {
            assert_eq!(status, 401, "{path}");
        }
    }
    let (_, classic) = server.rest().get("/api/messages").await;
    assert_eq!(classic, json!({ "error": "Sign in first." }));
    let (_, refusal) = server.rest().get("/api/v1/users").await;
    assert_eq!((&refusal["type"], &refusal["code"]), (&json!("error"), &json!("unauthenticated")));
}

#[tokio::test]
async fn whoever_signed_up_has_everything_that_was_there_before() {
    let server = TestServer::asking(Mode::password(), |_| {}).await;
    let alice = server.sign_up("alice").await;
    for (path, status) in statuses(&alice).await {
        assert!(matches!(status, 200 | 201 | 404), "{path}: {status}");
    }
    let (status, said) = alice.post("/api/messages", json!({ "text": "hello" })).await;
    assert_eq!((status, &said["senderId"]), (201, &json!("alice")), "nobody needs to say who they are");
}

#[tokio::test]
async fn the_health_the_page_and_the_session_need_nobody() {
    let server = TestServer::asking(Mode::password(), |_| {}).await;
    assert_eq!(server.rest().get("/healthz").await.0, 200);
    assert_eq!(server.rest().get("/").await.0, 200);
    let (status, state) = server.rest().get("/api/v1/session").await;
    assert_eq!(status, 200);
    assert_eq!(state, json!({ "mode": "password", "signUp": "open", "needsSetup": true }));
}

#[tokio::test]
async fn each_mode_says_what_it_is() {
    let open = TestServer::start().await;
    let (_, state) = open.rest().get("/api/v1/session").await;
    assert_eq!(state, json!({ "mode": "open", "needsSetup": false }));
    assert_eq!(open.rest().post("/api/v1/session", json!({ "userId": "a", "password": "b" })).await.0, 404);
    let tokens = TestServer::asking(Mode::Token(None), |_| {}).await;
    let (_, state) = tokens.tokened("alice").get("/api/v1/session").await;
    assert_eq!((&state["mode"], &state["me"]["userId"]), (&json!("token"), &json!("alice")));
}

#[tokio::test]
async fn signing_in_gives_a_browser_a_cookie_that_no_script_reads() {
    let server = TestServer::asking(Mode::password(), |_| {}).await;
    let alice = server.sign_up("alice").await;
    let sign_in = json!({ "userId": "alice", "password": PASSWORD });
    let response =
        server.page().request(Method::POST, "/api/v1/session").json(&sign_in).send().await.unwrap();
    assert_eq!(response.headers()["cache-control"], "no-store");
    let cookie = response.headers()["set-cookie"].to_str().unwrap().to_owned();
    let (value, attributes) = cookie.split_once("; ").unwrap();
    assert_eq!(value.strip_prefix("webchat_session=").map(str::len), Some(43));
    assert_eq!(attributes, "Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax");
    let state: Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
    assert_eq!((&state["me"]["userId"], &state["me"]["isAdmin"]), (&json!("alice"), &json!(false)));
    let (_, state) = alice.get("/api/v1/session").await;
    assert_eq!(state["me"]["name"], "alice");
}

#[tokio::test]
async fn a_cookie_is_for_https_where_browsers_come_by_https() {
    let told = TestServer::behind(Mode::password(), |_| {}, |options| options.is_https = true).await;
    let proxied = TestServer::behind(Mode::password(), |_| {}, |options| options.trust_proxy = true).await;
    let plain = TestServer::asking(Mode::password(), |_| {}).await;
    for (server, is_secure) in [(told, true), (proxied, true), (plain, false)] {
        let person = json!({ "userId": "alice", "password": PASSWORD });
        let request =
            server.page().with("X-Forwarded-Proto", "https").request(Method::POST, "/api/v1/accounts");
        let response = request.json(&person).send().await.unwrap();
        let cookie = response.headers()["set-cookie"].to_str().unwrap();
        assert_eq!(cookie.ends_with("; Secure"), is_secure, "{cookie}");
    }
}

#[tokio::test]
async fn a_session_that_is_used_gets_a_new_cookie_from_time_to_time() {
    let server = TestServer::asking(Mode::password(), |_| {}).await;
    let alice = server.sign_up("alice").await;
    let cookie = async |path: &str| {
        let response = alice.request(Method::GET, path).send().await.unwrap();
        response.headers().get("set-cookie").map(|cookie| cookie.to_str().unwrap().to_owned())
    };
    assert_eq!(cookie("/api/v1/users").await, None);
    server.clock.advance(10 * 60 * 1_000);
    let renewed = cookie("/api/v1/users").await.expect("its time moved on");
    assert!(renewed.contains("; Max-Age=2592000; "), "{renewed}");
    assert_eq!(cookie("/api/v1/users").await, None, "it has just been renewed");
    assert!(cookie("/api/v1/session").await.is_some(), "a page that is loaded begins anew");
    server.clock.advance(31 * 24 * 60 * 60 * 1_000);
    assert_eq!(alice.get("/api/v1/users").await.0, 401, "it was not used for a month");
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_are_told_the_same_and_cost_the_same() {
    let server = TestServer::asking(Mode::password(), |_| {}).await;
    server.sign_up("alice").await;
    let mut answers = Vec::new();
    for user in ["alice", "nobody"] {
        let before = server.accounts().hashes_computed();
        let wrong = json!({ "userId": user, "password": "wrong password" });
        let response =
            server.page().request(Method::POST, "/api/v1/session").json(&wrong).send().await.unwrap();
        assert!(response.headers().get("set-cookie").is_none());
        let status = response.status().as_u16();
        answers.push((status, response.text().await.unwrap(), server.accounts().hashes_computed() - before));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!((answers[0].0, answers[0].2), (401, 1));
}

#[tokio::test]
async fn a_body_that_is_wrong_is_not_repeated_to_anybody() {
    let server = TestServer::asking(Mode::password(), |_| {}).await;
    for body in [
        json!({ "userId": "correct horse battery", "password": "correct horse battery" }),
        json!({ "userId": "alice", "password": ["correct horse battery"] }),
        json!({ "password": "correct horse battery" }),
    ] {
        let (status, answer) = server.page().post("/api/v1/session", body).await;
        assert_eq!((status, &answer["code"]), (400, &json!("bad-field")));
        assert!(!answer.to_string().contains("horse"), "{answer}");
    }
}

#[tokio::test]
async fn nobody_speaks_for_somebody_else() {
    let server = TestServer::asking(Mode::password(), |_| {}).await;
    let (alice, _bob) = (server.sign_up("alice").await, server.sign_up("bob").await);
    let forged = json!({ "text": "I am Bob", "senderId": "bob", "userId": "bob", "isTyping": true });
    for (method, path) in [
        (Method::POST, "/api/messages"),
        (Method::POST, "/api/typing"),
        (Method::DELETE, "/api/typing"),
        (Method::GET, "/api/typing?userId=bob"),
        (Method::GET, "/api/conversations?currentUserId=bob"),
        (Method::GET, "/api/v1/conversations?userId=bob"),
        (Method::GET, "/api/v1/events?userId=bob"),
        (Method::GET, "/api/v1/poll?userId=bob&wait=0"),
    ] {
        let request = alice.request(method.clone(), path);
        let request = if method == Method::GET { request } else { request.json(&forged) };
        let (status, answer) = alice.ask(request).await;
        assert_eq!(status, 403, "{path}: {answer}");
    }
    let command = json!({ "type": "message", "text": "I am Bob", "senderId": "bob", "id": "m-1" });
    let (status, answer) = alice.post("/api/v1/commands", command.clone()).await;
    assert_eq!((status, &answer["code"]), (403, &json!("forbidden")));
    let mut socket = alice.connect().await;
    socket.send(json!({ "type": "register", "userId": "bob" })).await;
    assert_eq!(socket.expect("error").await["code"], "forbidden");
    socket.send(command.clone()).await;
    assert_eq!(socket.expect("error").await["code"], "not-registered");
    socket.send(json!({ "type": "register" })).await;
    assert_eq!(socket.expect("registration-confirmed").await["userId"], "alice");
    socket.send(command).await;
    assert_eq!(socket.expect("error").await["code"], "forbidden");
    let (_, history) = alice.get("/api/messages").await;
    assert_eq!(history, json!([]), "nothing of it was stored");
}

#[tokio::test]
async fn a_socket_hears_nothing_before_it_is_settled_who_is_on_it() {
    let server = TestServer::asking(Mode::password(), |_| {}).await;
    let (alice, bob) = (server.sign_up("alice").await, server.sign_up("bob").await);
    let mut strangers = vec![server.page().connect().await, alice.connect().await];
    strangers[0].send(json!({ "type": "register", "userId": "alice" })).await;
    assert_eq!(strangers[0].expect("error").await["code"], "unauthenticated");
    strangers[0].send(json!({ "type": "register", "userId": "alice", "protocol": 2 })).await;
    assert_eq!(strangers[0].expect("error").await["code"], "unauthenticated");
    let mut talker = bob.connect().await;
    talker.register("bob").await;
    talker.send(json!({ "type": "typing", "isTyping": true })).await;
    talker.say("m-1", "hello, everybody", None).await;
    talker.until("message").await;
    talker.leave().await;
    for stranger in &mut strangers {
        stranger.expect_nothing().await;
    }
}

#[tokio::test]
async fn a_classic_client_of_somebody_hears_what_is_theirs() {
    let server = TestServer::asking(Mode::password(), |_| {}).await;
    let (alice, bob, carol) =
        (server.sign_up("alice").await, server.sign_up("bob").await, server.sign_up("carol").await);
    let (mut a, mut b, mut c) = (alice.connect().await, bob.connect().await, carol.connect().await);
    for (socket, user) in [(&mut a, "alice"), (&mut b, "bob"), (&mut c, "carol")] {
        socket.register(user).await;
    }
    a.say("m-1", "for Bob", Some("bob")).await;
    assert_eq!(b.until("message").await["data"]["text"], "for Bob");
    a.say("m-2", "for everybody", None).await;
    assert_eq!(c.until("message").await["data"]["text"], "for everybody");
    let (_, history) = carol.get("/api/messages").await;
    assert_eq!(history.as_array().unwrap().len(), 1, "{history}");
}

#[tokio::test]
async fn who_shows_nothing_is_let_go() {
    let server = TestServer::asking(Mode::password(), |limits| limits.ping_ms = 50).await;
    let alice = server.sign_up("alice").await;
    let (mut nobody, mut here) = (server.page().connect().await, alice.connect().await);
    here.register("alice").await;
    server.clock.advance(9_000);
    nobody.send(json!({ "type": "ping" })).await;
    nobody.expect("pong").await;
    server.clock.advance(2_000);
    assert_eq!(nobody.closed().await.0, 4003);
    here.send(json!({ "type": "ping" })).await;
    here.expect("pong").await;
}

#[tokio::test]
async fn a_program_has_a_token_of_its_own_on_every_transport() {
    let server = TestServer::asking(Mode::password(), |_| {}).await;
    let alice = server.sign_up("alice").await;
    let (status, made) = alice.post("/api/v1/me/tokens", json!({ "name": "a bridge" })).await;
    assert_eq!(status, 200);
    let token = made["token"].as_str().unwrap();
    let program = server.program(token);
    for transport in Transport::ALL {
        let mut line = Line::open_as(program.clone(), transport, "alice", Value::Null).await;
        line.say("general", &format!("m-{transport:?}"), "from a program").await;
    }
    let mut socket = server.connect().await;
    socket.send(json!({ "type": "register", "token": token, "protocol": 2 })).await;
    assert_eq!(socket.expect("registration-confirmed").await["userId"], "alice");
    let stream = server.rest().request(Method::GET, &format!("/api/v1/events?token={token}"));
    assert_eq!(stream.send().await.unwrap().status(), 200, "an EventSource can send no header");
    assert_eq!(server.rest().get(&format!("/api/v1/poll?wait=0&token={token}")).await.0, 200);
    let register = json!({ "type": "register", "token": token, "protocol": 2 });
    assert_eq!(server.rest().post("/api/v1/poll?wait=0", register).await.0, 200);
    for elsewhere in ["/api/v1/users", "/api/messages", "/api/v1/conversations"] {
        let path = format!("{elsewhere}?token={token}");
        assert_eq!(server.rest().get(&path).await.0, 401, "a token in an address ends up in logs: {path}");
    }
    for (method, path) in [(Method::POST, "/api/v1/me/tokens"), (Method::DELETE, "/api/v1/me/sessions")] {
        let request = program.request(method, path).json(&json!({ "name": "another one" }));
        assert_eq!(program.ask(request).await.0, 403, "a program may not do that: {path}");
    }
    let (_, list) = alice.get("/api/v1/me/sessions").await;
    assert!(list.to_string().contains("a bridge") && !list.to_string().contains(token), "{list}");
}

#[tokio::test]
async fn a_cookie_is_no_token_and_a_token_no_cookie() {
    let server = TestServer::asking(Mode::password(), |_| {}).await;
    let alice = server.sign_up("alice").await;
    let (_, made) = alice.post("/api/v1/me/tokens", json!({ "name": "a bridge" })).await;
    let as_cookie = format!("webchat_session={}", made["token"].as_str().unwrap());
    assert_eq!(server.page().with("Cookie", &as_cookie).get("/api/v1/users").await.0, 401);
    let sign_in = json!({ "userId": "alice", "password": PASSWORD });
    let response =
        server.page().request(Method::POST, "/api/v1/session").json(&sign_in).send().await.unwrap();
    let cookie = response.headers()["set-cookie"].to_str().unwrap();
    let value = cookie.split(['=', ';']).nth(1).unwrap();
    assert_eq!(server.program(value).get("/api/v1/users").await.0, 401);
}
