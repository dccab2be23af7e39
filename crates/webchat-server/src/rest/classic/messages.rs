//! `/api/messages`

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};
use webchat_core::store::Appended;
use webchat_protocol::{ErrorCode, Message, MessageId, Problem, SendMessage};

use super::read;
use crate::app::App;
use crate::rest::ClassicError;
use crate::rest::body::Body;
use crate::rest::query::{Parameters, Values};
use crate::who::Who;

/// `GET`: the newest messages, oldest first; `before` (a message's id) and `limit` page back.
pub(crate) async fn list(
    State(app): State<App>,
    who: Who,
    parameters: Parameters,
) -> Result<Json<Vec<Message>>, ClassicError> {
    let values = Values::read(parameters)?;
    let before = values.get::<MessageId>("before")?;
    Ok(Json(app.chat.history(who.known(), before.as_ref(), values.limit()?).await?))
}

/// `POST {text, senderId, receiverId}`: the message as stored. 201 when it is new, 200 when its `id` was known.
pub(crate) async fn send(
    State(app): State<App>,
    who: Who,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<Message>), ClassicError> {
    let message: SendMessage = read(&headers, body)?;
    if message.sender_id.is_none() && who.known().is_none() {
        return Err(Problem::new(ErrorCode::BadField, "The field \"senderId\" is missing.").into());
    }
    let actor = who.named(message.sender_id.clone())?;
    Ok(match app.chat.send_and_wait(&actor, message).await? {
        Appended::Fresh(message) => (StatusCode::CREATED, Json(message)),
        Appended::Known(message) => (StatusCode::OK, Json(message)),
    })
}

#[derive(Deserialize)]
pub(crate) struct Delete {
    id: MessageId,
}

#[derive(Serialize)]
pub(crate) struct Remaining {
    messages: Vec<Message>,
}

/// `DELETE {id}`: deletes the newest message with this id and answers those that remain, as `GET` would.
pub(crate) async fn delete(
    State(app): State<App>,
    who: Who,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Remaining>, ClassicError> {
    let Delete { id } = read(&headers, body)?;
    app.chat.delete_by_id(who.known(), &id).await?;
    Ok(Json(Remaining { messages: app.chat.history(who.known(), None, None).await? }))
}
