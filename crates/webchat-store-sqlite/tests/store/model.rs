//! Whatever is done in whatever order, the store answers as the one in memory does.

use proptest::collection::vec;
use proptest::prelude::*;
use tokio::runtime::Runtime;
use webchat_core::store::{Change, Profile, ReactionChange, Store};
use webchat_protocol::{ConversationId, Seq, UserId};
use webchat_store_sqlite::SqliteStore;
use webchat_testkit::MemoryStore;
use webchat_testkit::store_contract::words::{
    conversation, delete, edit, id, like, send, time, unlike, user,
};

use crate::place::{folder, open};

const USERS: [&str; 3] = ["alice", "bob", "carol"];
const PLACES: [&str; 4] = ["general", "alice~bob", "alice~carol", "alice~alice"];
const EMOJI: [&str; 4] = ["👍", "🎉", "❤️", "❤"];

/// One call to the store.
#[derive(Debug, Clone)]
enum Step {
    Append(Vec<Change>),
    Read(UserId, ConversationId, Seq),
    See(UserId, Option<String>, i64),
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_calls_ends_as_in_memory(steps in vec(step(), 1..40), limit in 0_usize..6) {
        let (_kept, path) = folder();
        Runtime::new().unwrap().block_on(async {
            let (store, expected) = (open(&path), MemoryStore::default());
            for step in steps {
                take(&store, &expected, step).await;
            }
            compare(&store, &expected, limit).await;
            compare(&store, &expected, 1_000).await;
            store.close().await;
            compare(&open(&path), &expected, 1_000).await;
        });
    }
}

fn step() -> impl Strategy<Value = Step> {
    let read = (any_user(), any_place(), 0_u64..20);
    let see = (any_user(), proptest::option::of("[a-z]{1,3}"), 0_i64..10);
    prop_oneof![
        4 => vec(any_change(), 0..6).prop_map(Step::Append),
        1 => read.prop_map(|(who, place, seq)| Step::Read(user(who), place, Seq(seq))),
        1 => see.prop_map(|(who, name, at)| Step::See(user(who), name, at)),
    ]
}

/// Few ids and places, so that repeats, and changes of what is there, are frequent.
fn any_change() -> impl Strategy<Value = Change> {
    let by = proptest::option::of(any_user());
    let edition = (any_place(), 0_u64..20, any_user(), "[ab]");
    prop_oneof![
        3 => (any_user(), any_place(), 0_u8..30).prop_map(|(who, place, n)| send(who, &place, &n.to_string())),
        1 => edition.prop_map(|(place, seq, by, text)| edit(&place, seq, by, &text)),
        2 => any_reaction().prop_map(Change::React),
        1 => (any_place(), 0_u64..20, by).prop_map(|(place, seq, by)| delete(&place, seq, by)),
    ]
}

fn any_reaction() -> impl Strategy<Value = ReactionChange> {
    let emoji = proptest::sample::select(EMOJI.as_slice());
    let limits = (0_usize..4, 0_usize..5);
    (any_place(), 0_u64..20, any_user(), emoji, (any::<bool>(), limits)).prop_map(
        |(place, seq, by, emoji, (on, (emoji_limit, limit)))| {
            let change = if on { like(&place, seq, by, emoji) } else { unlike(&place, seq, by, emoji) };
            ReactionChange { emoji_limit, limit, ..change }
        },
    )
}

fn any_user() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(USERS.as_slice())
}

fn any_place() -> impl Strategy<Value = ConversationId> {
    proptest::sample::select(PLACES.as_slice()).prop_map(conversation)
}

async fn take(store: &SqliteStore, expected: &MemoryStore, step: Step) {
    match step {
        Step::Append(changes) => {
            let answers = expected.append(changes.clone()).await.unwrap();
            assert_eq!(store.append(changes).await.unwrap(), answers);
        }
        Step::Read(who, place, seq) => {
            let answer = expected.read_up_to(&who, &place, seq).await.unwrap();
            assert_eq!(store.read_up_to(&who, &place, seq).await.unwrap(), answer);
        }
        Step::See(who, name, at) => {
            let answer = expected.see_user(&who, name.as_deref(), time(at)).await.unwrap();
            assert_eq!(store.see_user(&who, name.as_deref(), time(at)).await.unwrap(), answer);
        }
    }
}

/// Asks both everything that can be asked.
async fn compare(store: &SqliteStore, expected: &MemoryStore, limit: usize) {
    for place in PLACES.map(conversation) {
        for seq in [None, Some(Seq(0)), Some(Seq(3)), Some(Seq(9))] {
            let (page, after) = (expected.page(&place, seq, limit).await.unwrap(), seq.unwrap_or_default());
            assert_eq!(store.page(&place, seq, limit).await.unwrap(), page);
            let delta = expected.changes(&place, after, limit).await.unwrap();
            assert_eq!(store.changes(&place, after, limit).await.unwrap(), delta);
        }
    }
    for who in USERS.map(user) {
        let standings = expected.standings(&who, limit).await.unwrap();
        assert_eq!(store.standings(&who, limit).await.unwrap(), standings);
    }
    let history = expected.history(None, limit).await.unwrap();
    assert_eq!(store.history(None, limit).await.unwrap(), history);
    for message in (0..30).map(|number: u8| id(&number.to_string())) {
        assert_eq!(store.find(&message).await.unwrap(), expected.find(&message).await.unwrap());
        let history = expected.history(Some(&message), limit).await.unwrap();
        assert_eq!(store.history(Some(&message), limit).await.unwrap(), history);
    }
    assert_eq!(people(store).await, people(expected).await);
}

/// Who is known. Those who were seen at the same time come in any order.
async fn people(store: &dyn Store) -> Vec<Profile> {
    let mut profiles = store.profiles(1_000).await.unwrap();
    profiles.sort_by(|one, other| one.user_id.cmp(&other.user_id));
    profiles
}
