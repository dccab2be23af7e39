//! Token mode as whoever runs the server meets it: a key in a file.

use serde_json::json;
use webchat_testkit::{Program, SECRET, token};

use crate::WEBCHAT;

#[tokio::test]
async fn a_secret_in_a_file_is_all_that_token_mode_needs() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("key"), SECRET).unwrap();
    let arguments = ["--auth", "token", "--token-key", "key", "--token-audience", "chat"];
    let program = Program::start_with(WEBCHAT, folder.path(), &arguments);
    let claims = json!({ "sub": "alice", "aud": "chat", "exp": 4_000_000_000_u64 });
    let alice = program.rest().with("Authorization", &format!("Bearer {}", token(&claims)));
    let (status, state) = alice.get("/api/v1/session").await;
    assert_eq!((status, &state["mode"], &state["me"]["userId"]), (200, &json!("token"), &json!("alice")));
    assert_eq!(alice.get("/api/v1/users").await.0, 200);
    assert_eq!(program.rest().get("/api/v1/users?userId=alice").await.0, 401);
    let mut socket = program.connect().await;
    socket.send(json!({ "type": "register", "token": token(&claims) })).await;
    assert_eq!(socket.expect("registration-confirmed").await["userId"], "alice");
}
