//! Keys from elsewhere: fetched when they are needed, and never as often as somebody would like.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use serde_json::json;
use tokio::sync::{Semaphore, watch};
use webchat_auth::{Authenticator, FetchError, FetchKeys, KeySource, RefusalKind, TokenError, TokenSettings};
use webchat_testkit::TestClock;

use crate::desk::{claims, refusal, show};
use crate::signing::{Signer, set};

const MINUTE: u64 = 60_000;

/// Where keys are published: what it answers is told beforehand, the last answer for ever.
struct Place {
    answers: Mutex<VecDeque<Result<String, &'static str>>>,
    asked: AtomicUsize,
    seen: watch::Sender<usize>,
    /// Each answer takes one of these, so that a test can hold it back.
    leave: Semaphore,
}

#[async_trait]
impl FetchKeys for Place {
    async fn fetch(&self) -> Result<Vec<u8>, FetchError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        self.seen.send_modify(|asked| *asked += 1);
        self.leave.acquire().await.unwrap().forget();
        let answer = {
            let mut answers = self.answers.lock().unwrap();
            if answers.len() > 1 { answers.pop_front().unwrap() } else { answers[0].clone() }
        };
        match answer {
            Ok(set) => Ok(set.into_bytes()),
            Err("panic") => panic!("the fetching breaks"),
            Err(why) => Err(FetchError(why.to_owned())),
        }
    }
}

struct World {
    who: Arc<Authenticator>,
    place: Arc<Place>,
    clock: TestClock,
}

fn world(answers: impl IntoIterator<Item = Result<String, &'static str>>) -> World {
    let place = Arc::new(Place {
        answers: Mutex::new(answers.into_iter().collect()),
        asked: AtomicUsize::new(0),
        seen: watch::Sender::new(0),
        leave: Semaphore::new(1_000_000),
    });
    let clock = TestClock::default();
    let settings = TokenSettings { keys: KeySource::Fetched(place.clone()), issuer: None, audience: None };
    let who = Authenticator::token(settings, Arc::new(clock.clone())).unwrap();
    World { who: Arc::new(who), place, clock }
}

impl World {
    fn asked(&self) -> usize {
        self.place.asked.load(Ordering::SeqCst)
    }

    async fn asked_to_be(&self, count: usize) {
        self.place.seen.subscribe().wait_for(|asked| *asked == count).await.unwrap();
    }

    /// A token that says which key it is signed with.
    fn token(&self, signer: &Signer, kid: &str) -> String {
        let header = json!({ "alg": signer.algorithm(), "kid": kid });
        signer.token_with(&header, &claims(&self.clock).to_string())
    }
}

#[tokio::test]
async fn keys_are_fetched_with_the_first_token_and_kept_for_ten_minutes() {
    let signer = Signer::ed25519();
    let world = world([Ok(set(&[signer.jwk("one")]))]);
    for minute in 0..10 {
        show(&world.who, &world.token(&signer, "one")).await.unwrap();
        assert_eq!(world.asked(), 1, "after {minute} minutes");
        world.clock.advance(MINUTE);
    }
    show(&world.who, &world.token(&signer, "one")).await.unwrap();
    world.asked_to_be(2).await;
}

#[tokio::test]
async fn a_new_key_is_found_when_it_is_first_used() {
    let (old, new) = (Signer::p256(), Signer::p256());
    let world = world([Ok(set(&[old.jwk("old")])), Ok(set(&[old.jwk("old"), new.jwk("new")]))]);
    show(&world.who, &world.token(&old, "old")).await.unwrap();
    world.clock.advance(MINUTE);
    show(&world.who, &world.token(&new, "new")).await.unwrap();
    assert_eq!(world.asked(), 2);
}

#[tokio::test]
async fn a_storm_of_unknown_keys_fetches_once_a_minute() {
    let signer = Signer::ed25519();
    let world = world([Ok(set(&[signer.jwk("one")]))]);
    show(&world.who, &world.token(&signer, "one")).await.unwrap();
    for minute in 1..=5 {
        world.clock.advance(MINUTE);
        for number in 0..200 {
            let token = world.token(&signer, &format!("unknown-{number}"));
            assert_eq!(refusal(&world.who, &token).await, TokenError::UnknownKey);
        }
        assert_eq!(world.asked(), 1 + minute);
        show(&world.who, &world.token(&signer, "one")).await.unwrap();
    }
}

