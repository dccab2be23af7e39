//! Links: the first administrator, invitations, another password.

use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;
use webchat_auth::{AccountLimits, Cost, Invitation, MadeLink, SignUpPolicy};
use webchat_core::Actor;
use webchat_protocol::{ConversationId, UserId};
use webchat_testkit::{Mode, PASSWORD, Rest, TestServer};

fn invited() -> Mode {
    Mode::Password {
        sign_up: SignUpPolicy::Invite,
        cost: Cost::NONE,
        limits: Box::<AccountLimits>::default(),
    }
}

fn person(user: &str, link: &str) -> Value {
    json!({ "userId": user, "password": PASSWORD, "link": link })
}

/// An invitation that `root` makes.
async fn invitation(server: &TestServer, uses: u32, conversations: &[&str]) -> MadeLink {
    let root = Actor { is_admin: true, ..Actor::new(UserId::new("root").unwrap()) };
    let conversations = conversations.iter().map(|id| ConversationId::new(id).unwrap()).collect();
    let terms = Invitation { uses, lasts: Duration::from_hours(1), conversations };
    server.accounts().administration(&root).unwrap().invite(terms).await.unwrap()
}

async fn channel(rest: &Rest, name: &str) -> String {
    let create =
        json!({ "type": "create-conversation", "kind": "channel", "name": name, "userIds": [], "id": name });
    let (status, made) = rest.post("/api/v1/commands", create).await;
    assert_eq!(status, 200, "{made}");
    made["data"]["conversationId"].as_str().unwrap().to_owned()
}

async fn has(rest: &Rest, conversation: &str) -> bool {
    rest.get(&format!("/api/v1/conversations/{conversation}")).await.0 == 200
}

#[tokio::test]
async fn the_first_administrator_comes_with_a_link_that_works_once() {
    let server = TestServer::asking(invited(), |_| {}).await;
    let link = server.accounts().first_link().await.unwrap().unwrap();
    let sight = server.page().post("/api/v1/links", json!({ "link": link.expose() })).await;
    assert_eq!((sight.0, &sight.1["purpose"]), (200, &json!("setup")));
    let (status, state) = server.page().post("/api/v1/accounts", person("root", link.expose())).await;
    assert_eq!((status, &state["me"]["isAdmin"], &state["needsSetup"]), (200, &json!(true), &json!(false)));
    for path in ["/api/v1/accounts", "/api/v1/links"] {
        let (status, again) = server.page().post(path, person("mallory", link.expose())).await;
        assert_eq!((status, &again["code"]), (410, &json!("gone")), "{path}");
    }
    assert!(server.accounts().first_link().await.unwrap().is_none());
}

#[tokio::test]
async fn an_invitation_lets_somebody_in_and_into_its_conversations() {
    let server = TestServer::asking(invited(), |_| {}).await;
    let root = server.root().await;
    let design = channel(&root, "design").await;
    let link = invitation(&server, 2, &[&design]).await;
    let (_, sight) = server.page().post("/api/v1/links", json!({ "link": link.secret.expose() })).await;
    assert_eq!((&sight["purpose"], &sight["madeBy"]), (&json!("invite"), &json!("root")));
    let alice = server.browser("/api/v1/accounts", person("alice", link.secret.expose())).await;
    assert!(has(&alice, &design).await);
    let (status, answer) =
        alice.post("/api/v1/invitations/accept", json!({ "link": link.secret.expose() })).await;
    assert_eq!((status, answer), (200, json!({ "conversationIds": [design] })), "who is there stays there");
    let (status, answer) = server.page().post("/api/v1/accounts", person("bob", link.secret.expose())).await;
    assert_eq!((status, &answer["code"]), (410, &json!("gone")), "it was for two");
    let nobody = server.page().post("/api/v1/invitations/accept", json!({ "link": "x" })).await;
    assert_eq!(nobody.0, 401);
}

