//! What users feel like doing, and when. It follows from the seed alone; which message it falls on depends on what the
//! device shows at that moment.

use std::time::Duration;

use fastrand::Rng;
use webchat_protocol::ConversationId;

/// Something that a device is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// Say something.
    Send(ConversationId),
    /// Say a lot to everybody at once, so that whoever reads slowly falls behind.
    Burst,
    /// Give a message of one's own another text.
    Edit,
    /// Put an emoji under a message or take it away.
    React,
    /// Delete a message of one's own.
    Delete,
    /// Read on.
    Read(ConversationId),
    /// Be typing.
    Typing(ConversationId),
}

/// In a hundred wishes: how many of each.
const SEND: u32 = 56;
const EDIT: u32 = 12;
const REACT: u32 = 15;
const DELETE: u32 = 4;
const READ: u32 = 9;

/// One in so many wishes is a burst.
const BURSTS: u32 = 800;

/// One in so many messages goes to everybody. Each is told to every device, so more would be about little else.
const TO_GENERAL: u32 = 5;

/// A user's mind.
#[derive(Debug)]
pub struct Wishes {
    rng: Rng,
    rate: f64,
    general: ConversationId,
    direct: Vec<ConversationId>,
}

impl Wishes {
    /// For a user with these direct conversations, who does `rate` things per second.
    pub fn new(seed: u64, rate: f64, direct: Vec<ConversationId>) -> Self {
        Self { rng: Rng::with_seed(seed), rate, general: ConversationId::general(), direct }
    }

    /// The next one: after how long, by which of `devices`, and what.
    pub fn next(&mut self, devices: usize) -> (Duration, usize, Wish) {
        // Between two things that happen by chance.
        let pause = -(1.0 - self.rng.f64()).ln() / self.rate;
        (Duration::from_secs_f64(pause.min(5.0)), self.rng.usize(0..devices.max(1)), self.wish())
    }

    fn wish(&mut self) -> Wish {
        let conversation = self.conversation();
        if self.rng.u32(0..BURSTS) == 0 {
            return Wish::Burst;
        }
        match self.rng.u32(0..100) {
            n if n < SEND => Wish::Send(conversation),
            n if n < SEND + EDIT => Wish::Edit,
            n if n < SEND + EDIT + REACT => Wish::React,
            n if n < SEND + EDIT + REACT + DELETE => Wish::Delete,
            n if n < SEND + EDIT + REACT + DELETE + READ => Wish::Read(conversation),
            _ => Wish::Typing(conversation),
        }
    }

    fn conversation(&mut self) -> ConversationId {
        let direct = self.rng.choice(&self.direct).cloned();
        if self.rng.u32(0..TO_GENERAL) == 0 {
            self.general.clone()
        } else {
            direct.unwrap_or_else(|| self.general.clone())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_is_the_same_mind() {
        let direct = vec![ConversationId::new("ada~ben").unwrap()];
        let mut one = Wishes::new(7, 5.0, direct.clone());
        let mut other = Wishes::new(7, 5.0, direct);
        for _ in 0..100 {
            assert_eq!(one.next(3), other.next(3));
        }
    }
}
