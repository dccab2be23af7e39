//! The layer around every route of the chat: nobody gets further who does not show who they are, where that has to be shown.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use webchat_auth::{Identified, Refused};
use webchat_core::Actor;
use webchat_protocol::{Problem, UserId};

use super::{FromElsewhere, Shown};
use crate::app::App;
use crate::rest::query::Values;

/// Who asks. Handlers of the chat take it in, so that none of them can be reached past [`settle`].
#[derive(Clone)]
pub(crate) enum Who {
    /// Whoever the request names: open mode.
    Anybody,
    /// Somebody who showed it.
    Known(Box<Identified>),
}

impl Who {
    /// The actor. A request that names somebody must name them; in open mode it is whoever the request names.
    pub(crate) fn named(&self, claimed: Option<UserId>) -> Result<Actor, Refused> {
        match (self, claimed) {
            (Self::Anybody, Some(claimed)) => Ok(Actor::new(claimed)),
            (Self::Anybody, None) => Err(Refused::Nameless),
            (Self::Known(known), Some(claimed)) if claimed != known.actor.user_id => {
                Err(Refused::SomebodyElse(known.actor.user_id.clone()))
            }
            (Self::Known(known), _) => Ok(known.actor.clone()),
        }
    }

    /// The actor by a query parameter, which open mode needs.
    pub(crate) fn named_in<E>(&self, values: &Values, name: &str) -> Result<Actor, E>
    where
        E: From<Problem> + From<Refused>,
    {
        let claimed = match self {
            Self::Anybody => Some(values.need(name)?),
            Self::Known(_) => values.get(name)?,
        };
        Ok(self.named(claimed)?)
    }

    /// The actor, unless it is open mode.
    pub(crate) fn known(&self) -> Option<&Actor> {
        match self {
            Self::Anybody => None,
            Self::Known(known) => Some(&known.actor),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Who {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| {
            tracing::error!(
                path = parts.uri.path(),
                "a route asks who it is for and stands outside of the layer"
            );
            StatusCode::INTERNAL_SERVER_ERROR
        })
    }
}

/// Settles who asks, and refuses who does not show it. Renews the cookie of a session that lasts longer from now on.
pub(crate) async fn settle<E>(
    State(app): State<App>,
    shown: Shown,
    mut request: Request,
    next: Next,
) -> Response
where
    E: From<FromElsewhere> + From<Refused> + IntoResponse,
{
    if app.gate.is_open() {
        request.extensions_mut().insert(Who::Anybody);
        return next.run(request).await;
    }
    if shown.is_doubtful() {
        return E::from(FromElsewhere).into_response();
    }
    let identified = match app.gate.identify(&shown.proof(None)).await {
        Ok(identified) => identified,
        Err(refused) => return E::from(refused).into_response(),
    };
    let renewed = (identified.is_prolonged && shown.is_by_cookie())
        .then(|| app.gate.renewed_cookie(&shown, &identified, app.is_https(request.headers())))
        .flatten();
    request.extensions_mut().insert(Who::Known(Box::new(identified)));
    let mut response = next.run(request).await;
    if let Some(cookie) = renewed {
        response.headers_mut().entry(header::SET_COOKIE).or_insert(cookie);
    }
    response
}
