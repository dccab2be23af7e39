//! What becomes of messages that people react to.

use std::sync::Arc;

use tokio::task::JoinSet;
use webchat_core::store::{Appended, Change, ReactionChange, Refusal, Store};
use webchat_protocol::{Message, Seq};

use super::words::{
    alter, bury, change, conversation, general, is_shown_everywhere, like, reaction, say, send, standing,
    unlike, user,
};

pub async fn a_reaction_takes_a_seq_and_stands_at_the_message(store: &Arc<dyn Store>) {
    let said = say(&**store, "alice", &general(), "one").await;
    let answer = react(store, like(&general(), 1, "bob", "👍")).await;
    let liked = Message { change_seq: Some(Seq(2)), reactions: vec![reaction("👍", &["bob"])], ..said };
    assert_eq!(answer, Ok(Appended::Fresh(liked.clone())));
    let page = store.page(&general(), None, 10).await.unwrap();
    assert_eq!((page.messages, page.head), (vec![liked], Seq(2)));
    assert_eq!(say(&**store, "alice", &general(), "two").await.seq, Seq(3));
}

pub async fn emoji_stand_in_the_order_of_first_use_and_so_do_their_users(store: &Arc<dyn Store>) {
    say(&**store, "alice", &general(), "one").await;
    for (by, emoji) in [("carol", "🎉"), ("bob", "👍"), ("alice", "🎉"), ("bob", "🎉"), ("alice", "👍")]
    {
        react(store, like(&general(), 1, by, emoji)).await.unwrap();
    }
    let expected = [reaction("🎉", &["carol", "alice", "bob"]), reaction("👍", &["bob", "alice"])];
    assert_eq!(reactions(store).await, expected);
}

pub async fn a_reaction_that_is_so_already_changes_nothing(store: &Arc<dyn Store>) {
    let said = say(&**store, "alice", &general(), "one").await;
    let nothing_there = react(store, unlike(&general(), 1, "bob", "👍")).await;
    assert_eq!(nothing_there, Ok(Appended::Known(said)));
    let liked = alter(&**store, Change::React(like(&general(), 1, "bob", "👍"))).await;
    for again in [
        like(&general(), 1, "bob", "👍"),
        unlike(&general(), 1, "carol", "👍"),
        unlike(&general(), 1, "bob", "🎉"),
    ] {
        assert_eq!(react(store, again).await, Ok(Appended::Known(liked.clone())));
    }
    assert_eq!(store.page(&general(), None, 10).await.unwrap().head, Seq(2));
}

pub async fn the_last_reaction_with_an_emoji_takes_the_emoji_with_it(store: &Arc<dyn Store>) {
    say(&**store, "alice", &general(), "one").await;
    for (by, emoji) in [("bob", "👍"), ("carol", "👍"), ("carol", "🎉")] {
        react(store, like(&general(), 1, by, emoji)).await.unwrap();
    }
    react(store, unlike(&general(), 1, "bob", "👍")).await.unwrap();
    assert_eq!(reactions(store).await, [reaction("👍", &["carol"]), reaction("🎉", &["carol"])]);
    react(store, unlike(&general(), 1, "carol", "👍")).await.unwrap();
    assert_eq!(reactions(store).await, [reaction("🎉", &["carol"])]);
    react(store, like(&general(), 1, "bob", "👍")).await.unwrap();
    assert_eq!(reactions(store).await, [reaction("🎉", &["carol"]), reaction("👍", &["bob"])]);
    react(store, unlike(&general(), 1, "bob", "👍")).await.unwrap();
    let bare = alter(&**store, Change::React(unlike(&general(), 1, "carol", "🎉"))).await;
    assert_eq!((bare.reactions, bare.change_seq), (vec![], Some(Seq(9))));
    assert_eq!(reactions(store).await, []);
}

