//! Writes the TypeScript types to the file named on the command line. Called by `make types`.

fn main() -> std::io::Result<()> {
    let path = std::env::args().nth(1).ok_or_else(|| std::io::Error::other("name the file to write"))?;
    std::fs::write(path, webchat_protocol::typescript::module())
}
