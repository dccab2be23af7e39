//! How the documents and the page are served.

use reqwest::Method;
use webchat_testkit::TestServer;

#[tokio::test]
async fn the_documents_say_what_they_are() {
    let server = TestServer::start().await;
    let (status, openapi) = server.rest().get("/api/openapi.json").await;
    assert_eq!((status, openapi["openapi"].as_str()), (200, Some("3.1.0")));
    let (status, asyncapi) = server.rest().get("/api/asyncapi.json").await;
    assert_eq!((status, asyncapi["asyncapi"].as_str()), (200, Some("3.0.0")));
    for document in [openapi, asyncapi] {
        assert_eq!(document["info"]["version"], env!("CARGO_PKG_VERSION"));
    }
}

#[tokio::test]
async fn the_page_runs_nothing_and_loads_nothing_from_elsewhere() {
    let server = TestServer::start().await;
    let response = server.rest().request(Method::GET, "/api/docs").send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/html; charset=utf-8");
    let policy = response.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(
        policy.starts_with("default-src 'none'; style-src 'self';") && !policy.contains("unsafe"),
        "{policy}"
    );
    let page = response.text().await.unwrap();
    for never in ["<script", "style=\"", "onclick", "src=\"", "href=\"http"] {
        assert!(!page.contains(never), "the page has {never}");
    }
    let style = server.rest().request(Method::GET, "/api/docs/style.css").send().await.unwrap();
    assert_eq!(style.headers()["content-type"], "text/css; charset=utf-8");
    let style = style.text().await.unwrap();
    assert!(style.contains("--accent") && !style.contains("url(") && !style.contains("@import"));
}

#[tokio::test]
async fn a_wrong_method_is_told_in_the_same_words_everywhere() {
    let server = TestServer::start().await;
    for path in ["/healthz", "/api/docs", "/api/v1/users"] {
        let (status, answer) = server.rest().ask(server.rest().request(Method::PATCH, path)).await;
        assert_eq!(status, 405, "{path}");
        assert_eq!(answer["error"], "This path does not take that method.", "{path}");
    }
}
