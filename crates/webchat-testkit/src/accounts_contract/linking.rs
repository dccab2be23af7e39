//! Links are made, used up and revoked.

use webchat_core::accounts::{AccountRefusal, LinkKind, LinkRecord, LinkState, NewLink};
use webchat_protocol::ConversationId;

use super::words::{
    Whole, admin_link, general, invitation, join, link, link_id, make, reset_link, secret, time, user,
};

pub async fn a_link_is_found_by_its_secret(store: &Whole) {
    let conversations = vec![general(), ConversationId::new("alice~bob").unwrap()];
    let made = make(store, NewLink { conversations: conversations.clone(), ..invitation('i') }).await;
    let expected = LinkRecord {
        id: link_id('i'),
        kind: LinkKind::Invite,
        user_id: None,
        conversations,
        max_uses: 2,
        uses: 0,
        made_by: Some(user("alice")),
        made_at: time(10),
        expires_at: time(100),
        revoked_at: None,
    };
    assert_eq!(made, expected);
    assert_eq!(store.link_by_hash(&secret('i')).await.unwrap(), Some(expected));
    assert_eq!(store.link_by_hash(&secret('x')).await.unwrap(), None);
    assert_eq!(make(store, NewLink { conversations: vec![], ..invitation('n') }).await.conversations, []);
}

pub async fn links_are_listed_those_made_last_first(store: &Whole) {
    for letter in ['a', 'c', 'b'] {
        make(store, invitation(letter)).await;
    }
    store.revoke_link(link_id('c'), time(20)).await.unwrap();
    let ids = async |limit| {
        let links = store.links(limit).await.unwrap();
        links.into_iter().map(|link| link.id).collect::<Vec<_>>()
    };
    assert_eq!(ids(10).await, ['b', 'c', 'a'].map(link_id), "those that ended too");
    assert_eq!(ids(2).await, ['b', 'c'].map(link_id));
}

pub async fn an_invitation_may_be_accepted_by_those_who_have_an_account(store: &Whole) {
    make(store, invitation('i')).await;
    for uses in [1, 2] {
        assert_eq!(store.use_link(&secret('i'), time(20)).await.unwrap().unwrap().uses, uses);
    }
    let gone = Err(AccountRefusal::LinkGone);
    assert_eq!(store.use_link(&secret('i'), time(20)).await.unwrap(), gone);
    assert_eq!(link(store, 'i').await.uses, 2);
}

pub async fn only_an_open_invitation_is_accepted(store: &Whole) {
    join(store, "alice").await;
    for new in [invitation('i'), invitation('r'), admin_link('a'), reset_link('p', "alice")] {
        make(store, new).await;
    }
    store.revoke_link(link_id('r'), time(15)).await.unwrap();
    for (letter, at) in [('i', 100), ('r', 20), ('a', 20), ('p', 20), ('x', 20)] {
        let refused = store.use_link(&secret(letter), time(at)).await.unwrap();
        assert_eq!(refused, Err(AccountRefusal::LinkGone), "{letter} at {at}");
    }
}

pub async fn a_revoked_link_stays_so_wherever_the_clock_goes(store: &Whole) {
    make(store, invitation('i')).await;
    assert!(store.revoke_link(link_id('i'), time(30)).await.unwrap());
    for at in [31, 11] {
        assert!(!store.revoke_link(link_id('i'), time(at)).await.unwrap(), "it was not open");
    }
    assert!(!store.revoke_link(link_id('x'), time(31)).await.unwrap());
    assert_eq!(link(store, 'i').await.revoked_at, Some(time(30)));
    assert_eq!(link(store, 'i').await.state(time(11)), LinkState::Revoked);
    let earlier = store.use_link(&secret('i'), time(11)).await.unwrap();
    assert_eq!(earlier, Err(AccountRefusal::LinkGone));
}

pub async fn what_has_ended_by_itself_can_not_be_revoked(store: &Whole) {
    make(store, NewLink { max_uses: 1, ..invitation('i') }).await;
    make(store, invitation('j')).await;
    store.use_link(&secret('i'), time(20)).await.unwrap().unwrap();
    for at in [30, 11] {
        assert!(!store.revoke_link(link_id('i'), time(at)).await.unwrap(), "wherever the clock goes");
    }
    assert!(!store.revoke_link(link_id('j'), time(100)).await.unwrap());
    assert_eq!(link(store, 'i').await.state(time(30)), LinkState::Used);
    assert_eq!(link(store, 'j').await.state(time(100)), LinkState::Expired);
}

pub async fn the_last_link_for_an_administrator_is_the_one_that_works(store: &Whole) {
    make(store, invitation('i')).await;
    make(store, admin_link('a')).await;
    make(store, admin_link('b')).await;
    let state = async |letter| link(store, letter).await.state(time(20));
    assert_eq!(state('a').await, LinkState::Revoked);
    assert_eq!((state('b').await, state('i').await), (LinkState::Open, LinkState::Open));
}

pub async fn as_many_invitations_are_open_as_may_be(store: &Whole) {
    for letter in ['a', 'b'] {
        make(store, NewLink { limit: 2, ..invitation(letter) }).await;
    }
    let third = store.make_link(NewLink { limit: 2, ..invitation('c') }).await.unwrap();
    assert_eq!(third, Err(AccountRefusal::TooMany));
    make(store, NewLink { limit: 2, ..admin_link('x') }).await;
    store.revoke_link(link_id('x'), time(20)).await.unwrap();
    store.revoke_link(link_id('a'), time(20)).await.unwrap();
    make(store, NewLink { limit: 2, at: time(20), ..invitation('d') }).await;
    let expires_at = time(200);
    make(store, NewLink { limit: 2, at: time(100), expires_at, ..invitation('e') }).await;
}

pub async fn a_link_for_a_password_needs_an_account(store: &Whole) {
    let refused = store.make_link(reset_link('r', "eve")).await.unwrap();
    assert_eq!(refused, Err(AccountRefusal::Unknown));
}

pub async fn links_that_ended_long_ago_are_forgotten(store: &Whole) {
    make(store, NewLink { max_uses: 1, ..invitation('u') }).await;
    make(store, invitation('r')).await;
    make(store, invitation('e')).await;
    store.use_link(&secret('u'), time(20)).await.unwrap().unwrap();
    store.revoke_link(link_id('r'), time(30)).await.unwrap();
    for (before, forgotten) in [(20, 0), (21, 1), (31, 1), (100, 0), (101, 1), (500, 0)] {
        assert_eq!(store.forget_ended(time(before)).await.unwrap(), forgotten, "before {before}");
    }
    assert_eq!(store.links(10).await.unwrap(), []);
}
