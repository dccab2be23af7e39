use std::io::Cursor;
use std::time::{Duration, Instant};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use reqwest::{Method, Response};
use serde_json::{Value, json};
use webchat_core::Clock;
use webchat_testkit::{Line, Mode, Rest, TestServer, Transport, token};

/// A picture of one colour.
fn picture(side: u32, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let plain = RgbImage::from_pixel(side, side, Rgb([200, 100, 50]));
    DynamicImage::from(plain).write_to(&mut file, format).unwrap();
    file.into_inner()
}

async fn put(rest: &Rest, user: &str, file: impl Into<reqwest::Body>) -> (u16, Value) {
    let path = format!("/api/v1/me/avatar?userId={user}");
    rest.ask(rest.request(Method::PUT, &path).body(file)).await
}

async fn fetch(rest: &Rest, path: &str) -> Response {
    rest.request(Method::GET, path).send().await.unwrap()
}

#[tokio::test]
async fn a_picture_is_shown_to_everybody_who_sees_the_person() {
    let server = TestServer::start().await;
    let rest = server.rest();
    let mut bob = Line::open(&server, Transport::Socket, "bob", Value::Null).await;
    let _alice = Line::open(&server, Transport::Socket, "alice", Value::Null).await;
    bob.until_where("presence", |event| event["people"][0]["userId"] == "alice").await;

    let (status, me) = put(&rest, "alice", picture(300, ImageFormat::Png)).await;
    assert_eq!((status, &me["userId"], &me["isAdmin"]), (200, &json!("alice"), &json!(false)));
    let path = me["avatar"].as_str().unwrap().to_owned();
    let told = bob.until("presence").await;
    assert_eq!((&told["people"][0]["userId"], &told["people"][0]["avatar"]), (&json!("alice"), &json!(path)));
    let (_, people) = rest.get("/api/v1/users?userId=bob").await;
    let alice = people["people"].as_array().unwrap().iter().find(|person| person["userId"] == "alice");
    assert_eq!(alice.unwrap()["avatar"], json!(path));

    let file = fetch(&rest, &path).await;
    let header = |name: &str| file.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(file.status(), 200);
    assert_eq!(
        (header("content-type"), header("x-content-type-options")),
        ("image/jpeg".into(), "nosniff".into())
    );
    assert_eq!(header("content-security-policy"), "default-src 'none'; sandbox");
    assert_eq!(header("cache-control"), "private, max-age=31536000, immutable");
    let square = image::load_from_memory(&file.bytes().await.unwrap()).unwrap();
    assert_eq!((square.width(), square.height()), (256, 256));
}

#[tokio::test]
async fn the_picture_before_is_gone_and_so_is_one_that_is_taken_away() {
    let server = TestServer::start().await;
    let rest = server.rest();
    let first =
        put(&rest, "alice", picture(20, ImageFormat::Jpeg)).await.1["avatar"].as_str().unwrap().to_owned();
    let second =
        put(&rest, "alice", picture(30, ImageFormat::Gif)).await.1["avatar"].as_str().unwrap().to_owned();
    assert_ne!(first, second);
    assert_eq!(
        (fetch(&rest, &first).await.status(), fetch(&rest, &second).await.status()),
        (404.try_into().unwrap(), 200.try_into().unwrap())
    );
    let mut bob = Line::open(&server, Transport::Socket, "bob", Value::Null).await;
    let _alice = Line::open(&server, Transport::Socket, "alice", Value::Null).await;
    bob.until_where("presence", |event| event["people"][0]["avatar"] == json!(second)).await;
    let gone = rest.request(Method::DELETE, "/api/v1/me/avatar?userId=alice");
    let (status, me) = rest.ask(gone).await;
    assert_eq!((status, me), (200, json!({ "userId": "alice", "name": "alice", "isAdmin": false })));
    bob.until_where("presence", |event| event["people"][0]["avatar"].is_null()).await;
    assert_eq!(fetch(&rest, &second).await.status(), 404);
}

