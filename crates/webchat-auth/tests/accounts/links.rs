//! Invitations and other links, used again, too late, or after they were taken back.

use std::time::Duration;

use webchat_auth::{Invitation, Password, RefusalKind, Refused, Secret, SignUpPolicy};
use webchat_core::accounts::{LinkId, LinkKind};
use webchat_protocol::ConversationId;

use crate::house::{House, person, sentence, user, visitor};

#[tokio::test]
async fn an_invitation_leads_into_its_conversations() {
    let (house, root) = House::with_root(SignUpPolicy::Invite).await;
    let conversations = vec![ConversationId::general()];
    let terms = Invitation { uses: 2, lasts: Duration::from_mins(1), conversations: conversations.clone() };
    let link = house.mode().administration(&root).unwrap().invite(terms).await.unwrap().secret;
    let alice = house.mode().sign_up(&visitor(2), &person("alice"), Some(&link)).await.unwrap();
    assert_eq!(alice.invited.conversations, conversations);
    let again = house.mode().accept_invitation(&visitor(1), &link).await.unwrap();
    assert_eq!((again.conversations, again.by), (conversations, alice.invited.by));
    let third = house.mode().accept_invitation(&visitor(1), &link).await;
    assert_eq!(sentence(third), "This link was used already. Ask for a new one.");
}

#[tokio::test]
async fn a_link_says_what_it_is_for_before_it_is_used() {
    let (house, root) = House::with_root(SignUpPolicy::Invite).await;
    let invitation = house.invite(&root, 1).await;
    let seen = house.mode().look_at_link(&visitor(2), &invitation.secret).await.unwrap();
    assert_eq!((seen.kind, seen.made_by, seen.user_id), (LinkKind::Invite, Some(user("root")), None));
    assert_eq!(seen.expires_at, invitation.record.expires_at);
    let reset = house.mode().console().reset_link(&user("ROOT")).await.unwrap();
    let seen = house.mode().look_at_link(&visitor(2), &reset.secret).await.unwrap();
    assert_eq!((seen.kind, seen.made_by, seen.user_id), (LinkKind::Reset, None, Some(user("root"))));
}

#[tokio::test]
async fn a_link_that_is_over_says_why() {
    let (house, root) = House::with_root(SignUpPolicy::Invite).await;
    let look = async |link: &Secret| house.mode().look_at_link(&visitor(2), link).await.unwrap_err();
    let (used, revoked, expired) =
        (house.invite(&root, 1).await, house.invite(&root, 1).await, house.invite(&root, 1).await);
    house.mode().sign_up(&visitor(2), &person("alice"), Some(&used.secret)).await.unwrap();
    house.mode().administration(&root).unwrap().revoke_link(revoked.record.id).await.unwrap();
    assert_eq!(look(&used.secret).await.to_string(), "This link was used already. Ask for a new one.");
    assert_eq!(look(&revoked.secret).await.to_string(), "This link was revoked. Ask for a new one.");
    house.clock.advance(3_600_000);
    assert_eq!(look(&expired.secret).await.to_string(), "This link has expired. Ask for a new one.");
    assert_eq!(look(&expired.secret).await.kind(), RefusalKind::Gone);
    for nonsense in ["", "x", &"a".repeat(43), &"a".repeat(10_000), "../../etc/passwd"] {
        let refused = look(&Secret::new(nonsense)).await;
        assert_eq!(refused.to_string(), "There is no such link. See whether its address is whole.");
    }
}

#[tokio::test]
async fn a_link_that_is_over_lets_nobody_in() {
    let (house, root) = House::with_root(SignUpPolicy::Invite).await;
    let (used, revoked, expired) =
        (house.invite(&root, 1).await, house.invite(&root, 1).await, house.invite(&root, 1).await);
    house.mode().sign_up(&visitor(2), &person("alice"), Some(&used.secret)).await.unwrap();
    house.mode().administration(&root).unwrap().revoke_link(revoked.record.id).await.unwrap();
    house.clock.advance(3_600_000);
    for link in [&used.secret, &revoked.secret, &expired.secret] {
        let (outcome, hashes) =
            house.hashes(house.mode().sign_up(&visitor(3), &person("bob"), Some(link))).await;
        assert!(matches!(outcome, Err(Refused::LinkGone(Some(_)))));
        assert_eq!(hashes, 0);
        assert!(house.mode().accept_invitation(&visitor(3), link).await.is_err());
    }
}

#[tokio::test]
async fn a_link_for_a_password_works_once() {
    let house = House::new();
    house.join("alice").await;
    let link = house.mode().console().reset_link(&user("alice")).await.unwrap().secret;
    let (first, second) = (Password::new("battery staple"), Password::new("staple battery"));
    house.mode().reset(&visitor(2), &link, &first).await.unwrap();
    let again = house.mode().reset(&visitor(2), &link, &second).await;
    assert_eq!(sentence(again), "This link was used already. Ask for a new one.");
    house.sign_in("alice", "battery staple").await.unwrap();
}

#[tokio::test]
async fn the_terms_of_an_invitation_have_bounds() {
    let (house, root) = House::with_root(SignUpPolicy::Invite).await;
    let (day, conversations) = (Duration::from_hours(24), vec![]);
    for (uses, lasts) in [(0, day), (10_001, day), (1, Duration::ZERO), (1, 366 * day), (1, Duration::MAX)] {
        let terms = Invitation { uses, lasts, conversations: conversations.clone() };
        let refused = house.mode().administration(&root).unwrap().invite(terms).await.unwrap_err();
        assert_eq!(refused.kind(), RefusalKind::BadInput, "{uses} {lasts:?}");
    }
}

#[tokio::test]
async fn so_many_invitations_may_be_open_and_no_more() {
    let house = House::with(SignUpPolicy::Invite, |limits| limits.open_links = 3);
    let (console, invitation) = (house.mode().console(), || Invitation {
        uses: 1,
        lasts: Duration::from_mins(1),
        conversations: vec![],
    });
    for _ in 0..3 {
        console.invite(invitation()).await.unwrap();
    }
    let refused = console.invite(invitation()).await;
    assert_eq!(sentence(refused), "There are as many open links as there may be. Remove one first.");
    house.clock.advance(60_000);
    console.invite(invitation()).await.unwrap();
}

#[tokio::test]
async fn a_link_that_is_not_there_can_not_be_revoked() {
    let (house, root) = House::with_root(SignUpPolicy::Invite).await;
    let administration = house.mode().administration(&root).unwrap();
    let unknown = administration.revoke_link(LinkId::from_bytes([9; 16])).await;
    assert_eq!(sentence(unknown), "There is no such link.");
    let listed = administration.links().await.unwrap();
    assert_eq!(
        listed.iter().map(|link| link.kind).collect::<Vec<_>>(),
        [LinkKind::Admin],
        "the one of the setup"
    );
}
