//! A backup is taken while the server runs, and restored while it does not.

use std::fs;
use std::path::Path;

use serde_json::json;
use webchat_testkit::Program;

use crate::WEBCHAT;

async fn say(program: &Program, id: &str) {
    let body = json!({ "id": id, "text": id, "senderId": "alice", "receiverId": "bob" });
    assert_eq!(program.rest().post("/api/messages", body).await.0, 201);
}

/// The ids of what was said, and the name of the history.
async fn history(program: &Program) -> (Vec<String>, String) {
    let (_, messages) = program.rest().get("/api/messages").await;
    let ids = messages.as_array().unwrap().iter().map(|message| message["id"].as_str().unwrap().to_owned());
    let (_, list) = program.rest().get("/api/v1/conversations?userId=alice").await;
    (ids.collect(), list["epoch"].as_str().unwrap().to_owned())
}

fn run(folder: &Path, arguments: &[&str]) -> (bool, String, String) {
    let (status, said, complained) = Program::run(WEBCHAT, arguments, folder);
    (status.success(), said, complained)
}

#[tokio::test]
async fn a_backup_of_a_running_server_is_the_way_back() {
    let folder = tempfile::tempdir().unwrap();
    let data_dir = folder.path().to_str().unwrap();
    let program = Program::start(WEBCHAT, folder.path());
    say(&program, "one").await;
    let arguments = ["backup", "--data-dir", data_dir, "--to", "copy.db"];
    let (worked, said, complained) = run(folder.path(), &arguments);
    assert!(worked && complained.is_empty(), "{complained}");
    assert!(said.starts_with("Backed up 1 messages of ") && said.contains("to copy.db (0."), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    say(&program, "two").await;
    let (before, epoch) = history(&program).await;
    assert_eq!(before, ["one", "two"]);

    let restore = ["restore", "--data-dir", data_dir, "--from", "copy.db"];
    let (worked, _, complained) = run(folder.path(), &restore);
    assert!(!worked && complained.contains("is in use by a running webchat; stop it first"), "{complained}");
    say(&program, "three").await;
    program.signal("TERM");
    assert!(program.ended().await.success());

    let (worked, said, complained) = run(folder.path(), &restore);
    assert!(worked, "{complained}");
    assert!(said.starts_with("Restored 1 messages of copy.db to "), "{said}");
    let kept = said.split_once("is kept as ").unwrap().1.split_once(". Clients").unwrap().0;
    assert!(Path::new(kept).exists(), "{said}");
    let program = Program::start(WEBCHAT, folder.path());
    let (after, renewed) = history(&program).await;
    assert_eq!(after, ["one"]);
    assert_ne!(renewed, epoch);
    say(&program, "four").await;
    program.kill();

    // What was replaced is a database like any other.
    let other = tempfile::tempdir().unwrap();
    let arguments = ["restore", "--data-dir", other.path().to_str().unwrap(), "--from", kept];
    assert!(run(folder.path(), &arguments).0);
    let program = Program::start(WEBCHAT, other.path());
    assert_eq!(history(&program).await.0, ["one", "two", "three"]);
}

#[tokio::test]
async fn an_older_copy_put_back_by_hand_is_another_history() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("webchat.db");
    let program = Program::start(WEBCHAT, folder.path());
    say(&program, "one").await;
    let (_, epoch) = history(&program).await;
    program.signal("TERM");
    program.ended().await;
    let old = fs::read(&database).unwrap();
    let program = Program::start(WEBCHAT, folder.path());
    assert_eq!(history(&program).await.1, epoch, "a start alone changes nothing");
    say(&program, "two").await;
    program.signal("TERM");
    program.ended().await;
    fs::write(&database, old).unwrap();
    let program = Program::start(WEBCHAT, folder.path());
    let (said, renewed) = history(&program).await;
    assert_eq!(said, ["one"]);
    assert_ne!(renewed, epoch);
}

#[test]
fn the_database_is_where_the_configuration_says() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("webchat.toml"), "data_dir = \"somewhere\"\n").unwrap();
    let (worked, _, complained) = run(folder.path(), &["backup", "--to", "copy.db"]);
    assert!(!worked);
    assert!(complained.contains("there is no database at somewhere/webchat.db"), "{complained}");
    let arguments = ["backup", "--store-url", "sqlite://elsewhere.db", "--to", "copy.db"];
    let complained = run(folder.path(), &arguments).2;
    assert!(complained.contains("there is no database at elsewhere.db"), "{complained}");
    let names: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["webchat.toml"], "nothing was made");
}

#[test]
fn what_can_not_be_copied_is_said_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("there"), "precious").unwrap();
    let complaint = |arguments: &[&str]| {
        let (worked, said, complained) = run(folder.path(), arguments);
        assert!(!worked && said.is_empty(), "{said}");
        assert_eq!(complained.lines().count(), 1, "{complained}");
        complained
    };
    assert!(complaint(&["backup", "--to", "there"]).contains("there is there already"));
    assert!(complaint(&["restore", "--from", "away"]).contains("there is no database at away"));
    assert!(complaint(&["restore", "--from", "there"]).contains("there is not a webchat database"));
    assert_eq!(fs::read_to_string(folder.path().join("there")).unwrap(), "precious");
}

#[test]
fn the_helps_teach() {
    let folder = tempfile::tempdir().unwrap();
    for (command, words) in [
        ("backup", ["--to", "while the server runs", "WEBCHAT_DATA_DIR", "webchat restore"]),
        ("restore", ["--from", "Stop the server first", "webchat.replaced-", "read it afresh"]),
    ] {
        let help = run(folder.path(), &[command, "--help"]).1;
        let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
        for word in words {
            assert!(help.contains(word), "the help of {command} does not mention {word}: {help}");
        }
    }
}
