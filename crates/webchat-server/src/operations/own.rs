//! Whether the server is well, and what it says about itself.

use super::shapes::{object, text};
use super::{Answer, JSON, Operation, answered, get};
use crate::health::Health;

pub(super) fn operations() -> Vec<Operation> {
    let page = |says, media| Answer { status: 200, says, media, shape: text, cookie: false };
    let ill = "The store does not answer, or the last change could not be saved.";
    vec![
        get("/healthz", "getHealth", "Tells whether the server is well")
            .says("For whatever watches over it.")
            .answers("It is.", answered::<Health>)
            .answers_with(Answer {
                status: 503,
                says: ill,
                media: JSON,
                shape: answered::<Health>,
                cookie: false,
            }),
        get("/api/openapi.json", "getOpenApi", "Describes the routes")
            .says("This document: OpenAPI 3.1.")
            .answers("The document.", object),
        get("/api/asyncapi.json", "getAsyncApi", "Describes commands and events")
            .says("An AsyncAPI 3 document of what goes over sockets, streams and polls.")
            .answers("The document.", object),
        get("/api/docs", "getReference", "Shows both to people")
            .says("The page that is made of the two documents.")
            .answers_with(page("The page.", "text/html")),
        get("/api/docs/style.css", "getReferenceStyle", "Dresses that page")
            .says("Its style sheet.")
            .answers_with(page("The style sheet.", "text/css")),
    ]
}
