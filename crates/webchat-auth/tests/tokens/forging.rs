//! Tokens that nobody signed who may.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use ring::hmac;
use serde_json::json;
use webchat_auth::{KeySource, RefusalKind, TokenError};

use crate::desk::Desk;
use crate::signing::{Signer, encode, set};

fn signers() -> [Signer; 4] {
    [Signer::secret(), Signer::rsa(), Signer::p256(), Signer::ed25519()]
}

#[tokio::test]
async fn a_token_without_a_signature_is_none() {
    for signer in signers() {
        let desk = Desk::of(&signer);
        let claims = encode(desk.claims().to_string());
        for alg in ["none", "None", "NONE", "nOnE", "", "null"] {
            let header = encode(json!({ "alg": alg }).to_string());
            for signature in ["", &encode("x"), &encode(signer.sign(&format!("{header}.{claims}")))] {
                let token = format!("{header}.{claims}.{signature}");
                assert_eq!(desk.refusal(&token).await, TokenError::Algorithm, "{alg:?} {signature:?}");
            }
        }
        let header = encode(json!({ "alg": signer.algorithm() }).to_string());
        assert_eq!(desk.refusal(&format!("{header}.{claims}.")).await, TokenError::Signature);
        assert_eq!(desk.refusal(&format!("{header}.{claims}")).await, TokenError::Malformed);
    }
}

/// The oldest trick: what everybody may have is taken for the secret.
#[tokio::test]
async fn a_public_key_is_no_secret() {
    for signer in [Signer::rsa(), Signer::p256(), Signer::ed25519()] {
        let desk = Desk::of(&signer);
        let pem = signer.public_pem();
        let secrets = [
            pem.as_bytes().to_vec(),
            pem.trim_end().as_bytes().to_vec(),
            pem.replace('\n', "").into_bytes(),
            signer.public_der(),
            signer.public_bits(),
            signer.jwk("k").to_string().into_bytes(),
            Vec::new(),
        ];
        for secret in secrets {
            let header = encode(json!({ "alg": "HS256", "typ": "JWT" }).to_string());
            let signed = format!("{header}.{}", encode(desk.claims().to_string()));
            let signature = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &secret), signed.as_bytes());
            let token = format!("{signed}.{}", encode(signature));
            assert_eq!(desk.refusal(&token).await, TokenError::Algorithm, "{}", signer.algorithm());
        }
    }
}

#[tokio::test]
async fn the_algorithm_is_that_of_the_key_whatever_the_token_says() {
    for signer in signers() {
        let desk = Desk::of(&signer);
        for alg in [
            "HS256", "HS384", "HS512", "RS256", "RS512", "PS256", "ES256", "ES384", "EdDSA", "hs256",
            "A256GCM",
        ] {
            let token = signer.token_with(&json!({ "alg": alg }), &desk.claims().to_string());
            if alg == signer.algorithm() {
                desk.show(&token).await.unwrap();
            } else {
                assert_eq!(
                    desk.refusal(&token).await,
                    TokenError::Algorithm,
                    "{alg} for {}",
                    signer.algorithm()
                );
            }
        }
    }
}

#[tokio::test]
async fn the_key_of_somebody_else_is_none() {
    for (own, other) in [
        (Signer::p256(), Signer::p256()),
        (Signer::ed25519(), Signer::ed25519()),
        (Signer::secret(), Signer::Hs256(b"another secret of forty characters, too!".to_vec())),
    ] {
        let desk = Desk::of(&own);
        assert_eq!(desk.refusal(&other.token(&desk.claims())).await, TokenError::Signature);
    }
}

/// RFC 8725 section 3.10: the key is the server's, wherever a token says that there is another one.
#[tokio::test]
async fn a_token_brings_no_key_of_its_own() {
    let (own, other) = (Signer::p256(), Signer::p256());
    let desk = Desk::of(&own);
    let claims = desk.claims().to_string();
    for header in [
        json!({ "alg": "ES256", "jwk": other.jwk("k") }),
        json!({ "alg": "ES256", "jku": "http://127.0.0.1:9/keys.json" }),
        json!({ "alg": "ES256", "x5u": "file:///etc/passwd" }),
        json!({ "alg": "ES256", "x5c": [encode(other.public_der())] }),
        json!({ "alg": "ES256", "kid": "../../../../dev/null" }),
        json!({ "alg": "ES256", "kid": "' OR 1=1 --" }),
    ] {
        assert_eq!(
            desk.refusal(&other.token_with(&header, &claims)).await,
            TokenError::Signature,
            "{header}"
        );
        desk.show(&own.token_with(&header, &claims)).await.unwrap();
    }
}

#[tokio::test]
async fn a_header_is_an_object() {
    let signer = Signer::secret();
    let desk = Desk::of(&signer);
    for header in [json!(["HS256", null, null]), json!("HS256"), json!(null), json!({}), json!({ "alg": 1 })]
    {
        let token = signer.token_with(&header, &desk.claims().to_string());
        assert_eq!(desk.refusal(&token).await, TokenError::Malformed, "{header}");
    }
}

#[tokio::test]
async fn what_must_be_understood_and_is_not_is_refused() {
    let signer = Signer::secret();
    let desk = Desk::of(&signer);
    for crit in [json!(["b64"]), json!(["exp"]), json!([]), json!("b64")] {
        let header = json!({ "alg": "HS256", "crit": crit, "b64": false });
        let token = signer.token_with(&header, &desk.claims().to_string());
        assert_eq!(desk.refusal(&token).await, TokenError::Critical, "{crit}");
    }
}

