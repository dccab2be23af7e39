//! The golden frames, as examples.

use std::path::{Path, PathBuf};

use serde_json::Value;

/// The frames of one type in a folder of `fixtures/wire`, each with the name of its file, the plainest first.
#[expect(clippy::panic, reason = "documents are written by developers, who are told what is missing")]
pub(super) fn frames(folder: &str, kind: &str) -> Vec<(String, Value)> {
    let path = wire().join(folder);
    let entries = std::fs::read_dir(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".json").map(str::to_owned))
        .filter(|name| name == kind || name.starts_with(&format!("{kind}.")))
        .collect();
    names.sort();
    assert!(!names.is_empty(), "no example shows {kind}: put one into fixtures/wire/{folder}");
    let read = |name: String| (name.clone(), read(&path.join(format!("{name}.json"))));
    names.into_iter().map(read).collect()
}

/// What a request of a route carries and is answered, from `fixtures/wire/rest`.
pub(super) fn rest(operation: &str) -> Value {
    let path = wire().join("rest").join(format!("{operation}.json"));
    if path.is_file() { read(&path) } else { Value::Null }
}

#[expect(clippy::panic, reason = "documents are written by developers, who are told what is missing")]
fn read(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string());
    text.and_then(|text| serde_json::from_str(&text).map_err(|error| error.to_string()))
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn wire() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/wire")
}
