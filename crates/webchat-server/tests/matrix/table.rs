//! What is to come of it when somebody does something somewhere.
//!
//! The columns are conversations: `general`; one's own direct conversation with somebody; that of two others; one's own with
//! somebody whom nobody has ever seen; the same where such a *stranger* can be written to, and was; a group; a private
//! channel; a public one; one for announcements, public too; an archived one, which was public; and one that does not exist.
//! A server has the one or the other: where a host application knows who there is, strangers can be written to, and added.
//!
//! The rows are who does it: an *outsider* is in none of the groups and channels; a *member*, an *admin* and an *owner* are;
//! somebody was *removed* from them; an *administrator* of the server is in none; somebody is a member whom an owner has
//! *blocked*, the one at the other end of the direct conversation.
//!
//! The cells: `+` it is done, or was so already. `x` it is refused as forbidden. `d` it is refused with the word to join
//! first: the door of a public channel. `n` there is no such message, member or user in it. `b` it makes no sense. `.` it is
//! answered byte for byte as in the last column, where nothing is.

/// What somebody may do.
pub const DEEDS: &str = "
                            general own others unknown stranger group private public news archived none
say
  outsider removed             +     +     .      .      +        .      .      d     d      .      .
  administrator                +     +     .      .      +        .      .      d     d      .      .
  member                       +     +     .      .      +        +      +      +     x      x      .
  admin owner                  +     +     .      .      +        +      +      +     +      x      .
  blocked                      +     x     .      .      +        +      +      +     x      x      .
say again
  outsider administrator       +     +     .      .      +        .      .      d     d      .      .
  removed                      +     +     .      .      +        .      .      d     d      .      .
  member admin owner           +     +     .      .      +        +      +      +     +      +      .
  blocked                      +     +     .      .      +        +      +      +     +      +      .
say as another
  outsider removed             x     x     x      x      x        x      x      x     x      x      x
  administrator                x     x     x      x      x        x      x      x     x      x      x
  member admin owner           x     x     x      x      x        x      x      x     x      x      x
  blocked                      x     x     x      x      x        x      x      x     x      x      x
say to two places
  outsider removed             b     b     b      b      b        b      b      b     b      b      b
  administrator                b     b     b      b      b        b      b      b     b      b      b
  member admin owner           b     b     b      b      b        b      b      b     b      b      b
  blocked                      b     b     b      b      b        b      b      b     b      b      b
type
  outsider removed             +     +     .      .      +        .      .      d     d      .      .
  administrator                +     +     .      .      +        .      .      d     d      .      .
  member                       +     +     .      .      +        +      +      +     x      x      .
  admin owner                  +     +     .      .      +        +      +      +     +      x      .
  blocked                      +     x     .      .      +        +      +      +     x      x      .
stop typing
  outsider removed             +     +     .      .      +        .      .      d     d      .      .
  administrator                +     +     .      .      +        .      .      d     d      .      .
  member admin owner           +     +     .      .      +        +      +      +     +      +      .
  blocked                      +     +     .      .      +        +      +      +     +      +      .
ask for changes
  outsider removed             +     +     .      .      +        .      .      d     d      .      .
  administrator                +     +     .      .      +        .      .      d     d      .      .
  member admin owner           +     +     .      .      +        +      +      +     +      +      .
  blocked                      +     +     .      .      +        +      +      +     +      +      .
edit one's own
  outsider removed             +     +     .      .      +        .      .      d     d      .      .
  administrator                +     +     .      .      +        .      .      d     d      .      .
  member admin owner           +     +     .      .      +        +      +      +     +      x      .
  blocked                      +     x     .      .      +        +      +      +     +      x      .
edit another's
  outsider removed             x     x     .      .      n        .      .      d     d      .      .
  administrator                x     x     .      .      n        .      .      d     d      .      .
  member admin owner           x     x     .      .      n        x      x      x     x      x      .
  blocked                      x     x     .      .      n        x      x      x     x      x      .
edit nothing
  outsider removed             n     n     .      .      n        .      .      d     d      .      .
  administrator                n     n     .      .      n        .      .      d     d      .      .
  member admin owner           n     n     .      .      n        n      n      n     n      x      .
  blocked                      n     x     .      .      n        n      n      n     n      x      .
edit a notice
  outsider removed             n     n     .      .      n        .      .      d     d      .      .
  administrator                n     n     .      .      n        .      .      d     d      .      .
  member admin owner           n     n     .      .      n        x      x      x     x      x      .
  blocked                      n     x     .      .      n        x      x      x     x      x      .
