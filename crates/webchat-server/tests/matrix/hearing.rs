//! Does everything in each conversation while everybody listens, and compares who heard what with the table.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use webchat_testkit::Socket;

use crate::table::{self, Cell};
use crate::world::{ROLES, Spot, World, peer_of};

/// Every cell. All that differ are told at once.
pub async fn everything(mut world: World) {
    let blocks = table::blocks(table::HEARING);
    let places: BTreeSet<_> = blocks[0].cells.iter().map(|cell| cell.place).collect();
    let mut differing = Vec::new();
    for place in places {
        let heard = listen(&mut world, place).await;
        for block in &blocks {
            for cell @ Cell { role, expected, .. } in block.cells.iter().filter(|cell| cell.place == place) {
                let is_heard = heard[role].contains(block.name);
                if is_heard != (*expected == '+') {
                    differing.push(format!("{} {cell:?}: {:?}", block.name, heard[role]));
                }
            }
        }
    }
    assert!(differing.is_empty(), "{} cells differ:\n{}", differing.len(), differing.join("\n"));
}

/// The types of the events of a conversation that each role hears while another does everything there.
async fn listen(world: &mut World, place: &str) -> BTreeMap<&'static str, BTreeSet<String>> {
    let mut heard = BTreeMap::new();
    let shared = world.spot(place, "olga").await;
    let mut listeners = Vec::new();
    for (role, user) in ROLES {
        let proof = world.people.proof(user).cloned().unwrap_or_else(|| user.into());
        let spot =
            if ["own", "unknown"].contains(&place) { world.spot(place, user).await } else { shared.clone() };
        listeners.push((role, user, spot, Socket::join_as(world.server.address(), &proof).await));
    }
    let mut done = BTreeSet::new();
    for (_, user, spot, _) in &listeners {
        if done.insert(spot.id.clone()) {
            do_everything(world, speaker(place, user), spot).await;
        }
    }
    for (role, _, spot, mut socket) in listeners {
        heard.insert(role, until_pong(&mut socket, &spot.id).await);
    }
    heard
}

/// Somebody else who may do there whatever can be done.
pub fn speaker(place: &str, listener: &str) -> &'static str {
    match place {
        "own" => peer_of(listener),
        "others" => "nick",
        "unknown" => "nora",
        _ => "otto",
    }
}

/// Tries all that is heard of; what can't be done there is refused.
pub async fn do_everything(world: &World, speaker: &str, spot: &Spot) {
    let id = |name: &str| format!("{name} in {}", spot.id);
    let message = json!({ "type": "message", "text": "hello", "id": id("message") });
    world.try_within(speaker, &spot.about(json!({ "type": "typing", "isTyping": true }))).await;
    let said = world.try_within(speaker, &spot.about(message)).await;
    // Where nothing new can be said, what was said can still be taken back.
    let seq = said["data"]["seq"].as_u64().unwrap_or_else(|| spot.own("olga"));
    for mut command in [
        json!({ "type": "edit", "seq": seq, "text": "better" }),
        json!({ "type": "react", "seq": seq, "emoji": "👍", "on": true }),
        json!({ "type": "delete", "seq": seq }),
        json!({ "type": "read", "seq": seq }),
        json!({ "type": "changes", "after": 0 }),
        json!({ "type": "add-members", "userIds": ["carl"] }),
        json!({ "type": "change-conversation", "name": "Art" }),
        json!({ "type": "remove-member", "userId": "carl" }),
        json!({ "type": "remove-member", "userId": "mona" }),
    ] {
        command["id"] = id("something").into();
        world.try_within(speaker, &spot.about(command)).await;
    }
}

async fn until_pong(socket: &mut Socket, conversation: &str) -> BTreeSet<String> {
    socket.send(json!({ "type": "ping" })).await;
    let mut heard = BTreeSet::new();
    loop {
        let event = socket.next().await;
        let kind = event["type"].as_str().unwrap();
        if kind == "pong" {
            return heard;
        }
        if event.to_string().contains(&format!("\"{conversation}\"")) {
            let is_notice = event["data"]["notice"] != Value::Null;
            heard.insert(if is_notice { "notice" } else { kind }.to_owned());
        }
    }
}
