//! A database that the classic system left behind.

use serde_json::json;
use webchat_testkit::Program;

use crate::WEBCHAT;

#[tokio::test]
async fn a_classic_database_is_taken_over_and_a_copy_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("webchat.db");
    let classic = rusqlite::Connection::open(&database).unwrap();
    classic.execute_batch(include_str!("classic.sql")).unwrap();
    drop(classic);

    let program = Program::start(WEBCHAT, folder.path());
    let (_, messages) = program.rest().get("/api/messages").await;
    let shown: Vec<_> =
        messages.as_array().unwrap().iter().map(|m| json!([m["id"], m["text"], m["seq"]])).collect();
    assert_eq!(shown, [json!(["c-1", "hello, Bob", 1]), json!(["c-2", "hello, Alice", 2])]);
    assert_eq!(messages[0]["createdAt"], "2024-05-01T10:00:00.000Z");
    let body = json!({ "text": "and on it goes", "senderId": "alice", "receiverId": "bob" });
    assert_eq!(program.rest().post("/api/messages", body).await.1["seq"], 3);

    let files = std::fs::read_dir(folder.path()).unwrap();
    let copies =
        files.filter(|file| file.as_ref().unwrap().file_name().to_string_lossy().contains("classic"));
    assert_eq!(copies.count(), 1);
}
