//! The people of a server with accounts, and what examples name of theirs.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use webchat_auth::{Invitation, MadeLink, NewPerson, Password, SignedIn, Visitor};
use webchat_core::Actor;
use webchat_protocol::UserId;
use webchat_testkit::TestServer;

/// What stands in the examples for a program's token, for the secret of an invitation, for that of a link that sets a
/// password, and for the name of a session.
const GOLDEN: [&str; 4] = [
    "wct_0123456789012345678901234567890123456789012",
    "Zm9yIGV4YW1wbGUsIGEgc2VjcmV0IG9mIDMyIGJ5dGV",
    "YW5vdGhlciBzZWNyZXQgdGhhdCBzZXRzIGEgcGFzc3d",
    "00112233445566778899aabbccddeeff",
];
/// The password of everybody.
const PASSWORD: &str = "correct horse";

/// Alice and others, and Root, who administers the server.
pub struct People {
    tokens: BTreeMap<&'static str, String>,
    alice: String,
    root: String,
    administrator: Actor,
    links: [MadeLink; 2],
    /// Another browser of Alice's.
    session: String,
}

impl People {
    pub async fn of(server: &TestServer) -> Self {
        let accounts = server.accounts();
        let link = accounts.first_link().await.unwrap().unwrap();
        let root = accounts.setup(&visitor(1), &person("root"), &link).await.unwrap();
        let mut tokens = BTreeMap::new();
        for (number, id) in (2..).zip(["alice", "bob", "carol", "dave", "erin", "mallory"]) {
            let actor = accounts.sign_up(&visitor(number), &person(id), None).await.unwrap().identified.actor;
            let made = accounts.make_token(&actor, "a test", None).await.unwrap();
            tokens.insert(id, made.token.expose().to_owned());
        }
        let administrator = root.identified.actor.clone();
        let administration = accounts.administration(&administrator).unwrap();
        let terms = Invitation { uses: 1, lasts: Duration::from_hours(1), conversations: vec![] };
        let invitation = administration.invite(terms).await.unwrap();
        let reset = administration.reset_link(&user("alice")).await.unwrap();
        let alice = sign_in(server, "alice").await;
        let session = sign_in(server, "alice").await.identified.actor.session.unwrap().to_string();
        Self {
            tokens,
            alice: alice.cookie.expose().to_owned(),
            root: root.cookie.expose().to_owned(),
            administrator,
            links: [invitation, reset],
            session,
        }
    }

    pub fn token(&self, id: &str) -> &str {
        &self.tokens[id]
    }

    /// What stands in the examples, and what this server made of its kind.
    pub fn golden(&self) -> [(&'static str, &str); 4] {
        let [invitation, reset] = &self.links;
        let [token, invited, resets, session] = GOLDEN;
        [
            (token, self.token("alice")),
            (invited, invitation.secret.expose()),
            (resets, reset.secret.expose()),
            (session, &self.session),
        ]
    }

    /// The cookie of whoever may ask for a path.
    pub fn cookie(&self, path: &str) -> String {
        let secret = if path.starts_with("/api/v1/admin/") { &self.root } else { &self.alice };
        format!("webchat_session={secret}")
    }

    /// Ends the links that the examples name.
    pub async fn revoke_links(&self, server: &TestServer) {
        for link in &self.links {
            let administration = server.accounts().administration(&self.administrator).unwrap();
            administration.revoke_link(link.record.id).await.unwrap();
        }
    }
}

async fn sign_in(server: &TestServer, id: &str) -> SignedIn {
    server.accounts().sign_in(&visitor(1), &user(id), &Password::new(PASSWORD)).await.unwrap()
}

fn person(id: &str) -> NewPerson {
    NewPerson { user_id: user(id), name: None, password: Password::new(PASSWORD) }
}

fn user(id: &str) -> UserId {
    UserId::new(id).unwrap()
}

/// Somebody at an address of their own: what one address may do is limited.
fn visitor(number: u8) -> Visitor {
    Visitor { address: IpAddr::from(Ipv4Addr::new(192, 0, 2, number)), user_agent: None }
}
