//! What those who administer a server do, and that nobody else does.

use reqwest::Method;
use serde_json::{Value, json};
use webchat_testkit::{Line, Mode, PASSWORD, Rest, TestServer, Transport, token};

/// Every route, with what would be a good request.
fn routes() -> Vec<(Method, &'static str, Value)> {
    vec![
        (Method::GET, "/overview", Value::Null),
        (Method::GET, "/accounts", Value::Null),
        (Method::POST, "/accounts", json!({ "userId": "new" })),
        (Method::POST, "/accounts/alice", json!({ "suspended": true })),
        (Method::POST, "/accounts/alice/reset", json!({})),
        (Method::GET, "/links", Value::Null),
        (Method::POST, "/invitations", json!({})),
        (Method::DELETE, "/links/00000000000000000000000000000000", Value::Null),
        (Method::GET, "/channels", Value::Null),
        (Method::POST, "/channels/general", json!({ "archived": true })),
        (Method::GET, "/reports", Value::Null),
        (Method::POST, "/reports/1", json!({ "deleteMessage": true })),
        (Method::GET, "/audit", Value::Null),
        (Method::GET, "/nothing", Value::Null),
        (Method::DELETE, "/overview", Value::Null),
    ]
}

async fn ask(rest: &Rest, method: Method, path: &str, body: &Value) -> (u16, Value) {
    let request = rest.request(method, &format!("/api/v1/admin{path}"));
    rest.ask(if body.is_null() { request } else { request.json(body) }).await
}

async fn read(rest: &Rest, path: &str) -> Value {
    let (status, answer) = ask(rest, Method::GET, path, &Value::Null).await;
    assert_eq!(status, 200, "{path}: {answer}");
    answer
}

async fn post(rest: &Rest, path: &str, body: Value) -> (u16, Value) {
    ask(rest, Method::POST, path, &body).await
}

async fn command(rest: &Rest, command: Value) -> Value {
    let (status, answer) = rest.post("/api/v1/commands", command).await;
    assert_eq!(status, 200, "{answer}");
    answer
}

/// Makes a channel, and answers its id.
async fn channel(rest: &Rest, name: &str, users: &[&str]) -> String {
    let create = json!({
        "type": "create-conversation", "id": name, "kind": "channel", "name": name, "visibility": "private",
        "userIds": users,
    });
    command(rest, create).await["data"]["conversationId"].as_str().unwrap().to_owned()
}

/// What was done, the newest first, in words.
async fn deeds(rest: &Rest) -> Vec<String> {
    let log = read(rest, "/audit").await;
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let entries = log["entries"].as_array().unwrap().iter();
    entries
        .map(|entry| format!("{} {} {}", text(&entry["by"]), text(&entry["deed"]), text(&entry["userId"])))
        .collect()
}

#[tokio::test]
async fn nobody_else_gets_in() {
    let server = TestServer::asking(Mode::password(), |_| {}).await;
    let (_root, alice) = (server.root().await, server.sign_up("alice").await);
    for (method, path, body) in routes() {
        let (status, refused) = ask(&alice, method.clone(), path, &body).await;
        assert_eq!((status, &refused["code"]), (403, &json!("forbidden")), "{method} {path}");
        let (status, refused) = ask(&server.page(), method.clone(), path, &body).await;
        assert_eq!((status, &refused["code"]), (401, &json!("unauthenticated")), "{method} {path}");
    }
}

#[tokio::test]
async fn in_open_mode_nobody_administers() {
    let server = TestServer::start().await;
    for (method, path, body) in routes() {
        let (status, refused) =
            ask(&server.rest(), method.clone(), &format!("{path}?userId=root"), &body).await;
        assert_eq!((status, &refused["code"]), (403, &json!("forbidden")), "{method} {path}");
        let sentence = "Here everybody is who they say they are, so nobody administers this server.";
        assert_eq!(refused["message"], sentence);
    }
}

