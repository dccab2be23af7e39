//! Sessions: how long they last, what ends them, and what is none.

use proptest::prelude::*;
use webchat_auth::{Proof, RefusalKind, Refused, Secret, SignUpPolicy};
use webchat_core::accounts::SessionId;

use crate::house::{House, PASSWORD, user};

const MINUTE: u64 = 60_000;
const DAY: u64 = 24 * 60 * MINUTE;

#[tokio::test]
async fn a_session_that_is_not_used_ends_after_thirty_days() {
    let house = House::new();
    let alice = house.join("alice").await;
    house.clock.advance(30 * DAY - 1);
    let other = house.sign_in("alice", PASSWORD).await.unwrap();
    house.clock.advance(1);
    let refused = house.by_cookie(&alice.cookie).await.unwrap_err();
    assert_eq!(refused.kind(), RefusalKind::Unauthenticated);
    assert_eq!(refused.to_string(), "You are signed out. Sign in again.");
    house.by_cookie(&other.cookie).await.unwrap();
}

#[tokio::test]
async fn a_session_that_is_used_goes_on() {
    let house = House::new();
    let alice = house.join("alice").await;
    for _ in 0..10 {
        house.clock.advance(29 * DAY);
        let known = house.by_cookie(&alice.cookie).await.unwrap();
        assert!(known.is_prolonged, "the cookie has to last longer too");
    }
}

#[tokio::test]
async fn its_use_is_written_down_every_five_minutes() {
    let house = House::new();
    let alice = house.join("alice").await;
    let last_used =
        async || house.mode().sessions(&alice.identified.actor).await.unwrap()[0].last_used_at.millis();
    let start = last_used().await;
    for (minutes, is_prolonged, written) in [(4, false, 0), (1, true, 5), (4, false, 5), (2, true, 11)] {
        house.clock.advance(minutes * MINUTE);
        let known = house.by_cookie(&alice.cookie).await.unwrap();
        assert_eq!(known.is_prolonged, is_prolonged);
        assert_eq!(last_used().await - start, written * i64::try_from(MINUTE).unwrap());
    }
}

#[tokio::test]
async fn who_signs_out_is_signed_out_here_and_nowhere_else() {
    let house = House::new();
    let (here, there) = (house.join("alice").await, house.sign_in("alice", PASSWORD).await.unwrap());
    let closed = house.mode().sign_out(&here.identified.actor).await.unwrap();
    assert_eq!(closed, here.identified.actor.session);
    assert!(matches!(house.by_cookie(&here.cookie).await, Err(Refused::SessionEnded)));
    house.by_cookie(&there.cookie).await.unwrap();
    assert_eq!(house.mode().sign_out(&here.identified.actor).await.unwrap(), None, "once");
}

#[tokio::test]
async fn who_signs_out_elsewhere_stays_here_and_so_do_programs() {
    let house = House::new();
    let (here, there) = (house.join("alice").await, house.sign_in("alice", PASSWORD).await.unwrap());
    let bob = house.join("bob").await;
    let bot = house.mode().make_token(&here.identified.actor, "a bot", None).await.unwrap();
    let closed = house.mode().sign_out_elsewhere(&here.identified.actor).await.unwrap();
    assert_eq!(closed, [there.identified.actor.session.unwrap()]);
    assert!(house.by_cookie(&there.cookie).await.is_err());
    house.by_cookie(&here.cookie).await.unwrap();
    house.by_cookie(&bob.cookie).await.unwrap();
    house.by_token(&bot.token).await.unwrap();
}

#[tokio::test]
async fn sessions_are_listed_with_the_device_in_words_and_closed_one_by_one() {
    let house = House::new();
    let (here, there) = (house.join("alice").await, house.sign_in("alice", PASSWORD).await.unwrap());
    let bob = house.join("bob").await.identified.actor;
    let listed = house.mode().sessions(&here.identified.actor).await.unwrap();
    assert_eq!(listed.len(), 2);
    assert!(listed.iter().all(|session| session.label == "Firefox on Linux"));
    let other = there.identified.actor.session.unwrap();
    for (who, id) in [(&bob, other), (&here.identified.actor, SessionId::from_bytes([0; 16]))] {
        assert!(matches!(house.mode().close_session(who, id).await, Err(Refused::NotFound("session"))));
    }
    house.mode().close_session(&here.identified.actor, other).await.unwrap();
    assert!(house.by_cookie(&there.cookie).await.is_err());
}

