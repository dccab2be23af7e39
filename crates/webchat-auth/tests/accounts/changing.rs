//! Another password.

use webchat_auth::{Password, PasswordFlaw, RefusalKind, Refused};

use crate::house::{House, PASSWORD, sentence, user, visitor};

const NEW: &str = "battery staple";

#[tokio::test]
async fn who_changes_the_password_stays_and_other_browsers_are_signed_out() {
    let house = House::new();
    let (here, there) = (house.join("alice").await, house.sign_in("alice", PASSWORD).await.unwrap());
    let bot = house.mode().make_token(&here.identified.actor, "a bot", None).await.unwrap();
    let (old, new) = (Password::new(PASSWORD), Password::new(NEW));
    let closed = house.mode().change_password(&visitor(1), &here.identified.actor, &old, &new).await.unwrap();
    assert_eq!(closed, [there.identified.actor.session.unwrap()]);
    assert!(house.by_cookie(&there.cookie).await.is_err());
    house.by_cookie(&here.cookie).await.unwrap();
    house.by_token(&bot.token).await.unwrap();
    assert!(house.sign_in("alice", PASSWORD).await.is_err());
    house.sign_in("alice", NEW).await.unwrap();
}

#[tokio::test]
async fn nobody_changes_a_password_without_the_old_one() {
    let house = House::new();
    let alice = house.join("alice").await.identified.actor;
    let change = async |old: &str, new: &str| {
        let (old, new) = (Password::new(old), Password::new(new));
        house.mode().change_password(&visitor(1), &alice, &old, &new).await
    };
    assert!(matches!(change("wrong horse", NEW).await, Err(Refused::WrongPassword)));
    let (outcome, hashes) = house.hashes(change(PASSWORD, "short")).await;
    assert!(matches!(outcome, Err(Refused::BadPassword(PasswordFlaw::TooShort))));
    assert_eq!(hashes, 0);
    house.sign_in("alice", PASSWORD).await.unwrap();
}

#[tokio::test]
async fn a_link_sets_a_password_and_ends_every_session_and_token() {
    let house = House::new();
    let here = house.join("alice").await;
    let bot = house.mode().make_token(&here.identified.actor, "a bot", None).await.unwrap();
    let link = house.mode().console().reset_link(&user("alice")).await.unwrap().secret;
    let back = house.mode().reset(&visitor(2), &link, &Password::new(NEW)).await.unwrap();
    assert_eq!(back.closed.len(), 2);
    assert!(house.by_cookie(&here.cookie).await.is_err() && house.by_token(&bot.token).await.is_err());
    house.by_cookie(&back.cookie).await.unwrap();
    house.sign_in("alice", NEW).await.unwrap();
}

#[tokio::test]
async fn a_link_lasts_a_day_and_takes_no_bad_password() {
    let house = House::new();
    house.join("alice").await;
    let link = house.mode().console().reset_link(&user("alice")).await.unwrap().secret;
    let (outcome, hashes) =
        house.hashes(house.mode().reset(&visitor(2), &link, &Password::new("alice"))).await;
    assert_eq!((outcome.unwrap_err().kind(), hashes), (RefusalKind::BadInput, 0));
    house.clock.advance(24 * 60 * 60 * 1_000);
    let late = house.mode().reset(&visitor(2), &link, &Password::new(NEW)).await;
    assert_eq!(sentence(late), "This link has expired. Ask for a new one.");
}

#[tokio::test]
async fn a_suspended_user_gets_back_in_by_no_link() {
    let house = House::new();
    house.join("alice").await;
    let link = house.mode().console().reset_link(&user("alice")).await.unwrap().secret;
    house.mode().console().suspend(&user("alice")).await.unwrap();
    assert!(matches!(
        house.mode().reset(&visitor(2), &link, &Password::new(NEW)).await,
        Err(Refused::Suspended)
    ));
    house.mode().console().readmit(&user("alice")).await.unwrap();
    house.sign_in("alice", PASSWORD).await.unwrap();
}