#[tokio::test]
async fn in_token_mode_it_is_whom_the_host_application_says() {
    let server = TestServer::asking(Mode::Token(None), |_| {}).await;
    let ends = 1_769_851_800 + 3_600;
    let root = server.program(&token(&json!({ "sub": "root", "exp": ends, "admin": true })));
    let (status, refused) = ask(&server.tokened("alice"), Method::GET, "/overview", &Value::Null).await;
    assert_eq!((status, &refused["code"]), (403, &json!("forbidden")));
    for (method, path, body) in routes() {
        if ["/accounts", "/links", "/invitations"].iter().any(|part| path.starts_with(part)) {
            let (status, refused) = ask(&root, method.clone(), path, &body).await;
            assert_eq!((status, &refused["code"]), (404, &json!("not-found")), "{method} {path}");
            assert_eq!(refused["message"], "This server has no accounts of its own.");
        }
    }
    let alice = server.tokened("alice");
    let place = channel(&alice, "Design", &[]).await;
    assert_eq!(read(&root, "/channels").await["channels"][0]["name"], "Design");
    assert_eq!(post(&root, &format!("/channels/{place}"), json!({ "archived": true })).await.0, 200);
    assert_eq!(deeds(&root).await, ["root channel-archived -"]);
    assert_eq!(read(&root, "/overview").await["accounts"], 0);
}

#[tokio::test]
async fn the_server_at_a_glance() {
    let server = TestServer::asking(Mode::password(), |_| {}).await;
    let (root, alice) = (server.root().await, server.sign_up("alice").await);
    let say = |id: &str| json!({ "type": "message", "id": id, "text": "hello" });
    command(&alice, say("m-1")).await;
    server.clock.advance(24 * 60 * 60 * 1_000);
    for id in ["m-2", "m-3", "m-4"] {
        command(&alice, say(id)).await;
    }
    command(&alice, json!({ "type": "delete", "conversationId": "general", "seq": 4 })).await;
    channel(&alice, "Design", &[]).await;
    let _line = Line::open_as(alice.clone(), Transport::Socket, "alice", Value::Null).await;
    let glance = read(&root, "/overview").await;
    for (field, value) in [
        ("accounts", 2),
        ("usersOnline", 1),
        ("connections", 1),
        ("conversations", 2),
        ("messages", 3),
        ("messagesLastDay", 2),
        ("openReports", 0),
    ] {
        assert_eq!(glance[field], value, "{field}: {glance}");
    }
    let days = glance["messagesByDay"].as_array().unwrap();
    assert_eq!(
        (days.len(), &days[13], &days[12]),
        (14, &json!({ "day": "2026-02-01", "count": 2 }), &json!({ "day": "2026-01-31", "count": 1 }))
    );
    assert_eq!(days[0]["day"], "2026-01-19");
    assert_eq!(glance["startedAt"], "2026-01-31T09:30:00.000Z");
    assert!(glance["databaseBytes"].as_u64() > Some(10_000) && glance["freeBytes"].as_u64() > Some(0));
    assert_eq!(glance["version"], env!("CARGO_PKG_VERSION"));
}

#[tokio::test]
async fn somebody_is_added_and_comes_in_with_the_link() {
    let server = TestServer::asking(Mode::password(), |_| {}).await;
    let root = server.root().await;
    let (status, made) = post(&root, "/accounts", json!({ "userId": "mia", "name": "Mia" })).await;
    assert_eq!(
        (status, &made["link"]["purpose"], &made["link"]["userId"]),
        (200, &json!("reset"), &json!("mia"))
    );
    let (_, secret) = made["path"].as_str().unwrap().split_once("/reset#").unwrap();
    let reset = json!({ "link": secret, "password": PASSWORD });
    let mia = server.browser("/api/v1/reset", reset).await;
    assert_eq!(mia.get("/api/v1/session").await.1["me"]["name"], "Mia");
    let accounts = read(&root, "/accounts?limit=1").await;
    assert_eq!((&accounts["accounts"][0]["userId"], &accounts["hasMore"]), (&json!("mia"), &json!(true)));
    let behind = read(&root, "/accounts?after=mia").await;
    assert_eq!((&behind["accounts"][0]["userId"], &behind["hasMore"]), (&json!("root"), &json!(false)));
    let (status, refused) = post(&root, "/accounts", json!({ "userId": "MIA" })).await;
    assert_eq!((status, &refused["code"]), (409, &json!("conflict")));
    let (_, again) = post(&root, "/accounts/mia/reset", json!({})).await;
    assert!(again["path"].as_str().unwrap().starts_with("/reset#"));
    assert_eq!(post(&root, "/accounts/nobody/reset", json!({})).await.0, 404);
    let done = deeds(&root).await;
    assert_eq!(
        done[..4],
        [
            "root reset-offered mia",
            "mia password-reset mia",
            "root reset-offered mia",
            "root account-created mia"
        ]
    );
    assert!(!read(&root, "/audit").await.to_string().contains(secret));
}

