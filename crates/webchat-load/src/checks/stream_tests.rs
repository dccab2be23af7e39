use super::*;
use crate::checks::hand_made::{
    GENERAL, Run, asked, changed, closed, confirmed, got_changes, live, missed, missed_part, opened,
    opened_foreign, opened_without, reset, sight, wants_changes,
};

fn run() -> Run<Streams> {
    let mut run = Run::of(Streams::default());
    run.note("ada/1", opened(1, 4));
    run.note("ada/1", confirmed(1, "e"));
    run
}

#[test]
fn what_was_missed_and_then_what_is_new_without_a_hole() {
    let mut run = run();
    run.note("ada/1", missed(1, 4, &[sight(5, "m-5"), sight(6, "m-6")], 6));
    run.note("ada/1", live(1, sight(7, "m-7")));
    run.note("ada/1", live(1, changed(5, 8, "m-5")));
    run.head(GENERAL, 8);
    assert_eq!((run.broken(), run.waits_for()), (vec![], None));
}

#[test]
fn hearing_something_twice_is_allowed() {
    let mut run = run();
    run.note("ada/1", missed(1, 4, &[sight(5, "m-5"), sight(6, "m-6")], 6));
    run.note("ada/1", live(1, sight(6, "m-6")));
    run.note("ada/1", live(1, sight(7, "m-7")));
    assert_eq!(run.broken(), []);
}

#[test]
fn what_was_missed_may_come_after_what_is_new_if_that_was_next() {
    let mut run = run();
    run.note("ada/1", live(1, sight(5, "m-5")));
    run.note("ada/1", missed(1, 4, &[sight(5, "m-5"), sight(6, "m-6")], 6));
    run.note("ada/1", live(1, sight(7, "m-7")));
    assert_eq!(run.broken(), []);
}

#[test]
fn what_a_connection_hears_that_is_nobodys_yet_does_not_count() {
    let mut run = Run::of(Streams::default());
    run.note("ada/1", opened(1, 4));
    run.note("ada/1", live(1, sight(9, "m-9")));
    run.note("ada/1", confirmed(1, "e"));
    run.note("ada/1", live(1, sight(5, "m-5")));
    assert_eq!(run.broken(), []);
}

#[test]
fn passing_a_place_over_is_not() {
    let mut run = run();
    run.note("ada/1", live(1, sight(6, "m-6")));
    assert_eq!(run.broken(), [Promise::Stream]);
}

#[test]
fn what_was_missed_has_to_begin_where_the_connection_stands_or_before() {
    let mut run = run();
    run.note("ada/1", missed(1, 3, &[sight(4, "m-4"), sight(5, "m-5")], 5));
    assert_eq!(run.broken(), []);
    run.note("ada/1", missed(1, 6, &[sight(7, "m-7")], 7));
    assert_eq!(run.broken(), [Promise::Stream]);
}

#[test]
fn an_answer_has_to_begin_where_it_was_asked_for() {
    let mut run = run();
    run.note("ada/1", wants_changes("c-1", 4));
    run.note("ada/1", asked(1, "c-1", 3, &[sight(5, "m-5")], 5));
    assert_eq!(run.broken(), [Promise::Stream]);
}

#[test]
fn so_does_the_answer_to_a_request() {
    let mut run = run();
    run.note("ada/1", wants_changes("c-1", 4));
    run.note("ada/1", got_changes("c-1", 4, &[sight(5, "m-5")], 5));
    assert_eq!(run.broken(), []);
    run.note("ada/1", wants_changes("c-2", 4));
    run.note("ada/1", got_changes("c-2", 5, &[], 5));
    assert_eq!(run.broken(), [Promise::Stream]);
}

#[test]
fn a_hole_between_what_was_missed_and_what_is_new_is_one() {
    let mut run = run();
    run.note("ada/1", missed(1, 4, &[sight(5, "m-5")], 5));
    run.note("ada/1", live(1, sight(7, "m-7")));
    assert_eq!(run.broken(), [Promise::Stream]);
}

#[test]
fn what_the_delta_leaves_out_is_found_when_somebody_else_saw_it() {
    let mut run = run();
    run.note("ben/1", opened(2, 4));
    run.note("ben/1", confirmed(2, "e"));
    run.note("ben/1", live(2, sight(5, "m-5")));
    run.note("ada/1", missed(1, 4, &[sight(6, "m-6")], 6));
    assert_eq!(run.broken(), [Promise::Stream]);
}

