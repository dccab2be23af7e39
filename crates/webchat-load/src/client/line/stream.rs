//! Server-sent events.

use anyhow::{Context, bail};
use reqwest::{Client, Response};
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::{CONNECTING, Incoming, Opening, hand_on, question};

/// Asks for the stream and reads it to its end.
pub async fn run(opening: &Opening, told: &mpsc::Sender<Incoming>) -> anyhow::Result<()> {
    let mut response = timeout(CONNECTING, ask(opening)).await.context("it took too long to connect")??;
    let mut lines = Lines::default();
    while let Some(chunk) = response.chunk().await? {
        hand_on(told, Incoming::Alive).await?;
        for line in lines.take(&chunk) {
            if let Some(incoming) = understand(&line)? {
                hand_on(told, incoming).await?;
            }
        }
    }
    Ok(())
}

async fn ask(opening: &Opening) -> anyhow::Result<Response> {
    let client = Client::builder().no_proxy().build()?;
    let url = format!("http://{}/api/v1/events", opening.address);
    let mut request = question(&client, &url, &opening.first);
    if let Some(token) = &opening.first.token {
        request = request.header("Last-Event-ID", token);
    }
    let response = request.send().await?;
    let status = response.status();
    if !status.is_success() {
        bail!("refused with {status}: {}", response.text().await?);
    }
    Ok(response)
}

/// A line of the stream; a blank one, a comment or an unknown field says nothing.
fn understand(line: &str) -> anyhow::Result<Option<Incoming>> {
    Ok(match line.split_once(": ") {
        Some(("data", data)) => {
            let event = serde_json::from_str(data).with_context(|| format!("not an event: {data}"))?;
            Some(Incoming::Event(Box::new(event)))
        }
        Some(("id", token)) => Some(Incoming::Token(token.to_owned())),
        _ => None,
    })
}

/// Bytes to lines, however they are cut.
#[derive(Debug, Default)]
struct Lines {
    rest: Vec<u8>,
}

impl Lines {
    fn take(&mut self, chunk: &[u8]) -> Vec<String> {
        self.rest.extend_from_slice(chunk);
        let Some(end) = self.rest.iter().rposition(|byte| *byte == b'\n') else { return Vec::new() };
        let whole: Vec<u8> = self.rest.drain(..=end).collect();
        String::from_utf8_lossy(&whole).lines().map(str::to_owned).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_put_together_however_they_are_cut() {
        let mut lines = Lines::default();
        assert!(lines.take(b"data: {\"type\":").is_empty());
        assert_eq!(lines.take(b"\"pong\"}\n\nid: e;gen"), ["data: {\"type\":\"pong\"}", ""]);
        assert_eq!(lines.take(b"eral=1\n"), ["id: e;general=1"]);
    }

    #[test]
    fn data_is_an_event_and_a_token_is_a_token() {
        assert!(matches!(understand("data: {\"type\":\"pong\"}").unwrap(), Some(Incoming::Event(_))));
        assert!(matches!(understand("id: e;general=1").unwrap(), Some(Incoming::Token(_))));
        assert!(understand(":").unwrap().is_none());
        assert!(understand("data: {").is_err());
    }
}
