//! For a store that stands before another one: everything about rosters, people and oversight goes to the one behind.

/// Implements [`Rosters`](crate::store::Rosters), [`People`](crate::store::People) and
/// [`Oversight`](crate::store::Oversight) by asking the field `store`, after the method `before` of the same type has let the
/// question pass. Needs `async_trait` in the crate that uses it.
#[macro_export]
macro_rules! pass_on {
    ($type:ty) => {
        $crate::pass_on! { @each $type; Rosters;
            fn sight(conversation: &webchat_protocol::ConversationId, user: &webchat_protocol::UserId)
                -> $crate::store::Sight;
            fn roster(conversation: &webchat_protocol::ConversationId) -> Option<$crate::store::Roster>;
            fn members(conversation: &webchat_protocol::ConversationId, limit: usize)
                -> Vec<webchat_protocol::Member>;
            fn standings_in(conversation: &webchat_protocol::ConversationId, users: &[webchat_protocol::UserId])
                -> Vec<(webchat_protocol::UserId, $crate::store::Standing)>;
            fn channels(user: &webchat_protocol::UserId, query: &str, limit: usize)
                -> Vec<webchat_protocol::Channel>;
            fn set_block(
                by: &webchat_protocol::UserId,
                user: &webchat_protocol::UserId,
                on: bool,
                limit: usize
            ) -> Result<(), $crate::store::Refusal>;
            fn blocked_by(user: &webchat_protocol::UserId) -> Vec<webchat_protocol::UserId>;
            fn parted_from(user: &webchat_protocol::UserId, limit: usize) -> Vec<webchat_protocol::UserId>;
            fn report(report: &$crate::store::Report) -> Result<(), $crate::store::Refusal>;
        }
        $crate::pass_on! { @each $type; People;
            fn profile(user: &webchat_protocol::UserId) -> Option<$crate::store::Profile>;
            fn change_profile(
                user: &webchat_protocol::UserId,
                changes: &[$crate::store::ProfileChange],
                at: webchat_protocol::Timestamp
            ) -> $crate::store::Profile;
            fn set_picture(
                user: &webchat_protocol::UserId,
                picture: &$crate::store::Picture,
                path: &str,
                at: webchat_protocol::Timestamp
            ) -> $crate::store::Profile;
            fn picture(name: &$crate::store::PictureName) -> Option<$crate::store::Picture>;
        }
        $crate::pass_on! { @each $type; Oversight;
            fn figures(since: webchat_protocol::Timestamp) -> $crate::store::Figures;
            fn channel_records(limit: usize) -> Vec<webchat_protocol::ChannelRecord>;
            fn channel_record(id: &webchat_protocol::ConversationId) -> Option<webchat_protocol::ChannelRecord>;
            fn reports(limit: usize) -> Vec<webchat_protocol::ReportRecord>;
            fn report_record(number: u64) -> Option<webchat_protocol::ReportRecord>;
            fn settle_report(number: u64, by: &webchat_protocol::UserId, at: webchat_protocol::Timestamp)
                -> Option<webchat_protocol::ReportRecord>;
        }
    };
    (@each $type:ty; $part:ident; $(fn $name:ident($($argument:ident: $kind:ty),*) -> $answer:ty;)*) => {
        #[async_trait::async_trait]
        impl $crate::store::$part for $type {
            $(async fn $name(&self, $($argument: $kind),*) -> Result<$answer, $crate::store::StoreError> {
                self.before().await?;
                self.store.$name($($argument),*).await
            })*
        }
    };
}