#[tokio::test]
async fn an_invitation_leads_only_where_whoever_made_it_may_still_bring_people() {
    let server = TestServer::asking(invited(), |_| {}).await;
    let root = server.root().await;
    let (design, plans) = (channel(&root, "design").await, channel(&root, "plans").await);
    let first = invitation(&server, 1, &[]).await;
    let alice = server.browser("/api/v1/accounts", person("alice", first.secret.expose())).await;
    let link = invitation(&server, 1, &[&design, &plans]).await;
    for command in [
        json!({ "type": "add-members", "conversationId": design, "userIds": ["alice"] }),
        json!({ "type": "set-role", "conversationId": design, "userId": "alice", "role": "owner" }),
        json!({ "type": "leave", "conversationId": design }),
    ] {
        let (status, answer) = root.post("/api/v1/commands", command).await;
        assert_eq!(status, 200, "{answer}");
    }
    let bob = server.browser("/api/v1/accounts", person("bob", link.secret.expose())).await;
    assert!(!has(&bob, &design).await, "root has left it since");
    assert!(has(&bob, &plans).await && has(&alice, &design).await);
}

#[tokio::test]
async fn who_is_not_invited_stays_out_and_learns_nothing() {
    let server = TestServer::asking(invited(), |_| {}).await;
    server.root().await;
    let (status, answer) =
        server.page().post("/api/v1/accounts", json!({ "userId": "root", "password": PASSWORD })).await;
    assert_eq!((status, &answer["code"]), (403, &json!("forbidden")), "not even that the name is taken");
    for link in ["", "x", &"A".repeat(43), &"A".repeat(60_000)] {
        let (status, answer) = server.page().post("/api/v1/accounts", person("root", link)).await;
        assert_eq!((status, &answer["code"]), (404, &json!("not-found")));
    }
    let closed = Mode::Password { sign_up: SignUpPolicy::Closed, cost: Cost::NONE, limits: Box::default() };
    let closed = TestServer::asking(closed, |_| {}).await;
    closed.root().await;
    let link = invitation(&closed, 1, &[]).await;
    assert_eq!(closed.page().post("/api/v1/accounts", person("alice", link.secret.expose())).await.0, 403);
}

#[tokio::test]
async fn a_taken_name_is_a_conflict_and_leaves_the_invitation_as_it_was() {
    let server = TestServer::asking(invited(), |_| {}).await;
    server.root().await;
    let link = invitation(&server, 1, &[]).await;
    let (status, answer) = server.page().post("/api/v1/accounts", person("ROOT", link.secret.expose())).await;
    assert_eq!((status, &answer["code"]), (409, &json!("conflict")));
    server.browser("/api/v1/accounts", person("alice", link.secret.expose())).await;
}

#[tokio::test]
async fn a_link_for_another_password_works_once_and_signs_everybody_else_out() {
    let server = TestServer::asking(Mode::password(), |_| {}).await;
    let thief = server.sign_up("alice").await;
    let link = server.accounts().console().reset_link(&UserId::new("alice").unwrap()).await.unwrap();
    let body = json!({ "link": link.secret.expose(), "password": "another horse" });
    let (_, sight) = server.page().post("/api/v1/links", body.clone()).await;
    assert_eq!((&sight["purpose"], &sight["userId"]), (&json!("reset"), &json!("alice")));
    let alice = server.browser("/api/v1/reset", body.clone()).await;
    assert_eq!(alice.get("/api/v1/users").await.0, 200);
    assert_eq!(thief.get("/api/v1/users").await.0, 401);
    assert_eq!(server.page().post("/api/v1/reset", body).await.0, 410);
    let old = json!({ "userId": "alice", "password": PASSWORD });
    assert_eq!(server.page().post("/api/v1/session", old).await.0, 401);
}

#[tokio::test]
async fn looking_at_links_again_and_again_is_stopped_with_a_time_to_come_back() {
    let server = TestServer::asking(Mode::password(), |_| {}).await;
    let page = server.page();
    for attempt in 0.. {
        assert!(attempt < 100, "nobody stops it");
        let request = page.request(Method::POST, "/api/v1/links").json(&json!({ "link": "A".repeat(43) }));
        let response = request.send().await.unwrap();
        assert_eq!(response.headers()["cache-control"], "no-store");
        if response.status() == 429 {
            let seconds: u64 = response.headers()["retry-after"].to_str().unwrap().parse().unwrap();
            assert!((1..=60).contains(&seconds));
            return;
        }
        assert_eq!(response.status(), 404);
    }
}
