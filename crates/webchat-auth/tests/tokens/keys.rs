//! Files of keys: what can be used, and what is refused before anybody comes.

use serde_json::json;
use webchat_auth::{KeySource, TokenError};

use crate::desk::{Desk, Kind};
use crate::signing::{Signer, encode, hex, pem, set};

fn refused(kind: Kind, content: impl AsRef<[u8]>) -> String {
    let error = Desk::try_new(kind, content).err().expect("the key should be refused").to_string();
    let (_, flaw) = error.split_once("can't be used: ").unwrap_or_else(|| panic!("{error}"));
    flaw.to_owned()
}

#[tokio::test]
async fn a_secret_is_the_same_with_a_line_end_and_without() {
    let signer = Signer::secret();
    let Signer::Hs256(secret) = &signer else { unreachable!() };
    for end in ["", "\n", "\r\n"] {
        let desk =
            Desk::try_new(KeySource::SecretFile, [secret.as_slice(), end.as_bytes()].concat()).unwrap();
        desk.show(&signer.token(&desk.claims())).await.unwrap();
    }
    let desk = Desk::try_new(KeySource::SecretFile, [secret.as_slice(), b" "].concat()).unwrap();
    assert_eq!(
        desk.refusal(&signer.token(&desk.claims())).await,
        TokenError::Signature,
        "a blank is part of it"
    );
}

#[test]
fn a_secret_has_32_bytes_or_more() {
    for short in [vec![], vec![b'x'; 31], [vec![b'x'; 31], b"\n".to_vec()].concat()] {
        assert!(refused(KeySource::SecretFile, short).starts_with("a secret has 32 bytes or more"));
    }
    Desk::try_new(KeySource::SecretFile, [b'x'; 32]).unwrap();
}

#[test]
fn a_pem_key_is_no_secret() {
    for signer in [Signer::rsa(), Signer::p256(), Signer::ed25519()] {
        let flaw = refused(KeySource::SecretFile, format!("\n {}", signer.public_pem()));
        assert!(flaw.starts_with("there is a PEM key in it and no secret"), "{flaw}");
    }
}

#[tokio::test]
async fn a_pem_file_may_have_other_line_ends_and_lines_around_it() {
    let signer = Signer::p256();
    let text = signer.public_pem();
    for content in
        [text.clone(), text.replace('\n', "\r\n"), text.trim_end().to_owned(), format!("\n{text}\n\n")]
    {
        let desk = Desk::try_new(KeySource::PemFile, content).unwrap();
        desk.show(&signer.token(&desk.claims())).await.unwrap();
    }
}

#[tokio::test]
async fn an_rsa_key_may_be_written_in_both_ways() {
    let signer = Signer::rsa();
    let desk = Desk::try_new(KeySource::PemFile, pem("RSA PUBLIC KEY", &signer.public_bits())).unwrap();
    desk.show(&signer.token(&desk.claims())).await.unwrap();
}

#[test]
fn a_private_key_has_no_business_here() {
    for label in ["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY"] {
        let flaw = refused(KeySource::PemFile, pem(label, &[0x30, 0]));
        assert!(flaw.starts_with("there is a private key in it"), "{label}: {flaw}");
    }
    let mut jwk = Signer::p256().jwk("k");
    jwk["d"] = encode([7; 32]).into();
    assert!(refused(KeySource::JwksFile, set(&[jwk])).starts_with("there is a private key in it"));
}

#[test]
fn what_is_no_public_key_of_a_kind_that_is_known_is_refused() {
    let rsa_of = |bits: usize| {
        let modulus = [vec![0x00, 0x80 | 1], vec![0x55; bits / 8 - 2], vec![0x01]].concat();
        let integer = |bytes: &[u8]| [vec![2, 0x82], len(bytes), bytes.to_vec()].concat();
        let numbers = [integer(&modulus), hex("0203010001")].concat();
        pem("RSA PUBLIC KEY", &[vec![0x30, 0x82], len(&numbers), numbers].concat())
    };
    Desk::try_new(KeySource::PemFile, rsa_of(2_048)).unwrap();
    Desk::try_new(KeySource::PemFile, rsa_of(8_192)).unwrap();
    let p384 = [hex("3076301006072a8648ce3d020106052b81040022036200"), vec![4; 97]].concat();
    let compressed = [hex("3039301306072a8648ce3d020106082a8648ce3d030107032200"), vec![2; 33]].concat();
    let ed448 = [hex("3043300506032b6571033a00"), vec![4; 57]].concat();
    let good = Signer::ed25519().public_der();
    for (what, content) in [
        ("nothing", String::new()),
        ("words", "hello".into()),
        ("RSA of 1,024 bits", rsa_of(1_024)),
        ("RSA of 2,040 bits", rsa_of(2_040)),
        ("RSA of 16,384 bits", rsa_of(16_384)),
        ("P-384", pem("PUBLIC KEY", &p384)),
        ("a compressed point", pem("PUBLIC KEY", &compressed)),
        ("Ed448", pem("PUBLIC KEY", &ed448)),
        ("a certificate", pem("CERTIFICATE", &good)),
        ("a key cut off", pem("PUBLIC KEY", &good[..good.len() - 1])),
        ("a key and more", pem("PUBLIC KEY", &[good.clone(), vec![0]].concat())),
        ("no DER", pem("PUBLIC KEY", b"hello")),
        ("no base64", "-----BEGIN PUBLIC KEY-----\n!!!!\n-----END PUBLIC KEY-----\n".into()),
        ("no end", "-----BEGIN PUBLIC KEY-----\nAAAA\n".into()),
    ] {
        let flaw = refused(KeySource::PemFile, content);
        assert!(flaw.starts_with("there is no public key in it"), "{what}: {flaw}");
    }
}