#[tokio::test]
async fn a_picture_is_still_there_after_a_restart() {
    let server = TestServer::start().await;
    let path = put(&server.rest(), "alice", picture(20, ImageFormat::WebP)).await.1["avatar"]
        .as_str()
        .unwrap()
        .to_owned();
    let server = server.restart().await;
    assert_eq!(fetch(&server.rest(), &path).await.status(), 200);
    let (_, people) = server.rest().get("/api/v1/users?userId=bob").await;
    assert_eq!(people["people"][0]["avatar"], json!(path));
}

#[tokio::test]
async fn what_a_file_is_called_makes_no_difference() {
    let server = TestServer::start().await;
    let rest = server.rest();
    let put_as = |kind: &'static str, file: Vec<u8>| {
        let request = rest.request(Method::PUT, "/api/v1/me/avatar?userId=alice");
        let request = request.header("content-type", kind).body(file);
        let rest = rest.clone();
        async move { rest.ask(request).await }
    };
    for kind in ["text/html", "image/svg+xml", "application/json", "nonsense"] {
        assert_eq!(put_as(kind, picture(20, ImageFormat::Png)).await.0, 200, "{kind}");
    }
    for file in
        ["<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>", "<html>", "", "GIF89a"]
    {
        let (status, refused) = put_as("image/png", file.into()).await;
        assert_eq!((status, &refused["code"]), (400, &json!("bad-field")), "{file}");
        assert!(refused["message"].as_str().unwrap().ends_with('.'), "{refused}");
    }
    let (_, people) = rest.get("/api/v1/users?userId=bob").await;
    assert!(people["people"][0]["avatar"].is_string(), "what was there stays");
}

#[tokio::test]
async fn a_name_that_is_none_leads_nowhere() {
    let server = TestServer::start().await;
    let rest = server.rest();
    let path =
        put(&rest, "alice", picture(20, ImageFormat::Png)).await.1["avatar"].as_str().unwrap().to_owned();
    let digits = path.trim_start_matches("/media/avatars/").split('.').next().unwrap().to_owned();
    for name in [
        "x",
        "..%2f..%2fwebchat.db",
        "%2e%2e%2fwebchat.db",
        "..%5c..%5cwebchat.db",
        "%00",
        "%ff",
        &digits,
        &format!("{digits}.png"),
        &format!("{digits}.jpg.html"),
        &format!("{}.jpg", digits.to_uppercase()),
        &format!("{}.jpg", "0".repeat(32)),
    ] {
        let answer = fetch(&rest, &format!("/media/avatars/{name}")).await;
        assert_eq!(answer.status(), 404, "{name}");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff", "{name}");
    }
    assert_eq!(rest.post(&path, json!({})).await.0, 405);
}

#[tokio::test]
async fn a_file_that_is_too_large_is_refused_with_a_sentence() {
    let server = TestServer::start().await;
    let rest = server.rest();
    let mut file = picture(20, ImageFormat::Png);
    file.resize(5 * 1024 * 1024, 0);
    assert_eq!(put(&rest, "alice", file.clone()).await.0, 200, "exactly as large as one may be");
    file.push(0);
    let (status, refused) = put(&rest, "alice", file).await;
    assert_eq!((status, &refused["message"]), (413, &json!("A picture has at most 5 MiB.")));
}

#[tokio::test]
async fn a_picture_is_changed_so_often_and_no_more() {
    let server = TestServer::with(|limits| limits.pictures_per_hour = 2).await;
    let rest = server.rest();
    for _ in 0..2 {
        assert_eq!(put(&rest, "alice", picture(20, ImageFormat::Png)).await.0, 200);
    }
    let request =
        rest.request(Method::PUT, "/api/v1/me/avatar?userId=alice").body(picture(20, ImageFormat::Png));
    let refused = request.send().await.unwrap();
    assert_eq!(refused.status(), 429);
    assert_eq!(refused.headers()["retry-after"], "1800");
    assert_eq!(put(&rest, "bob", picture(20, ImageFormat::Png)).await.0, 200, "others may");
}

#[tokio::test]
async fn nobody_gives_a_picture_without_a_name() {
    let server = TestServer::start().await;
    let rest = server.rest();
    let request = rest.request(Method::PUT, "/api/v1/me/avatar").body(picture(20, ImageFormat::Png));
    let (status, refused) = rest.ask(request).await;
    assert_eq!((status, &refused["code"]), (400, &json!("bad-field")));
}

