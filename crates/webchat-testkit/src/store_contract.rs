//! The contract that every `Store` must pass: one function per rule, named by the sentence that it proves.
//!
//! A backend runs them all, each as a test of its own on a fresh store:
//! ```text
//! webchat_testkit::store_contract!(fresh().await);
//! ```
//! where the expression makes a pair: an `Arc<dyn Store>`, and whatever has to live as long as it.

#![allow(missing_docs, reason = "the names are the sentences")]
#![allow(clippy::unwrap_used, clippy::missing_panics_doc, reason = "a rule that is broken panics")]

pub mod belonging;
mod chance;
pub mod deleting;
pub mod editing;
pub mod finding;
pub mod following;
pub mod living;
pub mod making;
pub mod mixing;
pub mod overseeing;
pub mod parting;
pub mod people;
pub mod reacting;
pub mod sending;
pub mod standing;
pub mod words;

/// Makes one `#[tokio::test]` per rule of the contract. The caller needs `tokio` with `macros` and
/// `rt-multi-thread`.
#[macro_export]
macro_rules! store_contract {
    ($fresh:expr) => {
        $crate::store_contract! { @each $fresh;
            sending: a_message_takes_the_next_seq_of_its_conversation,
            sending: each_conversation_counts_for_itself,
            sending: several_changes_are_answered_in_their_order,
            sending: a_call_without_changes_is_answered_with_nothing,
            sending: a_message_sent_again_is_the_stored_one_and_takes_no_seq,
            sending: a_message_sent_twice_in_one_call_is_stored_once,
            sending: an_id_used_for_another_conversation_is_still_the_first_message,
            sending: a_first_message_that_is_known_elsewhere_makes_no_conversation,
            sending: two_senders_may_use_the_same_id,
            sending: a_refusal_concerns_its_own_change_only,
            sending: senders_at_the_same_time_leave_no_hole,
            sending: the_same_message_sent_from_everywhere_at_once_is_stored_once,
            sending: what_was_said_comes_back_as_it_was_said,
            editing: an_edit_takes_a_seq_and_replaces_the_text,
            editing: the_text_that_a_message_has_changes_nothing,
            editing: a_message_is_edited_by_its_sender_only,
            editing: what_is_not_there_can_not_be_edited,
            editing: an_edited_message_that_is_sent_again_is_the_edited_one,
            editing: an_edited_message_keeps_its_place,
            editing: an_edited_message_is_shown_as_it_is_everywhere,
            editing: an_edit_leaves_reactions_alone,
            editing: a_tombstone_tells_nothing_of_an_edit,
            editing: an_edit_makes_nothing_unread_and_moves_no_conversation,
            editing: a_message_may_be_sent_edited_and_deleted_in_one_call,
            reacting: a_reaction_takes_a_seq_and_stands_at_the_message,
            reacting: emoji_stand_in_the_order_of_first_use_and_so_do_their_users,
            reacting: a_reaction_that_is_so_already_changes_nothing,
            reacting: the_last_reaction_with_an_emoji_takes_the_emoji_with_it,
            reacting: a_message_has_as_many_different_emoji_as_it_may,
            reacting: a_message_has_as_many_reactions_in_all_as_it_may,
            reacting: a_limit_that_was_lowered_takes_nothing_away,
            reacting: a_message_full_of_reactions_comes_back_whole,
            reacting: what_is_not_there_takes_no_reaction,
            reacting: a_deletion_takes_the_reactions_with_it,
            reacting: a_message_sent_again_is_answered_with_its_reactions,
            reacting: a_message_is_shown_with_its_reactions_everywhere,
            reacting: a_reaction_makes_nothing_unread_and_moves_no_conversation,
            reacting: reactions_at_the_same_time_all_count,
            deleting: a_deletion_takes_a_seq_and_leaves_a_tombstone,
            deleting: deleting_again_changes_nothing,
            deleting: a_message_is_deleted_by_its_sender_only,
            deleting: nobody_has_to_be_asked_if_nobody_is_named,
            deleting: what_is_not_there_can_not_be_deleted,
            deleting: a_deleted_message_that_is_sent_again_stays_deleted,
            deleting: a_message_may_be_sent_and_deleted_in_one_call,
            following: a_conversation_that_nobody_wrote_to_reads_as_empty,
            following: a_page_holds_the_newest_messages_oldest_first,
            following: pages_lead_back_to_the_first_message,
            following: a_page_shows_tombstones,
            following: changes_come_in_the_order_of_the_latest_change,
            following: changes_come_in_parts_that_leave_nothing_out,
            following: nothing_changed_after_the_head,
            following: a_page_and_its_head_are_of_one_moment,
            following: a_read_sees_what_was_answered_before_it,
            following: an_old_page_and_the_changes_since_are_the_new_page,
            living: what_a_device_knew_and_was_told_since_is_the_present_state,
            mixing: any_old_state_and_the_changes_since_are_the_present_state,
            mixing: whatever_is_changed_every_seq_is_taken_once,
            mixing: what_an_answer_shows_is_what_is_stored,
            mixing: the_notices_tell_who_is_in_a_conversation,
            finding: history_is_every_conversation_in_the_order_of_storing,
            finding: history_leaves_tombstones_out,
            finding: history_goes_on_before_a_message,
            finding: history_before_an_unknown_message_is_none,
            finding: the_newest_of_several_messages_with_an_id_is_found,
            finding: a_deleted_message_is_not_found,
            finding: the_history_of_a_user_is_that_of_their_conversations,
            finding: a_message_that_is_not_for_a_user_is_no_place_in_their_history,
            finding: a_message_of_ones_own_is_found_by_its_id,
            making: a_group_begins_with_its_owner_and_those_named,
            making: a_conversation_that_is_made_again_is_the_first_one,
            making: a_conversation_is_never_made_over_another,
            making: an_id_names_a_message_or_a_conversation,
            making: each_change_of_a_conversation_takes_a_seq_and_is_told,
            making: a_group_may_have_no_name_and_a_channel_has_one,
            making: general_is_looked_after_by_those_who_administer_the_server,
            making: a_direct_conversation_is_as_it_is,
            making: a_notice_is_read_in_its_place_and_nowhere_else,
            making: a_notice_moves_its_conversation_and_makes_nothing_unread,
            making: a_notice_stays_as_it_is,
            making: the_directory_has_public_channels_by_name,
            belonging: who_is_added_has_read_what_was_said_before,
            belonging: members_are_listed_with_role_and_time,
            belonging: anybody_comes_into_a_public_channel,
            belonging: who_is_not_in_it_changes_nothing_and_learns_nothing,
            belonging: who_was_removed_has_no_part_in_it_any_more,
            belonging: a_removal_and_what_comes_after_it_may_be_in_one_call,
            belonging: there_is_always_an_owner,
            belonging: what_the_last_member_leaves_is_archived,
            belonging: each_role_does_what_is_its_to_do,
            belonging: announcements_are_read_by_all_and_made_by_some,
            belonging: in_an_archive_one_reads_tidies_up_and_goes,
            belonging: a_conversation_takes_as_many_as_it_may,
            belonging: a_user_is_in_as_many_as_one_may,
            belonging: where_strangers_are_not_written_to_nobody_unknown_is_added,
            belonging: everybody_sees_what_is_theirs_to_see,
            belonging: some_may_be_asked_about_at_once,
            parting: a_block_parts_two_in_both_directions,
            parting: who_is_parted_is_told_of_both_sides,
            parting: as_many_are_blocked_as_one_may,
            parting: who_is_parted_does_not_add_the_other,
            parting: a_report_is_kept_once_with_the_message_as_it_is_now,
            parting: what_is_no_message_is_not_reported,
            standing: general_is_always_there,
            standing: a_direct_conversation_is_there_for_both_once_something_was_said,
            standing: the_conversation_with_the_newest_message_is_first,
            standing: general_is_there_even_where_the_list_is_full,
            standing: unread_are_messages_of_others_behind_the_read_position,
            standing: unread_is_counted_up_to_a_hundred,
            standing: unread_is_exact_behind_ten_thousand_messages_of_ones_own,
            standing: unread_does_not_look_at_all_that_a_program_ever_sent,
            standing: the_last_message_is_the_newest_that_is_not_deleted,
            standing: a_read_position_moves_forward_only_and_to_the_head_at_most,
            standing: a_stranger_to_a_direct_conversation_has_no_position_in_it,
            people: who_is_seen_for_the_first_time_has_read_general,
            people: who_is_seen_again_keeps_their_read_position,
            people: a_name_stays_until_another_is_given,
            people: a_last_seen_time_never_goes_back,
            people: profiles_are_those_seen_last_first,
            people: what_somebody_says_of_themselves_stays_until_they_say_otherwise,
            people: whoever_says_something_of_themselves_is_known_from_then_on,
            people: a_user_has_one_picture_and_the_one_before_is_gone,
            overseeing: messages_are_counted_by_the_hour_and_deleted_ones_are_not,
            overseeing: notices_are_no_messages_and_conversations_are_counted,
            overseeing: every_channel_is_on_the_list_by_name,
            overseeing: who_administers_the_server_ends_a_channel_that_they_are_not_in,
            overseeing: a_report_is_settled_once_and_goes_behind_the_others,
            overseeing: a_report_shows_the_message_as_it_has_become,
        }
    };
    (@each $fresh:expr; $($part:ident: $rule:ident,)*) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $rule() {
            let (store, _kept) = $fresh;
            $crate::store_contract::$part::$rule(&store).await;
        }
    )*};
}

