//! Everything that can be tried in a conversation.

use serde_json::{Value, json};

use crate::world::{Spot, peer_of};

/// Something that can be tried.
pub struct Deed {
    /// Its block in the table.
    pub name: &'static str,
    /// What is sent for it.
    pub ask: fn(&Spot, &str) -> Ask,
    /// Whether the conversation is another one after it was done: the next one who tries needs a fresh one.
    pub reshapes: bool,
}

/// What is sent.
pub enum Ask {
    /// A command, over the socket or as a request.
    Command(Value),
    /// A reading request, by its path.
    Get(String),
    /// A registration with a cursor in this conversation.
    Follow,
}

/// No message stands there.
pub const NOWHERE: u64 = 9_999;

pub const DEEDS: [Deed; 39] = [
    gentle("say", |spot, _| spot.command(json!({ "type": "message", "text": "hello" }))),
    gentle("say again", |spot, user| {
        spot.command(json!({ "type": "message", "text": "hello", "id": spot.own_id(user) }))
    }),
    gentle("say as another", |spot, user| {
        spot.command(json!({ "type": "message", "text": "hello", "senderId": peer_of(user) }))
    }),
    gentle("say to two places", |spot, _| {
        spot.command(json!({ "type": "message", "text": "hello", "receiverId": "nick" }))
    }),
    gentle("type", |spot, _| spot.command(json!({ "type": "typing", "isTyping": true }))),
    gentle("stop typing", |spot, _| spot.command(json!({ "type": "typing", "isTyping": false }))),
    gentle("ask for changes", |spot, _| spot.command(json!({ "type": "changes", "after": 1 }))),
    gentle("edit one's own", |spot, user| spot.edit(spot.own(user))),
    gentle("edit another's", |spot, user| spot.edit(spot.anothers(user))),
    gentle("edit nothing", |spot, _| spot.edit(NOWHERE)),
    gentle("edit a notice", |spot, _| spot.edit(spot.notice())),
    gentle("react", |spot, user| spot.react(spot.anothers(user))),
    gentle("react to nothing", |spot, _| spot.react(NOWHERE)),
    gentle("react to a notice", |spot, _| spot.react(spot.notice())),
    thorough("delete one's own", |spot, user| spot.delete(spot.own(user))),
    thorough("delete another's", |spot, user| spot.delete(spot.anothers(user))),
    gentle("delete a notice", |spot, _| spot.delete(spot.notice())),
    gentle("read", |spot, _| spot.command(json!({ "type": "read", "seq": 2 }))),
    thorough("rename", |spot, _| spot.change(json!({ "name": "Art" }))),
    thorough("describe", |spot, _| spot.change(json!({ "description": "All of it" }))),
    thorough("set posting", |spot, _| spot.change(json!({ "posting": "admins" }))),
    thorough("set visibility", |spot, _| spot.change(json!({ "visibility": "private" }))),
    thorough("archive", |spot, _| spot.change(json!({ "archived": true }))),
    thorough("unarchive", |spot, _| spot.change(json!({ "archived": false }))),
    thorough("add somebody", |spot, _| spot.command(json!({ "type": "add-members", "userIds": ["carl"] }))),
    gentle("add somebody unknown", |spot, _| {
        spot.command(json!({ "type": "add-members", "userIds": ["ghost"] }))
    }),
    thorough("add a stranger", |spot, _| {
        spot.command(json!({ "type": "add-members", "userIds": ["ghost"] }))
    }),
    thorough("remove a member", |spot, _| spot.remove("mona")),
    thorough("remove an admin", |spot, _| spot.remove("ada")),
    thorough("remove an owner", |spot, _| spot.remove("otto")),
    thorough("give a role", |spot, _| spot.give_role("mona")),
    gentle("give a role to nobody", |spot, _| spot.give_role("ghost")),
    thorough("join", |spot, _| spot.command(json!({ "type": "join" }))),
    thorough("leave", |spot, _| spot.command(json!({ "type": "leave" }))),
    gentle("report", |spot, user| {
        spot.command(json!({ "type": "report", "seq": spot.anothers(user), "reason": "rude" }))
    }),
    gentle("follow", |_, _| Ask::Follow),
    gentle("see", |spot, _| spot.get("")),
    gentle("read a page", |spot, _| spot.get("/messages")),
    gentle("read changes", |spot, _| spot.get("/changes?after=0")),
];

const fn gentle(name: &'static str, ask: fn(&Spot, &str) -> Ask) -> Deed {
    Deed { name, ask, reshapes: false }
}

const fn thorough(name: &'static str, ask: fn(&Spot, &str) -> Ask) -> Deed {
    Deed { name, ask, reshapes: true }
}

impl Spot {
    fn command(&self, command: Value) -> Ask {
        Ask::Command(self.about(command))
    }

    fn edit(&self, seq: u64) -> Ask {
        self.command(json!({ "type": "edit", "seq": seq, "text": "better" }))
    }

    fn react(&self, seq: u64) -> Ask {
        self.command(json!({ "type": "react", "seq": seq, "emoji": "👍", "on": true }))
    }

    fn delete(&self, seq: u64) -> Ask {
        self.command(json!({ "type": "delete", "seq": seq }))
    }

    fn change(&self, mut command: Value) -> Ask {
        command["type"] = "change-conversation".into();
        self.command(command)
    }

    fn remove(&self, user: &str) -> Ask {
        self.command(json!({ "type": "remove-member", "userId": user }))
    }

    fn give_role(&self, user: &str) -> Ask {
        self.command(json!({ "type": "set-role", "userId": user, "role": "admin" }))
    }

    fn get(&self, rest: &str) -> Ask {
        Ask::Get(format!("/api/v1/conversations/{}{rest}", self.id))
    }

    /// Where a notice stands: a group or channel begins with one, and elsewhere there is none.
    fn notice(&self) -> u64 {
        if self.id.starts_with("c-") { 1 } else { NOWHERE }
    }
}