#[test]
fn a_file_that_is_not_there_or_too_large_is_refused() {
    let source = KeySource::PemFile("/no/such/file".into());
    let settings = webchat_auth::TokenSettings { keys: source, issuer: None, audience: None };
    let clock = std::sync::Arc::new(webchat_testkit::TestClock::default());
    let error = webchat_auth::Authenticator::token(settings, clock).err().unwrap().to_string();
    assert!(error.starts_with("the key file /no/such/file can't be read: "), "{error}");
    assert_eq!(refused(KeySource::SecretFile, vec![b'x'; 65_537]), "it is larger than 64 KiB");
    Desk::try_new(KeySource::SecretFile, vec![b'x'; 65_536]).unwrap();
}

#[tokio::test]
async fn of_a_set_the_keys_are_used_that_can_be() {
    let signer = Signer::p256();
    let other = Signer::p256();
    let skipped = [
        json!({ "kty": "oct", "kid": "secret", "k": encode([7; 64]), "alg": "HS256" }),
        json!({ "kty": "EC", "crv": "P-384", "kid": "large", "x": encode([7; 48]), "y": encode([7; 48]) }),
        json!({ "kty": "EC", "crv": "P-256", "kid": "short", "x": encode([7; 31]), "y": encode([7; 32]) }),
        json!({ "kty": "RSA", "kid": "small", "n": encode([0x81; 128]), "e": "AQAB" }),
        json!({ "kty": "OKP", "crv": "X25519", "kid": "agreement", "x": encode([7; 32]) }),
        json!({ "kty": "PQC", "kid": "future" }),
        json!({ "kid": "no kind" }),
        json!("no key"),
        json!(null),
        with(&other, "encryption", "use", json!("enc")),
        with(&other, "signing", "key_ops", json!(["sign"])),
        with(&other, "other", "alg", json!("ES384")),
    ];
    let keys: Vec<_> = skipped.iter().cloned().chain([signer.jwk("good")]).collect();
    let desk = Desk::try_new(KeySource::JwksFile, set(&keys)).unwrap();
    let show = async |signer: &Signer, kid: &str| {
        let header = json!({ "alg": "ES256", "kid": kid });
        desk.show(&signer.token_with(&header, &desk.claims().to_string())).await
    };
    show(&signer, "good").await.unwrap();
    for kid in ["encryption", "signing", "other"] {
        assert!(show(&other, kid).await.is_err(), "{kid}");
    }
    let flaw = refused(KeySource::JwksFile, set(&skipped));
    assert!(flaw.starts_with("no key in the set is for signatures"), "{flaw}");
    for no_set in ["", "[]", "{}", "hello", r#"{"keys":{}}"#, r#"{"keys":"#] {
        assert!(refused(KeySource::JwksFile, no_set).starts_with("it is no JWK set"), "{no_set:?}");
    }
}

#[tokio::test]
async fn a_key_without_a_name_fits_every_token_and_a_token_without_one_every_key() {
    let (named, nameless) = (Signer::ed25519(), Signer::ed25519());
    let mut jwk = nameless.jwk("x");
    jwk.as_object_mut().unwrap().remove("kid");
    let desk = Desk::try_new(KeySource::JwksFile, set(&[named.jwk("one"), jwk])).unwrap();
    for (signer, kid, is_good) in [
        (&named, Some("one"), true),
        (&named, None, true),
        (&nameless, Some("two"), true),
        (&named, Some("two"), false),
    ] {
        let header = kid.map_or(json!({ "alg": "EdDSA" }), |kid| json!({ "alg": "EdDSA", "kid": kid }));
        let shown = desk.show(&signer.token_with(&header, &desk.claims().to_string())).await;
        assert_eq!(shown.is_ok(), is_good, "{kid:?}");
    }
}

#[test]
fn what_is_printed_of_a_key_file_is_its_path() {
    let secret = "a secret that is too short";
    let error = Desk::try_new(KeySource::SecretFile, secret).err().unwrap();
    assert!(!format!("{error:?} {error}").contains(secret));
}

fn with(signer: &Signer, kid: &str, field: &str, value: serde_json::Value) -> serde_json::Value {
    let mut jwk = signer.jwk(kid);
    jwk[field] = value;
    jwk
}

fn len(bytes: &[u8]) -> Vec<u8> {
    u16::try_from(bytes.len()).unwrap().to_be_bytes().to_vec()
}
