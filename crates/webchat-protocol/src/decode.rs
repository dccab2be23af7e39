//! Bytes to [`Request`]: the one place where a client's words are understood.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::{self, Deserializer, IgnoredAny, Visitor};

use crate::{Command, ErrorCode, MessageId, Problem, Request};

/// Understands one frame or body.
///
/// The type is read first and the fields after it straight from the text, so that no intermediate tree is built
/// and an error can name the field. Unknown fields are skipped, without recursion however deep they are.
///
/// # Errors
/// A [`Problem`] with a sentence for the sender, carrying the `id` that the text had, if it had one.
pub fn decode_request(text: &str) -> Result<Request, Problem> {
    if !text.trim_start().starts_with('{') {
        let code = ErrorCode::BadJson;
        return Err(Problem::new(code, "A frame is one JSON object, such as {\"type\":\"ping\"}."));
    }
    let head: Head<'_> = serde_json::from_str(text).map_err(|error| bad_json(&error))?;
    let Some(kind) = head.kind else {
        return Err(Problem::new(ErrorCode::BadField, "The field \"type\" is missing.").about(head.id.0));
    };
    let id = head.id.0;
    match fields(&kind, text) {
        Ok(command) => Ok(Request { id, command }),
        Err(problem) => Err(problem.about(id)),
    }
}

fn fields(kind: &str, text: &str) -> Result<Command, Problem> {
    Ok(match kind {
        "register" => Command::Register(parse(kind, text)?),
        "message" => Command::Message(parse(kind, text)?),
        "typing" => Command::Typing(parse(kind, text)?),
        "ping" => Command::Ping,
        "changes" => Command::Changes(parse(kind, text)?),
        "edit" => Command::Edit(parse(kind, text)?),
        "react" => Command::React(parse(kind, text)?),
        "delete" => Command::Delete(parse(kind, text)?),
        "read" => Command::Read(parse(kind, text)?),
        "presence" => Command::Presence(parse(kind, text)?),
        "profile" => Command::Profile(parse(kind, text)?),
        _ => return about_conversations(kind, text),
    })
}

fn about_conversations(kind: &str, text: &str) -> Result<Command, Problem> {
    Ok(match kind {
        "create-conversation" => Command::CreateConversation(parse(kind, text)?),
        "change-conversation" => Command::ChangeConversation(parse(kind, text)?),
        "add-members" => Command::AddMembers(parse(kind, text)?),
        "remove-member" => Command::RemoveMember(parse(kind, text)?),
        "set-role" => Command::SetRole(parse(kind, text)?),
        "join" => Command::Join(parse(kind, text)?),
        "leave" => Command::Leave(parse(kind, text)?),
        "block" => Command::Block(parse(kind, text)?),
        "report" => Command::Report(parse(kind, text)?),
        _ => return Err(unknown_type(kind)),
    })
}

fn parse<'de, T: Deserialize<'de>>(kind: &str, text: &'de str) -> Result<T, Problem> {
    serde_json::from_str(text).map_err(|error| {
        Problem::new(ErrorCode::BadField, format!("\"{kind}\" was not understood: {}.", sentence(&error)))
    })
}

fn bad_json(error: &serde_json::Error) -> Problem {
    let code = if error.is_data() { ErrorCode::BadField } else { ErrorCode::BadJson };
    Problem::new(code, format!("This is not a JSON object with a \"type\": {}.", sentence(error)))
}

fn unknown_type(kind: &str) -> Problem {
    let shown: String = kind.chars().filter(|c| !c.is_control()).take(32).collect();
    Problem::new(ErrorCode::UnknownType, format!("There is no command of the type \"{shown}\"."))
}

/// What `serde_json` says, cut to a length that fits an answer: it quotes what it found.
fn sentence(error: &serde_json::Error) -> String {
    const LONGEST: usize = 200;
    let text = error.to_string();
    if text.chars().count() <= LONGEST { text } else { text.chars().take(LONGEST).chain(['…']).collect() }
}

/// The two fields that every frame may have, read before the rest.
#[derive(Deserialize)]
struct Head<'a> {
    #[serde(borrow, rename = "type", default)]
    kind: Option<Cow<'a, str>>,
    #[serde(default)]
    id: AnyId,
}

/// The `id` if it is a usable one. Whatever else stands there is for the command itself to complain about.
#[derive(Default)]
struct AnyId(Option<MessageId>);

impl<'de> Deserialize<'de> for AnyId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyIdVisitor)
    }
}

struct AnyIdVisitor;

impl<'de> Visitor<'de> for AnyIdVisitor {
    type Value = AnyId;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("anything")
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<AnyId, E> {
        Ok(AnyId(MessageId::new(text).ok()))
    }
    fn visit_unit<E: de::Error>(self) -> Result<AnyId, E> {
        Ok(AnyId(None))
    }
    fn visit_bool<E: de::Error>(self, _: bool) -> Result<AnyId, E> {
        Ok(AnyId(None))
    }
    fn visit_i64<E: de::Error>(self, _: i64) -> Result<AnyId, E> {
        Ok(AnyId(None))
    }
    fn visit_u64<E: de::Error>(self, _: u64) -> Result<AnyId, E> {
        Ok(AnyId(None))
    }
    fn visit_f64<E: de::Error>(self, _: f64) -> Result<AnyId, E> {
        Ok(AnyId(None))
    }
    fn visit_seq<A: de::SeqAccess<'de>>(self, mut items: A) -> Result<AnyId, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(AnyId(None))
    }
    fn visit_map<A: de::MapAccess<'de>>(self, mut entries: A) -> Result<AnyId, A::Error> {
        while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(AnyId(None))
    }
}
