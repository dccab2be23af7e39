//! The file of keys changes while the server runs.

use webchat_auth::{KeySource, TokenError};

use crate::desk::Desk;
use crate::signing::{Signer, set};

#[tokio::test]
async fn a_key_that_was_replaced_counts_after_a_second() {
    let (old, new) = (Signer::ed25519(), Signer::ed25519());
    let desk = Desk::of(&old);
    let (by_old, by_new) = (old.token(&desk.claims()), new.token(&desk.claims()));
    std::fs::write(&desk.path, new.public_pem()).unwrap();
    desk.show(&by_old).await.unwrap();
    desk.clock.advance(1_000);
    desk.show(&by_new).await.unwrap();
    assert_eq!(desk.refusal(&by_old).await, TokenError::Signature);
}

#[tokio::test]
async fn keys_are_added_to_a_set_and_taken_from_it() {
    let (old, new) = (Signer::p256(), Signer::p256());
    let desk = Desk::try_new(KeySource::JwksFile, set(&[old.jwk("old")])).unwrap();
    let token = |signer: &Signer, kid: &str| {
        signer.token_with(&serde_json::json!({ "alg": "ES256", "kid": kid }), &desk.claims().to_string())
    };
    let (by_old, by_new) = (token(&old, "old"), token(&new, "new"));
    assert_eq!(desk.refusal(&by_new).await, TokenError::UnknownKey);
    std::fs::write(&desk.path, set(&[old.jwk("old"), new.jwk("new")])).unwrap();
    desk.clock.advance(1_000);
    desk.show(&by_new).await.unwrap();
    desk.show(&by_old).await.unwrap();
    std::fs::write(&desk.path, set(&[new.jwk("new")])).unwrap();
    desk.clock.advance(1_000);
    assert_eq!(desk.refusal(&by_old).await, TokenError::UnknownKey);
}

#[tokio::test]
async fn a_file_that_can_not_be_used_for_a_moment_changes_nothing() {
    let (old, new) = (Signer::secret(), Signer::Hs256(vec![b'n'; 40]));
    let desk = Desk::of(&old);
    let token = old.token(&desk.claims());
    for spoilt in ["", "half of a secr"] {
        std::fs::write(&desk.path, spoilt).unwrap();
        desk.clock.advance(1_000);
        desk.show(&token).await.unwrap();
    }
    std::fs::remove_file(&desk.path).unwrap();
    desk.clock.advance(1_000);
    desk.show(&token).await.unwrap();
    std::fs::write(&desk.path, [b'n'; 40]).unwrap();
    desk.clock.advance(1_000);
    assert_eq!(desk.refusal(&token).await, TokenError::Signature);
    desk.show(&new.token(&desk.claims())).await.unwrap();
}
