//! What somebody did at the server's console: `webchat user suspend` is a process of its own, and leaves its entry in the
//! audit log. Looking there for what is new costs one step into a table, whatever goes on in the chat.

use webchat_auth::{PasswordMode, Refused};
use webchat_core::accounts::{AuditEntry, AuditRecord, Deed};

use super::Gate;

/// Entries that are read at once.
const PAGE: usize = 100;
/// Pages that are looked through at most. Nobody types so much between two looks; what a script did more than that is found
/// when each connection is asked again.
const PAGES: usize = 10;

/// How far the audit log was read.
#[derive(Default)]
pub(crate) struct Console {
    seen: Option<u64>,
}

impl Console {
    /// Has those leave of whom somebody at the console has said so since the last call. Call it every [`Gate::LOOK`].
    pub(crate) async fn hear(&mut self, gate: &Gate) {
        let Ok(accounts) = gate.authenticator().accounts() else { return };
        // That the store failed was logged; the entries are still there the next time.
        let Ok(news) = self.news(accounts).await else { return };
        for AuditRecord { number, entry } in news {
            self.seen = Some(number);
            if let AuditEntry { by: None, deed, user: Some(user), .. } = entry
                && [Deed::SUSPENDED, Deed::ADMIN_GRANTED, Deed::ADMIN_TAKEN].contains(&deed)
            {
                gate.sign_out(&user);
            }
        }
    }

    /// What is new, the oldest first. What stood there before the first call is not.
    async fn news(&mut self, accounts: &PasswordMode) -> Result<Vec<AuditRecord>, Refused> {
        let console = accounts.console();
        let newest = console.audit_log(None, 1).await?.first().map_or(0, |record| record.number);
        let seen = *self.seen.get_or_insert(newest);
        let (mut news, mut before) = (Vec::new(), None);
        for _ in 0..PAGES {
            if newest <= seen || before.is_some_and(|before| before <= seen + 1) {
                break;
            }
            let page = console.audit_log(before, PAGE).await?;
            before = page.last().map(|record| record.number);
            let is_over = before.is_none();
            news.extend(page.into_iter().filter(|record| record.number > seen));
            if is_over {
                break;
            }
        }
        news.reverse();
        Ok(news)
    }
}
