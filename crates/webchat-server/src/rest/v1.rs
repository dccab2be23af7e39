//! `/api/v1`: what a client of protocol 2 reads, and every command as a request.
//!
//! In open mode the query parameter `userId` says who asks. Elsewhere it may be left out, and must not be somebody else.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use webchat_core::Actor;
use webchat_protocol::{
    Changes, ChannelList, ConversationDetails, ConversationId, ConversationList, Event, MessagePage,
    PersonList, Problem, Seq, UserIdList, decode_request,
};

use super::ApiError;
use super::body::{self, Body};
use super::query::{Parameters, Values};
use crate::app::App;
use crate::who::Who;

/// Messages in a page when the client doesn't say: somewhat more than a screen.
const PAGE: usize = 50;

type Answer<T> = Result<Json<T>, ApiError>;
type Id = Result<Path<String>, PathRejection>;

/// `GET /api/v1/users?userId=`
pub(crate) async fn users(State(app): State<App>, who: Who, parameters: Parameters) -> Answer<PersonList> {
    asking(&who, parameters)?;
    Ok(Json(app.chat.people().await?))
}

/// `GET /api/v1/conversations?userId=`
pub(crate) async fn conversations(
    State(app): State<App>,
    who: Who,
    parameters: Parameters,
) -> Answer<ConversationList> {
    let (actor, _) = asking(&who, parameters)?;
    Ok(Json(app.chat.conversations(&actor).await?))
}

/// `GET /api/v1/conversations/{id}?userId=`
pub(crate) async fn conversation(
    State(app): State<App>,
    who: Who,
    id: Id,
    parameters: Parameters,
) -> Answer<ConversationDetails> {
    let (actor, _) = asking(&who, parameters)?;
    Ok(Json(app.chat.conversation(&actor, &conversation_id(id)?).await?))
}

/// `GET /api/v1/channels?userId=&query=`
pub(crate) async fn channels(
    State(app): State<App>,
    who: Who,
    parameters: Parameters,
) -> Answer<ChannelList> {
    let (actor, values) = asking(&who, parameters)?;
    let query = values.get::<String>("query")?.unwrap_or_default();
    Ok(Json(app.chat.channels(&actor, &query).await?))
}

/// `GET /api/v1/blocks?userId=`
pub(crate) async fn blocks(State(app): State<App>, who: Who, parameters: Parameters) -> Answer<UserIdList> {
    let (actor, _) = asking(&who, parameters)?;
    Ok(Json(app.chat.blocked(&actor).await?))
}

/// `GET /api/v1/conversations/{id}/messages?userId=&before=&limit=`
pub(crate) async fn messages(
    State(app): State<App>,
    who: Who,
    id: Id,
    parameters: Parameters,
) -> Answer<MessagePage> {
    let (actor, values) = asking(&who, parameters)?;
    let before = values.number("before")?.map(Seq);
    let limit = values.limit()?.unwrap_or(PAGE);
    Ok(Json(app.chat.page(&actor, &conversation_id(id)?, before, limit).await?))
}

/// `GET /api/v1/conversations/{id}/changes?userId=&after=`
pub(crate) async fn changes(
    State(app): State<App>,
    who: Who,
    id: Id,
    parameters: Parameters,
) -> Answer<Changes> {
    let (actor, values) = asking(&who, parameters)?;
    let after = Seq(values.number("after")?.unwrap_or(0));
    Ok(Json(app.chat.changes(&actor, &conversation_id(id)?, after).await?))
}

/// `POST /api/v1/commands?userId=`: a command as on a socket; the answer is the event that acknowledges it.
pub(crate) async fn command(
    State(app): State<App>,
    who: Who,
    parameters: Parameters,
    headers: HeaderMap,
    body: Body,
) -> Answer<Event> {
    let (actor, _) = asking(&who, parameters)?;
    let text = body::text(&headers, body).map_err(|(status, problem)| ApiError::new(status, problem))?;
    Ok(Json(app.chat.perform(&actor, decode_request(&text)?).await?))
}

fn asking(who: &Who, parameters: Parameters) -> Result<(Actor, Values), ApiError> {
    let values = Values::read(parameters)?;
    Ok((who.named_in::<ApiError>(&values, "userId")?, values))
}

fn conversation_id(id: Id) -> Result<ConversationId, Problem> {
    use webchat_protocol::ErrorCode;
    let Ok(Path(id)) = id else { return Err(Problem::new(ErrorCode::BadField, "The path is not UTF-8.")) };
    // A malformed id names no conversation, just as an unknown one.
    ConversationId::new(&id)
        .map_err(|error| Problem::new(ErrorCode::NotFound, format!("There is none: {error}.")))
}
