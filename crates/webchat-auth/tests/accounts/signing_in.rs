//! A name and a password.

use webchat_auth::{Authenticator, Password, Proof, RefusalKind, Refused};

use crate::house::{House, PASSWORD, person, sentence, user, visitor};

#[tokio::test]
async fn who_knows_the_password_is_signed_in_and_known_from_then_on() {
    let house = House::new();
    house.join("alice").await;
    let signed_in = house.sign_in("alice", PASSWORD).await.unwrap();
    assert_eq!(signed_in.identified.actor.user_id, user("alice"));
    let known = house.by_cookie(&signed_in.cookie).await.unwrap();
    assert_eq!(known, signed_in.identified);
    assert!(!known.actor.is_admin && known.actor.session.is_some());
}

#[tokio::test]
async fn a_name_is_known_in_any_letter_case_and_a_password_is_not() {
    let house = House::new();
    house.join("Alice").await;
    let signed_in = house.sign_in("aLICE", PASSWORD).await.unwrap();
    assert_eq!(signed_in.identified.actor.user_id, user("Alice"), "spelled as it was chosen");
    assert!(house.sign_in("Alice", "Correct horse").await.is_err());
}

/// In place of a clock: the same words, and the same number of hashes, whatever is wrong.
#[tokio::test]
async fn an_unknown_name_takes_the_same_way_as_a_wrong_password() {
    let house = House::new();
    house.join("alice").await;
    house.join("eve").await;
    house.mode().console().suspend(&user("eve")).await.unwrap();
    for (name, password) in [("alice", "wrong horse"), ("nobody", "wrong horse"), ("eve", "wrong horse")] {
        let (outcome, hashes) = house.hashes(house.sign_in(name, password)).await;
        let refused = outcome.unwrap_err();
        assert_eq!(refused.kind(), RefusalKind::Unauthenticated);
        assert_eq!(refused.to_string(), "The name or the password is wrong.", "{name}");
        assert_eq!(hashes, 1, "{name}");
    }
}

#[tokio::test]
async fn that_an_account_is_suspended_is_told_to_those_who_know_its_password() {
    let house = House::new();
    house.join("eve").await;
    house.mode().console().suspend(&user("eve")).await.unwrap();
    assert!(matches!(house.sign_in("eve", PASSWORD).await, Err(Refused::Suspended)));
}

#[tokio::test]
async fn a_password_of_any_length_is_wrong_at_the_cost_of_one_hash() {
    let house = House::new();
    house.join("alice").await;
    for wrong in [String::new(), "x".repeat(257), "ä".repeat(100_000), "\0".into(), format!("{PASSWORD}\0")]
    {
        let (outcome, hashes) = house.hashes(house.sign_in("alice", &wrong)).await;
        assert_eq!((sentence(outcome), hashes), ("The name or the password is wrong.".into(), 1));
    }
}

#[tokio::test]
async fn what_is_printed_of_a_sign_in_holds_no_secret() {
    let house = House::new();
    let signed_in = house.join("alice").await;
    let shown = format!("{signed_in:?} {:?}", person("alice"));
    assert!(!shown.contains(signed_in.cookie.expose()) && !shown.contains(PASSWORD), "{shown}");
}

#[tokio::test]
async fn in_open_mode_whoever_one_says_one_is() {
    let who = Authenticator::Open;
    let proof = Proof { claimed: Some(user("alice")), ..Proof::default() };
    let identified = who.identify(&proof).await.unwrap();
    assert_eq!((identified.actor.user_id, identified.actor.is_admin), (user("alice"), false));
    assert_eq!((identified.actor.session, identified.expires_at), (None, None));
    let refused = who.identify(&Proof::default()).await.unwrap_err();
    assert_eq!((refused.kind(), who.is_open()), (RefusalKind::BadInput, true));
    assert_eq!(who.accounts().err().unwrap().kind(), RefusalKind::NotFound);
}

#[tokio::test]
async fn who_says_to_be_somebody_else_is_refused() {
    let house = House::new();
    let alice = house.join("alice").await;
    let proof = |claimed: &str| Proof {
        cookie: Some(alice.cookie.clone()),
        claimed: Some(user(claimed)),
        ..Proof::default()
    };
    house.who.identify(&proof("alice")).await.unwrap();
    let refused = house.who.identify(&proof("bob")).await.unwrap_err();
    assert_eq!(refused.kind(), RefusalKind::Forbidden);
    assert_eq!(refused.to_string(), "You are signed in as alice; the request names somebody else.");
    let claims_only = Proof { claimed: Some(user("alice")), ..Proof::default() };
    assert!(matches!(house.who.identify(&claims_only).await, Err(Refused::NotSignedIn)));
}

#[tokio::test]
async fn whoever_signs_in_with_the_old_password_while_it_is_changed_does_not_stay() {
    let house = House::new();
    let alice = house.join("alice").await.identified.actor;
    let (old, new) = (Password::new(PASSWORD), Password::new("battery staple"));
    house.mode().change_password(&visitor(1), &alice, &old, &new).await.unwrap();
    assert!(matches!(house.sign_in("alice", PASSWORD).await, Err(Refused::WrongPassword)));
    house.sign_in("alice", "battery staple").await.unwrap();
}
