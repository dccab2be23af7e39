//! Password mode as whoever runs the server meets it: the first link, and the commands about people beside it.

use std::path::Path;
use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};
use webchat_testkit::{PASSWORD, Program, Rest};

use crate::WEBCHAT;

const PASSWORD_MODE: [&str; 2] = ["--auth", "password"];

/// Runs a command about people on the server's folder, and answers what it printed.
fn webchat(folder: &Path, arguments: &[&str]) -> String {
    let place = ["--data-dir", folder.to_str().unwrap()];
    let (status, printed, complaint) = Program::run(WEBCHAT, &[arguments, &place].concat(), folder);
    assert!(status.success(), "{arguments:?}: {complaint}");
    printed
}

fn complaint(folder: &Path, arguments: &[&str]) -> String {
    let place = ["--data-dir", folder.to_str().unwrap()];
    let (status, _, complaint) = Program::run(WEBCHAT, &[arguments, &place].concat(), folder);
    assert!(!status.success(), "{arguments:?} should not have worked");
    complaint
}

/// The secret of a link that was printed.
fn secret(printed: &str) -> &str {
    printed.trim().rsplit_once('#').expect("no link was printed").1
}

async fn browser(program: &Program, path: &str, body: Value) -> Rest {
    let page = program.rest().with("Origin", &format!("http://{}", program.address()));
    let response = page.request(Method::POST, path).json(&body).send().await.unwrap();
    assert_eq!(response.status(), 200, "{:?}", response.text().await);
    let cookie = response.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    page.with("Cookie", &cookie)
}

#[tokio::test]
async fn the_first_start_prints_a_link_and_each_one_a_new_one_until_somebody_used_it() {
    let folder = tempfile::tempdir().unwrap();
    let first = Program::start_with(WEBCHAT, folder.path(), &PASSWORD_MODE);
    let old = first.printed("Setup");
    assert!(old.starts_with(&format!("http://{}/setup#", first.address())), "{old}");
    first.signal("TERM");
    assert!(first.ended().await.success());
    let second = Program::start_with(WEBCHAT, folder.path(), &PASSWORD_MODE);
    let new = second.printed("Setup");
    let person = |link: &str| json!({ "userId": "root", "password": PASSWORD, "link": secret(link) });
    let (status, _) = second.rest().post("/api/v1/accounts", person(&old)).await;
    assert_eq!(status, 410, "the new one has taken its place");
    let root = browser(&second, "/api/v1/accounts", person(&new)).await;
    assert_eq!(root.get("/api/v1/session").await.1["me"]["isAdmin"], true);
    second.signal("TERM");
    assert!(second.ended().await.success());
    let third = Program::start_with(WEBCHAT, folder.path(), &PASSWORD_MODE);
    assert!(third.is_silent_about("Setup"));
}

#[tokio::test]
async fn links_begin_with_the_public_address() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = [&PASSWORD_MODE[..], &["--public-url", "https://chat.example.com"]].concat();
    let program = Program::start_with(WEBCHAT, folder.path(), &arguments);
    assert!(program.printed("Setup").starts_with("https://chat.example.com/setup#"));
    let cookie = program.rest().with("Host", "chat.example.com").get("/api/v1/session").await;
    assert_eq!(cookie.0, 200, "it answers to its name");
    let link = webchat(folder.path(), &["invite", "create", "--public-url", "https://chat.example.com"]);
    assert!(link.contains("https://chat.example.com/join#"), "{link}");
}

#[tokio::test]
async fn password_mode_listens_to_the_network_without_being_told_twice() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = std::process::Command::new(WEBCHAT);
    command.args(["serve", "--listen", "0.0.0.0:0", "--auth", "password"]).current_dir(folder.path());
    command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::null());
    let mut child = command.spawn().unwrap();
    let lines = std::io::BufRead::lines(std::io::BufReader::new(child.stdout.take().unwrap()));
    let opened = lines.map_while(Result::ok).any(|line| line.contains("http://localhost:"));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(opened);
}