#[test]
fn a_place_of_a_message_that_changed_later_is_not_left_out() {
    let mut run = run();
    run.note("ben/1", opened(2, 4));
    run.note("ben/1", confirmed(2, "e"));
    run.note("ben/1", live(2, sight(5, "m-5")));
    run.note("ada/1", missed(1, 4, &[sight(6, "m-6"), changed(5, 7, "m-5")], 7));
    assert_eq!(run.broken(), []);
}

#[test]
fn the_last_event_has_to_come_too() {
    let mut run = run();
    run.note("ada/1", live(1, sight(5, "m-5")));
    run.head(GENERAL, 6);
    assert_eq!(run.waits_for(), Some(Promise::Stream));
    run.note("ada/1", closed(1));
    assert_eq!(run.waits_for(), None, "whoever is gone is told when they come back");
}

#[test]
fn what_the_client_asked_for_itself_does_not_hide_that_it_was_not_told() {
    let mut run = run();
    run.note("ada/1", wants_changes("c-1", 4));
    run.note("ada/1", asked(1, "c-1", 4, &[sight(5, "m-5"), sight(6, "m-6")], 6));
    run.head(GENERAL, 6);
    assert_eq!(run.waits_for(), Some(Promise::Stream));
}

#[test]
fn a_long_absence_is_told_in_parts_and_goes_on_behind_the_head() {
    let mut run = run();
    run.note("ada/1", missed_part(1, 4, &[sight(5, "m-5")], (5, 6)));
    run.note("ada/1", live(1, sight(7, "m-7")));
    assert_eq!(run.broken(), []);
    run.note("ada/1", live(1, sight(9, "m-9")));
    assert_eq!(run.broken(), [Promise::Stream]);
}

#[test]
fn who_comes_from_another_history_is_told_to_begin_afresh() {
    let mut run = Run::of(Streams::default());
    run.note("ben/1", confirmed(9, "e"));
    run.note("ada/1", opened_foreign(1, 4));
    run.note("ada/1", confirmed(1, "e"));
    run.head(GENERAL, 2);
    assert_eq!(run.waits_for(), Some(Promise::Stream));
    run.note("ada/1", reset(1, 4, 2));
    assert_eq!((run.waits_for(), run.broken()), (None, vec![]));
    run.note("ben/1", opened_foreign(2, 4));
    run.note("ben/1", confirmed(2, "e"));
    run.note("ben/1", live(2, sight(3, "m-3")));
    assert_eq!(run.broken(), [Promise::Stream]);
}

#[test]
fn without_a_cursor_places_are_counted_from_the_first_news_on() {
    let of_cleo =
        |seq: u64, name: &str| Sight { sender: crate::checks::hand_made::user("cleo"), ..sight(seq, name) };
    let mut run = Run::of(Streams::default());
    run.note("ben/1", opened(2, 4));
    run.note("ben/1", confirmed(2, "e"));
    run.note("ben/1", live(2, of_cleo(5, "m-5")));
    run.note("ada/1", opened_without(1));
    run.note("ada/1", confirmed(1, "e"));
    // Hers, sent again; and somebody else's from before, to which she reacted again.
    run.note("ada/1", live(1, sight(3, "m-3")));
    run.note("ada/1", live(1, of_cleo(5, "m-5")));
    run.note("ada/1", live(1, of_cleo(9, "m-9")));
    assert_eq!(run.broken(), []);
    run.note("ada/1", live(1, of_cleo(11, "m-11")));
    assert_eq!(run.broken(), [Promise::Stream]);
}

#[test]
fn what_was_heard_before_an_answer_that_is_older_counts() {
    let mut run = Run::of(Streams::default());
    run.note("ada/1", opened_without(1));
    run.note("ada/1", confirmed(1, "e"));
    run.note("ada/1", wants_changes("c-1", 0));
    run.note("ada/1", live(1, sight(5, "m-5")));
    run.note("ada/1", asked(1, "c-1", 0, &[sight(3, "m-3"), sight(4, "m-4")], 4));
    run.note("ada/1", live(1, sight(6, "m-6")));
    assert_eq!(run.broken(), []);
    run.note("ada/1", live(1, sight(8, "m-8")));
    assert_eq!(run.broken(), [Promise::Stream]);
}
