//! Whatever is done in whatever order, the store answers as the one in memory does.

use proptest::collection::vec;
use proptest::prelude::*;
use tokio::runtime::Runtime;
use webchat_core::store::{
    Alteration, Change, ConversationChange, Figures, NewConversation, Oversight, Profile, ReactionChange,
    Report, Rosters, Store, Terms,
};
use webchat_protocol::{ConversationId, ConversationKind, Posting, Role, Seq, UserId, Visibility};
use webchat_store_sqlite::SqliteStore;
use webchat_testkit::MemoryStore;
use webchat_testkit::store_contract::words::{
    conversation, delete, edit, id, like, minted, reshape_as, send, time, unlike, user,
};

use crate::place::{folder, open};

const USERS: [&str; 3] = ["alice", "bob", "carol"];
const DIRECT: [&str; 4] = ["general", "alice~bob", "alice~carol", "alice~alice"];
/// Groups and channels that may be made.
const MINTED: u128 = 3;
const EMOJI: [&str; 4] = ["👍", "🎉", "❤️", "❤"];

fn places() -> Vec<ConversationId> {
    DIRECT.into_iter().map(conversation).chain((0..MINTED).map(minted)).collect()
}

/// One call to the store.
#[derive(Debug, Clone)]
enum Step {
    Append(Vec<Change>),
    Read(UserId, ConversationId, Seq),
    See(UserId, Option<String>, i64),
    Block(UserId, UserId, bool),
    Report(Report),
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
    let block = (any_user(), any_user(), any::<bool>());
    let report = (any_user(), any_place(), 0_u64..20);
    prop_oneof![
        6 => vec(any_change(), 0..6).prop_map(Step::Append),
        1 => block.prop_map(|(by, whom, on)| Step::Block(user(by), user(whom), on)),
        1 => report.prop_map(|(by, place, seq)| Step::Report(complaint(by, place, seq))),
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
        4 => any_reshaping(),
        1 => (any_place(), 0_u64..20, by).prop_map(|(place, seq, by)| delete(&place, seq, by)),
    ]
}

fn complaint(by: &str, conversation_id: ConversationId, seq: u64) -> Report {
    Report { conversation_id, seq: Seq(seq), by: user(by), reason: format!("{by} and {seq}"), at: time(6) }
}

/// A change of a conversation under one of few ids, some of which messages have.
fn any_reshaping() -> impl Strategy<Value = Change> {
    let is_admin = proptest::bool::weighted(0.2);
    (any_user(), any_place(), 0_u8..200, any_alteration(), is_admin).prop_map(
        |(by, place, n, what, is_admin)| {
            let Change::Conversation(change) = reshape_as(&n.to_string(), &place, by, what) else {
                panic!("it is one")
            };
            let is_general = place == conversation("general");
            let is_made = matches!(change.what, Alteration::Create(..));
            // The server mints the id: it is never that of another one.
            let place = if is_made { minted(u128::from(n) % MINTED) } else { place };
            Change::Conversation(ConversationChange {
                conversation_id: place,
                is_admin: is_admin && is_general,
                ..change
            })
        },
    )
}

fn any_alteration() -> impl Strategy<Value = Alteration> {
    let words = || proptest::option::of("[abÄ]{1,2}");
    let some = || vec(any_user().prop_map(user), 0..3);
    let terms = || (1_usize..4, 1_usize..4, any::<bool>()).prop_map(terms);
    let visibility = || prop_oneof![Just(Visibility::Public), Just(Visibility::Private)];
    let posting = || prop_oneof![Just(Posting::Everyone), Just(Posting::Admins)];
    let roles = prop_oneof![Just(Role::Member), Just(Role::Admin), Just(Role::Owner)];
    let made = (words(), words(), proptest::option::of(visibility()), posting(), some());
    prop_oneof![
        3 => (made, terms()).prop_map(|(made, terms)| Alteration::Create(begun(made), terms)),
        1 => words().prop_map(Alteration::Rename),
        1 => words().prop_map(Alteration::Describe),
        1 => posting().prop_map(Alteration::Posting),
        1 => visibility().prop_map(Alteration::Visibility),
        1 => any::<bool>().prop_map(Alteration::Archive),
        3 => (some(), terms()).prop_map(|(users, terms)| Alteration::Add(users, terms)),
        2 => terms().prop_map(Alteration::Join),
        1 => Just(Alteration::Leave),
        1 => any_user().prop_map(|whom| Alteration::Remove(user(whom))),
        2 => (any_user(), roles).prop_map(|(whom, role)| Alteration::Role(user(whom), role)),
    ]
}

