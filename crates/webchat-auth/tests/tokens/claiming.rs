//! What a token says about somebody, and when it holds.

use serde_json::{Value, json};
use webchat_auth::{KeySource, Proof, RefusalKind, Refused, Secret, TokenError};

use crate::desk::Desk;
use crate::signing::Signer;

#[tokio::test]
async fn whoever_the_host_application_signs_for_is_let_in() {
    for signer in [Signer::secret(), Signer::rsa(), Signer::p256(), Signer::ed25519()] {
        let desk = Desk::of(&signer);
        let mut claims = desk.claims();
        claims["name"] = "Älice".into();
        claims["avatar"] = "https://example.com/alice.png".into();
        let known = desk.show(&signer.token(&claims)).await.unwrap();
        assert_eq!(known.actor.user_id.as_str(), "alice", "{}", signer.algorithm());
        assert_eq!((known.actor.is_admin, known.actor.session), (false, None));
        assert_eq!(known.name.as_deref(), Some("Älice"));
        assert_eq!(known.avatar.as_deref(), Some("https://example.com/alice.png"));
        let ends = known.expires_at.unwrap().millis() / 1_000;
        assert_eq!(ends, desk.now() + 3_600 + 60, "its end, and what clocks may differ");
    }
}

#[tokio::test]
async fn an_administrator_is_whoever_the_host_application_says() {
    let signer = Signer::secret();
    let desk = Desk::of(&signer);
    for (admin, is_admin) in
        [(json!(true), Some(true)), (json!(false), Some(false)), (json!("true"), None), (json!(1), None)]
    {
        let mut claims = desk.claims();
        claims["admin"] = admin.clone();
        let known = desk.show(&signer.token(&claims)).await.ok();
        assert_eq!(known.map(|known| known.actor.is_admin), is_admin, "{admin}");
    }
}