#[cfg(test)]
mod tests {
    /// A rule that nobody runs would prove nothing.
    #[test]
    fn the_macro_lists_every_rule() {
        let list = include_str!("store_contract.rs");
        for (part, text) in [
            ("sending", include_str!("store_contract/sending.rs")),
            ("editing", include_str!("store_contract/editing.rs")),
            ("reacting", include_str!("store_contract/reacting.rs")),
            ("deleting", include_str!("store_contract/deleting.rs")),
            ("following", include_str!("store_contract/following.rs")),
            ("mixing", include_str!("store_contract/mixing.rs")),
            ("finding", include_str!("store_contract/finding.rs")),
            ("standing", include_str!("store_contract/standing.rs")),
            ("making", include_str!("store_contract/making.rs")),
            ("belonging", include_str!("store_contract/belonging.rs")),
            ("parting", include_str!("store_contract/parting.rs")),
            ("people", include_str!("store_contract/people.rs")),
            ("overseeing", include_str!("store_contract/overseeing.rs")),
        ] {
            for line in text.lines().filter_map(|line| line.strip_prefix("pub async fn ")) {
                let rule = line.split('(').next().unwrap();
                assert!(list.contains(&format!("{part}: {rule},")), "{part}: {rule} is not in the macro");
            }
        }
    }
}
