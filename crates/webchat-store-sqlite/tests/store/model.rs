//! Whatever is done in whatever order, the store answers as a simple model does.

mod expected;

use std::collections::BTreeMap;

use expected::{Expected, People};
use proptest::collection::vec;
use proptest::prelude::*;
use tokio::runtime::Runtime;
use webchat_core::store::{Change, Store};
use webchat_protocol::{ConversationId, MessageId, Seq, UserId};
use webchat_store_sqlite::SqliteStore;
use webchat_testkit::store_contract::words::{conversation, delete, general, id, send, time, user};

use crate::place::{folder, open};

const USERS: [&str; 3] = ["alice", "bob", "carol"];
const PLACES: [&str; 4] = ["general", "alice~bob", "alice~carol", "alice~alice"];

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
    fn any_sequence_of_calls_ends_as_in_the_model(steps in vec(step(), 1..40), limit in 0_usize..6) {
        let (_kept, path) = folder();
        Runtime::new().unwrap().block_on(async {
            let store = open(&path);
            let mut expected = Expected::default();
            let mut followed = Followed::default();
            for (number, step) in steps.into_iter().enumerate() {
                take(&store, &mut expected, step).await;
                if number % 7 == 0 {
                    followed.catch_up(&store).await;
                }
            }
            compare(&store, &expected, limit).await;
            compare(&store, &expected, 1_000).await;
            followed.catch_up(&store).await;
            followed.has_everything(&store).await;
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

/// Few ids and places, so that repeats and deletions of what is there are frequent.
fn any_change() -> impl Strategy<Value = Change> {
    let by = proptest::option::of(any_user());
    prop_oneof![
        3 => (any_user(), any_place(), 0_u8..30).prop_map(|(who, place, n)| send(who, &place, &n.to_string())),
        1 => (any_place(), 0_u64..20, by).prop_map(|(place, seq, by)| delete(&place, seq, by)),
    ]
}

fn any_user() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(USERS.as_slice())
}

fn any_place() -> impl Strategy<Value = ConversationId> {
    proptest::sample::select(PLACES.as_slice()).prop_map(conversation)
}

async fn take(store: &SqliteStore, expected: &mut Expected, step: Step) {
    match step {
        Step::Append(changes) => {
            let answers: Vec<_> = changes.iter().map(|change| expected.apply(change)).collect();
            assert_eq!(store.append(changes).await.unwrap(), answers);
        }
        Step::Read(who, place, seq) => {
            let answer = expected.read_up_to(&who, &place, seq);
            assert_eq!(store.read_up_to(&who, &place, seq).await.unwrap(), answer);
        }
        Step::See(who, name, at) => {
            let answer = expected.see(&who, name.as_deref(), time(at));
            assert_eq!(store.see_user(&who, name.as_deref(), time(at)).await.unwrap(), answer);
        }
    }
}

async fn compare(store: &SqliteStore, expected: &Expected, limit: usize) {
    for place in PLACES.map(conversation) {
        for seq in [None, Some(Seq(0)), Some(Seq(3)), Some(Seq(9))] {
            assert_eq!(store.page(&place, seq, limit).await.unwrap(), expected.page(&place, seq, limit));
            let after = seq.unwrap_or_default();
            assert_eq!(
                store.changes(&place, after, limit).await.unwrap(),
                expected.changes(&place, after, limit)
            );
        }
    }
    for who in USERS.map(user) {
        assert_eq!(store.standings(&who, limit).await.unwrap(), expected.standings(&who, limit));
    }
    assert_eq!(store.history(None, limit).await.unwrap(), expected.history(None, limit));
    for message in (0..30).map(|number: u8| id(&number.to_string())) {
        assert_eq!(store.find(&message).await.unwrap(), expected.find(&message));
        assert_eq!(
            store.history(Some(&message), limit).await.unwrap(),
            expected.history(Some(&message), limit)
        );
    }
    let profiles: People =
        store.profiles(1_000).await.unwrap().into_iter().map(|p| (p.user_id.clone(), p)).collect();
    assert_eq!(profiles, expected.people);
}

/// A client that follows `general`: an old state and the changes since.
#[derive(Default)]
struct Followed {
    messages: BTreeMap<Seq, (MessageId, bool)>,
    cursor: Seq,
}

impl Followed {
    async fn catch_up(&mut self, store: &SqliteStore) {
        loop {
            let delta = store.changes(&general(), self.cursor, 3).await.unwrap();
            for message in delta.messages {
                self.cursor = message.latest_seq();
                self.messages.insert(message.seq, (message.id, message.deleted_at.is_some()));
            }
            if !delta.has_more {
                self.cursor = delta.head;
                return;
            }
        }
    }

    async fn has_everything(&self, store: &SqliteStore) {
        let page = store.page(&general(), None, 1_000).await.unwrap();
        let fresh: BTreeMap<_, _> = page
            .messages
            .into_iter()
            .map(|message| (message.seq, (message.id, message.deleted_at.is_some())))
            .collect();
        assert_eq!(self.messages, fresh);
    }
}