react
  outsider removed             +     +     .      .      n        .      .      d     d      .      .
  administrator                +     +     .      .      n        .      .      d     d      .      .
  member admin owner           +     +     .      .      n        +      +      +     +      x      .
  blocked                      +     x     .      .      n        +      +      +     +      x      .
react to nothing
  outsider removed             n     n     .      .      n        .      .      d     d      .      .
  administrator                n     n     .      .      n        .      .      d     d      .      .
  member admin owner           n     n     .      .      n        n      n      n     n      x      .
  blocked                      n     x     .      .      n        n      n      n     n      x      .
react to a notice
  outsider removed             n     n     .      .      n        .      .      d     d      .      .
  administrator                n     n     .      .      n        .      .      d     d      .      .
  member admin owner           n     n     .      .      n        x      x      x     x      x      .
  blocked                      n     x     .      .      n        x      x      x     x      x      .
delete one's own
  outsider removed             +     +     .      .      +        .      .      d     d      .      .
  administrator                +     +     .      .      +        .      .      d     d      .      .
  member admin owner           +     +     .      .      +        +      +      +     +      +      .
  blocked                      +     +     .      .      +        +      +      +     +      +      .
delete another's
  outsider removed             x     x     .      .      n        .      .      d     d      .      .
  administrator                +     x     .      .      n        .      .      d     d      .      .
  member                       x     x     .      .      n        x      x      x     x      x      .
  admin owner                  x     x     .      .      n        +      +      +     +      +      .
  blocked                      x     x     .      .      n        x      x      x     x      x      .
delete a notice
  outsider removed             n     n     .      .      n        .      .      d     d      .      .
  administrator                n     n     .      .      n        .      .      d     d      .      .
  member admin owner           n     n     .      .      n        x      x      x     x      x      .
  blocked                      n     n     .      .      n        x      x      x     x      x      .
read
  outsider removed             +     +     .      .      +        .      .      d     d      .      .
  administrator                +     +     .      .      +        .      .      d     d      .      .
  member admin owner           +     +     .      .      +        +      +      +     +      +      .
  blocked                      +     +     .      .      +        +      +      +     +      +      .
rename
  outsider removed             x     x     .      .      x        .      .      d     d      .      .
  administrator                +     x     .      .      x        .      .      d     d      .      .
  member                       x     x     .      .      x        x      x      x     x      x      .
  admin owner                  x     x     .      .      x        +      +      +     +      x      .
  blocked                      x     x     .      .      x        x      x      x     x      x      .
describe
  outsider removed             x     x     .      .      x        .      .      d     d      .      .
  administrator                +     x     .      .      x        .      .      d     d      .      .
  member                       x     x     .      .      x        x      x      x     x      x      .
  admin owner                  x     x     .      .      x        +      +      +     +      x      .
  blocked                      x     x     .      .      x        x      x      x     x      x      .
set posting
  outsider removed             x     x     .      .      x        .      .      d     d      .      .
  administrator                +     x     .      .      x        .      .      d     d      .      .
  member                       x     x     .      .      x        x      x      x     x      x      .
  admin owner                  x     x     .      .      x        x      +      +     +      x      .
  blocked                      x     x     .      .      x        x      x      x     x      x      .
set visibility
  outsider removed             x     x     .      .      x        .      .      d     d      .      .
  administrator                x     x     .      .      x        .      .      d     d      .      .
  member admin                 x     x     .      .      x        x      x      x     x      x      .
  owner                        x     x     .      .      x        x      +      +     +      x      .
  blocked                      x     x     .      .      x        x      x      x     x      x      .
archive
  outsider removed             x     x     .      .      x        .      .      d     d      .      .
  administrator                x     x     .      .      x        .      .      d     d      .      .
  member admin                 x     x     .      .      x        x      x      x     x      x      .
  owner                        x     x     .      .      x        +      +      +     +      +      .
  blocked                      x     x     .      .      x        x      x      x     x      x      .
unarchive
  outsider removed             x     x     .      .      x        .      .      d     d      .      .
  administrator                x     x     .      .      x        .      .      d     d      .      .
  member admin                 x     x     .      .      x        x      x      x     x      x      .
  owner                        x     x     .      .      x        +      +      +     +      +      .
  blocked                      x     x     .      .      x        x      x      x     x      x      .
add somebody
  outsider removed             x     x     .      .      x        .      .      d     d      .      .
  administrator                x     x     .      .      x        .      .      d     d      .      .
  member                       x     x     .      .      x        +      x      x     x      x      .
  admin owner                  x     x     .      .      x        +      +      +     +      x      .
  blocked                      x     x     .      .      x        +      x      x     x      x      .
