//! What every route takes and answers, in words for clients: the table that stands beside the router.
//!
//! A route is written here once, and by `make reference` it is in the OpenAPI document and on the page at
//! `/api/docs`. What its bodies are made of comes from the types, its examples from `fixtures/wire/rest`. It must
//! not know: how the documents are written, or how a route does what it does.

mod classic;
mod identity;
mod own;
mod refusals;
mod shapes;
mod v1;

pub(crate) use refusals::{Refusal, Retry};
use shapes::{answered, asked};

use crate::documents::Shape;

/// All routes, in the order in which they are shown, each with the heading that it stands under.
pub(crate) fn all() -> Vec<(&'static Heading, Vec<Operation>)> {
    vec![
        (&CLASSIC, classic::operations()),
        (&FULL, v1::operations()),
        (&IDENTITY, identity::operations()),
        (&OWN, own::operations()),
    ]
}

/// What several routes have in common.
pub(crate) struct Heading {
    pub(crate) name: &'static str,
    pub(crate) says: &'static str,
}

const CLASSIC: Heading = Heading {
    name: "Classic routes",
    says: "The routes that existing clients know. Users are named in the body and in the query; \
           a refusal is `{error}`. Where people show who they are, whoever is named has to be who asks.",
};
const FULL: Heading = Heading {
    name: "Protocol 2",
    says: "What a client that shows a whole messenger reads, every command as a request, and \
           the events without a WebSocket. Where everybody is who they say they are, `userId` says \
           who asks; elsewhere a cookie or a token does. A refusal is the same `error` event that a \
           socket would get.",
};
const IDENTITY: Heading = Heading {
    name: "Who somebody is",
    says: "Sign-in, accounts, links, and one's own sessions. Where the server has no accounts of its own, \
           all but `/api/v1/session` is not found. A request that changes something in the name of a cookie \
           has to come from a page that the browser vouches for, with `Origin` or `Sec-Fetch-Site`.",
};
const OWN: Heading =
    Heading { name: "The server itself", says: "Whether it is well, and what it says about itself." };

/// What a request has to show of who asks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shows {
    /// Nothing: it is for anybody.
    Nothing,
    /// Who it is, unless everybody is who they say they are.
    Person,
    /// Whose account it is.
    Account,
}

/// One method of one path.
pub(crate) struct Operation {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    /// Names it for programs, and its examples in `fixtures/wire/rest`.
    pub(crate) id: &'static str,
    /// What it does, in a few words.
    pub(crate) title: &'static str,
    /// What is worth knowing about it.
    pub(crate) says: &'static str,
    pub(crate) shows: Shows,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Shape>,
    pub(crate) answers: Vec<Answer>,
    pub(crate) refusals: Vec<&'static Refusal>,
}

/// What stands in the path, the query or a header.
pub(crate) struct Parameter {
    pub(crate) place: &'static str,
    pub(crate) name: &'static str,
    pub(crate) is_needed: bool,
    pub(crate) shape: Shape,
    pub(crate) says: &'static str,
    pub(crate) example: &'static str,
}

/// What a request that was taken is answered.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) says: &'static str,
    pub(crate) media: &'static str,
    pub(crate) shape: Shape,
    /// Whether it may set the cookie of a session.
    pub(crate) cookie: bool,
}

const JSON: &str = "application/json";

/// A route by its path, its id, and what it does in a few words.
fn get(path: &'static str, id: &'static str, title: &'static str) -> Operation {
    Operation::new("get", path, id, title)
}

fn post(path: &'static str, id: &'static str, title: &'static str) -> Operation {
    Operation::new("post", path, id, title)
}

fn delete(path: &'static str, id: &'static str, title: &'static str) -> Operation {
    Operation::new("delete", path, id, title)
}

impl Operation {
    fn new(method: &'static str, path: &'static str, id: &'static str, title: &'static str) -> Self {
        let (parameters, answers) = (Vec::new(), Vec::new());
        let refusals = vec![&refusals::ORIGIN];
        let (says, shows, body) = ("", Shows::Nothing, None);
        Self { method, path, id, title, says, shows, parameters, body, answers, refusals }
    }

    /// What is worth knowing about it.
    fn says(self, says: &'static str) -> Self {
        Self { says, ..self }
    }

    /// A query parameter that may be left out; blank is the same.
    fn query(self, name: &'static str, shape: Shape, says: &'static str, example: &'static str) -> Self {
        self.parameter(Parameter { place: "query", name, is_needed: false, shape, says, example })
    }

    fn parameter(mut self, parameter: Parameter) -> Self {
        self.parameters.push(parameter);
        self
    }

    fn shows(self, shows: Shows) -> Self {
        Self { shows, ..self }
    }

    fn body(self, shape: Shape) -> Self {
        Self { body: Some(shape), ..self }
    }

    fn answers(self, says: &'static str, shape: Shape) -> Self {
        self.answers_with(Answer { status: 200, says, media: JSON, shape, cookie: false })
    }

    fn answers_with_cookie(self, says: &'static str, shape: Shape) -> Self {
        self.answers_with(Answer { status: 200, says, media: JSON, shape, cookie: true })
    }

    fn answers_with(mut self, answer: Answer) -> Self {
        self.answers.push(answer);
        self
    }

    /// A later refusal takes the place of one with the same status.
    fn refuses(mut self, refusals: &[&'static Refusal]) -> Self {
        self.refusals.retain(|known| refusals.iter().all(|later| later.status != known.status));
        self.refusals.extend(refusals);
        self
    }
}