#[tokio::test]
async fn a_token_holds_from_nbf_to_exp_give_or_take_a_minute() {
    let signer = Signer::ed25519();
    let desk = Desk::of(&signer);
    let now = desk.now();
    for (nbf, exp, outcome) in [
        (None, now + 1, Ok(())),
        (None, now - 59, Ok(())),
        (None, now - 60, Err(TokenError::Expired)),
        (None, 0, Err(TokenError::Expired)),
        (None, -5, Err(TokenError::Expired)),
        (Some(now - 1), now + 10, Ok(())),
        (Some(now + 60), now + 90, Ok(())),
        (Some(now + 61), now + 90, Err(TokenError::NotYet)),
    ] {
        let token = signer.token(&json!({ "sub": "alice", "exp": exp, "nbf": nbf }));
        let shown = desk.show(&token).await.map(drop);
        match (shown, outcome) {
            (Ok(()), Ok(())) => {}
            (Err(Refused::Token(found)), Err(expected)) => assert_eq!(found, expected, "{nbf:?} {exp}"),
            other => panic!("{nbf:?} {exp}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_token_that_was_good_ends() {
    let signer = Signer::p256();
    let desk = Desk::of(&signer);
    let token = signer.token(&desk.claims());
    desk.show(&token).await.unwrap();
    desk.clock.advance(3_660_000 - 1);
    desk.show(&token).await.unwrap();
    desk.clock.advance(1);
    assert_eq!(desk.refusal(&token).await, TokenError::Expired);
}

#[tokio::test]
async fn a_token_without_an_end_is_none() {
    let signer = Signer::secret();
    let desk = Desk::of(&signer);
    assert_eq!(desk.refusal(&signer.token(&json!({ "sub": "alice" }))).await, TokenError::NoExpiry);
    assert_eq!(
        desk.refusal(&signer.token(&json!({ "sub": "alice", "exp": null }))).await,
        TokenError::NoExpiry
    );
    for exp in [json!("2099-01-01"), json!("4102444800"), json!(true), json!([4_102_444_800_i64])] {
        let token = signer.token(&json!({ "sub": "alice", "exp": exp }));
        assert_eq!(desk.refusal(&token).await, TokenError::Malformed, "{exp}");
    }
}

#[tokio::test]
async fn times_may_be_fractions_and_out_of_all_proportion() {
    let signer = Signer::secret();
    let desk = Desk::of(&signer);
    let header = json!({ "alg": "HS256" });
    for exp in ["1e300", "9223372036854775807", "99999999999999999999999", &format!("{}.5", desk.now())] {
        let token = signer.token_with(&header, &format!(r#"{{"sub":"alice","exp":{exp}}}"#));
        desk.show(&token).await.unwrap();
    }
    for (exp, nbf) in [("-1e300", "0"), ("1e-300", "0"), ("1e300", "1e300")] {
        let token = signer.token_with(&header, &format!(r#"{{"sub":"alice","exp":{exp},"nbf":{nbf}}}"#));
        assert!(desk.show(&token).await.is_err(), "{exp} {nbf}");
    }
    let token = signer.token_with(&header, r#"{"sub":"alice","exp":1e999}"#);
    assert_eq!(desk.refusal(&token).await, TokenError::Malformed);
}

#[tokio::test]
async fn a_token_is_from_the_issuer_that_the_server_was_told() {
    let signer = Signer::secret();
    let Signer::Hs256(secret) = &signer else { unreachable!() };
    let desk = Desk::told(KeySource::SecretFile, secret, Some("https://app.example"), None).unwrap();
    for (iss, is_good) in [
        (json!("https://app.example"), true),
        (json!("https://app.example/"), false),
        (json!("https://other.example"), false),
        (Value::Null, false),
        (json!(["https://app.example"]), false),
    ] {
        let mut claims = desk.claims();
        claims["iss"] = iss.clone();
        assert_eq!(desk.show(&signer.token(&claims)).await.is_ok(), is_good, "{iss}");
    }
    assert_eq!(desk.refusal(&signer.token(&desk.claims())).await, TokenError::Issuer);
}

#[tokio::test]
async fn a_token_is_for_this_server() {
    let signer = Signer::secret();
    let Signer::Hs256(secret) = &signer else { unreachable!() };
    let told = Desk::told(KeySource::SecretFile, secret, None, Some("chat")).unwrap();
    let untold = Desk::of(&signer);
    for (aud, by_told, by_untold) in [
        (json!("chat"), Ok(()), Err(TokenError::NoAudience)),
        (json!(["shop", "chat"]), Ok(()), Err(TokenError::NoAudience)),
        (json!("shop"), Err(TokenError::Audience), Err(TokenError::NoAudience)),
        (json!([]), Err(TokenError::Audience), Err(TokenError::NoAudience)),
        (json!("chatter"), Err(TokenError::Audience), Err(TokenError::NoAudience)),
        (json!({ "chat": true }), Err(TokenError::Malformed), Err(TokenError::Malformed)),
        (Value::Null, Err(TokenError::Audience), Ok(())),
    ] {
        for (desk, expected) in [(&told, by_told), (&untold, by_untold)] {
            let mut claims = desk.claims();
            claims["aud"] = aud.clone();
            match desk.show(&signer.token(&claims)).await {
                Ok(_) => assert_eq!(expected, Ok(()), "{aud}"),
                Err(Refused::Token(found)) => assert_eq!(expected, Err(found), "{aud}"),
                Err(other) => panic!("{aud}: {other}"),
            }
        }
    }
}

#[tokio::test]
async fn a_sub_is_a_user_id_or_nobody() {
    let signer = Signer::secret();
    let desk = Desk::of(&signer);
    for good in ["a", "alice@example.com", "auth0:5f7c8ec7c33c6c004bbafe82", &"x".repeat(64)] {
        let mut claims = desk.claims();
        claims["sub"] = good.into();
        assert_eq!(desk.show(&signer.token(&claims)).await.unwrap().actor.user_id.as_str(), good);
    }
    for bad in
        ["", "al ice", "alice~bob", "auth0|5f7c", "../admin", "älice", "a\u{202E}b", "a\0", &"x".repeat(65)]
    {
        let mut claims = desk.claims();
        claims["sub"] = bad.into();
        assert_eq!(desk.refusal(&signer.token(&claims)).await, TokenError::Subject, "{bad:?}");
    }
    let mut claims = desk.claims();
    claims["sub"] = Value::Null;
    assert_eq!(desk.refusal(&signer.token(&claims)).await, TokenError::Subject);
    claims["sub"] = 7.into();
    assert_eq!(desk.refusal(&signer.token(&claims)).await, TokenError::Malformed);
}

#[tokio::test]
async fn a_name_is_shown_without_what_hides_or_turns() {
    let signer = Signer::secret();
    let desk = Desk::of(&signer);
    for (name, shown) in [
        (json!("  Alice  "), Some("Alice")),
        (json!("Al\nice\u{0}"), Some("Alice")),
        (json!("\u{202E}ecilA\u{202C}"), Some("ecilA")),
        (json!("\u{2067}Alice\u{200B}"), Some("Alice")),
        (json!("\u{202E}\u{200B} "), None),
        (json!(""), None),
        (json!("x".repeat(1_000)), Some("x".repeat(64).as_str())),
        (Value::Null, None),
    ] {
        let mut claims = desk.claims();
        claims["name"] = name.clone();
        let known = desk.show(&signer.token(&claims)).await.unwrap();
        assert_eq!(known.name.as_deref(), shown, "{name}");
    }
}

#[tokio::test]
async fn a_picture_that_is_no_address_is_left_out() {
    let signer = Signer::secret();
    let desk = Desk::of(&signer);
    for bad in ["javascript:alert(1)", "data:text/html,x", "https://a/\" onload=\"x", "//evil.example/a.png"]
    {
        let mut claims = desk.claims();
        claims["avatar"] = bad.into();
        assert_eq!(desk.show(&signer.token(&claims)).await.unwrap().avatar, None, "{bad}");
    }
}

#[tokio::test]
async fn what_is_said_twice_or_as_something_else_is_malformed() {
    let signer = Signer::secret();
    let desk = Desk::of(&signer);
    let end = desk.now() + 60;
    for claims in [
        format!(r#"{{"sub":"alice","sub":"root","exp":{end}}}"#),
        format!(r#"{{"sub":"alice","exp":0,"exp":{end}}}"#),
        format!(r#"{{"sub":"alice","admin":false,"admin":true,"exp":{end}}}"#),
        format!(r#"{{"sub":{{"$ne":null}},"exp":{end}}}"#),
        format!(r#"["alice",{end},null,null,null,null,null,false]"#),
        format!(r#"{{"sub":"alice","exp":{end}}}{{"sub":"root","exp":{end}}}"#),
        format!("{}{}", "[".repeat(3_000), "]".repeat(3_000)),
        "null".to_owned(),
        String::new(),
        format!("{{\"sub\":\"al\u{0}ice\",\"exp\":{end}}}"),
    ] {
        let token = signer.token_with(&json!({ "alg": "HS256" }), &claims);
        assert_eq!(desk.refusal(&token).await, TokenError::Malformed, "{claims:.80}");
    }
}

#[tokio::test]
async fn what_nobody_asked_for_is_skipped_however_deep_it_is() {
    let signer = Signer::secret();
    let desk = Desk::of(&signer);
    let (end, open, close) = (desk.now() + 60, "[".repeat(2_500), "]".repeat(2_500));
    let claims = format!(r#"{{"sub":"alice","exp":{end},"roles":{open}{close}}}"#);
    desk.show(&signer.token_with(&json!({ "alg": "HS256" }), &claims)).await.unwrap();
}

#[tokio::test]
async fn a_token_speaks_for_one_user_only() {
    let signer = Signer::secret();
    let desk = Desk::of(&signer);
    let token = signer.token(&desk.claims());
    let proof = |claimed: &str| Proof {
        bearer: Some(Secret::new(&token)),
        claimed: Some(webchat_protocol::UserId::new(claimed).unwrap()),
        cookie: None,
    };
    desk.who.identify(&proof("alice")).await.unwrap();
    assert_eq!(desk.who.identify(&proof("bob")).await.unwrap_err().kind(), RefusalKind::Forbidden);
    let in_a_cookie = Proof { cookie: Some(Secret::new(&token)), ..Proof::default() };
    let refused = desk.who.identify(&in_a_cookie).await.unwrap_err();
    assert!(matches!(refused, Refused::NotSignedIn), "a cookie is not asked for in this mode");
}