#[tokio::test]
async fn who_is_suspended_is_gone_at_once_over_every_transport() {
    for transport in Transport::ALL {
        let server = TestServer::asking(Mode::password(), |_| {}).await;
        let (root, alice) = (server.root().await, server.sign_up("alice").await);
        let mut line = Line::open_as(alice.clone(), transport, "alice", Value::Null).await;
        let (status, record) = post(&root, "/accounts/alice", json!({ "suspended": true })).await;
        assert_eq!((status, &record["suspendedAt"]), (200, &json!("2026-01-31T09:30:00.000Z")));
        line.signed_out().await;
        assert_eq!(alice.get("/api/v1/users").await.0, 401, "{transport:?}");
        let sign_in = json!({ "userId": "alice", "password": PASSWORD });
        assert_eq!(server.page().post("/api/v1/session", sign_in).await.0, 403);
        assert_eq!(
            post(&root, "/accounts/alice", json!({ "suspended": true })).await.0,
            200,
            "again is the same"
        );
        let (_, record) = post(&root, "/accounts/alice", json!({ "suspended": false })).await;
        assert!(record["suspendedAt"].is_null());
        server.sign_in("alice").await;
        let done = deeds(&root).await;
        assert_eq!(done[..2], ["root readmitted alice", "root suspended alice"], "{done:?}");
    }
}

#[tokio::test]
async fn an_administrator_is_made_and_comes_back_as_one() {
    let server = TestServer::asking(Mode::password(), |_| {}).await;
    let (root, alice) = (server.root().await, server.sign_up("alice").await);
    let mut line = Line::open_as(alice.clone(), Transport::Socket, "alice", Value::Null).await;
    let (status, refused) = post(&root, "/accounts/root", json!({ "isAdmin": false })).await;
    assert_eq!((status, &refused["code"]), (409, &json!("conflict")), "somebody has to be left");
    assert_eq!(post(&root, "/accounts/alice", json!({ "isAdmin": true })).await.1["isAdmin"], true);
    line.signed_out().await;
    assert_eq!(read(&alice, "/accounts").await["accounts"][0]["isAdmin"], true);
    assert_eq!(post(&alice, "/accounts/root", json!({ "isAdmin": false })).await.0, 200);
    assert_eq!(ask(&root, Method::GET, "/overview", &Value::Null).await.0, 403);
    assert_eq!(post(&alice, "/accounts/root", json!({ "isAdmin": "yes" })).await.0, 400);
    assert_eq!(post(&alice, "/accounts/nobody", json!({})).await.0, 404);
    assert_eq!(post(&alice, "/accounts/root", json!({})).await.1["userId"], "root");
}

