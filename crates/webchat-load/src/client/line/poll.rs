//! Long polls.

use std::time::Duration;

use anyhow::bail;
use reqwest::Client;
use tokio::sync::mpsc;

use super::{First, Incoming, Opening, hand_on, question};

/// How long a poll that waits for two seconds may take. Then the connection is dead.
const PATIENCE: Duration = Duration::from_secs(6);

/// Polls whenever the device says so, until one fails.
pub async fn run(
    opening: &Opening,
    mut out: mpsc::Receiver<First>,
    told: &mpsc::Sender<Incoming>,
) -> anyhow::Result<()> {
    let client = Client::builder().no_proxy().timeout(PATIENCE).build()?;
    let url = format!("http://{}/api/v1/poll", opening.address);
    let mut next = Some(opening.first.clone());
    while let Some(first) = next {
        let response = question(&client, &url, &first).send().await?;
        let status = response.status();
        if !status.is_success() {
            bail!("refused with {status}: {}", response.text().await?);
        }
        let batch = response.json().await?;
        hand_on(told, Incoming::Batch(Box::new(batch))).await?;
        next = out.recv().await;
    }
    Ok(())
}
