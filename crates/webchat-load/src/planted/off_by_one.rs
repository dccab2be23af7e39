//! The bug: what was missed begins one place too late.

use async_trait::async_trait;
use webchat_core::Store;
use webchat_core::store::{Delta, StoreError};
use webchat_protocol::{ConversationId, Seq};

use crate::spoilt::Bug;

/// Takes "after" for "after the one after".
pub struct OffByOne;

#[async_trait]
impl Bug for OffByOne {
    async fn changes(
        &self,
        store: &dyn Store,
        conversation: &ConversationId,
        after: Seq,
        limit: usize,
    ) -> Result<Delta, StoreError> {
        store.changes(conversation, Seq(after.0 + 1), limit).await
    }
}