#[tokio::test]
async fn a_session_without_its_cookie_can_do_nothing_more() {
    let house = House::new();
    let alice = house.join("alice").await.identified.actor;
    house.mode().sign_out(&alice).await.unwrap();
    assert!(matches!(house.mode().sign_out_elsewhere(&alice).await, Err(Refused::SessionEnded)));
    assert!(matches!(house.mode().make_token(&alice, "a bot", None).await, Err(Refused::SessionEnded)));
}

#[tokio::test]
async fn a_suspended_user_is_out_at_once() {
    let house = House::new();
    let alice = house.join("alice").await;
    let bot = house.mode().make_token(&alice.identified.actor, "a bot", None).await.unwrap();
    let (_, closed) = house.mode().console().suspend(&user("alice")).await.unwrap();
    assert_eq!(closed.len(), 2);
    assert!(house.by_cookie(&alice.cookie).await.is_err());
    assert!(house.by_token(&bot.token).await.is_err());
    house.mode().console().readmit(&user("alice")).await.unwrap();
    assert!(house.by_cookie(&alice.cookie).await.is_err(), "what ended does not come back");
    house.sign_in("alice", PASSWORD).await.unwrap();
}

#[tokio::test]
async fn the_browser_used_longest_ago_is_signed_out_where_there_are_too_many() {
    let house = House::with(SignUpPolicy::Open, |limits| limits.browsers_per_user = 2);
    let first = house.join("alice").await;
    for expected in [vec![], vec![first.identified.actor.session.unwrap()]] {
        house.clock.advance(MINUTE);
        assert_eq!(house.sign_in("alice", PASSWORD).await.unwrap().closed, expected);
    }
    assert!(house.by_cookie(&first.cookie).await.is_err());
}

#[tokio::test]
async fn what_ended_long_ago_is_forgotten() {
    let house = House::new();
    house.join("alice").await;
    house.clock.advance(60 * DAY);
    house.who.sweep().await;
    let alice = house.sign_in("alice", PASSWORD).await.unwrap();
    house.clock.advance(DAY);
    house.who.sweep().await;
    house.by_cookie(&alice.cookie).await.unwrap();
}

#[tokio::test]
async fn a_bearer_counts_before_a_cookie_and_is_not_made_up_for_by_it() {
    let house = House::new();
    let alice = house.join("alice").await;
    let bot = house.mode().make_token(&alice.identified.actor, "a bot", None).await.unwrap();
    let both = |bearer: &Secret| Proof {
        bearer: Some(bearer.clone()),
        cookie: Some(alice.cookie.clone()),
        claimed: None,
    };
    let known = house.who.identify(&both(&bot.token)).await.unwrap();
    assert_eq!(known.actor.session, Some(bot.id));
    assert!(house.who.identify(&both(&Secret::new("wct_nonsense"))).await.is_err());
    assert!(house.by_token(&alice.cookie).await.is_err(), "a cookie is no bearer token");
    assert!(house.by_cookie(&bot.token).await.is_err(), "and no bearer token a cookie");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Bytes as a header may hold them, however many.
    #[test]
    fn nothing_made_up_is_a_session(
        bytes in proptest::collection::vec(any::<u8>(), 0..10_000),
        prefix in prop_oneof![Just(""), Just("wct_")],
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let house = House::new();
            let made_up = Secret::new(format!("{prefix}{}", String::from_utf8_lossy(&bytes)));
            for outcome in [house.by_cookie(&made_up).await, house.by_token(&made_up).await] {
                assert!(matches!(outcome, Err(Refused::SessionEnded)));
            }
        });
    }

    /// A session's own secret with anything changed.
    #[test]
    fn nothing_like_a_session_is_one(at in 0_usize..43, put in "[A-Za-z0-9_-]{0,2}") {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let house = House::new();
            let alice = house.join("alice").await;
            let mut text = alice.cookie.expose().to_owned();
            text.replace_range(at..=at, &put);
            let outcome = house.by_cookie(&Secret::new(&text)).await;
            assert_eq!(outcome.is_ok(), text == alice.cookie.expose());
        });
    }
}