#[tokio::test]
async fn an_invitation_leads_where_its_maker_may_lead() {
    let server = TestServer::asking(Mode::password(), |_| {}).await;
    let (root, alice) = (server.root().await, server.sign_up("alice").await);
    let (own, others) = (channel(&root, "Design", &[]).await, channel(&alice, "Secret", &[]).await);
    let (status, refused) = post(&root, "/invitations", json!({ "conversationIds": [others] })).await;
    assert_eq!(
        (status, &refused["code"]),
        (404, &json!("not-found")),
        "an administrator learns nothing of it here"
    );
    for bad in [
        json!({ "uses": 0 }),
        json!({ "days": 0 }),
        json!({ "days": 366 }),
        json!({ "days": 4_294_967_295_u32 }),
    ] {
        assert_eq!(post(&root, "/invitations", bad.clone()).await.0, 400, "{bad}");
    }
    let (status, made) = post(&root, "/invitations", json!({ "uses": 2, "conversationIds": [own] })).await;
    assert_eq!((status, &made["link"]["standing"]), (200, &json!("open")));
    assert_eq!(
        made["link"]["expiresAt"], "2026-02-07T09:30:00.000Z",
        "a week, unless something else is said"
    );
    let (_, secret) = made["path"].as_str().unwrap().split_once("/join#").unwrap();
    let account = json!({ "userId": "mia", "password": PASSWORD, "link": secret });
    let mia = server.browser("/api/v1/accounts", account).await;
    assert_eq!(mia.get(&format!("/api/v1/conversations/{own}")).await.0, 200);
    let links = read(&root, "/links").await;
    assert_eq!((&links["links"][0]["uses"], &links["links"][0]["madeBy"]), (&json!(1), &json!("root")));
    assert!(!links.to_string().contains(secret));
    let path = format!("/links/{}", made["link"]["linkId"].as_str().unwrap());
    let (status, left) = ask(&root, Method::DELETE, &path, &Value::Null).await;
    assert_eq!((status, &left["links"][0]["standing"]), (200, &json!("revoked")));
    assert_eq!(ask(&root, Method::DELETE, &path, &Value::Null).await.0, 404);
    let late = json!({ "userId": "max", "password": PASSWORD, "link": secret });
    assert_eq!(server.page().post("/api/v1/accounts", late).await.0, 410);
}

#[tokio::test]
async fn a_channel_is_ended_by_who_is_not_in_it_and_its_members_are_told() {
    let server = TestServer::asking(Mode::password(), |_| {}).await;
    let (root, olga) = (server.root().await, server.sign_up("olga").await);
    let place = channel(&olga, "Design", &[]).await;
    command(&olga, json!({ "type": "message", "id": "m-1", "conversationId": place, "text": "a secret" }))
        .await;
    let mut line = Line::open_as(olga.clone(), Transport::Socket, "olga", Value::Null).await;
    let list = read(&root, "/channels").await;
    let expected = json!({
        "conversationId": place, "name": "Design", "visibility": "private", "memberCount": 1, "owners": ["olga"],
        "lastChangeAt": "2026-01-31T09:30:00.000Z",
    });
    assert_eq!(list, json!({ "channels": [expected] }), "nothing of what is said in it");

    let path = format!("/channels/{place}");
    for _ in 0..2 {
        let (status, record) = post(&root, &path, json!({ "archived": true })).await;
        assert_eq!((status, &record["archivedAt"]), (200, &json!("2026-01-31T09:30:00.000Z")));
    }
    let told = line.until_where("message", |event| event["data"]["notice"]["what"] == "archived").await;
    assert_eq!(told["data"]["senderId"], "root");
    let more = json!({ "type": "message", "id": "m-2", "conversationId": place, "text": "and another" });
    assert_eq!(olga.post("/api/v1/commands", more.clone()).await.0, 403);
    assert_eq!(
        root.get(&format!("/api/v1/conversations/{place}/messages")).await.0,
        404,
        "they are no member for it"
    );
    let (_, conversations) = root.get("/api/v1/conversations").await;
    assert!(!conversations.to_string().contains(&place));

    post(&root, &path, json!({ "archived": false })).await;
    line.until_where("message", |event| event["data"]["notice"]["what"] == "unarchived").await;
    assert_eq!(olga.post("/api/v1/commands", more).await.0, 200);
    let done = deeds(&root).await;
    assert_eq!(done[..2], ["root channel-unarchived -", "root channel-archived -"], "{done:?}");
    for none in ["general", "olga~root", "c-AAAAAAAAAAAAAAAAAAAAAA", "nonsense"] {
        assert_eq!(
            post(&root, &format!("/channels/{none}"), json!({ "archived": true })).await.0,
            404,
            "{none}"
        );
    }
}