fn terms((members, conversations, strangers): (usize, usize, bool)) -> Terms {
    Terms { members, conversations, strangers }
}

type Made = (Option<String>, Option<String>, Option<Visibility>, Posting, Vec<UserId>);

/// A channel if it has a visibility, else a group.
fn begun((name, description, visibility, posting, user_ids): Made) -> NewConversation {
    let (kind, posting) = match visibility {
        Some(_) => (ConversationKind::Channel, posting),
        None => (ConversationKind::Group, Posting::Everyone),
    };
    NewConversation { kind, name, description, visibility, posting, user_ids }
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
    proptest::sample::select(places())
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
        Step::Block(by, whom, on) => {
            let answer = expected.set_block(&by, &whom, on, 2).await.unwrap();
            assert_eq!(store.set_block(&by, &whom, on, 2).await.unwrap(), answer);
        }
        Step::Report(report) => {
            let answer = expected.report(&report).await.unwrap();
            assert_eq!(store.report(&report).await.unwrap(), answer);
        }
    }
}

/// Asks both everything that can be asked.
async fn compare(store: &SqliteStore, expected: &MemoryStore, limit: usize) {
    for place in places() {
        compare_rosters(store, expected, &place, limit).await;
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
        compare_for(store, expected, &who, limit).await;
    }
    assert_eq!(store.reports(limit).await.unwrap(), expected.reports(limit).await.unwrap());
    let channels = expected.channel_records(limit).await.unwrap();
    assert_eq!(store.channel_records(limit).await.unwrap(), channels);
    let found = store.figures(time(0)).await.unwrap();
    let of_memory = expected.figures(time(0)).await.unwrap();
    assert!(found.database_bytes > 0 && found.free_bytes.is_some());
    assert_eq!(Figures { database_bytes: 0, free_bytes: None, ..found }, of_memory);
    let history = expected.history(None, limit).await.unwrap();
    assert_eq!(store.history(None, limit).await.unwrap(), history);
    for message in (0..30).map(|number: u8| id(&number.to_string())) {
        assert_eq!(store.find(&message).await.unwrap(), expected.find(&message).await.unwrap());
        let history = expected.history(Some(&message), limit).await.unwrap();
        assert_eq!(store.history(Some(&message), limit).await.unwrap(), history);
    }
    assert_eq!(people(store).await, people(expected).await);
}

async fn compare_rosters(store: &SqliteStore, expected: &MemoryStore, place: &ConversationId, limit: usize) {
    assert_eq!(store.roster(place).await.unwrap(), expected.roster(place).await.unwrap());
    assert_eq!(store.members(place, limit).await.unwrap(), expected.members(place, limit).await.unwrap());
    let all = USERS.map(user);
    let standings = expected.standings_in(place, &all).await.unwrap();
    assert_eq!(store.standings_in(place, &all).await.unwrap(), standings);
    for who in all {
        assert_eq!(store.sight(place, &who).await.unwrap(), expected.sight(place, &who).await.unwrap());
    }
}

async fn compare_for(store: &SqliteStore, expected: &MemoryStore, who: &UserId, limit: usize) {
    for query in ["", "ä"] {
        let channels = expected.channels(who, query, limit).await.unwrap();
        assert_eq!(store.channels(who, query, limit).await.unwrap(), channels);
    }
    assert_eq!(store.blocked_by(who).await.unwrap(), expected.blocked_by(who).await.unwrap());
    let parted = expected.parted_from(who, limit).await.unwrap();
    assert_eq!(store.parted_from(who, limit).await.unwrap(), parted);
    for number in 0..30_u8 {
        let (id, before) = (id(&number.to_string()), (number > 0).then(|| id(&number.to_string())));
        assert_eq!(store.find_own(who, &id).await.unwrap(), expected.find_own(who, &id).await.unwrap());
        let history = expected.history_of(who, before.as_ref(), limit).await.unwrap();
        assert_eq!(store.history_of(who, before.as_ref(), limit).await.unwrap(), history);
    }
}

/// Who is known. Those who were seen at the same time come in any order.
async fn people(store: &dyn Store) -> Vec<Profile> {
    let mut profiles = store.profiles(1_000).await.unwrap();
    profiles.sort_by(|one, other| one.user_id.cmp(&other.user_id));
    profiles
}
