//! `/api/conversations`

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use webchat_core::Actor;
use webchat_protocol::{ClassicConversation, UserId};

use crate::app::App;
use crate::rest::ClassicError;
use crate::rest::query::{Parameters, Values};

/// `GET ?currentUserId=`: the user's direct conversations, keyed by the other user.
pub(crate) async fn list(
    State(app): State<App>,
    parameters: Parameters,
) -> Result<Json<BTreeMap<UserId, ClassicConversation>>, ClassicError> {
    let user = Values::read(parameters)?.need("currentUserId")?;
    Ok(Json(app.chat.pairs(&Actor::new(user)).await?))
}
