//! `webchat invite`: invitations to a server in password mode, from its console.

use std::time::Duration;

use anyhow::Context;
use clap::{Args, Subcommand};
use webchat_auth::{Invitation, PasswordMode};
use webchat_core::accounts::{LinkId, LinkKind, LinkRecord, LinkState};
use webchat_core::{Clock, SystemClock};

use crate::config::PublicUrl;
use crate::console::Console;
use crate::user::say;

const DAY: Duration = Duration::from_hours(24);

/// What `webchat invite` is told.
#[derive(Debug, Args)]
#[command(after_help = "\
Whoever opens an invitation gets an account by themselves, if the server runs with --sign-up invite or open. It can be used \
as often as it says, until it ends or is revoked.

    webchat invite create --uses 20 --days 3
    webchat invite list
    webchat invite revoke 0123456789abcdef0123456789abcdef

Invitations that lead into groups and channels are made in the messenger, by somebody who is there.")]
pub(crate) struct Flags {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Makes an invitation and prints its link, which is shown this once
    Create {
        #[command(flatten)]
        console: Console,
        /// How many people it is for
        #[arg(long, default_value_t = 1, value_name = "NUMBER")]
        uses: u32,
        /// How many days it can be used
        #[arg(long, default_value_t = 7, value_name = "NUMBER")]
        days: u32,
    },
    /// Lists the invitations: id, standing, uses, until when, by whom
    List(Console),
    /// Ends an invitation. Who came with it stays
    Revoke {
        #[command(flatten)]
        console: Console,
        /// Its id, as the list has it
        link_id: String,
    },
}

/// Does it, and says so.
pub(crate) fn run(flags: Flags) -> anyhow::Result<()> {
    match flags.command {
        Command::Create { console, uses, days } => {
            console.run(async |accounts, url| create(accounts, url, uses, days).await)
        }
        Command::List(console) => console.run(async |accounts, _| list(accounts).await),
        Command::Revoke { console, link_id } => {
            let id = LinkId::parse(&link_id).with_context(|| {
                format!("\"{link_id}\" is no invitation: `webchat invite list` shows their ids, of 32 digits")
            })?;
            console.run(async |accounts, _| {
                accounts.console().revoke_link(id).await?;
                say(&format!("{id} is revoked."));
                Ok(())
            })
        }
    }
}

async fn create(accounts: &PasswordMode, url: &PublicUrl, uses: u32, days: u32) -> anyhow::Result<()> {
    let terms = Invitation { uses, lasts: DAY.saturating_mul(days), conversations: Vec::new() };
    let made = accounts.console().invite(terms).await?;
    let people = if uses == 1 { "one person".to_owned() } else { format!("{uses} people") };
    say(&format!("An invitation for {people}, until {}:", made.record.expires_at));
    say(&url.page(&format!("/join#{}", made.secret.expose())));
    Ok(())
}

async fn list(accounts: &PasswordMode) -> anyhow::Result<()> {
    let links = accounts.console().links().await?;
    for link in links.iter().filter(|link| link.kind == LinkKind::Invite) {
        say(&line(link));
    }
    Ok(())
}

/// One invitation on one line, its columns apart by a tab.
fn line(link: &LinkRecord) -> String {
    let standing = match link.state(SystemClock::default().now()) {
        LinkState::Open => "open",
        LinkState::Used => "used",
        LinkState::Expired => "expired",
        LinkState::Revoked => "revoked",
    };
    let made_by = link.made_by.as_ref().map_or("the console", |user| user.as_str());
    let LinkRecord { id, uses, max_uses, expires_at, .. } = link;
    format!("{id}\t{standing}\t{uses} of {max_uses}\tuntil {expires_at}\tby {made_by}")
}
