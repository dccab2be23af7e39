//! `/api/v1/me/avatar`, `/media/avatars/{name}`

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequest, Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
use tokio::time::timeout;
use webchat_core::store::{PictureKind, PictureName};
use webchat_protocol::{ErrorCode, Me, Problem};

use super::{ARRIVES_WITHIN, FILE_BYTES};
use crate::app::App;
use crate::rest::ApiError;
use crate::rest::query::{Parameters, Values};
use crate::who::Who;

/// Its name is that of these bytes and no others: a browser never has to ask again. Not for caches that several share.
const CACHED: &str = "private, max-age=31536000, immutable";
/// Whatever it may be taken for: it runs nothing, loads nothing, and has no origin.
const POLICY: &str = "default-src 'none'; sandbox";

/// `PUT /api/v1/me/avatar?userId=`: a PNG, JPEG, WebP or GIF as the body, whatever its content type says.
pub(crate) async fn set(
    State(app): State<App>,
    who: Who,
    parameters: Parameters,
    request: Request,
) -> Result<Json<Me>, ApiError> {
    let actor = who.named_in::<ApiError>(&Values::read(parameters)?, "userId")?;
    let place = match app.studio.place().and_then(|place| app.chat.check_pictures(&actor).map(|()| place)) {
        Ok(place) => place,
        Err(problem) => {
            pass_over(request).await;
            return Err(problem.into());
        }
    };
    let file = read(request).await?;
    let painted = app.studio.paint(place, file).await?;
    let profile = app.chat.set_picture(&actor, painted.kind, painted.bytes).await?;
    Ok(Json(who.me(&actor, profile)))
}

/// `DELETE /api/v1/me/avatar?userId=`
pub(crate) async fn remove(
    State(app): State<App>,
    who: Who,
    parameters: Parameters,
) -> Result<Json<Me>, ApiError> {
    let actor = who.named_in::<ApiError>(&Values::read(parameters)?, "userId")?;
    let profile = app.chat.remove_picture(&actor).await?;
    Ok(Json(who.me(&actor, profile)))
}

/// `GET /media/avatars/{name}`: for whoever knows the name, which is told to those who see the person. An `img` element can
/// show nothing that says who asks.
pub(crate) async fn show(State(app): State<App>, name: Result<Path<String>, PathRejection>) -> Response {
    let name = name.ok().and_then(|Path(name)| PictureName::parse(&name));
    let found = match name {
        Some(name) => app.chat.picture(&name).await,
        None => Ok(None),
    };
    match found {
        Ok(Some(picture)) => {
            let kind = match picture.name.kind() {
                PictureKind::Jpeg => "image/jpeg",
                PictureKind::Png => "image/png",
            };
            let headers = [
                (header::CONTENT_TYPE, kind),
                (header::CACHE_CONTROL, CACHED),
                (header::CONTENT_SECURITY_POLICY, POLICY),
            ];
            (headers, picture.bytes).into_response()
        }
        Ok(None) => {
            let problem = Problem::new(ErrorCode::NotFound, "There is no such picture.");
            ([(header::CACHE_CONTROL, "no-store")], ApiError::from(problem)).into_response()
        }
        Err(problem) => ApiError::from(problem).into_response(),
    }
}

/// Lets a body go by and keeps nothing of it. Most clients listen to the answer when they have sent everything, and a
/// connection that is closed before tells them nothing.
async fn pass_over(request: Request) {
    let mut chunks = request.into_body().into_data_stream();
    let passing = async {
        let mut bytes = 0;
        while let Some(Ok(chunk)) = chunks.next().await {
            bytes += chunk.len();
            if bytes > FILE_BYTES {
                break;
            }
        }
    };
    // Whoever takes longer than that is not told why.
    let _ = timeout(ARRIVES_WITHIN, passing).await;
}

/// Reads the body, which must not take too long: there is room for a few at once.
async fn read(request: Request) -> Result<Bytes, ApiError> {
    let refuse = |status, code, sentence: String| Err(ApiError::new(status, Problem::new(code, sentence)));
    match timeout(ARRIVES_WITHIN, Bytes::from_request(request, &())).await {
        Ok(Ok(file)) if file.is_empty() => {
            let sentence = "Send the picture as the body.".to_owned();
            refuse(StatusCode::BAD_REQUEST, ErrorCode::BadField, sentence)
        }
        Ok(Ok(file)) => Ok(file),
        Ok(Err(rejection)) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            let sentence = format!("A picture has at most {} MiB.", FILE_BYTES / (1024 * 1024));
            refuse(StatusCode::PAYLOAD_TOO_LARGE, ErrorCode::TooLong, sentence)
        }
        Ok(Err(_)) => {
            let sentence = "The picture did not arrive whole.".to_owned();
            refuse(StatusCode::BAD_REQUEST, ErrorCode::BadField, sentence)
        }
        Err(_) => {
            let sentence = "The picture took too long to arrive. Try a smaller one.".to_owned();
            refuse(StatusCode::REQUEST_TIMEOUT, ErrorCode::BadField, sentence)
        }
    }
}
