//! Several at the same moment: one of them wins.

use std::sync::Arc;

use webchat_auth::{Password, RefusalKind, SignUpPolicy};
use webchat_core::accounts::Accounts;

use crate::house::{House, PASSWORD, person, user, visitor};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_with_the_same_invitation_one_gets_in() {
    let (house, root) = House::with_root(SignUpPolicy::Invite).await;
    let link = house.invite(&root, 1).await.secret;
    let house = Arc::new(house);
    let tries: Vec<_> = (0..10)
        .map(|number| {
            let (house, link) = (Arc::clone(&house), link.clone());
            tokio::spawn(async move {
                let newcomer = person(&format!("user-{number}"));
                house.mode().sign_up(&visitor(10 + number), &newcomer, Some(&link)).await
            })
        })
        .collect();
    let mut entered = 0;
    for each in tries {
        match each.await.unwrap() {
            Ok(_) => entered += 1,
            Err(refused) => assert_eq!(refused.kind(), RefusalKind::Gone, "{refused}"),
        }
    }
    assert_eq!((entered, house.store.accounts(None, 100).await.unwrap().len()), (1, 2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_with_the_first_link_one_is_the_administrator() {
    let house = Arc::new(House::new());
    let link = house.mode().first_link().await.unwrap().unwrap();
    let tries: Vec<_> = (0..10)
        .map(|number| {
            let (house, link) = (Arc::clone(&house), link.clone());
            tokio::spawn(async move {
                house
                    .mode()
                    .setup(&visitor(10 + number), &person(&format!("user-{number}")), &link)
                    .await
                    .is_ok()
            })
        })
        .collect();
    let mut entered = 0;
    for each in tries {
        entered += usize::from(each.await.unwrap());
    }
    assert_eq!(entered, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_with_the_same_link_one_sets_the_password() {
    let house = Arc::new(House::new());
    house.join("alice").await;
    let link = house.mode().console().reset_link(&user("alice")).await.unwrap().secret;
    let tries: Vec<_> = (0..10)
        .map(|number| {
            let (house, link) = (Arc::clone(&house), link.clone());
            tokio::spawn(async move {
                let new = Password::new(format!("{PASSWORD} {number}"));
                house.mode().reset(&visitor(10 + number), &link, &new).await.is_ok().then_some(number)
            })
        })
        .collect();
    let mut winners = vec![];
    for each in tries {
        winners.extend(each.await.unwrap());
    }
    assert_eq!(winners.len(), 1);
    house.sign_in("alice", &format!("{PASSWORD} {}", winners[0])).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_crowd_that_signs_in_at_once_those_who_find_no_place_are_told_to_come_back() {
    let house = House::with(SignUpPolicy::Open, |limits| {
        limits.hashes_at_once = 1;
        limits.hashes_waiting = 2;
    });
    house.join("alice").await;
    let house = Arc::new(house);
    let before = house.mode().hashes_computed();
    let tries: Vec<_> = (0..100)
        .map(|number| {
            let house = Arc::clone(&house);
            tokio::spawn(async move {
                house.mode().sign_in(&visitor(number), &user("alice"), &Password::new(PASSWORD)).await
            })
        })
        .collect();
    let mut entered = 0;
    for each in tries {
        match each.await.unwrap() {
            Ok(_) => entered += 1,
            Err(refused) => {
                assert_eq!(refused.kind(), RefusalKind::Unavailable, "{refused}");
                assert!(refused.retry_after().is_some());
            }
        }
    }
    assert!(entered >= 1);
    assert_eq!(house.mode().hashes_computed() - before, entered, "who is refused costs nothing");
}
