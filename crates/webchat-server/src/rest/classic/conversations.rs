//! `/api/conversations`

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use webchat_protocol::{ClassicConversation, UserId};

use crate::app::App;
use crate::rest::ClassicError;
use crate::rest::query::{Parameters, Values};
use crate::who::Who;

/// `GET ?currentUserId=`: the user's direct conversations, keyed by the other user.
pub(crate) async fn list(
    State(app): State<App>,
    who: Who,
    parameters: Parameters,
) -> Result<Json<BTreeMap<UserId, ClassicConversation>>, ClassicError> {
    let actor = who.named_in::<ClassicError>(&Values::read(parameters)?, "currentUserId")?;
    Ok(Json(app.chat.pairs(&actor).await?))
}
