//! Who is there, and the conversations that they try things in.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use webchat_core::{Actor, Clock};
use webchat_protocol::{Event, decode_request};
use webchat_testkit::{Mode, Proof, Socket, TestServer, token};

use crate::deeds::NOWHERE;

/// Who stands for which row of the table.
pub const ROLES: [(&str, &str); 8] = [
    ("outsider", "oscar"),
    ("member", "mia"),
    ("admin", "adam"),
    ("owner", "olga"),
    ("removed", "rex"),
    ("administrator", "root"),
    ("blocked", "bess"),
    ("newcomer", "carl"),
];
/// Others who are known: an admin, a member and an owner, and two who have a conversation of their own.
const OTHERS: [&str; 5] = ["ada", "mona", "otto", "nick", "nora"];

/// How everybody shows who they are. The administrator is left out where nobody can prove to be one: then the chat is asked
/// without a wire.
pub struct People(BTreeMap<String, Proof>);

impl People {
    /// Everybody is believed.
    fn believed() -> Self {
        Self(names().filter(|user| *user != "root").map(|user| (user.to_owned(), user.into())).collect())
    }

    /// Everybody has an account and is signed in at a browser; the administrator came by the first link.
    async fn signed_in(server: &TestServer) -> Self {
        let mut people = BTreeMap::new();
        for user in names() {
            let browser = if user == "root" { server.root().await } else { server.sign_up(user).await };
            people.insert(user.to_owned(), browser.proof().unwrap());
        }
        Self(people)
    }

    /// A host application vouches for everybody, and says who administers the server.
    fn vouched_for(server: &TestServer) -> Self {
        let ends = server.clock.now().millis() / 1_000 + 3_600;
        let claims = |user| json!({ "sub": user, "exp": ends, "admin": user == "root" });
        Self(names().map(|user| (user.to_owned(), Proof::Bearer(token(&claims(user))))).collect())
    }

    pub fn proof(&self, user: &str) -> Option<&Proof> {
        self.0.get(user)
    }
}

fn names() -> impl Iterator<Item = &'static str> {
    ROLES.into_iter().map(|(_, user)| user).chain(OTHERS)
}

/// A conversation in which something is tried.
#[derive(Debug, Clone)]
pub struct Spot {
    pub id: String,
    /// What was said there: for each who said something its place and its id.
    said: BTreeMap<String, (u64, String)>,
}

impl Spot {
    fn at(id: String) -> Self {
        Self { id, said: BTreeMap::new() }
    }

    /// What the user said there; for who could not, what would be theirs if they could.
    pub fn own(&self, user: &str) -> u64 {
        self.said.get(user).map_or(2, |(seq, _)| *seq)
    }

    /// The id under which they said it.
    pub fn own_id(&self, user: &str) -> String {
        self.said.get(user).map_or("never-said".to_owned(), |(_, id)| id.clone())
    }

    /// What another one said there.
    pub fn anothers(&self, user: &str) -> u64 {
        self.said.get(peer_of(user)).map_or(3, |(seq, _)| *seq)
    }
}

/// Whom somebody has their direct conversation with.
pub fn peer_of(user: &str) -> &'static str {
    if user == "olga" { "ada" } else { "olga" }
}

/// A server with the rules of authentication, and who uses it.
pub struct World {
    pub server: TestServer,
    pub people: People,
    minted: u32,
    /// Whether somebody whom nobody has ever seen can be written to.
    has_strangers: bool,
    /// Where two others talked.
    others: Spot,
    /// Where two talked before one blocked the other.
    parted: Spot,
}

impl World {
    /// On a server that believes what everybody says of themselves.
    pub async fn of_believed_people() -> Self {
        let server = TestServer::strict_with(|limits| limits.creations_per_hour = 0).await;
        Self::begin(server, People::believed()).await
    }

    /// On a server with accounts, where everybody is signed in at a browser.
    pub async fn of_accounts() -> Self {
        let server = TestServer::with_accounts(|limits| limits.creations_per_hour = 0).await;
        let people = People::signed_in(&server).await;
        Self::begin(server, people).await
    }

    /// On a server that asks for tokens of a host application.
    pub async fn of_tokens() -> Self {
        let server = TestServer::asking(Mode::Token(None), |limits| limits.creations_per_hour = 0).await;
        let people = People::vouched_for(&server);
        Self { has_strangers: true, ..Self::begin(server, people).await }
    }

    /// Whether this server has such a conversation, or such a thing to do.
    pub fn has(&self, name: &str) -> bool {
        match name {
            "unknown" | "add somebody unknown" => !self.has_strangers,
            "stranger" | "add a stranger" => self.has_strangers,
            _ => true,
        }
    }

