//! The verifier's own eyes: it asks the server directly, without the injector between, and reads the database.

mod database;
mod picture;

pub use picture::Scene;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Client;
use serde::de::DeserializeOwned;
use serde_json::Value;
use webchat_protocol::{Changes, ConversationId, ConversationList, Event, Message, MessagePage, Seq, UserId};

use crate::checks::{Heads, History};
use crate::evidence::Evidence;
use crate::proof::Proof;
use crate::record::{Fact, Sight};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// How often a history is read again because it moved meanwhile.
const READINGS: usize = 5;

/// Asks one server.
#[derive(Clone)]
pub struct Witness {
    client: Client,
    base: String,
    evidence: Arc<Evidence>,
    name: Arc<str>,
    host: UserId,
}

impl Witness {
    /// For the server at an address. `host` is who makes the groups and channels there, and lets others in and out.
    pub fn new(address: SocketAddr, evidence: Arc<Evidence>, host: UserId) -> anyhow::Result<Self> {
        let client = Client::builder().no_proxy().timeout(PATIENCE).build()?;
        let (base, name) = (format!("http://{address}/api/v1"), "verifier".into());
        Ok(Self { client, base, evidence, name, host })
    }

    /// Takes something down in its own name.
    pub fn note(&self, what: Fact) {
        self.evidence.note(&self.name, what);
    }

    /// A user's list of conversations.
    pub async fn list(&self, user: &UserId) -> anyhow::Result<ConversationList> {
        self.get("/conversations", user, &[]).await
    }

    /// How far the conversations of these users go.
    pub async fn heads(&self, users: &[UserId]) -> anyhow::Result<Heads> {
        let mut heads = Heads::new();
        for user in users {
            let list = self.list(user).await?;
            heads.extend(
                list.conversations.into_iter().map(|summary| (summary.conversation_id, summary.head.0)),
            );
        }
        Ok(heads)
    }

    /// What a conversation has above a place.
    pub async fn history(&self, conversation: &ConversationId, above: u64) -> anyhow::Result<History> {
        for _ in 0..READINGS {
            if let Some(history) = self.read(conversation, above).await? {
                return Ok(history);
            }
        }
        anyhow::bail!("{conversation} does not stand still: somebody else uses the server")
    }

    /// `None` if it moved while it was read.
    async fn read(&self, conversation: &ConversationId, above: u64) -> anyhow::Result<Option<History>> {
        let newest = self.page(conversation, None).await?;
        let head = newest.head;
        let (mut pages, mut page) = (Vec::new(), newest);
        loop {
            if page.head != head {
                return Ok(None);
            }
            let (first, has_more) = (page.messages.first().map(|message| message.seq), page.has_more);
            pages.push(page.messages);
            match first {
                Some(first) if has_more && first.0 > above => {
                    page = self.page(conversation, Some(first)).await?;
                }
                _ => break,
            }
        }
        let messages: Vec<Message> = pages.into_iter().rev().flatten().collect();
        let messages = messages.into_iter().filter(|message| message.seq.0 > above).collect();
        Ok(Some(History { head: head.0, above, messages }))
    }

    async fn changes(&self, conversation: &ConversationId, after: u64) -> anyhow::Result<Changes> {
        let query = [("after", after.to_string())];
        self.get(&format!("/conversations/{conversation}/changes"), &self.reader(conversation), &query).await
    }

    async fn page(&self, conversation: &ConversationId, before: Option<Seq>) -> anyhow::Result<MessagePage> {
        let mut query = vec![("limit", "100".to_owned())];
        query.extend(before.map(|before| ("before", before.to_string())));
        self.get(&format!("/conversations/{conversation}/messages"), &self.reader(conversation), &query).await
    }

    /// Looks whether everything is still there that somebody was told before the server went.
    pub async fn take_inventory(&self) -> anyhow::Result<()> {
        for (conversation, lowest) in self.evidence.to_find() {
            let above = lowest.saturating_sub(1);
            let mut found = Vec::new();
            let mut page = self.page(&conversation, None).await?;
            loop {
                found.extend(page.messages.iter().map(Sight::from));
                match page.messages.first() {
                    Some(first) if page.has_more && first.seq.0 > lowest => {
                        page = self.page(&conversation, Some(first.seq)).await?;
                    }
                    _ => break,
                }
            }
            found.retain(|sight| sight.seq > above);
            self.note(Fact::Inventory { conversation, above, found });
        }
        Ok(())
    }

    /// Has the host do something.
    pub async fn command(&self, command: &Value) -> anyhow::Result<Event> {
        let request = Proof::of(&self.host).on(self.client.post(format!("{}/commands", self.base)));
        Ok(request.json(command).send().await?.json().await?)
    }

    /// The newest message of a conversation that is as wanted.
    pub async fn last(
        &self,
        conversation: &ConversationId,
        wanted: impl Fn(&Message) -> bool,
    ) -> anyhow::Result<Option<Message>> {
        let mut page = self.page(conversation, None).await?;
        loop {
            let first = page.messages.first().map(|message| message.seq);
            if let Some(found) = page.messages.into_iter().rfind(&wanted) {
                return Ok(Some(found));
            }
            match first {
                Some(first) if page.has_more => page = self.page(conversation, Some(first)).await?,
                _ => return Ok(None),
            }
        }
    }

    async fn get<T: DeserializeOwned>(
        &self,
        path: &str,
        user: &UserId,
        query: &[(&str, String)],
    ) -> anyhow::Result<T> {
        let request = Proof::of(user).on(self.client.get(format!("{}{path}", self.base)));
        Ok(request.query(query).send().await?.error_for_status()?.json().await?)
    }

    /// Somebody who may read a conversation: of a pair either will do, and the host is in everything else.
    fn reader(&self, conversation: &ConversationId) -> UserId {
        conversation.pair().map_or_else(|| self.host.clone(), |(one, _)| one)
    }
}
