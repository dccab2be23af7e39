//! Who may do what in a conversation, as one table. The use cases ask it before they submit something, and every store asks
//! it again in the transaction that makes it, where nobody's role can change meanwhile.
//!
//! It must not know: how a role is found out, or what becomes of a deed.

use webchat_protocol::{ConversationKind, Posting, Role};

use crate::store::{Alteration, Facts, Refusal};

/// Something that somebody does in a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Says something.
    Say,
    /// Edits what they said, or reacts to something.
    Touch,
    /// Takes back what they said.
    Withdraw,
    /// Takes back what somebody else said.
    Moderate,
    /// Changes name or description.
    Describe,
    /// Changes who may say something.
    Posting,
    /// Changes who may find it.
    Visibility,
    /// Ends it.
    Archive,
    /// Has it go on.
    Unarchive,
    /// Adds people.
    Add,
    /// Removes somebody who has this role.
    Remove(Role),
    /// Gives somebody a role.
    SetRole,
    /// Comes in.
    Join,
    /// Goes.
    Leave,
}

impl Deed {
    /// What a change of a conversation is. `target` is the role of the one whom it concerns.
    pub fn of(what: &Alteration, target: Option<Role>) -> Self {
        match what {
            Alteration::Rename(_) | Alteration::Describe(_) => Self::Describe,
            Alteration::Posting(_) => Self::Posting,
            Alteration::Visibility(_) => Self::Visibility,
            Alteration::Archive(true) => Self::Archive,
            Alteration::Archive(false) => Self::Unarchive,
            Alteration::Create(..) | Alteration::Add(..) => Self::Add,
            Alteration::Join(_) => Self::Join,
            Alteration::Leave => Self::Leave,
            Alteration::Remove(_) => Self::Remove(target.unwrap_or(Role::Member)),
            Alteration::Role(..) => Self::SetRole,
        }
    }

    /// Whether conversations like this one know it at all.
    fn fits(self, facts: &Facts) -> bool {
        let is_talk = matches!(self, Self::Say | Self::Touch | Self::Withdraw);
        match (facts.kind, facts.member_count) {
            (ConversationKind::Direct, _) => is_talk,
            // Everybody is in it: there is nothing to come into, to go from or to close.
            (_, None) => is_talk || matches!(self, Self::Moderate | Self::Describe | Self::Posting),
            (ConversationKind::Group, _) => !matches!(self, Self::Posting | Self::Visibility | Self::Join),
            (ConversationKind::Channel, _) => true,
        }
    }

    /// Whether it is done where nobody says anything any more.
    fn outlives(self) -> bool {
        let removes = matches!(self, Self::Withdraw | Self::Moderate | Self::Remove(_));
        // Archiving it again is so already.
        removes || matches!(self, Self::Leave | Self::Archive | Self::Unarchive)
    }

    /// The least role that may.
    fn needs(self, facts: &Facts) -> Role {
        match self {
            Self::Say if facts.posting == Posting::Admins => Role::Admin,
            Self::Say | Self::Touch | Self::Withdraw | Self::Join | Self::Leave => Role::Member,
            Self::Add if facts.kind == ConversationKind::Group => Role::Member,
            Self::Add | Self::Moderate | Self::Describe | Self::Posting | Self::Remove(Role::Member) => {
                Role::Admin
            }
            Self::Visibility | Self::Archive | Self::Unarchive | Self::SetRole | Self::Remove(_) => {
                Role::Owner
            }
        }
    }
}

/// Whether somebody with this role may; `None` is somebody who is not in the conversation. In a direct conversation both are
/// members, in `general` everybody is, and those who administer the server are its admins.
pub fn check(facts: &Facts, role: Option<Role>, deed: Deed) -> Result<(), Refusal> {
    let Some(role) = role else {
        return match deed {
            _ if !facts.is_open() => Err(Refusal::Hidden),
            Deed::Join => Ok(()),
            _ => Err(Refusal::NotMember),
        };
    };
    if !deed.fits(facts) {
        return Err(Refusal::Fixed);
    }
    if facts.archived_at.is_some() && !deed.outlives() {
        return Err(Refusal::Archived);
    }
    match deed.needs(facts) {
        needed if role >= needed => Ok(()),
        _ if deed == Deed::Say => Err(Refusal::ReadOnly),
        needed => Err(Refusal::NeedsRole(needed)),
    }
}

/// The same for a change of a conversation as a whole. Those who administer the server end channels and have them go on,
/// whether they are in them or not; everything else is for those who are.
pub fn check_change(facts: &Facts, role: Option<Role>, is_admin: bool, deed: Deed) -> Result<(), Refusal> {
    let is_channel = facts.kind == ConversationKind::Channel && facts.member_count.is_some();
    let is_theirs = is_admin && is_channel && matches!(deed, Deed::Archive | Deed::Unarchive);
    check(facts, if is_theirs { Some(Role::Owner) } else { role }, deed)
}

#[cfg(test)]
mod tests {
    use webchat_protocol::{Timestamp, Visibility};

    use super::*;

