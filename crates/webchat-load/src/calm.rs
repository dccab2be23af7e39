//! Whether everything is to rest: one says so, and everybody who acts or breaks things listens.

use tokio::sync::watch;

/// What listens.
#[derive(Debug, Clone)]
pub struct Calm(watch::Receiver<bool>);

/// Who says so.
#[derive(Debug)]
pub struct Conductor(watch::Sender<bool>);

/// At first all is calm.
pub fn begin() -> (Conductor, Calm) {
    let (sender, receiver) = watch::channel(true);
    (Conductor(sender), Calm(receiver))
}

impl Conductor {
    /// Says whether all is calm from now on.
    pub fn set(&self, is_calm: bool) {
        self.0.send_replace(is_calm);
    }
}

impl Calm {
    /// Whether all is calm now.
    pub fn is_now(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits until all is calm.
    pub async fn begins(&self) {
        self.becomes(true).await;
    }

    /// Waits until it is not.
    pub async fn ends(&self) {
        self.becomes(false).await;
    }

    /// When nobody is left to say so, whoever waits is about to be ended too.
    async fn becomes(&self, wanted: bool) {
        let has_come = self.0.clone().wait_for(|calm| *calm == wanted).await.is_ok();
        if !has_come {
            std::future::pending::<()>().await;
        }
    }
}