#[tokio::test]
async fn a_token_is_changed_by_nobody() {
    for signer in signers() {
        let desk = Desk::of(&signer);
        let token = signer.token(&desk.claims());
        let [header, _, signature] = token.split('.').collect::<Vec<_>>()[..] else { panic!("three parts") };
        let mut claims = desk.claims();
        claims["sub"] = "root".into();
        let changed = format!("{header}.{}.{signature}", encode(claims.to_string()));
        assert_eq!(desk.refusal(&changed).await, TokenError::Signature);
        for spoilt in [
            format!("{token}A"),
            format!("{token}="),
            format!(" {token}"),
            format!("{token}\n"),
            format!("Bearer {token}"),
            format!("{token}.{signature}"),
            format!("{header}..{signature}"),
            token.replace('.', " "),
            token.replace('.', ".."),
        ] {
            assert!(desk.show(&spoilt).await.is_err(), "{spoilt}");
        }
    }
}

#[tokio::test]
async fn a_signature_of_zeros_is_none() {
    for signer in signers() {
        let desk = Desk::of(&signer);
        let signed = {
            let header = encode(json!({ "alg": signer.algorithm() }).to_string());
            format!("{header}.{}", encode(desk.claims().to_string()))
        };
        for length in [0, 1, 32, 64, 65, 256, 512, 1_024] {
            for byte in [0, 255] {
                let token = format!("{signed}.{}", encode(vec![byte; length]));
                assert_eq!(desk.refusal(&token).await, TokenError::Signature, "{length} of {byte}");
            }
        }
    }
}

#[tokio::test]
async fn a_token_has_8_kib_and_nothing_of_a_longer_one_is_looked_at() {
    let signer = Signer::secret();
    let desk = Desk::of(&signer);
    let sized = |padding: usize| {
        let mut claims = desk.claims();
        claims["padding"] = "x".repeat(padding).into();
        signer.token(&claims)
    };
    let padding = (0..8_192).rev().find(|padding| sized(*padding).len() <= 8_192).unwrap();
    desk.show(&sized(padding)).await.unwrap();
    assert_eq!(desk.refusal(&sized(padding + 3)).await, TokenError::TooLong);
    let huge = ".".repeat(10_000_000);
    let started = Instant::now();
    for _ in 0..10 {
        assert_eq!(desk.refusal(&huge).await, TokenError::TooLong);
    }
    // Ten copies of 10 MB, which the test makes itself, and nothing more.
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_key_in_a_set_is_only_what_it_says_it_is_for() {
    let (one, other) = (Signer::p256(), Signer::ed25519());
    let desk = Desk::try_new(KeySource::JwksFile, set(&[one.jwk("one"), other.jwk("other")])).unwrap();
    let token = |signer: &Signer, header| signer.token_with(&header, &desk.claims().to_string());
    desk.show(&token(&one, json!({ "alg": "ES256", "kid": "one" }))).await.unwrap();
    desk.show(&token(&other, json!({ "alg": "EdDSA", "kid": "other" }))).await.unwrap();
    desk.show(&token(&other, json!({ "alg": "Ed25519", "kid": "other" }))).await.unwrap();
    desk.show(&token(&one, json!({ "alg": "ES256" }))).await.unwrap();
    for (signer, header, why) in [
        (&one, json!({ "alg": "ES256", "kid": "other" }), TokenError::Algorithm),
        (&one, json!({ "alg": "EdDSA", "kid": "other" }), TokenError::Signature),
        (&one, json!({ "alg": "ES256", "kid": "third" }), TokenError::UnknownKey),
        (&one, json!({ "alg": "ES256", "kid": "x".repeat(300) }), TokenError::UnknownKey),
        (&one, json!({ "alg": "ES256", "kid": 7 }), TokenError::Malformed),
        (&one, json!({ "alg": "HS256" }), TokenError::Algorithm),
    ] {
        assert_eq!(desk.refusal(&token(signer, header.clone())).await, why, "{header}");
    }
}

#[tokio::test]
async fn a_refusal_is_a_sentence_for_whoever_made_the_token() {
    let signer = Signer::secret();
    let desk = Desk::of(&signer);
    let refused = desk.show("nonsense").await.unwrap_err();
    assert_eq!(refused.kind(), RefusalKind::Unauthenticated);
    assert_eq!(refused.to_string(), "The token can't be read: it is no signed JSON Web Token.");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn nothing_made_up_is_a_token(text in "[A-Za-z0-9_.=-]{0,300}|.{0,300}") {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let desk = Desk::of(&Signer::secret());
        prop_assert!(runtime.block_on(desk.show(&text)).is_err());
    }

    #[test]
    fn one_character_changed_is_another_token(at in 0_usize..150, put in "[A-Za-z0-9_.-]") {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let signer = Signer::secret();
        let desk = Desk::of(&signer);
        let token = signer.token(&desk.claims());
        let at = at % token.len();
        let mut changed = token.clone();
        changed.replace_range(at..=at, &put);
        prop_assert_eq!(runtime.block_on(desk.show(&changed)).is_ok(), changed == token);
    }
}
