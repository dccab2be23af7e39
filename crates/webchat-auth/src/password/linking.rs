//! What a link's page shows before anything is done with it.

use webchat_core::accounts::{LinkKind, LinkRecord, LinkState, SecretHash};
use webchat_protocol::{Timestamp, UserId};

use super::{PasswordMode, Visitor};
use crate::secret::find_by;
use crate::{Refused, Secret};

/// What whoever has a link may know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkSight {
    /// What it is for.
    pub kind: LinkKind,
    /// Whose password it sets, for that kind.
    pub user_id: Option<UserId>,
    /// Who made it: who invites.
    pub made_by: Option<UserId>,
    /// When it ends.
    pub expires_at: Timestamp,
}

impl PasswordMode {
    /// Looks at a link. Changes nothing.
    ///
    /// # Errors
    /// [`LinkGone`](Refused::LinkGone) with why, [`TooFast`](Refused::TooFast).
    pub async fn look_at_link(&self, visitor: &Visitor, link: &Secret) -> Result<LinkSight, Refused> {
        self.tries.check_link(visitor.address)?;
        let (_, link) = self.find_link(link).await?;
        let LinkRecord { kind, user_id, made_by, expires_at, .. } = link;
        if kind == LinkKind::Admin && self.accounts.has_admin().await? {
            return Err(Refused::LinkGone(Some(LinkState::Used)));
        }
        Ok(LinkSight { kind, user_id, made_by, expires_at })
    }

    /// A link of this kind that can be used. One of another kind is none.
    pub(super) async fn open_link(
        &self,
        link: &Secret,
        kind: LinkKind,
    ) -> Result<(SecretHash, LinkRecord), Refused> {
        let (found_by, link) = self.find_link(link).await?;
        if link.kind == kind { Ok((found_by, link)) } else { Err(Refused::LinkGone(None)) }
    }

    async fn find_link(&self, link: &Secret) -> Result<(SecretHash, LinkRecord), Refused> {
        let found_by = find_by(link, "").ok_or(Refused::LinkGone(None))?;
        let link = self.accounts.link_by_hash(&found_by).await?.ok_or(Refused::LinkGone(None))?;
        match link.state(self.clock.now()) {
            LinkState::Open => Ok((found_by, link)),
            ended => Err(Refused::LinkGone(Some(ended))),
        }
    }
}
