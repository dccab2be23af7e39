//! Tokens that people give to programs.

use std::time::Duration;

use webchat_auth::{Password, RefusalKind, Refused, SignUpPolicy};
use webchat_core::accounts::SessionKind;

use crate::house::{House, PASSWORD, user, visitor};

#[tokio::test]
async fn a_program_with_a_token_is_the_user_who_made_it() {
    let (house, root) = House::with_root(SignUpPolicy::Closed).await;
    let made = house.mode().make_token(&root, " backup bot ", None).await.unwrap();
    assert_eq!((made.name.as_str(), made.expires_at), ("backup bot", None));
    assert!(made.token.expose().starts_with("wct_"));
    assert!(!format!("{made:?}").contains(made.token.expose()));
    house.clock.advance(10 * 365 * 24 * 60 * 60 * 1_000);
    let known = house.by_token(&made.token).await.unwrap();
    assert_eq!((known.actor.user_id, known.actor.is_admin), (user("root"), true));
    assert_eq!((known.actor.session, known.expires_at, known.is_prolonged), (Some(made.id), None, false));
}

#[tokio::test]
async fn a_token_ends_on_its_day_however_much_it_is_used() {
    let house = House::new();
    let alice = house.join("alice").await.identified.actor;
    let made = house.mode().make_token(&alice, "a bot", Some(Duration::from_hours(1))).await.unwrap();
    for _ in 0..5 {
        house.clock.advance(600_000);
        assert_eq!(house.by_token(&made.token).await.unwrap().expires_at, made.expires_at);
    }
    house.clock.advance(600_000);
    assert!(matches!(house.by_token(&made.token).await, Err(Refused::SessionEnded)));
}

#[tokio::test]
async fn a_program_makes_no_tokens_and_locks_nobody_out() {
    let house = House::new();
    let alice = house.join("alice").await.identified.actor;
    let made = house.mode().make_token(&alice, "a bot", None).await.unwrap();
    let bot = house.by_token(&made.token).await.unwrap().actor;
    let (old, new) = (Password::new(PASSWORD), Password::new("battery staple"));
    let refusals = [
        house.mode().make_token(&bot, "another", None).await.map(drop),
        house.mode().change_password(&visitor(1), &bot, &old, &new).await.map(drop),
        house.mode().sign_out_elsewhere(&bot).await.map(drop),
        house.mode().close_session(&bot, alice.session.unwrap()).await,
    ];
    for refused in refusals {
        assert_eq!(refused.unwrap_err().kind(), RefusalKind::Forbidden);
    }
    assert_eq!(house.mode().sign_out(&bot).await.unwrap(), Some(made.id), "but it may leave");
}

#[tokio::test]
async fn a_dismissed_program_is_out() {
    let house = House::new();
    let alice = house.join("alice").await.identified.actor;
    let made = house.mode().make_token(&alice, "a bot", None).await.unwrap();
    let listed = house.mode().sessions(&alice).await.unwrap();
    let program = listed.iter().find(|session| session.kind == SessionKind::Program).unwrap();
    assert_eq!((program.id, program.label.as_str()), (made.id, "a bot"));
    house.mode().close_session(&alice, made.id).await.unwrap();
    assert!(house.by_token(&made.token).await.is_err());
}

#[tokio::test]
async fn a_token_has_a_name_and_there_are_so_many_and_no_more() {
    let house = House::with(SignUpPolicy::Open, |limits| limits.programs_per_user = 2);
    let alice = house.join("alice").await.identified.actor;
    let make = async |name: &str, lasts| house.mode().make_token(&alice, name, lasts).await.map(drop);
    for bad in ["", "a\nbot", "\u{202E}tob"] {
        assert!(matches!(make(bad, None).await, Err(Refused::BadName(_))), "{bad:?}");
    }
    assert!(matches!(make("a bot", Some(Duration::ZERO)).await, Err(Refused::BadTerms(_))));
    make("one", Some(Duration::MAX)).await.unwrap();
    make("two", None).await.unwrap();
    let refused = make("three", None).await.unwrap_err();
    assert_eq!(refused.to_string(), "There are as many tokens as there may be. Remove one first.");
}
