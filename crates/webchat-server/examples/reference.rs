//! Writes the documents that the server embeds into the folder named on the command line. Called by `make reference`.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let folder =
        std::env::args().nth(1).ok_or_else(|| std::io::Error::other("name the folder to write to"))?;
    for (name, text) in webchat_server::documents::files() {
        std::fs::write(Path::new(&folder).join(name), text)?;
    }
    Ok(())
}
