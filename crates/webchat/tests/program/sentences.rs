//! What goes wrong at the start is said in a sentence, with a code that scripts can see.

use std::fs;
use std::net::TcpListener;

use webchat_testkit::Program;

use crate::WEBCHAT;

fn complaint(arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    complaint_in(folder.path(), arguments)
}

fn complaint_in(folder: &std::path::Path, arguments: &[&str]) -> String {
    let (status, _, complaint) = Program::run(WEBCHAT, arguments, folder);
    assert!(!status.success(), "{arguments:?} should not have worked");
    complaint
}

#[test]
fn a_taken_port_is_named_with_a_way_out() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let complaint = complaint(&["serve", "--listen", &address]);
    assert!(complaint.contains(&address) && complaint.contains("--listen 127.0.0.1:"), "{complaint}");
}

#[test]
fn an_open_server_does_not_listen_to_the_network_unless_told_to() {
    let complaint = complaint(&["serve", "--listen", "0.0.0.0:0"]);
    assert!(complaint.contains("--allow-open-network"), "{complaint}");
}

#[test]
fn what_this_version_cannot_do_is_said() {
    assert!(complaint(&["serve", "--store-url", "postgres://localhost/chat"]).contains("sqlite://"));
    assert!(complaint(&["serve", "--bus-url", "nats://localhost"]).contains("one node"));
    assert!(complaint(&["serve", "--auth", "passwords"]).contains("password"));
    assert!(complaint(&["serve", "--listen", "somewhere"]).contains("127.0.0.1:3000"));
    assert!(complaint(&["serve", "--log-level", "a=b=c"]).contains("log level"));
    assert!(complaint(&["serve", "--log-level", "loud"]).contains("loud"));
}

#[test]
fn what_is_missing_or_too_much_about_who_is_who_is_said() {
    let token =
        |more: &[&str]| complaint(&[&["serve", "--listen", "127.0.0.1:0", "--auth", "token"], more].concat());
    assert!(token(&[]).contains("--token-key"));
    assert!(token(&["--token-key", "a", "--token-jwks", "b"]).contains("choose one"));
    assert!(token(&["--token-key", "missing.pem"]).contains("missing.pem"));
    assert!(token(&["--token-jwks", "http://keys.example/jwks"]).contains("https://"));
    assert!(token(&["--token-jwks", "ftp://keys.example/jwks"]).contains("ftp://"));
    assert!(complaint(&["serve", "--token-key", "a"]).contains("--auth token"));
    assert!(complaint(&["serve", "--sign-up", "open"]).contains("--auth password"));
    assert!(complaint(&["serve", "--public-url", "chat.example.com"]).contains("https://"));
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("key"), "too short").unwrap();
    let short = ["serve", "--listen", "127.0.0.1:0", "--auth", "token", "--token-key", "key"];
    let complaint = complaint_in(folder.path(), &short);
    assert!(complaint.contains("32 bytes") && !complaint.contains("too short"), "{complaint}");
}

#[test]
fn a_configuration_that_is_not_understood_is_named_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    assert!(complaint_in(folder.path(), &["serve", "--config", "missing.toml"]).contains("missing.toml"));
    fs::write(folder.path().join("webchat.toml"), "[limits]\ntext_chars = 5\n").unwrap();
    let complaint = complaint_in(folder.path(), &["serve"]);
    assert!(complaint.contains("webchat.toml") && complaint.contains("text_chars"), "{complaint}");
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file"), "not a folder").unwrap();
    let complaint =
        complaint_in(folder.path(), &["serve", "--listen", "127.0.0.1:0", "--data-dir", "file/data"]);
    assert!(complaint.contains("file/data"), "{complaint}");
    assert_eq!(complaint.matches("os error").count(), 1, "the cause is named once: {complaint}");
}

#[test]
fn a_database_that_is_none_is_named_and_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("webchat.db");
    let content = vec![7; 10_000];
    fs::write(&database, &content).unwrap();
    let data_dir = folder.path().to_str().unwrap();
    let complaint = complaint(&["serve", "--listen", "127.0.0.1:0", "--data-dir", data_dir]);
    assert!(complaint.contains("webchat.db"), "{complaint}");
    assert_eq!(fs::read(&database).unwrap(), content);
}

#[test]
fn the_help_teaches() {
    let folder = tempfile::tempdir().unwrap();
    let (_, help, _) = Program::run(WEBCHAT, &["serve", "--help"], folder.path());
    for word in [
        "--listen",
        "--data-dir",
        "WEBCHAT_STORE_URL",
        "--allow-open-network",
        "webchat.toml",
        "--sign-up",
        "WEBCHAT_TOKEN_KEY",
        "--public-url",
    ] {
        assert!(help.contains(word), "the help does not mention {word}");
    }
}

#[tokio::test]
async fn the_port_may_come_from_the_environment() {
    // A port that is free now; nobody else on the machine is handed it at once again.
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string();
    let folder = tempfile::tempdir().unwrap();
    let mut child = std::process::Command::new(WEBCHAT)
        .args(["serve"])
        .env("PORT", &port)
        .current_dir(folder.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(child.stdout.take().unwrap()));
    let opened = lines.find_map(|line| line.unwrap().trim().strip_prefix("Open").map(str::to_owned));
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(opened.unwrap().trim(), format!("http://127.0.0.1:{port}"));
    assert!(folder.path().join(".data/webchat.db").exists(), "the default folder is made");
}
