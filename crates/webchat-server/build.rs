//! Finds the built messenger, so that it can be embedded. Without it (no Node on the machine, or `make web` not run
//! yet) an empty folder is embedded and the server shows a plain page that says how to build the app.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let crate_dir = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let dist = crate_dir.join("../../web/apps/chat/dist");
    let page = dist.join("index.html");
    let folder = if page.is_file() { dist.canonicalize()? } else { empty_folder()? };
    // A file that is never there makes cargo look again each time: the messenger may appear with a date from before
    // this build, out of an archive or a cache.
    let watched = if page.is_file() { page } else { folder.join("never-there") };
    println!("cargo::rerun-if-changed={}", watched.display());
    println!("cargo::rustc-env=WEBCHAT_ASSETS={}", folder.display());
    Ok(())
}

fn empty_folder() -> io::Result<PathBuf> {
    let folder = Path::new(&env::var_os("OUT_DIR").unwrap_or_default()).join("no-messenger");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}
