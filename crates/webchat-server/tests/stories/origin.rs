use reqwest::Method;
use webchat_testkit::TestServer;

async fn status(server: &TestServer, method: Method, path: &str, origin: &str) -> u16 {
    let request = server.rest().request(method, path).header("Origin", origin);
    request.send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn a_page_from_elsewhere_may_not_use_the_chat() {
    let server = TestServer::start().await;
    for origin in ["https://evil.example", "null"] {
        assert_eq!(status(&server, Method::GET, "/api/messages", origin).await, 403);
        assert_eq!(status(&server, Method::POST, "/api/messages", origin).await, 403);
        assert_eq!(status(&server, Method::GET, "/ws", origin).await, 403);
    }
}

#[tokio::test]
async fn pages_of_this_machine_and_those_that_are_named_may() {
    let server = TestServer::start().await;
    for origin in
        ["http://localhost:5173", "https://app.example.com", &format!("http://{}", server.address())]
    {
        let response = server
            .rest()
            .request(Method::GET, "/api/messages")
            .header("Origin", origin)
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["access-control-allow-origin"], origin);
    }
    let preflight = server
        .rest()
        .request(Method::OPTIONS, "/api/messages")
        .header("Origin", "http://localhost:5173")
        .header("Access-Control-Request-Method", "DELETE");
    let response = preflight.send().await.unwrap();
    assert_eq!(response.status(), 204);
    assert!(response.headers()["access-control-allow-methods"].to_str().unwrap().contains("DELETE"));
}
