//! A WebSocket.

use anyhow::Context;
use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;

use super::{CONNECTING, First, Incoming, Opening, hand_on};

/// Connects, registers, and carries frames both ways until it ends.
pub async fn run(
    opening: &Opening,
    mut out: mpsc::Receiver<First>,
    told: &mpsc::Sender<Incoming>,
) -> anyhow::Result<()> {
    let mut socket = timeout(CONNECTING, connect(opening)).await.context("it took too long to connect")??;
    socket.send(Message::text(opening.first.frame.as_str())).await?;
    loop {
        tokio::select! {
            outgoing = out.recv() => match outgoing {
                Some(First { frame, .. }) => socket.send(Message::text(frame)).await?,
                None => return Ok(()),
            },
            incoming = socket.next() => match incoming {
                None => return Ok(()),
                Some(message) => receive(message?, told).await?,
            },
        }
    }
}

async fn connect(opening: &Opening) -> anyhow::Result<WebSocketStream<TcpStream>> {
    let stream = TcpStream::connect(opening.address).await?;
    stream.set_nodelay(true)?;
    let url = format!("ws://{}/ws", opening.address);
    Ok(tokio_tungstenite::client_async(url, stream).await?.0)
}

async fn receive(message: Message, told: &mpsc::Sender<Incoming>) -> anyhow::Result<()> {
    match message {
        Message::Text(text) => {
            let event = serde_json::from_str(&text).with_context(|| format!("not an event: {text}"))?;
            hand_on(told, Incoming::Event(Box::new(event))).await
        }
        Message::Close(Some(frame)) => {
            anyhow::bail!("the server closed it with {} {}", u16::from(frame.code), frame.reason)
        }
        _ => hand_on(told, Incoming::Alive).await,
    }
}