add somebody unknown
  outsider removed             x     x     .      .      x        .      .      d     d      .      .
  administrator                x     x     .      .      x        .      .      d     d      .      .
  member                       x     x     .      .      x        n      x      x     x      x      .
  admin owner                  x     x     .      .      x        n      n      n     n      x      .
  blocked                      x     x     .      .      x        n      x      x     x      x      .
add a stranger
  outsider removed             x     x     .      .      x        .      .      d     d      .      .
  administrator                x     x     .      .      x        .      .      d     d      .      .
  member                       x     x     .      .      x        +      x      x     x      x      .
  admin owner                  x     x     .      .      x        +      +      +     +      x      .
  blocked                      x     x     .      .      x        +      x      x     x      x      .
remove a member
  outsider removed             x     x     .      .      x        .      .      d     d      .      .
  administrator                x     x     .      .      x        .      .      d     d      .      .
  member                       x     x     .      .      x        x      x      x     x      x      .
  admin owner                  x     x     .      .      x        +      +      +     +      +      .
  blocked                      x     x     .      .      x        x      x      x     x      x      .
remove an admin
  outsider removed             x     x     .      .      x        .      .      d     d      .      .
  administrator                x     x     .      .      x        .      .      d     d      .      .
  member admin                 x     x     .      .      x        x      x      x     x      x      .
  owner                        x     x     .      .      x        +      +      +     +      +      .
  blocked                      x     x     .      .      x        x      x      x     x      x      .
remove an owner
  outsider removed             x     x     .      .      x        .      .      d     d      .      .
  administrator                x     x     .      .      x        .      .      d     d      .      .
  member admin                 x     x     .      .      x        x      x      x     x      x      .
  owner                        x     x     .      .      x        +      +      +     +      +      .
  blocked                      x     x     .      .      x        x      x      x     x      x      .
give a role
  outsider removed             x     x     .      .      x        .      .      d     d      .      .
  administrator                x     x     .      .      x        .      .      d     d      .      .
  member admin                 x     x     .      .      x        x      x      x     x      x      .
  owner                        x     x     .      .      x        +      +      +     +      x      .
  blocked                      x     x     .      .      x        x      x      x     x      x      .
give a role to nobody
  outsider removed             x     x     .      .      x        .      .      d     d      .      .
  administrator                x     x     .      .      x        .      .      d     d      .      .
  member admin                 x     x     .      .      x        x      x      x     x      x      .
  owner                        x     x     .      .      x        n      n      n     n      x      .
  blocked                      x     x     .      .      x        x      x      x     x      x      .
join
  outsider removed             +     +     .      .      +        .      .      +     +      .      .
  administrator                +     +     .      .      +        .      .      +     +      .      .
  member admin owner           +     +     .      .      +        +      +      +     +      +      .
  blocked                      +     +     .      .      +        +      +      +     +      +      .
leave
  outsider removed             x     x     .      .      x        .      .      d     d      .      .
  administrator                x     x     .      .      x        .      .      d     d      .      .
  member admin owner           x     x     .      .      x        +      +      +     +      +      .
  blocked                      x     x     .      .      x        +      +      +     +      +      .
report
  outsider removed             +     +     .      .      n        .      .      d     d      .      .
  administrator                +     +     .      .      n        .      .      d     d      .      .
  member admin owner           +     +     .      .      n        +      +      +     +      +      .
  blocked                      +     +     .      .      n        +      +      +     +      +      .
follow
  outsider removed             +     +     .      .      +        .      .      .     .      .      .
  administrator                +     +     .      .      +        .      .      .     .      .      .
  member admin owner           +     +     .      .      +        +      +      +     +      +      .
  blocked                      +     +     .      .      +        +      +      +     +      +      .
see
  outsider removed             +     +     .      .      +        .      .      d     d      .      .
  administrator                +     +     .      .      +        .      .      d     d      .      .
  member admin owner           +     +     .      .      +        +      +      +     +      +      .
  blocked                      +     +     .      .      +        +      +      +     +      +      .
read a page
  outsider removed             +     +     .      .      +        .      .      d     d      .      .
  administrator                +     +     .      .      +        .      .      d     d      .      .
  member admin owner           +     +     .      .      +        +      +      +     +      +      .
  blocked                      +     +     .      .      +        +      +      +     +      +      .
read changes
  outsider removed             +     +     .      .      +        .      .      d     d      .      .
  administrator                +     +     .      .      +        .      .      d     d      .      .
  member admin owner           +     +     .      .      +        +      +      +     +      +      .
  blocked                      +     +     .      .      +        +      +      +     +      +      .