#[tokio::test]
async fn those_who_come_at_once_wait_for_the_same_answer() {
    let signer = Arc::new(Signer::ed25519());
    let world = world([Ok(set(&[signer.jwk("one")]))]);
    world.place.leave.forget_permits(1_000_000);
    let waiting: Vec<_> = (0..100)
        .map(|_| {
            let (who, token) = (Arc::clone(&world.who), world.token(&signer, "one"));
            tokio::spawn(async move { show(&who, &token).await.is_ok() })
        })
        .collect();
    world.asked_to_be(1).await;
    world.place.leave.add_permits(1);
    for each in waiting {
        assert!(each.await.unwrap());
    }
    assert_eq!(world.asked(), 1);
}

#[tokio::test]
async fn whoever_has_a_known_key_waits_for_nobody() {
    let signer = Signer::ed25519();
    let world = world([Ok(set(&[signer.jwk("one")]))]);
    show(&world.who, &world.token(&signer, "one")).await.unwrap();
    world.clock.advance(11 * MINUTE);
    world.place.leave.forget_permits(1_000_000);
    for _ in 0..10 {
        show(&world.who, &world.token(&signer, "one")).await.unwrap();
    }
    world.asked_to_be(2).await;
    show(&world.who, &world.token(&signer, "one")).await.unwrap();
}

/// Else somebody who comes and goes once a minute could keep a new key out for ever.
#[tokio::test]
async fn whoever_goes_while_they_wait_takes_nothing_along() {
    let (old, new) = (Signer::ed25519(), Signer::ed25519());
    let world = world([Ok(set(&[old.jwk("old")])), Ok(set(&[new.jwk("new")]))]);
    show(&world.who, &world.token(&old, "old")).await.unwrap();
    world.clock.advance(MINUTE);
    world.place.leave.forget_permits(1_000_000);
    let (who, token) = (Arc::clone(&world.who), world.token(&old, "unknown"));
    let goes = tokio::spawn(async move { show(&who, &token).await.is_ok() });
    world.asked_to_be(2).await;
    goes.abort();
    assert!(goes.await.unwrap_err().is_cancelled());
    world.place.leave.add_permits(1);
    show(&world.who, &world.token(&new, "new")).await.unwrap();
    assert_eq!(world.asked(), 2);
}

#[tokio::test]
async fn the_last_good_keys_stay_while_others_can_not_be_had() {
    let signer = Signer::p256();
    let no_set = "<html>502 Bad Gateway</html>".to_owned();
    let world = world([Ok(set(&[signer.jwk("one")])), Err("it took too long"), Ok(no_set), Err("panic")]);
    show(&world.who, &world.token(&signer, "one")).await.unwrap();
    for asked in 2..=6 {
        world.clock.advance(11 * MINUTE);
        assert_eq!(refusal(&world.who, &world.token(&signer, "two")).await, TokenError::UnknownKey);
        assert_eq!(world.asked(), asked);
        show(&world.who, &world.token(&signer, "one")).await.unwrap();
    }
}

#[tokio::test]
async fn without_keys_nobody_gets_in_and_they_are_fetched_again_soon() {
    let signer = Signer::ed25519();
    let world = world([Err("it is not there yet"), Err("nor yet"), Ok(set(&[signer.jwk("one")]))]);
    let token = world.token(&signer, "one");
    for (advance, asked) in [(0, 1), (1_000, 1), (3_999, 1), (1, 2)] {
        world.clock.advance(advance);
        let refused = show(&world.who, &token).await.unwrap_err();
        assert_eq!((refused.kind(), world.asked()), (RefusalKind::Unavailable, asked));
        assert!(refused.retry_after().is_some());
    }
    world.clock.advance(5_000);
    show(&world.who, &token).await.unwrap();
}

#[tokio::test]
async fn a_server_that_starts_may_fetch_them_before_anybody_comes() {
    let signer = Signer::ed25519();
    let world = world([Err("it is not there yet"), Ok(set(&[signer.jwk("one")]))]);
    let Authenticator::Token(mode) = &*world.who else { unreachable!() };
    assert_eq!(mode.warm_up().await, Err(TokenError::NoKeys));
    world.clock.advance(5_000);
    assert_eq!((mode.warm_up().await, world.asked()), (Ok(()), 2));
    show(&world.who, &world.token(&signer, "one")).await.unwrap();
    assert_eq!(world.asked(), 2);
}

#[tokio::test]
async fn a_token_that_is_no_token_fetches_nothing() {
    let world = world([Err("nobody should ask")]);
    for nonsense in ["", "nonsense", "a.b.c", &"x".repeat(10_000)] {
        assert!(show(&world.who, nonsense).await.is_err());
    }
    assert_eq!(world.asked(), 0);
}
