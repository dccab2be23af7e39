//! What waits for one connection: bounded by bytes, filled by anybody, emptied by the connection's own task.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use tokio::sync::Notify;
use webchat_protocol::{CloseCode, reconnect_hint};

use crate::Frame;

/// Whether a frame may be left out when the reader is slow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Importance {
    /// It is stored, or it answers a command: leaving it out means closing the connection.
    Essential,
    /// Presence and typing: the next one replaces it.
    Hint,
}

/// Why a connection ends, for its close frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Close {
    /// The close code.
    pub code: CloseCode,
    /// The reason: the code's sentence, or a hint when to come back.
    pub reason: String,
}

impl Close {
    /// The hint in the reason, in milliseconds.
    pub fn retry_after_ms(&self) -> Option<u64> {
        self.reason.strip_prefix(reconnect_hint(0).trim_end_matches('0'))?.parse().ok()
    }
}

impl From<CloseCode> for Close {
    fn from(code: CloseCode) -> Self {
        Self { code, reason: code.reason().to_owned() }
    }
}

/// A connection's outgoing frames, in the order they were pushed.
#[derive(Debug)]
pub struct Queue {
    waiting: Mutex<Waiting>,
    changed: Notify,
    limit: usize,
}

#[derive(Debug, Default)]
struct Waiting {
    frames: VecDeque<Frame>,
    /// What was pushed since [`Queue::hold`]; `None` when nothing is held.
    held: Option<Vec<Frame>>,
    /// Of both.
    bytes: usize,
    close: Option<Close>,
    /// Whether the connection ends without regard to what is being sent.
    is_cut: bool,
}

impl Waiting {
    fn cut(close: Close) -> Self {
        Self { close: Some(close), is_cut: true, ..Self::default() }
    }
}

/// Bytes that are handed out at once. Enough to fill a TCP segment some fifty times over, and small beside the
/// queue, since what is handed out no longer counts against its limit.
const BATCH_BYTES: usize = 64 * 1024;

impl Queue {
    /// An empty queue that holds at most `limit` bytes.
    pub fn new(limit: usize) -> Self {
        Self { waiting: Mutex::default(), changed: Notify::new(), limit }
    }

    /// Adds a frame. Hints are left out once the queue is half full. An essential frame that no longer fits
    /// empties the queue and closes it with 4008: the client reads the rest from the store.
    pub fn push(&self, frame: Frame, importance: Importance) {
        let mut waiting = self.lock();
        if waiting.close.is_some() {
            return;
        }
        let bytes = waiting.bytes + frame.cost();
        match importance {
            Importance::Hint if bytes > self.limit / 2 => return,
            Importance::Essential if bytes > self.limit => {
                *waiting = Waiting::cut(CloseCode::TooSlow.into());
            }
            _ => {
                waiting.bytes = bytes;
                match &mut waiting.held {
                    Some(held) => held.push(frame),
                    None => waiting.frames.push_back(frame),
                }
            }
        }
        drop(waiting);
        self.changed.notify_one();
    }

    /// Holds back what is pushed from now on, so that what was missed can be put before it.
    pub fn hold(&self) {
        self.lock().held.get_or_insert_default();
    }

    /// Holds back what is there already too: all of it is newer than what was missed.
    pub fn hold_all(&self) {
        let mut waiting = self.lock();
        let before = std::mem::take(&mut waiting.frames);
        let held = waiting.held.get_or_insert_default();
        held.splice(0..0, before);
    }

    /// Puts `missed` behind what was there before [`hold`](Self::hold), and what was held behind it. Some of that `missed`
    /// may say too: leaving it out here would lose answers.
    pub fn release(&self, missed: Vec<Frame>) {
        let mut waiting = self.lock();
        let held = waiting.held.take().unwrap_or_default();
        if waiting.close.is_some() {
            return;
        }
        waiting.bytes += missed.iter().map(Frame::cost).sum::<usize>();
        waiting.frames.extend(missed);
        waiting.frames.extend(held);
        if waiting.bytes > self.limit {
            *waiting = Waiting::cut(CloseCode::TooSlow.into());
        }
        drop(waiting);
        self.changed.notify_one();
    }

    /// Ends the queue: what waits is still handed out, nothing is added any more. Only the first call counts.
    pub fn close(&self, close: Close) {
        self.lock().close.get_or_insert(close);
        self.changed.notify_one();
    }

    /// Ends the queue at once: what waits is dropped, nothing is added any more, and what is being sent is not waited for.
    pub fn cut(&self, close: Close) {
        *self.lock() = Waiting::cut(close);
        self.changed.notify_one();
    }

    /// Whether it was ended at once.
    pub fn is_cut(&self) -> bool {
        self.lock().is_cut
    }

