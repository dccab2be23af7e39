//! What an answer comes to, in the letters of the table.

use serde_json::Value;

/// An answer, with the ids that were asked about taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Every byte of it.
    pub text: String,
    /// Its cell in the table.
    pub cell: char,
}

impl Answer {
    /// `head` is what stands before the body. `asked` are the ids that the question held.
    pub fn read(head: &str, body: &str, asked: &[&str]) -> Self {
        let event: Value = serde_json::from_str(body).unwrap_or_else(|_| panic!("no JSON: {head} {body}"));
        let text = asked.iter().fold(format!("{head}\n{body}"), |text, id| text.replace(id, "…"));
        Self { text, cell: judge(&event) }
    }
}

fn judge(event: &Value) -> char {
    let (code, sentence) = (event["code"].as_str(), event["message"].as_str().unwrap_or_default());
    match code {
        // What may not be seen is told like an empty conversation to who comes with a cursor.
        None if event["type"] == "changes" && event["reset"] == true && event["head"] == 0 => '.',
        None => '+',
        Some("forbidden") if sentence == "This is a public channel; join it first." => 'd',
        Some("forbidden") => 'x',
        Some("not-found") if sentence == "There is no such conversation." => '.',
        Some("not-found") => 'n',
        Some("bad-field") => 'b',
        Some(other) => panic!("nobody expects {other}: {event}"),
    }
}
