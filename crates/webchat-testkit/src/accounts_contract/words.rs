//! Short words for the rules: who, with what, and through which link.

use std::sync::Arc;

use webchat_core::accounts::{
    Account, AccountRefusal, Accounts, LinkId, LinkKind, LinkRecord, NewAccount, NewLink, NewPassword,
    NewSession, PasswordHash, Permit, SecretHash, SessionId, SessionKind,
};
use webchat_core::store::Store;

pub use crate::store_contract::words::{general, say, time, user};

/// A store with its accounts: what a backend is.
pub trait Backend: Store + Accounts {}

impl<T: Store + Accounts> Backend for T {}

/// The store of a rule.
pub type Whole = Arc<dyn Backend>;

/// What a secret is found by; each letter is another secret.
pub fn secret(letter: char) -> SecretHash {
    SecretHash::from_bytes([u8::try_from(letter).unwrap(); 32])
}

/// The session of a letter.
pub fn session_id(letter: char) -> SessionId {
    SessionId::from_bytes([u8::try_from(letter).unwrap(); 16])
}

/// The link of a letter.
pub fn link_id(letter: char) -> LinkId {
    LinkId::from_bytes([u8::try_from(letter).unwrap(); 16])
}

/// What a password is compared with. No backend looks inside.
pub fn password(text: &str) -> PasswordHash {
    PasswordHash::new(text.to_owned())
}

/// An account for somebody who needs no link.
pub fn new(id: &str) -> NewAccount {
    NewAccount {
        user_id: user(id),
        name: None,
        password_hash: password("old"),
        is_admin: false,
        via_link: None,
        may_claim: false,
        at: time(1),
    }
}

/// The same through the link of a letter.
pub fn through(id: &str, letter: char) -> NewAccount {
    NewAccount { via_link: Some(secret(letter)), ..new(id) }
}

/// Creates an account that can be created.
pub async fn join(store: &Whole, id: &str) -> Account {
    store.create_account(new(id)).await.unwrap().unwrap()
}

/// Creates an administrator.
pub async fn join_as_admin(store: &Whole, id: &str) -> Account {
    store.create_account(NewAccount { is_admin: true, ..new(id) }).await.unwrap().unwrap()
}

/// Tries to create an account.
pub async fn try_join(store: &Whole, new: NewAccount) -> Result<Account, AccountRefusal> {
    store.create_account(new).await.unwrap()
}

/// A browser's session, from 10 to 100.
pub fn browser(id: &str, letter: char) -> NewSession {
    NewSession {
        id: session_id(letter),
        secret: secret(letter),
        user_id: user(id),
        kind: SessionKind::Browser,
        label: "Firefox on Linux".into(),
        at: time(10),
        expires_at: Some(time(100)),
        limit: 10,
        password_hash: None,
    }
}

/// A program's session, from 10 on for ever.
pub fn program(id: &str, letter: char) -> NewSession {
    let label = "a bot".into();
    NewSession { kind: SessionKind::Program, label, expires_at: None, ..browser(id, letter) }
}

/// Opens a session that can be opened, and answers those that had to go.
pub async fn open(store: &Whole, new: NewSession) -> Vec<SessionId> {
    store.open_session(new).await.unwrap().unwrap()
}

/// The letters of a user's sessions at 50, those used last first.
pub async fn sessions(store: &Whole, id: &str) -> String {
    let sessions = store.sessions_of(&user(id), time(50), 100).await.unwrap();
    sessions.iter().map(|session| char::from(session.id.as_bytes()[0])).collect()
}

/// Ids as letters, in the order of the alphabet.
pub fn letters(ids: &[SessionId]) -> String {
    let mut letters: Vec<char> = ids.iter().map(|id| char::from(id.as_bytes()[0])).collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

/// An invitation for two, from 10 to 100.
pub fn invitation(letter: char) -> NewLink {
    NewLink {
        id: link_id(letter),
        secret: secret(letter),
        kind: LinkKind::Invite,
        user_id: None,
        conversations: vec![general()],
        max_uses: 2,
        made_by: Some(user("alice")),
        at: time(10),
        expires_at: time(100),
        limit: 10,
    }
}

/// A link for the first administrator.
pub fn admin_link(letter: char) -> NewLink {
    NewLink { kind: LinkKind::Admin, conversations: vec![], max_uses: 1, made_by: None, ..invitation(letter) }
}

/// A link for another password.
pub fn reset_link(letter: char, of: &str) -> NewLink {
    NewLink { kind: LinkKind::Reset, user_id: Some(user(of)), ..admin_link(letter) }
}

/// Makes a link that can be made.
pub async fn make(store: &Whole, new: NewLink) -> LinkRecord {
    store.make_link(new).await.unwrap().unwrap()
}

/// The link of a letter as it is now.
pub async fn link(store: &Whole, letter: char) -> LinkRecord {
    store.link_by_hash(&secret(letter)).await.unwrap().unwrap()
}

/// Another password at 20, through the link of a letter.
pub fn reset(id: &str, letter: char) -> NewPassword {
    let permit = Permit::Link(secret(letter));
    NewPassword { user_id: user(id), password_hash: password("new"), permit, at: time(20) }
}

/// Another password at 20 for somebody who knew the old one, done in the session of a letter.
pub fn change(id: &str, old: &str, letter: Option<char>) -> NewPassword {
    let permit = Permit::OldPassword { hash: password(old), session: letter.map(session_id) };
    NewPassword { user_id: user(id), password_hash: password("new"), permit, at: time(20) }
}

/// What a user's password is compared with.
pub async fn password_of(store: &Whole, id: &str) -> PasswordHash {
    store.password_of(&user(id)).await.unwrap().unwrap().password_hash
}
