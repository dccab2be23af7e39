//! What happens to one connection, to the byte: drawn from the seed, one thing after the other as long as it lives.

use std::time::Duration;

use fastrand::Rng;

use crate::record::Fault;

/// Which way bytes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To the server.
    Up,
    /// To the client.
    Down,
}

/// The next thing that is going to happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blow {
    /// What, if anything.
    pub fault: Option<Fault>,
    /// After how many bytes in its direction.
    pub after: usize,
    /// In which direction.
    pub direction: Direction,
    /// For how long.
    pub lasts: Duration,
    /// Whether a cut is a reset rather than an end in good order.
    pub is_harsh: bool,
}

/// In a hundred times, how often something happens at all.
const TROUBLED: u32 = 75;

/// Bytes that pass before it happens, as powers of two: some connections are cut in their handshake, some after a few
/// hundred events.
const EARLIEST_BITS: f64 = 5.0;
const LATEST_BITS: f64 = 17.0;

/// How long a stall lasts, in milliseconds; shorter and longer than what clients and server put up with.
const STALL_MS: std::ops::Range<u64> = 50..3_500;

/// A trickle: so many bytes at once, with this pause between, for so many bytes in all.
const DROP: usize = 7;
const BETWEEN_DROPS: Duration = Duration::from_millis(5);
const TRICKLE: usize = 400;

/// A delay is a fraction of what a stall lasts, for every piece, for so many pieces.
const DELAY_PARTS: u32 = 16;
const PIECES: usize = 30;

impl Blow {
    fn draw(rng: &mut Rng, may: &[Fault]) -> Self {
        let troubled = rng.u32(0..100) < TROUBLED;
        let weighted: Vec<_> =
            may.iter().flat_map(|fault| std::iter::repeat_n(*fault, weight(*fault))).collect();
        let fault = rng.choice(weighted).filter(|_| troubled);
        // As many between 32 and 64 bytes as between 64 and 128 KiB.
        let bits = EARLIEST_BITS + rng.f64() * (LATEST_BITS - EARLIEST_BITS);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 32 and 131,072")]
        let after = bits.exp2() as usize;
        let direction = if rng.bool() { Direction::Up } else { Direction::Down };
        let lasts = Duration::from_millis(rng.u64(STALL_MS));
        Self { fault, after, direction, lasts, is_harsh: rng.bool() }
    }
}

/// A device that stands still for long learns little: what costs time is rarer than what costs the connection.
fn weight(fault: Fault) -> usize {
    match fault {
        Fault::Cut => 5,
        Fault::Trickle => 2,
        _ => 1,
    }
}

/// What to do with the bytes at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Pass so many on.
    Pass(usize),
    /// Wait so long, then ask again. The first wait of a blow says which one it is.
    Wait(Duration, Option<Blow>),
    /// End the connection.
    Cut(Blow),
    /// Pass nothing any more, and say nothing.
    Fall(Blow),
}

/// The fate of one connection.
#[derive(Debug)]
pub struct Fate {
    rng: Rng,
    may: Vec<Fault>,
    blow: Blow,
    /// Bytes that passed in the blow's direction since it was drawn.
    passed: usize,
    /// Waits of this blow.
    waits: usize,
    has_waited: bool,
}

impl Fate {
    /// For a new connection; only faults that `may` happen do.
    pub fn new(seed: u64, may: Vec<Fault>) -> Self {
        let mut rng = Rng::with_seed(seed);
        let blow = Blow::draw(&mut rng, &may);
        Self { rng, may, blow, passed: 0, waits: 0, has_waited: false }
    }