pub async fn a_message_has_as_many_different_emoji_as_it_may(store: &Arc<dyn Store>) {
    say(&**store, "alice", &general(), "one").await;
    let two = |change| ReactionChange { emoji_limit: 2, ..change };
    react(store, two(like(&general(), 1, "bob", "👍"))).await.unwrap();
    react(store, two(like(&general(), 1, "bob", "🎉"))).await.unwrap();
    let third = react(store, two(like(&general(), 1, "carol", "❤️"))).await;
    assert_eq!(third, Err(Refusal::TooManyReactions));
    react(store, two(like(&general(), 1, "carol", "🎉"))).await.unwrap();
    react(store, two(unlike(&general(), 1, "bob", "👍"))).await.unwrap();
    react(store, two(like(&general(), 1, "carol", "❤️"))).await.unwrap();
    assert_eq!(reactions(store).await, [reaction("🎉", &["bob", "carol"]), reaction("❤️", &["carol"])]);
    assert_eq!(store.page(&general(), None, 1).await.unwrap().head, Seq(6), "the refused one took no seq");
}

pub async fn a_message_has_as_many_reactions_in_all_as_it_may(store: &Arc<dyn Store>) {
    say(&**store, "alice", &general(), "one").await;
    let three = |change| ReactionChange { limit: 3, ..change };
    for (by, emoji) in [("bob", "👍"), ("carol", "👍"), ("carol", "🎉")] {
        react(store, three(like(&general(), 1, by, emoji))).await.unwrap();
    }
    for (by, emoji) in [("dave", "👍"), ("dave", "❤️")] {
        let refused = react(store, three(like(&general(), 1, by, emoji))).await;
        assert_eq!(refused, Err(Refusal::TooManyReactions));
    }
    let there_already = react(store, three(like(&general(), 1, "bob", "👍"))).await;
    assert!(matches!(there_already, Ok(Appended::Known(_))), "{there_already:?}");
    react(store, three(unlike(&general(), 1, "carol", "👍"))).await.unwrap();
    react(store, three(like(&general(), 1, "dave", "👍"))).await.unwrap();
    assert_eq!(reactions(store).await, [reaction("👍", &["bob", "dave"]), reaction("🎉", &["carol"])]);
}

pub async fn a_limit_that_was_lowered_takes_nothing_away(store: &Arc<dyn Store>) {
    say(&**store, "alice", &general(), "one").await;
    for (by, emoji) in [("bob", "👍"), ("carol", "🎉"), ("dave", "❤️")] {
        react(store, like(&general(), 1, by, emoji)).await.unwrap();
    }
    let none = |change| ReactionChange { emoji_limit: 0, limit: 0, ..change };
    let there = react(store, none(like(&general(), 1, "bob", "👍"))).await;
    assert!(matches!(there, Ok(Appended::Known(_))), "{there:?}");
    react(store, none(unlike(&general(), 1, "carol", "🎉"))).await.unwrap();
    let again = react(store, none(like(&general(), 1, "carol", "🎉"))).await;
    assert_eq!(again, Err(Refusal::TooManyReactions));
    assert_eq!(reactions(store).await, [reaction("👍", &["bob"]), reaction("❤️", &["dave"])]);
}

pub async fn a_message_full_of_reactions_comes_back_whole(store: &Arc<dyn Store>) {
    say(&**store, "alice", &general(), "one").await;
    let users: Vec<_> = (0..5).map(|number| format!("{number}{}", "x".repeat(63))).collect();
    let emoji: Vec<_> = ('🌀'..).take(20).map(|c| format!("{c}{}", "\u{fe0f}".repeat(15))).collect();
    let changes = emoji.iter().flat_map(|emoji| users.iter().map(move |by| (by, emoji)));
    let changes = changes.map(|(by, emoji)| Change::React(like(&general(), 1, by, emoji))).collect();
    assert!(store.append(changes).await.unwrap().iter().all(Result::is_ok));
    let users: Vec<_> = users.iter().map(String::as_str).collect();
    let expected: Vec<_> = emoji.iter().map(|emoji| reaction(emoji, &users)).collect();
    assert_eq!(reactions(store).await, expected);
    let more = react(store, like(&general(), 1, "bob", &emoji[0])).await;
    assert_eq!(more, Err(Refusal::TooManyReactions));
}

