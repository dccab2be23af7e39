//! Passwords of others are guessed: in great numbers, from everywhere, and the chat has a processor to itself all the same.

use std::time::Duration;

use webchat_auth::{Password, RefusalKind, Refused, SignUpPolicy};

use crate::house::{House, PASSWORD, user, visitor};

async fn guess(house: &House, from: u32, name: &str) -> Result<(), Refused> {
    house.mode().sign_in(&visitor(from), &user(name), &Password::new("wrong horse")).await.map(drop)
}

fn is_too_fast(outcome: &Result<(), Refused>) -> bool {
    matches!(outcome, Err(Refused::TooFast(_)))
}

#[tokio::test]
async fn ten_thousand_guesses_at_a_name_from_one_address_cost_ten_hashes() {
    let house = House::new();
    house.join("alice").await;
    let guesses = async {
        for number in 0..10_000 {
            let outcome = guess(&house, 7, if number % 2 == 0 { "alice" } else { "ALICE" }).await;
            assert_eq!(is_too_fast(&outcome), number >= 10, "{number}");
        }
    };
    assert_eq!(house.hashes(guesses).await.1, 10);
}

#[tokio::test]
async fn ten_thousand_names_guessed_at_from_one_address_cost_sixty_hashes() {
    let house = House::new();
    let guesses = async {
        for number in 0..10_000 {
            let outcome = guess(&house, 7, &format!("user-{number}")).await;
            assert_eq!(is_too_fast(&outcome), number >= 60, "{number}");
        }
    };
    assert_eq!(house.hashes(guesses).await.1, 60);
}

#[tokio::test]
async fn ten_thousand_addresses_that_guess_at_one_name_cost_a_hundred_hashes() {
    let house = House::new();
    house.join("alice").await;
    let guesses = async {
        for number in 0..10_000 {
            let outcome = guess(&house, 100 + number, "alice").await;
            assert_eq!(is_too_fast(&outcome), number >= 100, "{number}");
        }
    };
    assert_eq!(house.hashes(guesses).await.1, 100);
}

#[tokio::test]
async fn whoever_guesses_from_one_address_keeps_the_owner_out_from_there_only() {
    let house = House::new();
    house.join("alice").await;
    for _ in 0..1_000 {
        guess(&house, 7, "alice").await.unwrap_err();
    }
    let refused =
        house.mode().sign_in(&visitor(7), &user("alice"), &Password::new(PASSWORD)).await.unwrap_err();
    assert_eq!(refused.kind(), RefusalKind::TooFast);
    house.sign_in("alice", PASSWORD).await.unwrap();
}

#[tokio::test]
async fn whoever_waits_as_long_as_they_are_told_may_try_again() {
    let house = House::new();
    house.join("alice").await;
    for _ in 0..10 {
        guess(&house, 7, "alice").await.unwrap_err();
    }
    let refused = guess(&house, 7, "alice").await.unwrap_err();
    assert_eq!(refused.to_string(), "That was tried too often. Wait 60 seconds and try again.");
    let wait = refused.retry_after().unwrap();
    assert!(wait > Duration::from_secs(50) && wait <= Duration::from_mins(1), "{wait:?}");
    house.clock.advance(u64::try_from(wait.as_millis()).unwrap() + 1);
    house.mode().sign_in(&visitor(7), &user("alice"), &Password::new(PASSWORD)).await.unwrap();
}

#[tokio::test]
async fn guessing_the_old_password_of_a_session_counts_too() {
    let house = House::new();
    let alice = house.join("alice").await.identified.actor;
    let (wrong, new) = (Password::new("wrong horse"), Password::new("battery staple"));
    let guesses = async {
        for _ in 0..1_000 {
            house.mode().change_password(&visitor(7), &alice, &wrong, &new).await.unwrap_err();
        }
    };
    assert_eq!(house.hashes(guesses).await.1, 10);
}

#[tokio::test]
async fn what_is_remembered_of_guesses_is_bounded() {
    let house = House::with(SignUpPolicy::Open, |limits| limits.tracked = 100);
    house.join("alice").await;
    let guesses = async {
        for number in 0..1_000 {
            let _ = guess(&house, 100 + number, &format!("user-{number}")).await;
        }
    };
    assert!(house.hashes(guesses).await.1 <= 100);
    house.clock.advance(3_600_000);
    house.sign_in("alice", PASSWORD).await.unwrap();
}

#[tokio::test]
async fn links_are_not_guessed_either() {
    let house = House::new();
    for number in 0..1_000_u32 {
        let guess = webchat_auth::Secret::new(format!("{number:043}"));
        let refused = house.mode().look_at_link(&visitor(7), &guess).await.unwrap_err();
        assert_eq!(matches!(refused, Refused::TooFast(_)), number >= 60, "{number}");
    }
}

#[tokio::test]
async fn accounts_are_not_made_by_the_thousand() {
    let house = House::new();
    let made = async {
        for number in 0..1_000 {
            let person = crate::house::person(&format!("user-{number}"));
            let outcome = house.mode().sign_up(&visitor(7), &person, None).await;
            assert_eq!(outcome.is_ok(), number < 20, "{number}");
        }
    };
    assert_eq!(house.hashes(made).await.1, 20);
}