#[tokio::test]
async fn the_page_loads_no_pictures_from_elsewhere() {
    let server = TestServer::start().await;
    let page = fetch(&server.rest(), "/").await;
    let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("img-src 'self' data: blob:;"), "{policy}");
}

/// Bombs come in from many sides while two people talk.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_talk_on_while_bombs_arrive() {
    let server = TestServer::with(|limits| limits.pictures_per_hour = 0).await;
    let mut alice = Line::open(&server, Transport::Socket, "alice", Value::Null).await;
    let mut bob = Line::open(&server, Transport::Socket, "bob", Value::Null).await;
    let heavy = picture(1_500, ImageFormat::Png);
    let throwers: Vec<_> = (0..16)
        .map(|number| {
            let (client, file) = (server.rest(), heavy.clone());
            tokio::spawn(async move {
                let mut answers = Vec::new();
                for _ in 0..4 {
                    answers.push(put(&client, &format!("mallory-{number}"), file.clone()).await.0);
                }
                answers
            })
        })
        .collect();
    let mut slowest = Duration::ZERO;
    for number in 0..40 {
        let begun = Instant::now();
        alice.say("alice~bob", &format!("m-{number}"), "hello").await;
        bob.until("message").await;
        slowest = slowest.max(begun.elapsed());
    }
    assert!(slowest < Duration::from_secs(2), "{slowest:?}");
    let mut answers = Vec::new();
    for thrower in throwers {
        answers.extend(thrower.await.unwrap());
    }
    assert!(answers.iter().all(|status| [200, 503].contains(status)), "{answers:?}");
    assert!(answers.contains(&503), "there is room for eight at once: {answers:?}");
    assert_eq!(
        put(&server.rest(), "alice", picture(20, ImageFormat::Png)).await.0,
        200,
        "and again when they are done"
    );
}

#[tokio::test]
async fn with_accounts_a_picture_is_ones_own() {
    let server = TestServer::asking(Mode::password(), |_| {}).await;
    let alice = server.sign_up("alice").await;
    let give = |rest: &Rest, query: &str| {
        let path = format!("/api/v1/me/avatar{query}");
        let (request, rest) =
            (rest.request(Method::PUT, &path).body(picture(20, ImageFormat::Png)), rest.clone());
        async move { rest.ask(request).await }
    };
    assert_eq!(give(&server.page(), "").await.0, 401);
    assert_eq!(give(&alice, "?userId=bob").await.0, 403);
    let (status, me) = give(&alice, "").await;
    assert_eq!((status, me["expiresAt"].is_string()), (200, true));
    let (_, state) = alice.get("/api/v1/session").await;
    assert_eq!(state["me"]["avatar"], me["avatar"]);
    let shown = fetch(&server.rest(), me["avatar"].as_str().unwrap()).await;
    assert_eq!(shown.status(), 200, "an image element can't show who asks");
}

#[tokio::test]
async fn a_host_application_says_where_the_pictures_of_its_users_are() {
    for transport in Transport::ALL {
        let server = TestServer::asking(Mode::Token(None), |_| {}).await;
        let ends = server.clock.now().millis() / 1_000 + 3_600;
        let with =
            |avatar: &str| server.program(&token(&json!({ "sub": "alice", "exp": ends, "avatar": avatar })));
        let mut bob = Line::open_as(server.tokened("bob"), Transport::Socket, "bob", Value::Null).await;
        let address = "https://example.com/alice.png";
        let line = Line::open_as(with(address), transport, "alice", Value::Null).await;
        bob.until_where("presence", |event| event["people"][0]["avatar"] == address).await;
        let (_, people) = server.tokened("bob").get("/api/v1/users").await;
        assert!(people.to_string().contains(address));
        drop(line);
        for bad in
            ["javascript:alert(1)", "http://example.com/a.png", "/media/avatars/x", &"https://x".repeat(400)]
        {
            let _line = Line::open_as(with(bad), transport, "alice", Value::Null).await;
            let (_, people) = server.tokened("bob").get("/api/v1/users").await;
            assert!(people.to_string().contains(address), "{bad} is passed over");
        }
        let page = fetch(&server.rest(), "/").await;
        let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
        assert!(policy.contains("img-src 'self' data: blob: https:;"), "{policy}");
    }
}
