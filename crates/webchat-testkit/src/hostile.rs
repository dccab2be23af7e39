//! What has to hold whatever bytes come in. The fuzz targets in `fuzz/` look for bytes that break it; what they found is
//! kept in their corpus and tried again by ordinary tests.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
use tokio::time::timeout;
use webchat_core::{Chat, Parts, Rules, Store};
use webchat_protocol::{ConversationId, Limits, MessageId, decode_request};

use crate::{MemoryStore, TestClock};

/// A text is a command or is refused with a sentence of bounded length; a command means the same after it was written
/// and read again.
pub fn request(text: &str) {
    match decode_request(text) {
        Ok(request) => {
            let written = serde_json::to_string(&request.command).unwrap();
            let again = decode_request(&written).unwrap_or_else(|problem| {
                panic!("{text} was written as {written}, which is refused: {}", problem.message)
            });
            assert_eq!(again.command, request.command);
        }
        Err(problem) => {
            let length = problem.message.chars().count();
            assert!(length > 0 && length < 400, "a sentence of {length} characters");
        }
    }
}

/// Bytes on an upgraded connection: the server answers in whole, unmasked frames and ends in bounded time.
pub fn socket(bytes: &[u8]) {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    runtime.block_on(async {
        let store = Arc::new(MemoryStore::default());
        let chat = chat(store.clone());
        // Room for whatever so few bytes can cause.
        let (mut client, server) = duplex(16 * 1024 * 1024);
        client.write_all(bytes).await.unwrap();
        client.shutdown().await.unwrap();
        let serving = webchat_server::serve_socket(server, &chat);
        timeout(Duration::from_mins(5), serving).await.expect("the session does not end");
        let mut answer = Vec::new();
        client.read_to_end(&mut answer).await.unwrap();
        check_frames(&answer);
        assert_eq!(chat.hub().connections(), 0, "the connection was left behind");
        chat.close().await;
        let page = store.page(&ConversationId::general(), None, 10_000).await.unwrap();
        let places: Vec<_> = page.messages.iter().map(|message| message.seq.0).collect();
        assert!(places.windows(2).all(|two| two[0] < two[1]), "{places:?}");
    });
}

/// Tries everything in a corpus of `fuzz/`, and answers how much that was.
pub fn corpus(name: &str, try_one: impl Fn(&[u8])) -> usize {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(name);
    let files =
        fs::read_dir(&folder).unwrap_or_else(|error| panic!("{} is missing: {error}", folder.display()));
    files.map(|file| try_one(&fs::read(file.unwrap().path()).unwrap())).count()
}

fn chat(store: Arc<MemoryStore>) -> Arc<Chat> {
    Chat::start(Parts {
        store,
        clock: Arc::new(TestClock::default()),
        mint_id: Box::new(|| MessageId::new("minted").unwrap()),
        random: Box::new(|| 1),
        limits: Limits::default(),
        rules: Rules::OPEN,
    })
}

/// Server frames (RFC 6455 section 5.2): no reserved bits, no mask, lengths that fit, nothing behind a close.
fn check_frames(mut bytes: &[u8]) {
    while !bytes.is_empty() {
        let opcode = bytes[0] & 0x0f;
        assert_eq!(bytes[0] & 0x70, 0, "a reserved bit");
        assert!([1, 8, 9, 10].contains(&opcode), "the opcode {opcode}");
        let (length, head) = match bytes[1] {
            126 => (usize::from(u16::from_be_bytes([bytes[2], bytes[3]])), 4),
            127 => (usize::try_from(u64::from_be_bytes(bytes[2..10].try_into().unwrap())).unwrap(), 10),
            short => (usize::from(short), 2),
        };
        let text = &bytes[head..head + length];
        if opcode == 1 {
            let event: serde_json::Value = serde_json::from_slice(text).unwrap();
            assert!(event["type"].is_string(), "no event: {event}");
        }
        bytes = &bytes[head + length..];
        assert!(opcode != 8 || bytes.is_empty(), "something came after the close");
    }
}