";

/// What somebody hears when another one does everything there. `+` they hear it, `.` they don't. A *newcomer* is added after
/// everything was said, and removed again.
pub const HEARING: &str = "
                            general own others unknown group private public news archived none
message
  outsider removed             +     +     .      .      .      .      .     .      .      .
  administrator                +     +     .      .      .      .      .     .      .      .
  member admin owner           +     +     .      .      +      +      +     +      .      .
  blocked                      +     .     .      .      +      +      +     +      .      .
  newcomer                     +     +     .      .      .      .      .     .      .      .
message-changed
  outsider removed             +     +     .      .      .      .      .     .      .      .
  administrator                +     +     .      .      .      .      .     .      .      .
  member admin owner           +     +     .      .      +      +      +     +      +      .
  blocked                      +     +     .      .      +      +      +     +      +      .
  newcomer                     +     +     .      .      .      .      .     .      .      .
typing-update
  outsider removed             +     +     .      .      .      .      .     .      .      .
  administrator                +     +     .      .      .      .      .     .      .      .
  member admin owner           +     +     .      .      +      +      +     +      .      .
  blocked                      +     .     .      .      +      +      +     +      .      .
  newcomer                     +     +     .      .      .      .      .     .      .      .
notice
  outsider removed             .     .     .      .      .      .      .     .      .      .
  administrator                .     .     .      .      .      .      .     .      .      .
  member admin owner           .     .     .      .      +      +      +     +      +      .
  blocked                      .     .     .      .      +      +      +     +      +      .
  newcomer                     .     .     .      .      +      +      +     +      .      .
conversation
  outsider removed             .     .     .      .      .      .      .     .      .      .
  administrator                .     .     .      .      .      .      .     .      .      .
  member admin owner           .     .     .      .      .      .      .     .      .      .
  blocked                      .     .     .      .      .      .      .     .      .      .
  newcomer                     .     .     .      .      +      +      +     +      .      .
conversation-gone
  outsider removed             .     .     .      .      .      .      .     .      .      .
  administrator                .     .     .      .      .      .      .     .      .      .
  member admin owner           .     .     .      .      .      .      .     .      .      .
  blocked                      .     .     .      .      .      .      .     .      .      .
  newcomer                     .     .     .      .      +      +      +     +      .      .
read
  outsider removed             .     .     .      .      .      .      .     .      .      .
  administrator                .     .     .      .      .      .      .     .      .      .
  member admin owner           .     .     .      .      .      .      .     .      .      .
  blocked                      .     .     .      .      .      .      .     .      .      .
  newcomer                     .     .     .      .      .      .      .     .      .      .
changes
  outsider removed             .     .     .      .      .      .      .     .      .      .
  administrator                .     .     .      .      .      .      .     .      .      .
  member admin owner           .     .     .      .      .      .      .     .      .      .
  blocked                      .     .     .      .      .      .      .     .      .      .
  newcomer                     .     .     .      .      .      .      .     .      .      .
";

/// One thing that is done or heard, and what is to come of it.
pub struct Block {
    /// What is done.
    pub name: &'static str,
    /// Who does it, and where: a cell for each.
    pub cells: Vec<Cell>,
}

/// One expectation.
#[derive(Debug, Clone, Copy)]
pub struct Cell {
    pub role: &'static str,
    pub place: &'static str,
    pub expected: char,
}

/// The conversations in which something can be done.
pub fn places() -> Vec<&'static str> {
    DEEDS.lines().find(|line| !line.trim().is_empty()).unwrap().split_whitespace().collect()
}

/// Reads a table.
pub fn blocks(table: &'static str) -> Vec<Block> {
    let mut lines = table.lines().filter(|line| !line.trim().is_empty());
    let places: Vec<_> = lines.next().unwrap().split_whitespace().collect();
    let mut blocks: Vec<Block> = Vec::new();
    for line in lines {
        if !line.starts_with(' ') {
            blocks.push(Block { name: line, cells: Vec::new() });
            continue;
        }
        let (cells, roles): (Vec<_>, Vec<_>) = line.split_whitespace().partition(|word| word.len() == 1);
        assert_eq!(cells.len(), places.len(), "a cell for each place: {line}");
        let block = blocks.last_mut().unwrap();
        for role in roles {
            assert!(block.cells.iter().all(|cell| cell.role != role), "{role} twice in {}", block.name);
            block.cells.extend(places.iter().zip(&cells).map(|(place, cell)| Cell {
                role,
                place,
                expected: cell.chars().next().unwrap(),
            }));
        }
    }
    blocks
}
