//! For a store that stands before another one: everything about rosters goes to the one behind.

/// Implements [`Rosters`](crate::store::Rosters) by asking the field `store`, after the method `before` of the same type has
/// let the question pass. Needs `async_trait` in the crate that uses it.
#[macro_export]
macro_rules! pass_rosters_on {
    ($type:ty) => {
        $crate::pass_rosters_on! { @each $type;
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
            fn reports(limit: usize) -> Vec<$crate::store::Reported>;
        }
    };
    (@each $type:ty; $(fn $name:ident($($argument:ident: $kind:ty),*) -> $answer:ty;)*) => {
        #[async_trait::async_trait]
        impl $crate::store::Rosters for $type {
            $(async fn $name(&self, $($argument: $kind),*) -> Result<$answer, $crate::store::StoreError> {
                self.before().await?;
                self.store.$name($($argument),*).await
            })*
        }
    };
}