#[tokio::test]
async fn people_are_added_from_the_console_while_the_server_runs() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start_with(WEBCHAT, folder.path(), &PASSWORD_MODE);
    let printed = webchat(folder.path(), &["user", "add", "alice", "--name", "Alice Liddell", "--admin"]);
    assert!(printed.contains("alice has an account and administers the server."), "{printed}");
    let reset = json!({ "link": secret(&printed), "password": PASSWORD });
    let alice = browser(&program, "/api/v1/reset", reset).await;
    let (_, state) = alice.get("/api/v1/session").await;
    assert_eq!((&state["me"]["name"], &state["me"]["isAdmin"]), (&json!("Alice Liddell"), &json!(true)));
    let list = webchat(folder.path(), &["user", "list"]);
    assert_eq!(list.lines().count(), 1);
    assert!(list.starts_with("alice\tAlice Liddell\tadministrator\tcreated "), "{list}");
    assert!(complaint(folder.path(), &["user", "add", "ALICE"]).contains("taken"));
    assert!(
        complaint(folder.path(), &["user", "suspend", "alice"]).contains("administer"),
        "she is the last one"
    );
    assert!(complaint(folder.path(), &["user", "suspend", "nobody"]).contains("no such account"));
    assert!(complaint(folder.path(), &["user", "reset", "not an id"]).contains("webchat: "));
}

#[tokio::test]
async fn who_is_suspended_from_the_console_loses_what_is_open_within_a_second() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start_with(WEBCHAT, folder.path(), &PASSWORD_MODE);
    let printed = webchat(folder.path(), &["user", "add", "alice"]);
    let reset = json!({ "link": secret(&printed), "password": PASSWORD });
    let alice = browser(&program, "/api/v1/reset", reset).await;
    let mut socket = alice.connect().await;
    socket.register("alice").await;
    let said = webchat(folder.path(), &["user", "suspend", "alice"]);
    let begun = Instant::now();
    assert!(said.contains("alice is suspended and signed out (1 session)."), "{said}");
    assert_eq!(socket.closed().await.0, 4003);
    assert!(begun.elapsed() < Duration::from_millis(1_500), "it took {:?}", begun.elapsed());
    let sign_in = json!({ "userId": "alice", "password": PASSWORD });
    assert_eq!(program.rest().post("/api/v1/session", sign_in.clone()).await.0, 403);
    webchat(folder.path(), &["user", "readmit", "alice"]);
    browser(&program, "/api/v1/session", sign_in).await;
}

#[tokio::test]
async fn invitations_are_made_listed_and_revoked() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start_with(WEBCHAT, folder.path(), &PASSWORD_MODE);
    let printed = webchat(folder.path(), &["invite", "create", "--uses", "2", "--days", "1"]);
    assert!(printed.starts_with("An invitation for 2 people, until "), "{printed}");
    let person = |user: &str| json!({ "userId": user, "password": PASSWORD, "link": secret(&printed) });
    browser(&program, "/api/v1/accounts", person("alice")).await;
    let list = webchat(folder.path(), &["invite", "list"]);
    let columns: Vec<_> = list.trim().split('\t').collect();
    assert_eq!((columns[1], columns[2], columns[4]), ("open", "1 of 2", "by the console"));
    webchat(folder.path(), &["invite", "revoke", columns[0]]);
    assert_eq!(program.rest().post("/api/v1/accounts", person("bob")).await.0, 410);
    assert!(complaint(folder.path(), &["invite", "revoke", columns[0]]).contains("no such link"));
    assert!(complaint(folder.path(), &["invite", "revoke", "xyz"]).contains("webchat invite list"));
    assert!(complaint(folder.path(), &["invite", "create", "--days", "1000"]).contains("365"));
}

#[test]
fn where_there_is_no_database_none_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let complaint = complaint(folder.path(), &["user", "list"]);
    assert!(complaint.contains("there is no webchat database"), "{complaint}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn the_commands_work_on_a_server_that_is_stopped_too() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start_with(WEBCHAT, folder.path(), &PASSWORD_MODE);
    program.signal("TERM");
    assert!(program.ended().await.success());
    webchat(folder.path(), &["user", "add", "alice"]);
    assert!(webchat(folder.path(), &["user", "list"]).starts_with("alice\t"));
    assert!(!folder.path().join("webchat.db-wal").exists(), "the log is emptied behind it");
}

#[test]
fn the_help_of_the_commands_teaches() {
    let folder = tempfile::tempdir().unwrap();
    for (command, words) in [
        ("user", ["webchat user add alice --admin", "within a second", "suspend"]),
        ("invite", ["webchat invite create", "revoke", "--sign-up"]),
    ] {
        let (_, help, _) = Program::run(WEBCHAT, &[command, "--help"], folder.path());
        for word in words {
            assert!(help.contains(word), "the help of {command} does not mention {word}: {help}");
        }
    }
}
