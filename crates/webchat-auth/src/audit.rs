//! The record of who did what, whatever the mode: those who administer a server together read it.

use std::sync::Arc;

use webchat_core::accounts::{AuditEntry, AuditRecord, Deed};
use webchat_core::{Accounts, Clock};
use webchat_protocol::UserId;

use crate::{AccountLimits, Refused};

/// The record of who did what.
#[derive(Clone)]
pub struct AuditLog {
    accounts: Arc<dyn Accounts>,
    clock: Arc<dyn Clock>,
    keep: usize,
}

impl AuditLog {
    /// A record that is kept there, with as many entries as the limits say.
    pub fn new(accounts: Arc<dyn Accounts>, clock: Arc<dyn Clock>, limits: &AccountLimits) -> Self {
        Self { accounts, clock, keep: limits.audit_entries }
    }

    /// Writes down what was done. That it can't be written does not undo it.
    pub async fn note(&self, by: Option<&UserId>, deed: Deed, user: Option<&UserId>, detail: Option<String>) {
        let entry = AuditEntry { at: self.clock.now(), by: by.cloned(), deed, user: user.cloned(), detail };
        if let Err(error) = self.accounts.audit(entry, self.keep).await {
            tracing::error!(%error, "the audit log could not be written");
        }
    }

    /// Who did what, the newest first; older than the entry with the number `before`, if it is given.
    pub async fn read(&self, before: Option<u64>, limit: usize) -> Result<Vec<AuditRecord>, Refused> {
        Ok(self.accounts.audit_log(before, limit).await?)
    }
}
