//! The contract that every backend's `Accounts` must keep: one function per rule, named by the sentence that it proves.
//!
//! A backend runs them all, each as a test of its own on a fresh store:
//! ```text
//! webchat_testkit::accounts_contract!(fresh());
//! ```
//! where the expression makes a pair: an `Arc<dyn Backend>`, and whatever has to live as long as it.

#![allow(missing_docs, reason = "the names are the sentences")]
#![allow(clippy::unwrap_used, clippy::missing_panics_doc, reason = "a rule that is broken panics")]

pub mod creating;
pub mod governing;
pub mod linking;
pub mod passwords;
pub mod recording;
pub mod visiting;
pub mod words;

/// Makes one `#[tokio::test]` per rule of the contract. The caller needs `tokio` with `macros` and
/// `rt-multi-thread`.
#[macro_export]
macro_rules! accounts_contract {
    ($fresh:expr) => {
        $crate::accounts_contract! { @each $fresh;
            creating: an_account_is_there_once_it_was_created,
            creating: nobody_has_an_account_who_has_not_got_one,
            creating: whoever_gets_an_account_is_a_user_who_has_read_general,
            creating: an_id_is_given_once,
            creating: ids_that_differ_in_case_only_are_one_account,
            creating: the_same_id_asked_for_by_many_at_once_is_given_to_one,
            creating: who_was_here_before_is_not_taken_over_by_a_newcomer,
            creating: an_invitation_lets_in_as_many_as_it_is_for,
            creating: the_last_use_of_a_link_is_one_persons_however_many_come_at_once,
            creating: a_link_that_is_not_open_lets_nobody_in,
            creating: a_refused_account_leaves_its_link_as_it_was,
            creating: whether_an_id_is_taken_is_told_to_those_with_a_link_only,
            creating: the_link_for_an_administrator_makes_the_first_one,
            creating: the_link_for_an_administrator_does_nothing_while_there_is_one,
            creating: an_invitation_makes_no_administrator_and_the_other_link_no_ordinary_user,
            governing: accounts_are_listed_by_their_ids_a_page_at_a_time,
            governing: an_account_shows_its_users_name_and_when_they_were_seen,
            governing: an_administrator_is_made_and_unmade,
            governing: somebody_is_left_who_can_administer,
            governing: two_administrators_who_unmake_each_other_at_once_leave_one,
            governing: a_suspended_user_loses_every_session_and_keeps_the_account,
            governing: who_is_suspended_again_is_so_since_the_first_time,
            governing: who_is_let_in_again_starts_without_a_session,
            passwords: who_knew_the_old_password_sets_another_and_signs_out_other_browsers,
            passwords: of_two_who_change_the_same_old_password_one_does,
            passwords: a_link_sets_a_password_once_and_closes_every_session,
            passwords: a_link_sets_the_password_of_its_own_user_only_while_it_is_open,
            passwords: the_last_link_for_a_password_is_the_one_that_works,
            passwords: a_suspended_user_sets_no_password,
            visiting: a_session_is_found_by_its_secret_with_its_account,
            visiting: a_session_ends_when_it_expires,
            visiting: a_session_that_is_used_lasts_longer,
            visiting: what_lasts_for_ever_goes_on_to,
            visiting: sessions_are_listed_those_used_last_first,
            visiting: the_browser_used_longest_ago_makes_room_for_another,
            visiting: an_expired_session_takes_no_room,
            visiting: a_program_makes_no_room_for_another,
            visiting: a_session_needs_an_account_and_the_password_that_is_in_force,
            visiting: a_session_is_closed_by_its_user_only,
            visiting: sessions_are_closed_by_kind_and_but_for_one,
            visiting: sessions_that_ended_long_ago_are_forgotten,
            linking: a_link_is_found_by_its_secret,
            linking: links_are_listed_those_made_last_first,
            linking: an_invitation_may_be_accepted_by_those_who_have_an_account,
            linking: only_an_open_invitation_is_accepted,
            linking: a_revoked_link_stays_so_wherever_the_clock_goes,
            linking: what_has_ended_by_itself_can_not_be_revoked,
            linking: the_last_link_for_an_administrator_is_the_one_that_works,
            linking: as_many_invitations_are_open_as_may_be,
            linking: a_link_for_a_password_needs_an_account,
            linking: links_that_ended_long_ago_are_forgotten,
            recording: what_was_done_is_read_newest_first,
            recording: the_log_is_read_a_page_at_a_time,
            recording: old_entries_are_forgotten_and_numbers_go_on,
        }
    };
    (@each $fresh:expr; $($part:ident: $rule:ident,)*) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $rule() {
            let (store, _kept) = $fresh;
            $crate::accounts_contract::$part::$rule(&store).await;
        }
    )*};
}

#[cfg(test)]
mod tests {
    /// A rule that nobody runs would prove nothing.
    #[test]
    fn the_macro_lists_every_rule() {
        let list = include_str!("accounts_contract.rs");
        for (part, text) in [
            ("creating", include_str!("accounts_contract/creating.rs")),
            ("governing", include_str!("accounts_contract/governing.rs")),
            ("passwords", include_str!("accounts_contract/passwords.rs")),
            ("visiting", include_str!("accounts_contract/visiting.rs")),
            ("linking", include_str!("accounts_contract/linking.rs")),
            ("recording", include_str!("accounts_contract/recording.rs")),
        ] {
            for line in text.lines().filter_map(|line| line.strip_prefix("pub async fn ")) {
                let rule = line.split('(').next().unwrap();
                assert!(list.contains(&format!("{part}: {rule},")), "{part}: {rule} is not in the macro");
            }
        }
    }
}