    /// What to do when `ready` bytes are there to go in a direction.
    pub fn next(&mut self, direction: Direction, ready: usize) -> Step {
        let Blow { fault, after, lasts, .. } = self.blow;
        let falls = fault == Some(Fault::HalfOpen) && self.passed >= after;
        if direction != self.blow.direction && !falls {
            return Step::Pass(ready);
        }
        if self.passed < after {
            return self.pass(ready.min(after - self.passed));
        }
        match fault {
            Some(Fault::Cut) => Step::Cut(self.blow.clone()),
            Some(Fault::HalfOpen) => Step::Fall(self.blow.clone()),
            Some(Fault::Stall) if self.waits == 0 => self.wait(lasts),
            Some(Fault::Trickle) if self.passed < after + TRICKLE => {
                self.in_turn(ready.min(DROP), BETWEEN_DROPS)
            }
            Some(Fault::Delay) if self.waits < PIECES => self.in_turn(ready, lasts / DELAY_PARTS),
            _ => {
                self.blow = Blow::draw(&mut self.rng, &self.may);
                (self.passed, self.waits, self.has_waited) = (0, 0, false);
                Step::Pass(ready)
            }
        }
    }

    fn pass(&mut self, bytes: usize) -> Step {
        self.passed += bytes;
        self.has_waited = false;
        Step::Pass(bytes)
    }

    fn wait(&mut self, lasts: Duration) -> Step {
        self.waits += 1;
        self.has_waited = true;
        Step::Wait(lasts, (self.waits == 1).then(|| self.blow.clone()))
    }

    fn in_turn(&mut self, bytes: usize, pause: Duration) -> Step {
        if self.has_waited { self.pass(bytes) } else { self.wait(pause) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn fate(fault: Fault, after: usize) -> Fate {
        let mut fate = Fate::new(7, vec![]);
        fate.blow =
            Blow { fault: Some(fault), after, direction: Direction::Down, lasts: SECOND, is_harsh: false };
        fate
    }

    #[test]
    fn a_cut_is_at_the_byte_and_in_its_direction() {
        let mut fate = fate(Fault::Cut, 10);
        assert_eq!(fate.next(Direction::Down, 7), Step::Pass(7));
        assert_eq!(fate.next(Direction::Up, 99), Step::Pass(99));
        assert_eq!(fate.next(Direction::Down, 7), Step::Pass(3));
        assert!(matches!(fate.next(Direction::Down, 4), Step::Cut(_)));
    }

    #[test]
    fn a_connection_that_is_half_open_is_dead_both_ways() {
        let mut fate = fate(Fault::HalfOpen, 10);
        assert_eq!(fate.next(Direction::Down, 10), Step::Pass(10));
        assert!(matches!(fate.next(Direction::Up, 4), Step::Fall(_)));
    }

    #[test]
    fn a_stall_happens_once_and_then_something_else() {
        let mut fate = fate(Fault::Stall, 10);
        assert_eq!(fate.next(Direction::Down, 20), Step::Pass(10));
        assert!(matches!(fate.next(Direction::Down, 10), Step::Wait(SECOND, Some(_))));
        assert_eq!(fate.next(Direction::Down, 10), Step::Pass(10));
        assert_ne!(fate.blow.fault, Some(Fault::Stall), "nothing may happen any more");
    }

    #[test]
    fn a_trickle_comes_in_drops() {
        let mut fate = fate(Fault::Trickle, 0);
        assert!(matches!(fate.next(Direction::Down, 20), Step::Wait(BETWEEN_DROPS, Some(_))));
        assert_eq!(fate.next(Direction::Down, 20), Step::Pass(DROP));
        assert_eq!(fate.next(Direction::Down, 13), Step::Wait(BETWEEN_DROPS, None));
    }

    #[test]
    fn the_same_seed_is_the_same_fate_and_everything_comes_up() {
        let may = [Fault::Cut, Fault::Stall, Fault::HalfOpen];
        let blows = |seed| {
            let mut rng = Rng::with_seed(seed);
            (0..200).map(|_| Blow::draw(&mut rng, &may)).collect::<Vec<_>>()
        };
        assert_eq!(blows(7), blows(7));
        assert_ne!(blows(7), blows(8));
        assert!(may.iter().all(|fault| blows(7).iter().any(|blow| blow.fault == Some(*fault))));
        assert!(blows(7).iter().any(|blow| blow.fault.is_none()));
    }
}
