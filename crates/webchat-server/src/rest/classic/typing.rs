//! `/api/typing`

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::Deserialize;
use webchat_core::Actor;
use webchat_protocol::{ConversationId, Problem, SetTyping, TypingUsers, UserId};

use super::read;
use crate::app::App;
use crate::rest::ClassicError;
use crate::rest::body::Body;
use crate::rest::query::{Parameters, Values};
use crate::who::Who;

/// What the route takes. Classic clients name a conversation by the other user's id.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Asked {
    user_id: UserId,
    #[serde(default)]
    conversation_id: Option<String>,
    #[serde(default)]
    is_typing: Option<bool>,
}

/// `GET`: who is typing; `userId` and `conversationId` narrow it to a conversation.
pub(crate) async fn list(
    State(app): State<App>,
    who: Who,
    parameters: Parameters,
) -> Result<Json<TypingUsers>, ClassicError> {
    let values = Values::read(parameters)?;
    let (user, named) = (values.get::<UserId>("userId")?, values.get::<String>("conversationId")?);
    let asking = match who.known() {
        Some(_) => Some(who.named(user)?),
        None => user.map(Actor::new),
    };
    let conversation = conversation(asking.as_ref().map(|actor| &actor.user_id), named.as_deref())?;
    let typing_users = app.chat.typing_users(asking.as_ref(), conversation.as_ref()).await?;
    Ok(Json(TypingUsers { typing_users }))
}

/// `POST {userId, conversationId, isTyping}`: starts, renews or ends typing. `isTyping` left out means true.
pub(crate) async fn set(
    State(app): State<App>,
    who: Who,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<TypingUsers>, ClassicError> {
    let asked: Asked = read(&headers, body)?;
    let is_typing = asked.is_typing.unwrap_or(true);
    change(&app, &who, asked, is_typing).await
}

/// `DELETE {userId, conversationId}`: ends typing.
pub(crate) async fn clear(
    State(app): State<App>,
    who: Who,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<TypingUsers>, ClassicError> {
    change(&app, &who, read(&headers, body)?, false).await
}

async fn change(
    app: &App,
    who: &Who,
    asked: Asked,
    is_typing: bool,
) -> Result<Json<TypingUsers>, ClassicError> {
    let Asked { user_id, conversation_id, .. } = asked;
    let actor = who.named(Some(user_id.clone()))?;
    let conversation_id = conversation(Some(&user_id), conversation_id.as_deref())?;
    let typing = SetTyping { is_typing, conversation_id: conversation_id.clone() };
    app.chat.set_typing(&actor, &typing).await?;
    let typing_users = app.chat.typing_users(Some(&actor), conversation_id.as_ref()).await?;
    Ok(Json(TypingUsers { typing_users }))
}

/// The conversation that a classic client means: one of ours by its id, else the pair with the user it names.
fn conversation(user: Option<&UserId>, named: Option<&str>) -> Result<Option<ConversationId>, Problem> {
    let Some(named) = named.filter(|named| !named.is_empty()) else { return Ok(None) };
    if let Ok(conversation) = ConversationId::new(named) {
        return Ok(Some(conversation));
    }
    let bad = |sentence: String| Problem::new(webchat_protocol::ErrorCode::BadField, sentence);
    let peer = UserId::new(named).map_err(|error| bad(format!("\"conversationId\": {error}.")))?;
    let user =
        user.ok_or_else(|| bad("\"userId\" says whose conversation it is; it is missing.".to_owned()))?;
    Ok(Some(ConversationId::direct(user, &peer)))
}
