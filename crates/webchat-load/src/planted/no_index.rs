//! The bug: nothing keeps a message from being stored twice. Inside, each time it has another id.

use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;
use webchat_core::Store;
use webchat_core::store::Change;
use webchat_protocol::{Message, MessageId};

use crate::spoilt::{Bug, Results};

/// Between an id and what makes it another one.
const MARK: char = '#';

/// Makes ids distinct inside, and equal outside.
#[derive(Default)]
pub struct NoIndex {
    stored: AtomicU64,
}

#[async_trait]
impl Bug for NoIndex {
    async fn append(&self, store: &dyn Store, mut changes: Vec<Change>) -> Results {
        for change in &mut changes {
            if let Change::Send(new) = change {
                let (process, number) = (std::process::id(), self.stored.fetch_add(1, Ordering::Relaxed));
                let distinct = MessageId::new(&format!("{}{MARK}{process}.{number}", new.id));
                new.id = distinct.unwrap_or_else(|_| new.id.clone());
            }
        }
        store.append(changes).await
    }

    fn show(&self, mut message: Message) -> Message {
        let equal = message.id.as_str().split_once(MARK).and_then(|(id, _)| MessageId::new(id).ok());
        message.id = equal.unwrap_or(message.id);
        message
    }
}