    /// Everybody comes once, so that they are known; all have talked with whom they can; and one is blocked.
    pub async fn begin(server: TestServer, people: People) -> Self {
        let nowhere = || Spot::at(String::new());
        let mut world =
            Self { server, people, minted: 0, has_strangers: false, others: nowhere(), parted: nowhere() };
        for user in names() {
            let proof = world.people.proof(user).cloned().unwrap_or_else(|| user.into());
            Socket::join_as(world.server.address(), &proof).await.leave().await;
        }
        let (mut others, mut parted) = (Spot::at("nick~nora".to_owned()), Spot::at("bess~olga".to_owned()));
        for user in ["nick", "nora"] {
            world.say(user, &mut others).await;
        }
        for user in ["bess", "olga"] {
            world.say(user, &mut parted).await;
        }
        (world.others, world.parted) = (others, parted);
        world.within("olga", json!({ "type": "block", "userId": "bess", "on": true })).await;
        world
    }

    /// Has the chat do something without a wire, which must succeed.
    pub async fn within(&mut self, user: &str, mut command: Value) -> Value {
        self.minted += 1;
        command["id"] = format!("within-{}", self.minted).into();
        let answer = self.try_within(user, &command).await;
        assert!(answer.get("code").is_none(), "{user} {command}: {answer}");
        answer
    }

    /// The same, answering a refusal too.
    pub async fn try_within(&self, user: &str, command: &Value) -> Value {
        let actor = Actor { is_admin: user == "root", ..Actor::new(user.to_owned().try_into().unwrap()) };
        let request = decode_request(&command.to_string()).unwrap();
        let answer = self.server.chat().perform(&actor, request).await;
        serde_json::to_value(answer.unwrap_or_else(Event::from)).unwrap()
    }

    async fn say(&mut self, user: &str, spot: &mut Spot) {
        let said = self.within(user, spot.about(json!({ "type": "message", "text": "hello" }))).await;
        let (seq, id) = (said["data"]["seq"].as_u64().unwrap(), said["data"]["id"].as_str().unwrap());
        spot.said.insert(user.to_owned(), (seq, id.to_owned()));
    }

    /// A conversation and its members as somebody in it sees them.
    pub async fn details(&self, user: &str, conversation: &str) -> Value {
        let (actor, id) = (Actor::new(user.to_owned().try_into().unwrap()), conversation.to_owned());
        let details = self.server.chat().conversation(&actor, &id.try_into().unwrap()).await;
        serde_json::to_value(details.unwrap()).unwrap()
    }

    /// A conversation of the kind that a column names, as it is for this user.
    pub async fn spot(&mut self, place: &str, user: &str) -> Spot {
        let mut spot = match place {
            "general" => Spot::at("general".to_owned()),
            "own" => Spot::at(pair(user, peer_of(user))),
            "unknown" => return Spot::at(pair(user, "ghost")),
            "stranger" => {
                let mut spot = Spot::at(pair(user, &format!("ghost-{}", self.minted)));
                // As much as is said in a conversation of two.
                for _ in 0..2 {
                    self.say(user, &mut spot).await;
                }
                spot.said.insert(peer_of(user).to_owned(), (NOWHERE, "never-said".to_owned()));
                return spot;
            }
            "none" => return Spot::at("c-nothingnothingnothing_".to_owned()[..24].to_owned()),
            "others" => return self.others.clone(),
            _ => return self.listed(place).await,
        };
        if place == "general" {
            self.within(
                "root",
                json!({ "type": "change-conversation", "conversationId": "general", "posting": "everyone" }),
            )
            .await;
        }
        if spot.id == self.parted.id {
            return self.parted.clone();
        }
        for name in [user, peer_of(user)] {
            self.say(name, &mut spot).await;
        }
        spot
    }

    /// A group or channel in which everybody who is to be in it has said something.
    async fn listed(&mut self, place: &str) -> Spot {
        let mut create = json!({
            "type": "create-conversation", "kind": "channel", "name": "Design",
            "userIds": ["mia", "adam", "rex", "ada", "mona", "otto"],
        });
        match place {
            "group" => create["kind"] = "group".into(),
            "private" => {}
            _ => create["visibility"] = "public".into(),
        }
        let made = self.within("olga", create).await;
        let mut spot = Spot::at(made["data"]["conversationId"].as_str().unwrap().to_owned());
        for (user, role) in [("otto", "owner"), ("adam", "admin"), ("ada", "admin")] {
            self.within("olga", spot.about(json!({ "type": "set-role", "userId": user, "role": role })))
                .await;
        }
        // Olga has blocked her.
        self.within("otto", spot.about(json!({ "type": "add-members", "userIds": ["bess"] }))).await;
        for user in ["olga", "ada", "mia", "adam", "rex", "bess"] {
            self.say(user, &mut spot).await;
        }
        self.within("olga", spot.about(json!({ "type": "remove-member", "userId": "rex" }))).await;
        match place {
            "news" => {
                self.within(
                    "olga",
                    spot.about(json!({ "type": "change-conversation", "posting": "admins" })),
                )
                .await;
            }
            "archived" => {
                self.within("olga", spot.about(json!({ "type": "change-conversation", "archived": true })))
                    .await;
            }
            _ => {}
        }
        spot
    }
}

impl Spot {
    /// A command about this conversation.
    pub fn about(&self, mut command: Value) -> Value {
        command["conversationId"] = self.id.clone().into();
        command
    }
}

fn pair(one: &str, other: &str) -> String {
    if one < other { format!("{one}~{other}") } else { format!("{other}~{one}") }
}
