//! Who somebody is: sign-in, accounts, links, and one's own sessions.

use webchat_protocol::{
    AcceptedInvitation, ChangePassword, ClosedSessions, LinkSight, MadeToken, NamedLink, NewAccount,
    NewToken, ResetPassword, SessionList, SessionState, SignIn,
};

use super::refusals::{
    BAD, CONFLICT, ENDED, FAST, FORBIDDEN, LABEL, LONG, NO_ACCOUNTS, STORE, STRANGER, WRONG_PASSWORD,
};
use super::shapes::text;
use super::{Operation, Parameter, Shows, answered, asked, delete, get, post};
use crate::documents::Shape;

pub(super) fn operations() -> Vec<Operation> {
    [session(), joining(), own()].into_iter().flatten().collect()
}

impl Operation {
    fn takes_secrets(self, shape: Shape) -> Self {
        self.body(shape).refuses(&[&BAD, &FORBIDDEN, &NO_ACCOUNTS, &LONG, &LABEL, &STORE])
    }

    /// What whoever asks does in their own name.
    fn in_own_name(self) -> Self {
        self.shows(Shows::Account).refuses(&[&STRANGER, &FORBIDDEN, &NO_ACCOUNTS, &STORE])
    }

    fn signs_in(self) -> Self {
        self.answers_with_cookie(
            "Who is signed in now. The session is in the cookie.",
            answered::<SessionState>,
        )
    }
}

fn session() -> Vec<Operation> {
    vec![
        get("/api/v1/session", "getSession", "Tells how people show who they are")
            .says("And who asks, if that is shown. A browser's session lasts anew from then on.")
            .answers_with_cookie("How it stands.", answered::<SessionState>)
            .refuses(&[&FORBIDDEN, &STORE]),
        post("/api/v1/session", "postSession", "Signs in")
            .says("At a browser: programs have tokens. An unknown name is answered like a wrong password.")
            .takes_secrets(asked::<SignIn>)
            .signs_in()
            .refuses(&[&WRONG_PASSWORD, &FAST]),
        delete("/api/v1/session", "deleteSession", "Signs out")
            .says("Here; what is open in this browser is closed. It is no error if nobody was signed in.")
            .answers_with_cookie(
                "Nobody is signed in any more, and the cookie is gone.",
                answered::<SessionState>,
            )
            .refuses(&[&FORBIDDEN, &STORE]),
    ]
}

fn joining() -> Vec<Operation> {
    vec![
        post("/api/v1/accounts", "postAccount", "Gets an account")
            .says(
                "And signs in. Where not everybody may have one, `link` is the secret of an invitation. With the \
                 link that was printed where the server was started, the account is its first administrator's.",
            )
            .takes_secrets(asked::<NewAccount>)
            .signs_in()
            .refuses(&[&CONFLICT, &ENDED, &FAST]),
        post("/api/v1/links", "postLink", "Tells what a link is for")
            .says("And changes nothing. The secret is what stands behind `#` in the link's address.")
            .takes_secrets(asked::<NamedLink>)
            .answers("What it is for.", answered::<LinkSight>)
            .refuses(&[&ENDED, &FAST]),
        post("/api/v1/invitations/accept", "postAcceptance", "Takes an invitation")
            .says("For somebody who has an account: they come into its conversations.")
            .takes_secrets(asked::<NamedLink>)
            .in_own_name()
            .answers("The conversations that they are in now.", answered::<AcceptedInvitation>)
            .refuses(&[&ENDED, &FAST]),
        post("/api/v1/reset", "postReset", "Sets another password by a link")
            .says("And signs in. Whoever was signed in to the account before is signed out.")
            .takes_secrets(asked::<ResetPassword>)
            .signs_in()
            .refuses(&[&ENDED, &FAST]),
    ]
}

fn own() -> Vec<Operation> {
    let session = Parameter {
        place: "path",
        name: "id",
        is_needed: true,
        shape: text,
        says: "The `sessionId`.",
        example: "00112233445566778899aabbccddeeff",
    };
    vec![
        get("/api/v1/me/sessions", "getOwnSessions", "Lists one's own sessions")
            .says("Browsers and programs, those used last first.")
            .in_own_name()
            .answers("The sessions.", answered::<SessionList>),
        delete("/api/v1/me/sessions", "deleteOtherSessions", "Signs out all other browsers")
            .says("Programs stay.")
            .in_own_name()
            .answers("How many were signed out.", answered::<ClosedSessions>),
        delete("/api/v1/me/sessions/{id}", "deleteOwnSession", "Signs out a browser or a program")
            .says("Its live connections are closed at once.")
            .parameter(session)
            .in_own_name()
            .answers_with_cookie(
                "That it was signed out. If it is one's own, its cookie is gone.",
                answered::<ClosedSessions>,
            ),
        post("/api/v1/me/tokens", "postToken", "Makes a token for a program")
            .says("For a person at a browser: programs make none.")
            .takes_secrets(asked::<NewToken>)
            .in_own_name()
            .answers("The token, this once.", answered::<MadeToken>)
            .refuses(&[&CONFLICT]),
        post("/api/v1/me/password", "postPassword", "Changes one's own password")
            .says("For a person at a browser. The other browsers are signed out.")
            .takes_secrets(asked::<ChangePassword>)
            .in_own_name()
            .answers("How many browsers were signed out.", answered::<ClosedSessions>)
            .refuses(&[&WRONG_PASSWORD, &FAST]),
    ]
}