    const ALL: [Deed; 16] = [
        Deed::Say,
        Deed::Touch,
        Deed::Withdraw,
        Deed::Moderate,
        Deed::Describe,
        Deed::Posting,
        Deed::Visibility,
        Deed::Archive,
        Deed::Unarchive,
        Deed::Add,
        Deed::Remove(Role::Member),
        Deed::Remove(Role::Admin),
        Deed::Remove(Role::Owner),
        Deed::SetRole,
        Deed::Join,
        Deed::Leave,
    ];

    fn channel(visibility: Visibility, posting: Posting) -> Facts {
        let visibility = Some(visibility);
        Facts { visibility, posting, member_count: Some(3), ..Facts::general() }
    }

    fn group() -> Facts {
        Facts { kind: ConversationKind::Group, member_count: Some(3), ..Facts::direct() }
    }

    fn may(facts: &Facts, role: Option<Role>) -> Vec<Deed> {
        ALL.into_iter().filter(|deed| check(facts, role, *deed).is_ok()).collect()
    }

    #[test]
    fn each_role_may_what_the_one_before_may() {
        for facts in [
            channel(Visibility::Public, Posting::Everyone),
            channel(Visibility::Private, Posting::Admins),
            group(),
        ] {
            let [member, admin, owner] =
                [Role::Member, Role::Admin, Role::Owner].map(|r| may(&facts, Some(r)));
            assert!(member.iter().all(|deed| admin.contains(deed)));
            assert!(admin.iter().all(|deed| owner.contains(deed)) && admin.len() < owner.len());
        }
    }

    #[test]
    fn a_member_talks_and_goes_and_in_a_group_adds_people() {
        let talk = [Deed::Say, Deed::Touch, Deed::Withdraw];
        let of_channel = may(&channel(Visibility::Private, Posting::Everyone), Some(Role::Member));
        assert_eq!(of_channel, [&talk[..], &[Deed::Join, Deed::Leave]].concat());
        assert_eq!(may(&group(), Some(Role::Member)), [&talk[..], &[Deed::Add, Deed::Leave]].concat());
    }

    #[test]
    fn an_outsider_comes_into_a_public_channel_and_knows_nothing_of_others() {
        let open = channel(Visibility::Public, Posting::Everyone);
        assert_eq!(may(&open, None), [Deed::Join]);
        assert_eq!(check(&open, None, Deed::Say), Err(Refusal::NotMember));
        let archived = Facts { archived_at: Some(Timestamp::from_millis(1)), ..open };
        let private = channel(Visibility::Private, Posting::Everyone);
        for hidden in [archived, private, group(), Facts::direct()] {
            assert!(ALL.into_iter().all(|deed| check(&hidden, None, deed) == Err(Refusal::Hidden)));
        }
    }

    #[test]
    fn announcements_are_made_by_admins_and_reacted_to_by_everybody() {
        let news = channel(Visibility::Public, Posting::Admins);
        assert_eq!(check(&news, Some(Role::Member), Deed::Say), Err(Refusal::ReadOnly));
        assert_eq!(check(&news, Some(Role::Member), Deed::Touch), Ok(()));
        assert_eq!(check(&news, Some(Role::Admin), Deed::Say), Ok(()));
    }

    #[test]
    fn in_an_archived_conversation_one_can_only_go_and_tidy_up() {
        let open = channel(Visibility::Public, Posting::Everyone);
        let archived = Facts { archived_at: Some(Timestamp::from_millis(1)), ..open };
        let removes = [Role::Member, Role::Admin, Role::Owner].map(Deed::Remove);
        let left =
            [&[Deed::Withdraw, Deed::Moderate, Deed::Archive, Deed::Unarchive], &removes[..], &[Deed::Leave]]
                .concat();
        assert_eq!(may(&archived, Some(Role::Owner)), left);
    }

    #[test]
    fn who_administers_the_server_ends_channels_and_looks_into_none() {
        let private = channel(Visibility::Private, Posting::Everyone);
        let archived = Facts { archived_at: Some(Timestamp::from_millis(1)), ..private.clone() };
        let may = |facts: &Facts, role| {
            ALL.into_iter().filter(|deed| check_change(facts, role, true, *deed).is_ok()).collect::<Vec<_>>()
        };
        assert_eq!(may(&private, None), [Deed::Archive, Deed::Unarchive]);
        assert_eq!(may(&archived, None), [Deed::Archive, Deed::Unarchive]);
        for other in [group(), Facts::direct()] {
            assert_eq!(may(&other, None), []);
        }
        let of_general = check_change(&Facts::general(), Some(Role::Admin), true, Deed::Archive);
        assert_eq!(of_general, Err(Refusal::Fixed));
        assert_eq!(check_change(&private, None, false, Deed::Archive), Err(Refusal::Hidden));
        let as_member = check_change(&private, Some(Role::Member), false, Deed::Archive);
        assert_eq!(as_member, Err(Refusal::NeedsRole(Role::Owner)));
    }

    #[test]
    fn a_direct_conversation_is_for_talking_and_general_is_everybodys() {
        let talk = [Deed::Say, Deed::Touch, Deed::Withdraw];
        assert_eq!(may(&Facts::direct(), Some(Role::Member)), talk);
        assert_eq!(may(&Facts::general(), Some(Role::Member)), talk);
        let looked_after = [&talk[..], &[Deed::Moderate, Deed::Describe, Deed::Posting]].concat();
        assert_eq!(may(&Facts::general(), Some(Role::Admin)), looked_after);
    }
}
