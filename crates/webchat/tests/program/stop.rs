use webchat_testkit::Program;

use crate::WEBCHAT;

#[tokio::test]
async fn a_signal_closes_sockets_with_1001_and_the_program_succeeds() {
    for signal in ["TERM", "INT"] {
        let folder = tempfile::tempdir().unwrap();
        let program = Program::start(WEBCHAT, folder.path());
        let mut alice = program.connect().await;
        alice.register("alice").await;
        program.signal(signal);
        let (code, reason) = alice.closed().await;
        assert_eq!(code, 1001);
        assert!(reason.starts_with("retry-after-ms="), "{reason}");
        assert!(program.ended().await.success(), "SIG{signal} is a normal end");
    }
}

#[tokio::test]
async fn a_client_that_does_not_read_delays_the_end_by_no_more_than_ten_seconds() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(WEBCHAT, folder.path());
    let _deaf = webchat_testkit::RawSocket::connect(program.address()).await;
    program.signal("TERM");
    assert!(program.ended().await.success());
}