pub async fn what_is_not_there_takes_no_reaction(store: &Arc<dyn Store>) {
    let said = say(&**store, "alice", &general(), "one").await;
    bury(&**store, &said).await;
    let (deleted, place_of_the_deletion) = (1, 2);
    for seq in [0, deleted, place_of_the_deletion, 3, u64::MAX] {
        for change in [like(&general(), seq, "bob", "👍"), unlike(&general(), seq, "bob", "👍")] {
            assert_eq!(react(store, change).await, Err(Refusal::NotFound), "{seq}");
        }
    }
    let nowhere = like(&conversation("alice~bob"), 1, "alice", "👍");
    assert_eq!(react(store, nowhere).await, Err(Refusal::NotFound));
    assert_eq!(store.page(&general(), None, 10).await.unwrap().head, Seq(2), "nothing took a seq");
}

pub async fn a_deletion_takes_the_reactions_with_it(store: &Arc<dyn Store>) {
    let said = say(&**store, "alice", &general(), "one").await;
    react(store, like(&general(), 1, "bob", "👍")).await.unwrap();
    let tombstone = bury(&**store, &said).await;
    assert_eq!((tombstone.reactions.clone(), tombstone.change_seq), (vec![], Some(Seq(3))));
    assert_eq!(store.page(&general(), None, 10).await.unwrap().messages, [tombstone]);
}

pub async fn a_message_sent_again_is_answered_with_its_reactions(store: &Arc<dyn Store>) {
    say(&**store, "alice", &general(), "one").await;
    let liked = alter(&**store, Change::React(like(&general(), 1, "bob", "👍"))).await;
    let again = change(&**store, send("alice", &general(), "one")).await;
    assert_eq!(again, Ok(Appended::Known(liked)));
}

pub async fn a_message_is_shown_with_its_reactions_everywhere(store: &Arc<dyn Store>) {
    say(&**store, "alice", &general(), "one").await;
    let liked = alter(&**store, Change::React(like(&general(), 1, "bob", "👍"))).await;
    is_shown_everywhere(&**store, &liked).await;
    let bare = alter(&**store, Change::React(unlike(&general(), 1, "bob", "👍"))).await;
    is_shown_everywhere(&**store, &bare).await;
}

pub async fn a_reaction_makes_nothing_unread_and_moves_no_conversation(store: &Arc<dyn Store>) {
    let direct = conversation("alice~bob");
    say(&**store, "alice", &direct, "one").await;
    say(&**store, "bob", &direct, "two").await;
    say(&**store, "carol", &general(), "three").await;
    store.read_up_to(&user("alice"), &direct, Seq(2)).await.unwrap();
    react(store, like(&direct, 1, "bob", "👍")).await.unwrap();
    let found = standing(&**store, "alice", &direct).await;
    assert_eq!((found.head, found.read_seq, found.unread), (Seq(3), Seq(2), 0));
    assert_eq!(standing(&**store, "bob", &direct).await.unread, 1, "nor does it read anything");
    let first = store.standings(&user("alice"), 10).await.unwrap().remove(0);
    assert_eq!(first.conversation_id, general());
}

pub async fn reactions_at_the_same_time_all_count(store: &Arc<dyn Store>) {
    say(&**store, "alice", &general(), "one").await;
    let mut people = JoinSet::new();
    for number in 0..30 {
        let store = Arc::clone(store);
        let change = like(&general(), 1, &format!("user-{number}"), "👍");
        people.spawn(async move { react(&store, change).await.unwrap() });
    }
    people.join_all().await;
    let page = store.page(&general(), None, 1).await.unwrap();
    assert_eq!((page.messages[0].reactions[0].user_ids.len(), page.head), (30, Seq(31)));
}

async fn react(store: &Arc<dyn Store>, how: ReactionChange) -> Result<Appended, Refusal> {
    change(&**store, Change::React(how)).await
}

async fn reactions(store: &Arc<dyn Store>) -> Vec<webchat_protocol::Reaction> {
    store.page(&general(), None, 1).await.unwrap().messages.remove(0).reactions
}
