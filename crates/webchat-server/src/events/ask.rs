//! What a client asks for when it wants to be told of events: who it is, and how far it has come.

use std::collections::BTreeMap;

use axum::http::HeaderMap;
use webchat_auth::{Identified, Proof};
use webchat_core::Chat;
use webchat_protocol::{
    Command, ConversationId, Cursors, ErrorCode, PROTOCOL_FULL, Problem, Register, Seq, decode_request,
};

use super::positions::read_token;
use crate::app::App;
use crate::rest::ApiError;
use crate::rest::body::{self, Body};
use crate::rest::query::{Parameters, Values};
use crate::who::{Settled, Shown};

/// The question, and the parameters that only one of the transports has.
pub(super) struct Ask {
    pub(super) register: Register,
    pub(super) values: Values,
    /// What shows who asks, and who that is.
    pub(super) proof: Proof,
    pub(super) identified: Identified,
    pub(super) settled: Settled,
    /// What a browser's `EventSource` repeats by itself when it comes back.
    last_event: Option<Cursors>,
}

impl Ask {
    /// Reads it from the query of a `GET`, or from a `register` command in the body of a `POST`, and finds out who asks.
    pub(super) async fn read(app: &App, request: Raw) -> Result<Self, ApiError> {
        let Raw { shown, parameters, headers, body } = request;
        let headers = &headers;
        let values = Values::read(parameters)?;
        let text = body::text(headers, body).map_err(|(status, problem)| ApiError::new(status, problem))?;
        let mut register =
            if text.is_empty() { from_query(&values, app.gate.is_open())? } else { from_body(&text)? };
        register.protocol = Some(PROTOCOL_FULL);
        let last_event = last_event(headers)?;
        let proof = shown.for_live().with_token(register.token.as_ref(), register.user_id.clone());
        let (identified, settled) = app.gate.identify_for_live(&proof).await?;
        let register = app.gate.registration(register, &identified);
        Ok(Self { register, values, proof, identified, settled, last_event })
    }

    /// The cursors to begin from: what the client said, and for its other conversations their heads, read before it is
    /// subscribed. A conversation that began after its last event is followed from its first message on.
    pub(super) async fn cursors(&self, chat: &Chat) -> Result<Cursors, Problem> {
        let heads = chat.heads(&self.identified.actor).await?;
        let (given, others) = match (&self.last_event, &self.register.cursors) {
            (Some(token), _) => (token.clone(), Others::AreNew),
            (None, Some(given)) => (given.clone(), Others::AreKnown),
            (None, None) => {
                (Cursors { epoch: chat.epoch().to_owned(), after: BTreeMap::new() }, Others::AreKnown)
            }
        };
        Ok(fill(given, heads, others, chat.limits().cursors))
    }
}

/// A request as it came in.
pub(super) struct Raw {
    pub(super) shown: Shown,
    pub(super) parameters: Parameters,
    pub(super) headers: HeaderMap,
    pub(super) body: Body,
}

/// What it means that a client's cursors don't name one of its conversations.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Others {
    /// They named all that there were.
    AreNew,
    /// It read their present state otherwise, or will.
    AreKnown,
}

fn fill(mut given: Cursors, heads: BTreeMap<ConversationId, Seq>, others: Others, most: usize) -> Cursors {
    for (id, head) in heads {
        if given.after.len() >= most {
            break;
        }
        given.after.entry(id).or_insert(if others == Others::AreNew { Seq(0) } else { head });
    }
    given
}

fn from_query(values: &Values, is_open: bool) -> Result<Register, Problem> {
    let cursors =
        values.get::<String>("cursors").map_err(|problem| Problem::new(problem.code, problem.message))?;
    let cursors = cursors.map(|text| {
        serde_json::from_str(&text).map_err(|_| {
            let sentence = "\"cursors\" is JSON such as {\"epoch\":\"…\",\"after\":{\"general\":41}}.";
            Problem::new(ErrorCode::BadField, sentence)
        })
    });
    Ok(Register {
        user_id: if is_open { Some(values.need("userId")?) } else { values.get("userId")? },
        token: None,
        protocol: None,
        name: values.get("name")?,
        cursors: cursors.transpose()?,
    })
}

fn from_body(text: &str) -> Result<Register, Problem> {
    match decode_request(text)?.command {
        Command::Register(register) => Ok(register),
        _ => Err(Problem::new(ErrorCode::BadField, "The body is a \"register\" command.")),
    }
}

fn last_event(headers: &HeaderMap) -> Result<Option<Cursors>, Problem> {
    let Some(value) = headers.get("last-event-id").filter(|value| !value.is_empty()) else { return Ok(None) };
    let token = value.to_str().ok().and_then(read_token);
    let wrong = || Problem::new(ErrorCode::BadField, "\"Last-Event-ID\" is not one that this server gave.");
    token.map(Some).ok_or_else(wrong)
}
