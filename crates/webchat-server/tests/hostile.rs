//! Everything that the fuzz targets keep in their corpus, tried again.

use webchat_testkit::hostile::{corpus, request, socket};

#[test]
fn every_text_is_a_command_or_is_refused() {
    let tried = corpus("request", |bytes| {
        if let Ok(text) = std::str::from_utf8(bytes) {
            request(text);
        }
    });
    assert!(tried >= 50, "only {tried} texts are in the corpus");
}

#[test]
fn whatever_comes_over_a_socket_it_is_answered_in_frames_and_ends() {
    let tried = corpus("socket", socket);
    assert!(tried >= 20, "only {tried} streams are in the corpus");
}
