//! Where pictures are painted: on threads of their own, a few at once, a few more waiting, and nobody else notices.

use std::sync::Arc;

use axum::body::Bytes;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use webchat_protocol::{ErrorCode, Problem};

use super::paint::{Flaw, Painted, paint};
use super::{AT_ONCE, WAITING};

/// Milliseconds after which somebody who was refused for want of room may try again: the others are done by then.
const AGAIN_MS: u64 = 5_000;

/// Room for so many pictures and no more.
#[derive(Clone)]
pub(crate) struct Studio {
    /// Files that may be in memory.
    places: Arc<Semaphore>,
    /// Turns to be decoded, in the order of coming.
    turns: Arc<Semaphore>,
}

/// Room for one file. It is to be had before the file is read.
pub(super) struct Place(OwnedSemaphorePermit);

impl Default for Studio {
    fn default() -> Self {
        let semaphore = |permits| Arc::new(Semaphore::new(permits));
        Self { places: semaphore(AT_ONCE + WAITING), turns: semaphore(AT_ONCE) }
    }
}

impl Studio {
    /// Room for a file, if there is any.
    pub(super) fn place(&self) -> Result<Place, Problem> {
        Arc::clone(&self.places).try_acquire_owned().map(Place).map_err(|_| busy())
    }

    /// Paints a picture. What has begun is finished and keeps its room so long, whoever still waits for it: else coming and
    /// going would get around the limit.
    pub(super) async fn paint(&self, place: Place, file: Bytes) -> Result<Painted, Problem> {
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(|_| busy())?;
        let painting = tokio::task::spawn_blocking(move || {
            let painted = paint(&file);
            drop((file, turn, place.0));
            painted
        });
        // A decoder that gives up in its own way, by a panic, has met a broken file too.
        let painted = painting.await.unwrap_or(Err(Flaw::Broken));
        painted.map_err(|flaw| {
            let code = if flaw == Flaw::TooLarge { ErrorCode::TooLong } else { ErrorCode::BadField };
            Problem::new(code, flaw.to_string())
        })
    }
}

fn busy() -> Problem {
    let sentence = "The server has its hands full with pictures. Try again in a moment.";
    Problem::new(ErrorCode::Busy, sentence).retry_after(AGAIN_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn as_many_files_are_in_memory_as_there_is_room_for() {
        let studio = Studio::default();
        let mut places: Vec<_> = (0..AT_ONCE + WAITING).map(|_| studio.place().ok().unwrap()).collect();
        let refused = studio.place().err().unwrap();
        assert_eq!((refused.code, refused.retry_after_ms), (ErrorCode::Busy, Some(AGAIN_MS)));
        let refused = studio.paint(places.pop().unwrap(), Bytes::from_static(b"no picture")).await;
        assert_eq!(refused.unwrap_err().code, ErrorCode::BadField);
        assert!(studio.place().is_ok(), "what is done makes room");
    }
}
