//! Finds the built messenger, so that it can be embedded. Without it (no Node on the machine, or `make web` not run
//! yet) an empty folder is embedded and the server shows a plain page that says how to build the app.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let crate_dir = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let dist = crate_dir.join("../../web/apps/chat/dist");
    println!("cargo::rerun-if-changed={}", dist.join("index.html").display());
    let folder = if dist.join("index.html").is_file() { dist.canonicalize()? } else { empty_folder()? };
    println!("cargo::rustc-env=WEBCHAT_ASSETS={}", folder.display());
    Ok(())
}

fn empty_folder() -> io::Result<PathBuf> {
    let folder = Path::new(&env::var_os("OUT_DIR").unwrap_or_default()).join("no-messenger");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}
