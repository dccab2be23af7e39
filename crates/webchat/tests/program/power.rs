//! A kill, and then the power goes too: what a process wrote and did not sync is read by the next one, and need not be on
//! the disk.

use std::path::Path;
use std::process::Command;

use serde_json::json;
use webchat_load::Disk;
use webchat_testkit::Program;

use crate::WEBCHAT;

fn start(folder: &Path, disk: &Disk) -> Program {
    let mut command = Command::new(WEBCHAT);
    command.args(["serve", "--listen", "127.0.0.1:0", "--data-dir"]).arg(folder).current_dir(folder);
    command.envs(disk.environment());
    Program::start_as(command)
}

async fn say(program: &Program, id: &str) -> u16 {
    let body = json!({ "id": id, "text": id, "senderId": "alice", "receiverId": "bob" });
    program.rest().post("/api/messages", body).await.0
}

#[tokio::test]
async fn what_a_killed_process_left_in_the_log_is_on_the_disk_before_it_is_told() {
    let (folder, faults) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let data = folder.path();
    let honest = || Disk::prepare(faults.path(), data, true, false).unwrap();
    let program = start(data, &honest());
    assert_eq!(say(&program, "before").await, 201);
    program.signal("TERM");
    assert!(program.ended().await.success());

    // As if the kill came between writing and syncing.
    let program = start(data, &Disk::prepare(faults.path(), data, true, true).unwrap());
    assert_eq!(say(&program, "written").await, 201);
    program.kill();

    let disk = honest();
    let program = start(data, &disk);
    assert_eq!(say(&program, "written").await, 200, "it is known, and so nothing more is written");
    program.kill();
    disk.lose_power(&mut || true).unwrap();
    let program = start(data, &disk);
    assert_eq!(say(&program, "written").await, 200, "it was acknowledged, and is lost");
}
