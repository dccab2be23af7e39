//! What administrators do, and that it is written down.

use webchat_auth::{Password, RefusalKind, Refused, SignUpPolicy};
use webchat_core::accounts::{Accounts, Deed};

use crate::house::{House, PASSWORD, sentence, user, visitor};

#[tokio::test]
async fn only_administrators_administer() {
    let (house, root) = House::with_root(SignUpPolicy::Open).await;
    let alice = house.join("alice").await.identified.actor;
    let refused = house.mode().administration(&alice).err().unwrap();
    assert_eq!(refused.kind(), RefusalKind::Forbidden);
    house.mode().administration(&root).unwrap().set_admin(&user("alice"), true).await.unwrap();
    let alice = house.sign_in("alice", PASSWORD).await.unwrap().identified.actor;
    house.mode().administration(&alice).unwrap().set_admin(&user("root"), false).await.unwrap();
    let root = house.sign_in("root", PASSWORD).await.unwrap().identified.actor;
    assert!(house.mode().administration(&root).is_err());
}

#[tokio::test]
async fn somebody_is_left_who_administers() {
    let (house, root) = House::with_root(SignUpPolicy::Open).await;
    let administration = house.mode().administration(&root).unwrap();
    assert!(matches!(administration.suspend(&user("root")).await, Err(Refused::LastAdmin)));
    assert!(matches!(administration.set_admin(&user("root"), false).await, Err(Refused::LastAdmin)));
    assert_eq!(sentence(administration.suspend(&user("nobody")).await), "There is no such account.");
}

#[tokio::test]
async fn people_are_added_where_nobody_may_sign_up() {
    let (house, root) = House::with_root(SignUpPolicy::Closed).await;
    let administration = house.mode().administration(&root).unwrap();
    let ((account, link), hashes) =
        house.hashes(async { administration.add(&user("alice"), Some("Alice")).await.unwrap() }).await;
    assert_eq!((account.name.as_deref(), hashes), (Some("Alice"), 0));
    for guess in ["", PASSWORD] {
        assert!(house.sign_in("alice", guess).await.is_err(), "there is no password yet");
    }
    house.mode().reset(&visitor(2), &link.secret, &Password::new(PASSWORD)).await.unwrap();
    house.sign_in("alice", PASSWORD).await.unwrap();
    assert!(matches!(administration.add(&user("ALICE"), None).await, Err(Refused::Taken)));
    assert!(matches!(administration.add(&user("bob"), Some("\u{202E}bob")).await, Err(Refused::BadName(_))));
}

#[tokio::test]
async fn who_did_what_is_written_down() {
    let (house, root) = House::with_root(SignUpPolicy::Open).await;
    let administration = house.mode().administration(&root).unwrap();
    let alice = house.join("alice").await.identified.actor;
    let bot = house.mode().make_token(&alice, "a bot", None).await.unwrap();
    house.mode().close_session(&alice, bot.id).await.unwrap();
    let (old, new) = (Password::new(PASSWORD), Password::new("battery staple"));
    house.mode().change_password(&visitor(1), &alice, &old, &new).await.unwrap();
    administration.set_admin(&user("alice"), true).await.unwrap();
    administration.set_admin(&user("alice"), false).await.unwrap();
    administration.suspend(&user("ALICE")).await.unwrap();
    administration.readmit(&user("alice")).await.unwrap();
    let invitation = house.invite(&root, 1).await;
    administration.revoke_link(invitation.record.id).await.unwrap();
    let reset = house.mode().console().reset_link(&user("alice")).await.unwrap();
    house.mode().reset(&visitor(1), &reset.secret, &old).await.unwrap();
    let log = administration.audit_log(None, 100).await.unwrap();
    let told: Vec<_> = log
        .iter()
        .rev()
        .map(|record| {
            let entry = &record.entry;
            let name = |user: &Option<webchat_protocol::UserId>| {
                user.as_ref().map_or("-".into(), ToString::to_string)
            };
            format!("{} {} {}", name(&entry.by), entry.deed.as_str(), name(&entry.user))
        })
        .collect();
    assert_eq!(
        told,
        [
            "root account-created root",
            "alice account-created alice",
            "alice program-admitted alice",
            "alice program-dismissed alice",
            "alice password-changed alice",
            "root admin-granted alice",
            "root admin-taken alice",
            "root suspended alice",
            "root readmitted alice",
            "root invited -",
            "root link-revoked -",
            "- reset-offered alice",
            "alice password-reset alice",
        ]
    );
    let secrets = [invitation.secret, reset.secret, bot.token];
    let shown = format!("{log:?}");
    assert!(secrets.iter().all(|secret| !shown.contains(secret.expose())), "{shown}");
}

#[tokio::test]
async fn what_is_refused_is_not_written_down() {
    let (house, root) = House::with_root(SignUpPolicy::Open).await;
    let administration = house.mode().administration(&root).unwrap();
    let before = house.store.audit_log(None, 100).await.unwrap();
    let _ = administration.suspend(&user("root")).await.unwrap_err();
    let _ = administration.set_admin(&user("nobody"), true).await.unwrap_err();
    let _ = administration.reset_link(&user("nobody")).await.unwrap_err();
    assert_eq!(house.store.audit_log(None, 100).await.unwrap(), before);
}

#[tokio::test]
async fn others_write_down_what_they_did_too() {
    let (house, root) = House::with_root(SignUpPolicy::Open).await;
    let administration = house.mode().administration(&root).unwrap();
    administration.note(Deed::named("conversation-archived"), None, Some("c-1".into())).await;
    let newest = &administration.audit_log(None, 1).await.unwrap()[0].entry;
    assert_eq!((newest.deed.as_str(), newest.detail.as_deref()), ("conversation-archived", Some("c-1")));
}

#[tokio::test]
async fn accounts_are_listed_a_page_at_a_time() {
    let (house, root) = House::with_root(SignUpPolicy::Open).await;
    for id in ["carol", "alice", "bob"] {
        house.join(id).await;
    }
    let administration = house.mode().administration(&root).unwrap();
    let ids = async |after: Option<&str>| {
        let page = administration.accounts(after.map(user).as_ref(), 2).await.unwrap();
        page.iter().map(|account| account.user_id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(ids(None).await, ["alice", "bob"]);
    assert_eq!(ids(Some("bob")).await, ["carol", "root"]);
}
