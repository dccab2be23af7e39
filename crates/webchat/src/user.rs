//! `webchat user`: the people of a server in password mode, from its console.

use clap::{Args, Subcommand};
use webchat_auth::{Administration, MadeLink, PasswordMode};
use webchat_core::accounts::Account;
use webchat_protocol::UserId;

use crate::config::PublicUrl;
use crate::console::Console;

/// Accounts that are read at once.
const PAGE: usize = 500;

/// What `webchat user` is told.
#[derive(Debug, Args)]
#[command(after_help = "\
These are the accounts of `webchat serve --auth password`. The server may run meanwhile: it notices within a second, and \
whoever is suspended loses what they have open. Run it as the user that the server runs as.

    webchat user add alice --admin     prints a link; alice opens it and sets her password
    webchat user reset alice           the same for somebody who has forgotten it
    webchat user suspend alice         signs her out everywhere and keeps her out
    webchat user list                  who there is

A link works once, for 24 hours; whoever has it can sign in as that person.")]
pub(crate) struct Flags {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Lists the accounts: id, name, role, since when, last seen
    List(Console),
    /// Adds somebody, and prints the link with which they set their password
    Add {
        #[command(flatten)]
        console: Console,
        /// Their id: 1-64 characters of A-Z a-z 0-9 . _ @ : -
        user_id: String,
        /// The name to show [default: the id]
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
        /// Has them administer the server
        #[arg(long)]
        admin: bool,
    },
    /// Signs somebody out everywhere, and keeps them out. What they said stays
    Suspend(One),
    /// Lets a suspended person in again
    Readmit(One),
    /// Has somebody administer the server, or no longer
    Admin {
        #[command(flatten)]
        one: One,
        /// Takes it away
        #[arg(long)]
        off: bool,
    },
    /// Prints a link with which somebody sets another password. That signs them out everywhere else
    Reset(One),
}

/// Somebody.
#[derive(Debug, Args)]
struct One {
    #[command(flatten)]
    console: Console,
    /// Their id
    user_id: String,
}

/// Does it, and says so in a sentence.
pub(crate) fn run(flags: Flags) -> anyhow::Result<()> {
    match flags.command {
        Command::List(console) => console.run(async |accounts, _| list(accounts).await),
        Command::Add { console, user_id, name, admin } => {
            let user = UserId::new(&user_id)?;
            console
                .run(async |accounts, url| add(accounts.console(), url, &user, name.as_deref(), admin).await)
        }
        Command::Suspend(one) => one.run(async |console, _, user| {
            let (account, closed) = console.suspend(user).await?;
            let sessions =
                if closed.len() == 1 { "1 session" } else { &format!("{} sessions", closed.len()) };
            say(&format!("{} is suspended and signed out ({sessions}).", account.user_id));
            Ok(())
        }),
        Command::Readmit(one) => one.run(async |console, _, user| {
            let account = console.readmit(user).await?;
            say(&format!("{} may sign in again.", account.user_id));
            Ok(())
        }),
        Command::Admin { one, off } => one.run(async |console, _, user| {
            let account = console.set_admin(user, !off).await?;
            let now = if off { "no longer administers" } else { "administers" };
            say(&format!("{} {now} the server.", account.user_id));
            Ok(())
        }),
        Command::Reset(one) => one.run(async |console, url, user| {
            let link = console.reset_link(user).await?;
            offer(url, user, &link);
            Ok(())
        }),
    }
}

impl One {
    fn run(
        self,
        work: impl AsyncFnOnce(Administration<'_>, &PublicUrl, &UserId) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let user = UserId::new(&self.user_id)?;
        self.console.run(async |accounts, url| work(accounts.console(), url, &user).await)
    }
}

async fn add(
    console: Administration<'_>,
    url: &PublicUrl,
    user: &UserId,
    name: Option<&str>,
    is_admin: bool,
) -> anyhow::Result<()> {
    let (account, link) = console.add(user, name).await?;
    if is_admin {
        console.set_admin(&account.user_id, true).await?;
    }
    say(&format!(
        "{} has an account{}.",
        account.user_id,
        if is_admin { " and administers the server" } else { "" }
    ));
    offer(url, &account.user_id, &link);
    Ok(())
}

fn offer(url: &PublicUrl, user: &UserId, link: &MadeLink) {
    say(&format!("Send {user} this link; it sets a password, once, within 24 hours:"));
    say(&url.page(&format!("/reset#{}", link.secret.expose())));
}

async fn list(accounts: &PasswordMode) -> anyhow::Result<()> {
    let (console, mut after) = (accounts.console(), None);
    loop {
        let page = console.accounts(after.as_ref(), PAGE).await?;
        for account in &page {
            say(&line(account));
        }
        match page.last() {
            Some(last) if page.len() == PAGE => after = Some(last.user_id.clone()),
            _ => return Ok(()),
        }
    }
}

/// One account on one line, its columns apart by a tab, so that scripts can take it to pieces.
fn line(account: &Account) -> String {
    let Account { user_id, name, is_admin, created_at, suspended_at, last_seen_at, .. } = account;
    let role = if *is_admin { "administrator" } else { "member" };
    let standing = suspended_at.map_or_else(|| "-".to_owned(), |since| format!("suspended {since}"));
    let name = name.as_deref().unwrap_or(user_id.as_str());
    format!("{user_id}\t{name}\t{role}\tcreated {created_at}\tseen {last_seen_at}\t{standing}")
}

#[allow(clippy::print_stdout, reason = "what is said is the outcome of the command")]
pub(crate) fn say(line: &str) {
    println!("{line}");
}
