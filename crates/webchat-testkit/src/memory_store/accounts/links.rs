//! Links.

use webchat_core::accounts::{AccountRefusal, LinkKind, LinkRecord, LinkState, NewLink, SecretHash};
use webchat_protocol::Timestamp;

use super::{Kept, Link, key};

impl Kept {
    pub(super) fn make_link(&mut self, new: NewLink) -> Result<LinkRecord, AccountRefusal> {
        let user_id = match &new.user_id {
            Some(user) => Some(self.entry(user)?.user_id.clone()),
            None => None,
        };
        let open = self.links.iter().filter(|link| link.record.state(new.at) == LinkState::Open).count();
        if new.kind != LinkKind::Invite {
            let for_whom = user_id.as_ref().map(key);
            self.revoke(new.at, |link| link.kind == new.kind && link.user_id.as_ref().map(key) == for_whom);
        } else if open >= new.limit {
            return Err(AccountRefusal::TooMany);
        }
        let record = LinkRecord {
            id: new.id,
            kind: new.kind,
            user_id,
            conversations: new.conversations,
            max_uses: new.max_uses,
            uses: 0,
            made_by: new.made_by,
            made_at: new.at,
            expires_at: new.expires_at,
            revoked_at: None,
        };
        self.links.push(Link { secret: new.secret, record: record.clone(), used_up_at: None });
        Ok(record)
    }

    pub(super) fn link(&self, secret: &SecretHash) -> Option<&LinkRecord> {
        self.links.iter().find(|link| link.secret == *secret).map(|link| &link.record)
    }

    /// Whether a link of this kind can be used.
    pub(super) fn check_open(
        &self,
        secret: &SecretHash,
        kind: LinkKind,
        at: Timestamp,
    ) -> Result<&LinkRecord, AccountRefusal> {
        let link = self.link(secret).filter(|link| link.kind == kind && link.state(at) == LinkState::Open);
        link.ok_or(AccountRefusal::LinkGone)
    }

    /// Takes one use of a link that is open.
    pub(super) fn take_use(&mut self, secret: &SecretHash, at: Timestamp) {
        for link in self.links.iter_mut().filter(|link| link.secret == *secret) {
            link.record.uses += 1;
            link.used_up_at = (link.record.uses == link.record.max_uses).then_some(at);
        }
    }

    pub(super) fn accept(
        &mut self,
        secret: &SecretHash,
        at: Timestamp,
    ) -> Result<LinkRecord, AccountRefusal> {
        self.check_open(secret, LinkKind::Invite, at)?;
        self.take_use(secret, at);
        self.link(secret).cloned().ok_or(AccountRefusal::LinkGone)
    }

    pub(super) fn newest_links(&self, limit: usize) -> Vec<LinkRecord> {
        self.links.iter().rev().take(limit).map(|link| link.record.clone()).collect()
    }

    /// Revokes the open links that it is said of, and answers how many.
    pub(super) fn revoke(&mut self, at: Timestamp, ends: impl Fn(&LinkRecord) -> bool) -> usize {
        let links = self.links.iter_mut().map(|link| &mut link.record);
        let open = links.filter(|link| link.state(at) == LinkState::Open && ends(link));
        open.map(|link| link.revoked_at = Some(at)).count()
    }

    pub(super) fn forget_links(&mut self, before: Timestamp) -> usize {
        let ended = |link: &mut Link| {
            let ends = [link.used_up_at, link.record.revoked_at, Some(link.record.expires_at)];
            ends.into_iter().flatten().min().is_some_and(|end| end < before)
        };
        self.links.extract_if(.., ended).count()
    }
}
