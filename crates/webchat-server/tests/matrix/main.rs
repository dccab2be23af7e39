//! Everybody tries everything everywhere. [`table`] says what is to come of it, for people to read; it is not made from the
//! rules that it checks. The rest tries it, over the socket and over REST.
//!
//! How somebody shows who they are is a parameter ([`People`](world::People)): what may be done does not depend on it. So all
//! of it is tried three times: as people who are believed, with cookies, and with tokens. And all of it is tried by `nobody`.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

mod deeds;
mod hearing;
mod judged;
mod nobody;
mod table;
mod trying;
mod ways;
mod world;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use webchat_protocol::{Command, Event, decode_request};

use ways::Way;
use world::World;

#[tokio::test]
async fn everybody_may_what_the_table_says_over_a_socket() {
    let world = World::of_believed_people().await;
    trying::everything(world, Way::Socket).await;
}

#[tokio::test]
async fn everybody_may_what_the_table_says_over_rest() {
    let world = World::of_believed_people().await;
    trying::everything(world, Way::Rest).await;
}

#[tokio::test]
async fn everybody_hears_what_the_table_says() {
    let world = World::of_believed_people().await;
    hearing::everything(world).await;
}

#[tokio::test]
async fn everybody_may_what_the_table_says_over_a_socket_with_a_cookie() {
    trying::everything(World::of_accounts().await, Way::Socket).await;
}

#[tokio::test]
async fn everybody_may_what_the_table_says_over_rest_with_a_cookie() {
    trying::everything(World::of_accounts().await, Way::Rest).await;
}

#[tokio::test]
async fn everybody_hears_what_the_table_says_with_a_cookie() {
    hearing::everything(World::of_accounts().await).await;
}

#[tokio::test]
async fn everybody_may_what_the_table_says_over_a_socket_with_a_token() {
    trying::everything(World::of_tokens().await, Way::Socket).await;
}

#[tokio::test]
async fn everybody_may_what_the_table_says_over_rest_with_a_token() {
    trying::everything(World::of_tokens().await, Way::Rest).await;
}

#[tokio::test]
async fn everybody_hears_what_the_table_says_with_a_token() {
    hearing::everything(World::of_tokens().await).await;
}

#[tokio::test]
async fn nobody_may_and_hears_anything_where_people_have_accounts() {
    nobody::gets_nothing(World::of_accounts().await).await;
}

#[tokio::test]
async fn nobody_may_and_hears_anything_where_people_have_tokens() {
    nobody::gets_nothing(World::of_tokens().await).await;
}

/// Where a command stands in the table. A new one has to be put here, and then the table needs it.
fn blocks_of(command: &Command) -> &'static [&'static str] {
    match command {
        Command::Register(_) => &["follow"],
        Command::Message(_) => &["say", "say again", "say as another", "say to two places"],
        Command::Typing(_) => &["type", "stop typing"],
        Command::Changes(_) => &["ask for changes"],
        Command::Edit(_) => &["edit one's own", "edit another's", "edit nothing", "edit a notice"],
        Command::React(_) => &["react", "react to nothing", "react to a notice"],
        Command::Delete(_) => &["delete one's own", "delete another's", "delete a notice"],
        Command::Read(_) => &["read"],
        Command::ChangeConversation(_) => {
            &["rename", "describe", "set posting", "set visibility", "archive", "unarchive"]
        }
        Command::AddMembers(_) => &["add somebody", "add somebody unknown", "add a stranger"],
        Command::RemoveMember(_) => &["remove a member", "remove an admin", "remove an owner"],
        Command::SetRole(_) => &["give a role", "give a role to nobody"],
        Command::Join(_) => &["join"],
        Command::Leave(_) => &["leave"],
        Command::Report(_) => &["report"],
        // They name no conversation: what comes of them is the same wherever one is.
        Command::Ping
        | Command::Presence(_)
        | Command::Profile(_)
        | Command::CreateConversation(_)
        | Command::Block(_) => &[],
    }
}

/// Whether an event tells something of a conversation, and so stands in the table of who hears what.
fn is_of_a_conversation(event: &Event) -> bool {
    match event {
        Event::Message { .. }
        | Event::MessageChanged { .. }
        | Event::TypingUpdate { .. }
        | Event::Read { .. }
        | Event::Conversation { .. }
        | Event::ConversationGone { .. }
        | Event::Changes { .. } => true,
        Event::ConnectionEstablished { .. }
        | Event::RegistrationConfirmed { .. }
        | Event::UserJoined { .. }
        | Event::UserLeft { .. }
        | Event::Pong
        | Event::Error { .. }
        | Event::Done { .. }
        | Event::Presence { .. } => false,
    }
}

#[test]
fn every_command_that_names_a_conversation_is_tried() {
    // The golden frames show every command there is.
    let named: BTreeSet<_> = golden("commands")
        .iter()
        .flat_map(|text| blocks_of(&decode_request(text).unwrap().command).iter().copied())
        .collect();
    let in_table: BTreeSet<_> = table::blocks(table::DEEDS).into_iter().map(|block| block.name).collect();
    let reading = BTreeSet::from(["see", "read a page", "read changes"]);
    assert_eq!(in_table, &named | &reading);
    let tried: BTreeSet<_> = deeds::DEEDS.iter().map(|deed| deed.name).collect();
    assert_eq!(in_table, tried);
}

#[test]
fn every_event_that_tells_of_a_conversation_is_listened_for() {
    let events = golden("events");
    let events = events.iter().map(|text| serde_json::from_str::<Event>(text).unwrap());
    let named: BTreeSet<_> = events
        .filter(is_of_a_conversation)
        .map(|event| serde_json::to_value(event).unwrap()["type"].as_str().unwrap().to_owned())
        .collect();
    let blocks = table::blocks(table::HEARING);
    let mut in_table: BTreeSet<_> = blocks.iter().map(|block| block.name.to_owned()).collect();
    // A notice is a message; who hears it is told apart.
    assert!(in_table.remove("notice"));
    assert_eq!(in_table, named);
}

fn golden(folder: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/wire").join(folder);
    let files = fs::read_dir(path).unwrap().map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
    files.collect()
}
