//! A WebSocket client that knows the wire and nothing else.

use std::net::SocketAddr;
use std::str::FromStr;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::handshake::client::Request;
use tokio_tungstenite::tungstenite::http::HeaderName;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::PATIENCE;

/// One connection, as a client sees it.
pub struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Socket {
    /// Connects and takes the greeting.
    pub async fn connect(address: SocketAddr) -> Self {
        Self::connect_to(&format!("ws://{address}")).await
    }

    /// The same with headers.
    pub async fn connect_with(address: SocketAddr, headers: &[(String, String)]) -> Self {
        let mut request = format!("ws://{address}").into_client_request().unwrap();
        for (name, value) in headers {
            request.headers_mut().insert(HeaderName::from_str(name).unwrap(), value.parse().unwrap());
        }
        Self::upgraded(request).await
    }

    /// The same by address.
    pub async fn connect_to(url: &str) -> Self {
        Self::upgraded(url.into_client_request().unwrap()).await
    }

    async fn upgraded(request: Request) -> Self {
        let (stream, _) =
            timeout(PATIENCE, connect_async(request)).await.expect("no answer").expect("no upgrade");
        let mut socket = Self { stream };
        socket.expect("connection-established").await;
        socket
    }

    /// Registers with the classic contract and answers the confirmation.
    pub async fn register(&mut self, user: &str) -> Value {
        self.send(json!({ "type": "register", "userId": user })).await;
        self.expect("registration-confirmed").await
    }

    /// Registers with protocol 2 and answers the confirmation.
    pub async fn register_full(&mut self, user: &str) -> Value {
        self.send(json!({ "type": "register", "userId": user, "protocol": 2 })).await;
        self.expect("registration-confirmed").await
    }

    /// Sends a frame.
    pub async fn send(&mut self, frame: Value) {
        self.send_text(&frame.to_string()).await;
    }

    /// Sends a text frame as it is.
    pub async fn send_text(&mut self, text: &str) {
        self.stream.send(Message::text(text)).await.unwrap();
    }

    /// Sends a binary frame.
    pub async fn send_binary(&mut self, bytes: &'static [u8]) {
        self.stream.send(Message::binary(bytes)).await.unwrap();
    }

    /// Says something under an id.
    pub async fn say(&mut self, id: &str, text: &str, receiver: Option<&str>) {
        self.send(json!({ "type": "message", "id": id, "text": text, "receiverId": receiver })).await;
    }

    /// The next event, which must be of this type.
    pub async fn expect(&mut self, kind: &str) -> Value {
        let event = self.next().await;
        assert_eq!(event["type"], kind, "another event came: {event}");
        event
    }

    /// The next event of this type; others that come before it are passed over.
    pub async fn until(&mut self, kind: &str) -> Value {
        self.until_where(kind, |_| true).await
    }

    /// The next event of this type that is as wanted; others that come before it are passed over.
    pub async fn until_where(&mut self, kind: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let event = self.next().await;
            if event["type"] == kind && wanted(&event) {
                return event;
            }
        }
    }

    /// Checks that nothing has come: whatever the server had to say before a `pong` would stand before it.
    pub async fn expect_nothing(&mut self) {
        self.send(json!({ "type": "ping" })).await;
        self.expect("pong").await;
    }

    /// The next event.
    pub async fn next(&mut self) -> Value {
        loop {
            match self.message().await {
                Message::Text(text) => return serde_json::from_str(&text).unwrap(),
                Message::Ping(_) | Message::Pong(_) => {}
                other => panic!("an event was expected, but this came: {other:?}"),
            }
        }
    }

    /// Waits until everything sent so far was taken; events that come before are passed over.
    pub async fn until_pong(&mut self) {
        self.send(json!({ "type": "ping" })).await;
        self.until("pong").await;
    }

    /// The type of the next event, or `None` when the server closes the connection.
    pub async fn next_or_close(&mut self) -> Option<String> {
        loop {
            match self.message().await {
                Message::Text(text) => {
                    let event: Value = serde_json::from_str(&text).unwrap();
                    return event["type"].as_str().map(str::to_owned);
                }
                Message::Close(_) => return None,
                _ => {}
            }
        }
    }

    /// Waits for the server's close and answers its code and reason.
    pub async fn closed(&mut self) -> (u16, String) {
        loop {
            if let Message::Close(frame) = self.message().await {
                let frame = frame.expect("a close without a code");
                return (frame.code.into(), frame.reason.to_string());
            }
        }
    }

    /// Closes it and waits until the server has.
    pub async fn leave(mut self) {
        self.stream.close(None).await.unwrap();
        let rest = async { while let Some(Ok(_)) = self.stream.next().await {} };
        timeout(PATIENCE, rest).await.expect("the server did not answer the close");
    }

    async fn message(&mut self) -> Message {
        let message = timeout(PATIENCE, self.stream.next()).await.expect("nothing came");
        message.expect("the connection ended").expect("the connection broke")
    }
}
