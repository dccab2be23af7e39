//! A server with accounts, in memory, and short words for who comes and what they bring.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use webchat_auth::{
    AccountLimits, Authenticator, Cost, Identified, Invitation, MadeLink, NewPerson, Password, PasswordMode,
    PasswordParts, Proof, Refused, Secret, SignUpPolicy, SignedIn, SystemRandom, Visitor,
};
use webchat_core::Actor;
use webchat_protocol::UserId;
use webchat_testkit::{MemoryStore, TestClock};

/// The password of everybody, unless a test says another one.
pub const PASSWORD: &str = "correct horse";

/// A server in password mode.
pub struct House {
    pub who: Authenticator,
    pub store: Arc<MemoryStore>,
    pub clock: TestClock,
}

impl House {
    /// Everybody may sign up.
    pub fn new() -> Self {
        Self::with(SignUpPolicy::Open, |_| {})
    }

    pub fn with(sign_up: SignUpPolicy, change: impl FnOnce(&mut AccountLimits)) -> Self {
        let mut limits = AccountLimits::default();
        change(&mut limits);
        let (store, clock) = (Arc::new(MemoryStore::default()), TestClock::default());
        let parts = PasswordParts {
            accounts: store.clone(),
            clock: Arc::new(clock.clone()),
            random: Arc::new(SystemRandom),
            cost: Cost::NONE,
            sign_up,
            limits,
        };
        Self { who: Authenticator::password(parts).unwrap(), store, clock }
    }

    /// A server that somebody set up already: `root` administers it.
    pub async fn with_root(sign_up: SignUpPolicy) -> (Self, Actor) {
        let house = Self::with(sign_up, |_| {});
        let link = house.mode().first_link().await.unwrap().unwrap();
        let root = house.mode().setup(&visitor(1), &person("root"), &link).await.unwrap();
        (house, root.identified.actor)
    }

    pub fn mode(&self) -> &PasswordMode {
        self.who.accounts().unwrap()
    }

    /// Signs somebody up who can be.
    pub async fn join(&self, id: &str) -> SignedIn {
        self.mode().sign_up(&visitor(1), &person(id), None).await.unwrap()
    }

    pub async fn sign_in(&self, id: &str, password: &str) -> Result<SignedIn, Refused> {
        self.mode().sign_in(&visitor(1), &user(id), &Password::new(password)).await
    }

    pub async fn by_cookie(&self, cookie: &Secret) -> Result<Identified, Refused> {
        self.who.identify(&Proof { cookie: Some(cookie.clone()), ..Proof::default() }).await
    }

    pub async fn by_token(&self, token: &Secret) -> Result<Identified, Refused> {
        self.who.identify(&Proof { bearer: Some(token.clone()), ..Proof::default() }).await
    }

    pub async fn invite(&self, admin: &Actor, uses: u32) -> MadeLink {
        let terms = Invitation { uses, lasts: Duration::from_hours(1), conversations: vec![] };
        self.mode().administration(admin).unwrap().invite(terms).await.unwrap()
    }

    /// How many hashes something costs.
    pub async fn hashes<T>(&self, what: impl Future<Output = T>) -> (T, u64) {
        let before = self.mode().hashes_computed();
        let outcome = what.await;
        (outcome, self.mode().hashes_computed() - before)
    }
}

pub fn user(id: &str) -> UserId {
    UserId::new(id).unwrap()
}

/// Somebody at the address of this number.
pub fn visitor(number: u32) -> Visitor {
    let user_agent = Some("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0".into());
    Visitor { address: IpAddr::from((0x0A00_0000 + number).to_be_bytes()), user_agent }
}

pub fn person(id: &str) -> NewPerson {
    NewPerson { user_id: user(id), name: None, password: Password::new(PASSWORD) }
}

/// What a refusal says.
pub fn sentence<T>(outcome: Result<T, Refused>) -> String {
    outcome.err().expect("it should be refused").to_string()
}
