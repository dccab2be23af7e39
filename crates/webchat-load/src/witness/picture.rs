//! Taking a picture: everything that can be known at a quiet moment.

use std::collections::BTreeMap;
use std::path::Path;

use webchat_protocol::{ConversationId, UserId};

use super::{Witness, database};
use crate::checks::{Delta, Heads, History, Picture, Screen};

/// What to take a picture of.
pub struct Scene<'a> {
    /// Whose lists to read.
    pub users: &'a [UserId],
    /// Which conversations, and above which place.
    pub above: &'a Heads,
    /// Conversations in which messages are sent and never changed.
    pub plain: &'a [ConversationId],
    /// The database, if it can be read.
    pub database: Option<&'a Path>,
}

impl Witness {
    /// Reads everything. What devices show is added by whoever has the devices.
    pub async fn take_picture(&self, scene: &Scene<'_>, screens: Vec<Screen>) -> anyhow::Result<Picture> {
        let (mut lists, mut epoch) = (BTreeMap::new(), String::new());
        for user in scene.users {
            let list = self.list(user).await?;
            epoch = list.epoch;
            lists.insert(user.clone(), list.conversations);
        }
        let mut histories = BTreeMap::new();
        for (conversation, above) in scene.above {
            histories.insert(conversation.clone(), self.history(conversation, *above).await?);
        }
        let deltas = self.deltas(&histories).await?;
        let read = scene.database.map(|path| database::read(path, scene.above)).transpose()?;
        let (rows, soundness) = read.unzip();
        let plain = scene.plain.to_vec();
        Ok(Picture { epoch, histories, deltas, lists, rows, soundness, screens, plain })
    }

    /// What changed in each conversation after some places: the head, shortly before it, and long before it.
    async fn deltas(&self, histories: &BTreeMap<ConversationId, History>) -> anyhow::Result<Vec<Delta>> {
        let mut deltas = Vec::new();
        for (conversation, history) in histories {
            for back in BACK {
                let after = history.head.saturating_sub(back).max(history.above);
                let changes = self.changes(conversation, after).await?;
                deltas.push(Delta { conversation: conversation.clone(), after, changes });
            }
        }
        Ok(deltas)
    }
}

/// How far behind the head questions for changes are asked.
const BACK: [u64; 4] = [0, 1, 30, 300];
