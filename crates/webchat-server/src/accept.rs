//! Takes TCP connections and speaks HTTP/1.1 on them.

mod write_within;

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::Service;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use rustix::net::sockopt::set_socket_send_buffer_size;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use webchat_protocol::Limits;

use write_within::WriteWithin;

/// A client that has not sent its request line and headers by then is not going to.
const HEADERS_WITHIN: Duration = Duration::from_secs(10);
/// Plain requests under way beside the live sockets: browsers keep up to six connections open to a server.
const REQUESTS: usize = 4_096;
/// When accepting fails, most often for want of file descriptors, wait for some to be freed.
const AFTER_FAILURE: Duration = Duration::from_millis(100);

/// Where a connection comes from. Each of its requests carries it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// The routes, for the requests of one connection.
struct Named {
    routes: Routes,
    peer: Peer,
}

type Routes = TowerToHyperService<Router>;

impl Service<Request<Incoming>> for Named {
    type Response = <Routes as Service<Request<Incoming>>>::Response;
    type Error = <Routes as Service<Request<Incoming>>>::Error;
    type Future = <Routes as Service<Request<Incoming>>>::Future;

    fn call(&self, mut request: Request<Incoming>) -> Self::Future {
        request.extensions_mut().insert(self.peer);
        self.routes.call(request)
    }
}

pub(crate) struct Accept {
    routes: Router,
    requests: TaskTracker,
    stopping: CancellationToken,
    places: Arc<Semaphore>,
    write_within: Duration,
    socket_bytes: usize,
}

impl Accept {
    pub(crate) fn new(
        routes: Router,
        requests: TaskTracker,
        stopping: CancellationToken,
        limits: &Limits,
    ) -> Self {
        let places = Arc::new(Semaphore::new(limits.connections + REQUESTS));
        let write_within = Duration::from_millis(limits.write_ms);
        Self { routes, requests, stopping, places, write_within, socket_bytes: limits.socket_bytes }
    }

    /// Accepts on all listeners until what it returns is dropped.
    pub(crate) fn run_all(self, listeners: Vec<TcpListener>) -> JoinSet<()> {
        let accept = Arc::new(self);
        let mut accepting = JoinSet::new();
        for listener in listeners {
            let accept = accept.clone();
            accepting.spawn(async move { accept.run(listener).await });
        }
        accepting
    }

    /// Past the limit new connections wait in the system's own queue.
    async fn run(&self, listener: TcpListener) {
        loop {
            let Ok(place) = self.places.clone().acquire_owned().await else { return };
            match listener.accept().await {
                Ok((stream, peer)) => self.speak(stream, Peer(peer.ip().to_canonical()), place),
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(AFTER_FAILURE).await;
                }
            }
        }
    }

    fn speak(&self, stream: TcpStream, peer: Peer, place: OwnedSemaphorePermit) {
        // Frames are small and flushed when complete: waiting for more (Nagle) would only delay them.
        drop(stream.set_nodelay(true));
        let _ = set_socket_send_buffer_size(&stream, self.socket_bytes);
        let service = Named { routes: TowerToHyperService::new(self.routes.clone()), peer };
        let stopping = self.stopping.clone();
        let stream = WriteWithin::new(stream, self.write_within);
        self.requests.spawn(async move {
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEADERS_WITHIN)
                .serve_connection(TokioIo::new(stream), service)
                .with_upgrades();
            tokio::pin!(connection);
            let outcome = tokio::select! {
                outcome = connection.as_mut() => outcome,
                () = stopping.cancelled() => {
                    connection.as_mut().graceful_shutdown();
                    connection.await
                }
            };
            if let Err(error) = outcome {
                tracing::debug!(%error, "a connection ended early");
            }
            drop(place);
        });
    }
}
