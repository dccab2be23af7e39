//! A way to the server for each device: a port of its own, so that it is known whose connection something happens to.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use fastrand::Rng;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use super::fate::Fate;
use super::relay::Relay;
use crate::calm::Calm;
use crate::evidence::Evidence;
use crate::record::Fault;

/// What all gates share.
#[derive(Clone)]
pub struct Gates {
    /// Where everything is taken down.
    pub evidence: Arc<Evidence>,
    /// Where the server is.
    pub server: SocketAddr,
    /// Whether everything is to rest.
    pub calm: Calm,
    /// What may happen to connections.
    pub faults: Vec<Fault>,
}

/// One of them. Dropping it ends its connections.
pub struct Gate {
    /// Where the device connects to.
    pub address: SocketAddr,
    task: JoinHandle<()>,
}

impl Drop for Gate {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Gates {
    /// Opens a gate for a device.
    pub async fn open(&self, device: Arc<str>, seed: u64) -> std::io::Result<Gate> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let task = tokio::spawn(self.clone().accept(listener, device, Rng::with_seed(seed)));
        Ok(Gate { address, task })
    }

    async fn accept(self, listener: TcpListener, device: Arc<str>, mut rng: Rng) {
        let mut relays = JoinSet::new();
        loop {
            while relays.try_join_next().is_some() {}
            let Ok((client, _)) = listener.accept().await else { continue };
            let fate = Fate::new(rng.u64(..), self.faults.clone());
            relays.spawn(self.clone().carry(client, fate, device.clone()));
        }
    }

    async fn carry(self, client: TcpStream, fate: Fate, device: Arc<str>) {
        // A server that is down refuses; the client finds its connection closed.
        let Ok(server) = connect(self.server).await else { return };
        let Self { evidence, calm, .. } = self;
        Relay { evidence, calm, fate: fate.into(), device }.run(client, server).await;
    }
}

/// Bytes that wait in the kernel on their way from the server. Few, so that the server notices a reader that stands still.
const BUFFERED: u32 = 8 * 1024;

async fn connect(server: SocketAddr) -> std::io::Result<TcpStream> {
    let socket = if server.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    socket.set_recv_buffer_size(BUFFERED)?;
    socket.connect(server).await
}
