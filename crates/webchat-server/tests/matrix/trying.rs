//! Tries everything and compares it with the table.

use std::collections::BTreeMap;

use crate::deeds::{DEEDS, Deed};
use crate::table::{self, Block, Cell};
use crate::ways::{Asker, Way};
use crate::world::{ROLES, Spot, World};

/// Every cell. All that differ are told at once.
pub async fn everything(mut world: World, way: Way) {
    let blocks = table::blocks(table::DEEDS);
    let sight = blocks.iter().find(|block| block.name == "see").unwrap();
    let mut spots = Spots::default();
    let mut differing = Vec::new();
    let mut tried = 0;
    for deed in &DEEDS {
        if !world.has(deed.name) {
            continue;
        }
        let block = blocks.iter().find(|block| block.name == deed.name).unwrap();
        for (role, user) in ROLES.into_iter().filter(|(role, _)| *role != "newcomer") {
            let mut asker = Asker::come(&world, way, user).await;
            let nothing = world.spot("none", user).await;
            let nowhere = asker.ask(&world, &nothing, (deed.ask)(&nothing, user)).await;
            let Some(nowhere) = nowhere else { continue };
            for cell in block.cells.iter().filter(|cell| cell.role == role) {
                if !world.has(cell.place) {
                    continue;
                }
                let spot = spots.get(&mut world, cell.place, user).await;
                let answer = asker.ask(&world, &spot, (deed.ask)(&spot, user)).await.unwrap();
                tried += 1;
                if answer.cell != cell.expected {
                    differing.push(format!("{} as {cell:?}: {}", deed.name, answer.text));
                }
                // Whoever can't see it is not told apart from who asks for nothing, whatever the answer is.
                if is_hidden(sight, cell) && answer.text != nowhere.text {
                    differing.push(format!("{} as {cell:?} shows itself: {}", deed.name, answer.text));
                }
                if answer.cell == '+' && deed.reshapes {
                    spots.forget(cell.place, user);
                }
            }
        }
        spots.check_unharmed(&mut world, deed).await;
    }
    assert!(differing.is_empty(), "{} of {tried} cells differ:\n{}", differing.len(), differing.join("\n"));
}

fn is_hidden(sight: &Block, cell: &Cell) -> bool {
    sight.cells.iter().any(|seen| seen.role == cell.role && seen.place == cell.place && seen.expected == '.')
}

/// The conversations in use. What nobody changed is used by all.
#[derive(Default)]
struct Spots(BTreeMap<(String, String), Spot>);

impl Spots {
    async fn get(&mut self, world: &mut World, place: &str, user: &str) -> Spot {
        let key = key(place, user);
        if let Some(spot) = self.0.get(&key) {
            return spot.clone();
        }
        let spot = world.spot(place, user).await;
        self.0.insert(key, spot.clone());
        spot
    }

    fn forget(&mut self, place: &str, user: &str) {
        self.0.remove(&key(place, user));
    }

    /// Whoever was refused changed nothing: what nobody was allowed to reshape has its members and its name.
    async fn check_unharmed(&self, world: &mut World, deed: &Deed) {
        for ((place, _), spot) in self.0.iter().filter(|(_, spot)| spot.id.starts_with("c-")) {
            if place == "none" {
                continue;
            }
            let details = world.details("otto", &spot.id).await;
            let members: Vec<_> = details["members"]
                .as_array()
                .unwrap()
                .iter()
                .map(|member| format!("{} {}", member["userId"], member["role"]).replace('"', ""))
                .collect();
            let expected = [
                "ada admin",
                "adam admin",
                "bess member",
                "mia member",
                "mona member",
                "olga owner",
                "otto owner",
            ];
            assert_eq!(members, expected, "after \"{}\" in {place}", deed.name);
            assert_eq!(
                (&details["name"], details.get("description")),
                (&"Design".into(), None),
                "{}",
                deed.name
            );
        }
    }
}

fn key(place: &str, user: &str) -> (String, String) {
    // What is said in a pair or in `general` is the user's own business there; a group is everybody's.
    let is_shared = matches!(place, "group" | "private" | "public" | "news" | "archived" | "others" | "none");
    (place.to_owned(), if is_shared { String::new() } else { user.to_owned() })
}