#[tokio::test]
async fn what_was_reported_is_seen_settled_and_taken_away() {
    let server = TestServer::asking(Mode::password(), |_| {}).await;
    let (root, alice, mallory) =
        (server.root().await, server.sign_up("alice").await, server.sign_up("mallory").await);
    for (id, text) in [("m-1", "buy this"), ("m-2", "a secret that nobody reported")] {
        command(
            &mallory,
            json!({ "type": "message", "id": id, "conversationId": "alice~mallory", "text": text }),
        )
        .await;
    }
    command(
        &alice,
        json!({ "type": "report", "id": "r", "conversationId": "alice~mallory", "seq": 1, "reason": "spam" }),
    )
    .await;
    let mut line = Line::open_as(alice.clone(), Transport::Socket, "alice", Value::Null).await;
    assert_eq!(read(&root, "/overview").await["openReports"], 1);
    let list = read(&root, "/reports").await;
    let report = &list["reports"][0];
    assert_eq!(
        (&report["reason"], &report["reportedBy"], &report["message"]["text"]),
        (&json!("spam"), &json!("alice"), &json!("buy this"))
    );
    assert!(!list.to_string().contains("nobody reported"));
    assert_eq!(root.get("/api/v1/conversations/alice~mallory/messages").await.0, 404);
    let other = json!({ "type": "delete", "conversationId": "alice~mallory", "seq": 2 });
    assert_eq!(root.post("/api/v1/commands", other).await.0, 404, "what was not reported is not theirs");

    let path = format!("/reports/{}", report["reportId"]);
    let (status, settled) = post(&root, &path, json!({ "deleteMessage": true })).await;
    assert_eq!(
        (status, &settled["settledBy"], &settled["message"]["text"]),
        (200, &json!("root"), &json!(""))
    );
    let gone = line.until("message-changed").await;
    assert_eq!((&gone["data"]["seq"], gone["data"]["deletedAt"].is_string()), (&json!(1), true));
    let again = post(&root, &path, json!({})).await;
    assert_eq!(again, (200, settled), "settling it again is the same");
    assert_eq!(read(&root, "/overview").await["openReports"], 0);
    let done = deeds(&root).await;
    assert_eq!(done[..2], ["root report-settled alice", "root message-deleted mallory"], "{done:?}");
    assert!(!read(&root, "/audit").await.to_string().contains("buy this"));
    for none in ["9", "0", "-1", "nonsense"] {
        assert_eq!(post(&root, &format!("/reports/{none}"), json!({})).await.0, 404, "{none}");
    }
}

#[tokio::test]
async fn the_audit_log_is_read_a_page_at_a_time() {
    let server = TestServer::asking(Mode::password(), |_| {}).await;
    let root = server.root().await;
    for user in ["mia", "max", "moe"] {
        post(&root, "/accounts", json!({ "userId": user })).await;
    }
    let first = read(&root, "/audit?limit=2").await;
    let numbers = |log: &Value| {
        log["entries"]
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| entry["number"].as_u64().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!((numbers(&first), &first["hasMore"]), (vec![7, 6], &json!(true)));
    let rest = read(&root, "/audit?before=6").await;
    assert_eq!((numbers(&rest), &rest["hasMore"]), (vec![5, 4, 3, 2, 1], &json!(false)));
    assert_eq!(ask(&root, Method::GET, "/audit?limit=0", &Value::Null).await.0, 400);
}

#[tokio::test]
async fn a_page_from_elsewhere_administers_nothing() {
    let server = TestServer::asking(Mode::password(), |_| {}).await;
    let root = server.root().await;
    let session =
        root.request(Method::GET, "/").build().unwrap().headers()["cookie"].to_str().unwrap().to_owned();
    let forged = server.rest().with("Cookie", &session);
    assert_eq!(post(&forged, "/invitations", json!({})).await.0, 403);
    let elsewhere = server.rest().with("Cookie", &session).with("Origin", "https://evil.example");
    assert_eq!(post(&elsewhere, "/invitations", json!({})).await.0, 403);
    let image = elsewhere.request(Method::PUT, "/api/v1/me/avatar").body("x");
    assert_eq!(elsewhere.ask(image).await.0, 403);
}
