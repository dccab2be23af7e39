//! A WebSocket whose frames the test makes byte by byte, for what no library would send.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::PATIENCE;

/// The first byte of a frame: FIN, reserved bits and opcode (RFC 6455 section 5.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opcode(pub u8);

impl Opcode {
    /// A whole text message.
    pub const TEXT: Self = Self(0x81);
    /// The first part of a text message.
    pub const TEXT_BEGINS: Self = Self(0x01);
    /// The last part of a message.
    pub const CONTINUES_AND_ENDS: Self = Self(0x80);
    /// A ping.
    pub const PING: Self = Self(0x89);
    /// A close.
    pub const CLOSE: Self = Self(0x88);
}

/// A connection after its handshake.
pub struct RawSocket {
    stream: TcpStream,
}

impl RawSocket {
    /// Connects and shakes hands; the greeting is still to be read.
    pub async fn connect(address: SocketAddr) -> Self {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let request = format!(
            "GET /ws HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(timeout(PATIENCE, stream.read_u8()).await.expect("no answer").unwrap());
        }
        let head = String::from_utf8(head).unwrap();
        assert!(head.starts_with("HTTP/1.1 101"), "{head}");
        // The answer to the key of RFC 6455 section 1.3.
        assert!(head.to_lowercase().contains("s3pplmbitxaq9kygzzhzrbk+xoo="), "{head}");
        Self { stream }
    }

    /// Sends a masked frame, as a client must.
    pub async fn send(&mut self, opcode: Opcode, payload: &[u8]) {
        let mask = [0x37, 0xfa, 0x21, 0x3d];
        let mut frame = head(opcode, payload.len(), 0x80);
        frame.extend(mask);
        frame.extend(payload.iter().enumerate().map(|(place, byte)| byte ^ mask[place % 4]));
        self.send_bytes(&frame).await;
    }

    /// Sends a frame without a mask, as a client must not.
    pub async fn send_unmasked(&mut self, opcode: Opcode, payload: &[u8]) {
        let mut frame = head(opcode, payload.len(), 0);
        frame.extend(payload);
        self.send_bytes(&frame).await;
    }

    /// Sends bytes as they are. That the server has stopped reading is no error.
    pub async fn send_bytes(&mut self, bytes: &[u8]) {
        drop(self.stream.write_all(bytes).await);
    }

    /// Reads a frame: its first byte and its payload.
    pub async fn read(&mut self) -> (u8, Vec<u8>) {
        timeout(PATIENCE, self.read_frame()).await.expect("nothing came")
    }

    /// Reads frames until the server's close and answers its code.
    pub async fn close_code(&mut self) -> u16 {
        loop {
            let (opcode, payload) = self.read().await;
            if opcode == Opcode::CLOSE.0 {
                return u16::from_be_bytes([payload[0], payload[1]]);
            }
        }
    }

    /// Waits until the server has ended the connection in good order.
    pub async fn ended(&mut self) {
        let mut rest = Vec::new();
        timeout(PATIENCE, self.stream.read_to_end(&mut rest)).await.expect("still open").expect("was reset");
    }

    async fn read_frame(&mut self) -> (u8, Vec<u8>) {
        let opcode = self.stream.read_u8().await.unwrap();
        let length = match self.stream.read_u8().await.unwrap() {
            126 => usize::from(self.stream.read_u16().await.unwrap()),
            127 => usize::try_from(self.stream.read_u64().await.unwrap()).unwrap(),
            short => usize::from(short),
        };
        let mut payload = vec![0; length];
        self.stream.read_exact(&mut payload).await.unwrap();
        (opcode, payload)
    }
}

fn head(opcode: Opcode, length: usize, mask: u8) -> Vec<u8> {
    let mut head = vec![opcode.0];
    match length {
        0..=125 => head.push(mask | u8::try_from(length).unwrap()),
        126..=0xffff => {
            head.push(mask | 0x7e);
            head.extend(u16::try_from(length).unwrap().to_be_bytes());
        }
        _ => {
            head.push(mask | 0x7f);
            head.extend((length as u64).to_be_bytes());
        }
    }
    head
}