    /// Waits until there is something to send and appends it to `batch`, some 64 KiB at most. Answers the close
    /// once everything before it was handed out. One task at a time may wait; it may give up and call again.
    pub async fn next(&self, batch: &mut Vec<Frame>) -> Option<Close> {
        loop {
            let woken = self.changed.notified();
            let close = self.take(batch);
            if close.is_some() || !batch.is_empty() {
                return close;
            }
            woken.await;
        }
    }

    /// Waits until the connection has to end without regard to what is being sent, and answers why.
    pub async fn overflowed(&self) -> Close {
        loop {
            let cut =
                Some(self.lock()).filter(|waiting| waiting.is_cut).and_then(|waiting| waiting.close.clone());
            if let Some(close) = cut {
                // The one who waits for `next` needs this wake-up too.
                self.changed.notify_one();
                return close;
            }
            self.changed.notified().await;
        }
    }

    /// Appends what is there to send to `batch`, as [`next`](Self::next) does, without waiting for it. Answers the close
    /// when there was nothing left to move.
    pub fn take(&self, batch: &mut Vec<Frame>) -> Option<Close> {
        let mut waiting = self.lock();
        let mut bytes = 0;
        while bytes < BATCH_BYTES
            && let Some(frame) = waiting.frames.pop_front()
        {
            bytes += frame.cost();
            batch.push(frame);
        }
        waiting.bytes -= bytes;
        if waiting.frames.is_empty() {
            // A burst should not leave its buffer behind for the rest of a quiet connection's life.
            waiting.frames = VecDeque::new();
        }
        if bytes == 0 { waiting.close.clone() } else { None }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use webchat_protocol::{ConversationId, Event, Seq};

    fn pong() -> Frame {
        Frame::encode(&Event::Pong)
    }

    async fn drain(queue: &Queue) -> (usize, Option<Close>) {
        let mut batch = Vec::new();
        let close = queue.next(&mut batch).await;
        (batch.len(), close)
    }

    #[tokio::test]
    async fn hands_out_in_order_and_then_closes() {
        let queue = Queue::new(10_000);
        queue.push(pong(), Importance::Essential);
        queue.push(pong(), Importance::Hint);
        queue.close(CloseCode::GoingAway.into());
        queue.push(pong(), Importance::Essential);
        assert_eq!(drain(&queue).await, (2, None));
        assert_eq!(drain(&queue).await, (0, Some(CloseCode::GoingAway.into())));
    }

    #[tokio::test]
    async fn leaves_hints_out_before_anything_else() {
        let queue = Queue::new(pong().cost() * 4);
        for _ in 0..10 {
            queue.push(pong(), Importance::Hint);
        }
        queue.push(pong(), Importance::Essential);
        assert_eq!(drain(&queue).await, (3, None), "two hints fill half, the essential one still fits");
    }

    #[tokio::test]
    async fn a_full_queue_is_dropped_and_closed_as_too_slow() {
        let queue = Queue::new(pong().cost() * 2);
        for _ in 0..3 {
            queue.push(pong(), Importance::Essential);
        }
        queue.overflowed().await;
        assert_eq!(drain(&queue).await, (0, Some(CloseCode::TooSlow.into())));
    }

    fn said(seq: u64) -> Frame {
        Frame::encode(&Event::Changes {
            conversation_id: ConversationId::general(),
            after: Seq(0),
            reset: false,
            messages: Vec::new(),
            seq: Seq(seq),
            head: Seq(seq),
            id: None,
        })
    }

    #[tokio::test]
    async fn what_was_missed_comes_before_what_is_new() {
        let queue = Queue::new(10_000);
        queue.push(pong(), Importance::Essential);
        queue.hold();
        queue.push(said(6), Importance::Essential);
        queue.push(pong(), Importance::Essential);
        queue.release(vec![said(5)]);
        queue.push(said(7), Importance::Essential);
        let mut batch = Vec::new();
        queue.next(&mut batch).await;
        assert_eq!(batch, [pong(), said(5), said(6), pong(), said(7)]);
        assert_eq!(queue.lock().bytes, 0);
    }

    #[tokio::test]
    async fn what_is_held_counts_against_the_limit() {
        let queue = Queue::new(pong().cost() * 2);
        queue.hold();
        for _ in 0..3 {
            queue.push(pong(), Importance::Essential);
        }
        queue.release(vec![pong()]);
        assert_eq!(drain(&queue).await, (0, Some(CloseCode::TooSlow.into())));
    }

    #[tokio::test]
    async fn never_hands_out_much_more_than_a_batch() {
        let queue = Queue::new(10 * BATCH_BYTES);
        let count = 2 * BATCH_BYTES / pong().cost();
        for _ in 0..count {
            queue.push(pong(), Importance::Essential);
        }
        let (first, _) = drain(&queue).await;
        assert!(first < count && first * pong().cost() < BATCH_BYTES + pong().cost());
        let (second, _) = drain(&queue).await;
        assert_eq!(first + second, count);
    }
}
