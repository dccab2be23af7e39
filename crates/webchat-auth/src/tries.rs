//! How often one may try. What is counted are tries, not failures: whoever tries many at once would else be told too late.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;

use webchat_core::Clock;
use webchat_core::rate::Rate;
use webchat_protocol::UserId;

use crate::address::Address;
use crate::{AccountLimits, Pace, Refused};

/// The paces that are watched.
pub(crate) struct Tries {
    from_address: Option<Rate<Address>>,
    for_name_from_address: Option<Rate<(Box<str>, Address)>>,
    for_name: Option<Rate<Box<str>>>,
    sign_ups: Option<Rate<Address>>,
}

impl Tries {
    pub(crate) fn new(limits: &AccountLimits, clock: &Arc<dyn Clock>) -> Self {
        let tracked = limits.tracked;
        Self {
            from_address: rate(limits.tries_from_address, tracked, clock),
            for_name_from_address: rate(limits.tries_for_name_from_address, tracked, clock),
            for_name: rate(limits.tries_for_name, tracked, clock),
            sign_ups: rate(limits.sign_ups_from_address, tracked, clock),
        }
    }

    /// Counts a try of a password. The address is looked at first and the name last: an address that tries too often
    /// takes nothing of what a name's owner has left. A name that nobody has counts like any other.
    pub(crate) fn check_password(&self, from: IpAddr, user: &UserId) -> Result<(), Refused> {
        let address = Address::from(from);
        let name: Box<str> = user.as_str().to_ascii_lowercase().into();
        check(self.from_address.as_ref(), &address)?;
        check(self.for_name_from_address.as_ref(), &(name.clone(), address))?;
        check(self.for_name.as_ref(), &name)
    }

    /// Counts a look at a link.
    pub(crate) fn check_link(&self, from: IpAddr) -> Result<(), Refused> {
        check(self.from_address.as_ref(), &Address::from(from))
    }

    /// Counts somebody who wants an account.
    pub(crate) fn check_sign_up(&self, from: IpAddr) -> Result<(), Refused> {
        check(self.sign_ups.as_ref(), &Address::from(from))
    }

    /// Forgets who has been quiet for long enough.
    pub(crate) fn sweep(&self) {
        self.from_address.iter().chain(&self.sign_ups).for_each(Rate::sweep);
        self.for_name_from_address.iter().for_each(Rate::sweep);
        self.for_name.iter().for_each(Rate::sweep);
    }
}

fn rate<K: Clone + Eq + std::hash::Hash>(
    pace: Pace,
    tracked: usize,
    clock: &Arc<dyn Clock>,
) -> Option<Rate<K>> {
    Rate::new(pace.every, NonZeroU32::new(pace.burst)?, tracked, clock)
}

fn check<K: Clone + Eq + std::hash::Hash>(rate: Option<&Rate<K>>, key: &K) -> Result<(), Refused> {
    rate.map_or(Ok(()), |rate| rate.check(key)).map_err(|too_fast| Refused::TooFast(too_fast.wait()))
}
