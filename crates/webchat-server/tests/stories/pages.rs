use reqwest::Method;
use webchat_testkit::TestServer;

#[tokio::test]
async fn the_same_path_serves_the_page_and_the_socket() {
    let server = TestServer::start().await;
    let page = server.rest().request(Method::GET, "/").send().await.unwrap();
    assert_eq!(page.status(), 200);
    assert!(page.headers()["content-type"].to_str().unwrap().starts_with("text/html"));
    assert!(page.text().await.unwrap().contains("<html"));
    server.join("alice").await;
}

#[tokio::test]
async fn pages_run_no_inline_script_and_stand_in_no_frame() {
    let server = TestServer::start().await;
    let page = server.rest().request(Method::GET, "/").send().await.unwrap();
    let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("script-src 'self'") && policy.contains("frame-ancestors 'none'"));
    assert_eq!(page.headers()["x-content-type-options"], "nosniff");
}

#[tokio::test]
async fn an_address_of_the_messenger_is_the_page_and_a_missing_file_is_not() {
    let server = TestServer::start().await;
    let page = server.rest().request(Method::GET, "/c/general").send().await.unwrap();
    assert_eq!(page.status(), 200);
    assert_eq!(server.rest().get("/assets/missing.js").await.0, 404);
    assert_eq!(server.rest().get("/assets/../../../etc/passwd.txt").await.0, 404);
}
