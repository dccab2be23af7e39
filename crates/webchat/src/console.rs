//! What the commands about people have in common: the accounts of a database, while a server uses it or not.

use std::sync::Arc;

use clap::Args;
use webchat_auth::{Authenticator, PasswordMode, SignUpPolicy};
use webchat_core::SystemClock;
use webchat_store_sqlite::SqliteStore;

use crate::config::{File, Listen, Place, PublicUrl};
use crate::identity;

/// Where the accounts are, and what links begin with.
#[derive(Debug, Args)]
pub(crate) struct Console {
    #[command(flatten)]
    place: Place,

    /// How people reach the server: links begin with it [default: where the server listens]
    #[arg(long, env = "WEBCHAT_PUBLIC_URL", value_name = "URL")]
    public_url: Option<String>,
}

impl Console {
    /// Does something with the accounts, and closes the database.
    pub(crate) fn run(
        self,
        work: impl AsyncFnOnce(&PasswordMode, &PublicUrl) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let url = self.url()?;
        let store = Arc::new(SqliteStore::open_beside(&self.place.database()?)?);
        let accounts =
            identity::password(store.clone(), Arc::new(SystemClock::default()), SignUpPolicy::Closed)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let outcome = match &accounts {
                Authenticator::Password(accounts) => work(accounts, &url).await,
                Authenticator::Open | Authenticator::Token(_) => Ok(()),
            };
            store.close().await;
            outcome
        })
    }

    fn url(&self) -> anyhow::Result<PublicUrl> {
        let file = File::read(self.place.config.as_deref())?;
        if let Some(url) = self.public_url.as_ref().or(file.public_url.as_ref()) {
            return PublicUrl::parse(url);
        }
        let (told, port) = (std::env::var("WEBCHAT_LISTEN").ok(), std::env::var("PORT").ok());
        Ok(PublicUrl::local(Listen::choose(told, port.as_deref(), file.listen)?.address()))
    }
}
