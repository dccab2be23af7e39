//! The bug: a message is acknowledged, and told to everybody, before it is committed.
//!
//! Everything looks right, since reads wait until the store has caught up. Only a process that is killed shows it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::{Mutex, mpsc, oneshot};
use webchat_core::Store;
use webchat_core::store::{Appended, Change};
use webchat_protocol::{ConversationId, MessageId, Seq, UserId};

use crate::spoilt::{Bug, Results};

/// How long a commit takes its time.
const LATE: Duration = Duration::from_millis(120);

/// Commits that may be late at once.
const LATE_ONES: usize = 1_024;

/// Answers first and commits later.
pub struct EchoFirst {
    late: mpsc::Sender<Late>,
    places: Mutex<Places>,
}

enum Late {
    Commit(Vec<Change>),
    Tell(oneshot::Sender<()>),
}

/// What it made up, until it has to be known better.
#[derive(Default)]
struct Places {
    heads: HashMap<ConversationId, u64>,
    ids: HashSet<(UserId, MessageId)>,
}

impl EchoFirst {
    /// Over a store; commits go there one after the other.
    pub fn over(store: Arc<dyn Store>) -> Self {
        let (late, mut waiting) = mpsc::channel(LATE_ONES);
        tokio::spawn(async move {
            while let Some(next) = waiting.recv().await {
                match next {
                    Late::Commit(changes) => {
                        tokio::time::sleep(LATE).await;
                        drop(store.append(changes).await);
                    }
                    Late::Tell(done) => drop(done.send(())),
                }
            }
        });
        Self { late, places: Mutex::default() }
    }

    /// Waits until everything is committed.
    async fn catch_up(&self) {
        let (done, told) = oneshot::channel();
        if self.late.send(Late::Tell(done)).await.is_ok() {
            let _ = told.await;
        }
    }
}

#[async_trait]
impl Bug for EchoFirst {
    async fn append(&self, store: &dyn Store, changes: Vec<Change>) -> Results {
        let mut places = self.places.lock().await;
        let mut results = Vec::new();
        for change in &changes {
            let Change::Send(new) = change else { break };
            let is_new = places.ids.insert((new.sender_id.clone(), new.id.clone()));
            let Some(head) = places.heads.get_mut(&new.conversation_id).filter(|_| is_new) else { break };
            *head += 1;
            results.push(Ok(Appended::Fresh(new.placed(Seq(*head)))));
        }
        if results.len() == changes.len() {
            drop(self.late.send(Late::Commit(changes)).await);
            return Ok(results);
        }
        // Something that can't be made up: then it is done as it should be, and the places are learned.
        self.catch_up().await;
        let results = store.append(changes).await?;
        for message in results.iter().filter_map(|result| result.as_ref().ok()).map(Appended::message) {
            let page = store.page(&message.conversation_id, None, 1).await?;
            places.heads.insert(message.conversation_id.clone(), page.head.0);
        }
        Ok(results)
    }

    async fn before_reading(&self) {
        self.catch_up().await;
    }
}
