//! The server's disk and clock, as far as `faults/disk.c` has a say in them.
//!
//! The C file is compiled when it is needed, with the machine's own compiler. Where that is not possible the faults that
//! need it are left out, and the report says so.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail, ensure};
use fastrand::Rng;

use super::power;
use crate::record::Fault;

const SOURCE: &str = include_str!("../../faults/disk.c");

/// What is wrong with the disk and the clock. The form is that of `struct control` in `disk.c`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Trouble {
    /// Whether writes beyond the end of a file find no space.
    pub is_full: bool,
    /// In a hundred writes, how many fail.
    pub write_error: u32,
    /// In a hundred syncs, how many fail.
    pub sync_error: u32,
    /// Seconds that the wall clock is ahead.
    pub clock_ahead: i64,
}

/// In a hundred writes or syncs, how many fail while they do.
const FAILING: std::ops::Range<u32> = 20..100;

/// How far the clock jumps, forward or back, in seconds: a week.
const JUMP: i64 = 7 * 24 * 3_600;

impl Trouble {
    /// Trouble of this kind.
    pub fn draw(fault: Fault, rng: &mut Rng) -> Self {
        let percent = rng.u32(FAILING);
        match fault {
            Fault::DiskFull => Self { is_full: true, ..Self::default() },
            Fault::WriteError => Self { write_error: percent, ..Self::default() },
            Fault::SyncError => Self { sync_error: percent, ..Self::default() },
            _ => Self { clock_ahead: rng.i64(-JUMP..JUMP), ..Self::default() },
        }
    }

    /// Whether the disk fails; a clock that is wrong is no reason for anything to fail.
    pub fn is_of_the_disk(&self) -> bool {
        self.is_full || self.write_error > 0 || self.sync_error > 0
    }
}

/// Where the count of processes stands in the control file that the library was loaded into.
const LOADED: usize = 24;

/// The disk of one server.
#[derive(Debug)]
pub struct Disk {
    library: PathBuf,
    control: PathBuf,
    undo: PathBuf,
    data: PathBuf,
    keeps_undo: bool,
    is_lying: bool,
}

impl Disk {
    /// Builds the library and its control file in `folder`, for files below `data`. With `keeps_undo` power can be cut.
    /// A disk that `is_lying` says that it has synced and has not.
    pub fn prepare(folder: &Path, data: &Path, keeps_undo: bool, is_lying: bool) -> anyhow::Result<Self> {
        ensure!(cfg!(target_os = "linux"), "playing a broken disk needs Linux");
        let (source, library) = (folder.join("disk.c"), folder.join("disk.so"));
        fs::write(&source, SOURCE)?;
        let mut compiler = Command::new("cc");
        compiler
            .args(["-O2", "-shared", "-fPIC", "-o"])
            .arg(&library)
            .arg(&source)
            .args(["-ldl", "-pthread"]);
        let output = compiler.output().context("playing a broken disk needs a C compiler (cc)")?;
        if !output.status.success() {
            bail!("the broken disk was not compiled: {}", String::from_utf8_lossy(&output.stderr));
        }
        let undo = folder.join("undo");
        fs::create_dir_all(&undo)?;
        let disk = Self {
            library,
            control: folder.join("control"),
            undo,
            data: data.to_owned(),
            keeps_undo,
            is_lying,
        };
        fs::write(&disk.control, [0; 32])?;
        disk.set(&Trouble::default())?;
        Ok(disk)
    }

    /// What the server has to be started with.
    pub fn environment(&self) -> Vec<(&'static str, OsString)> {
        vec![
            ("LD_PRELOAD", self.library.clone().into()),
            ("WEBCHAT_FAULTS_CONTROL", self.control.clone().into()),
            ("WEBCHAT_FAULTS_FOLDER", self.data.clone().into()),
            ("WEBCHAT_FAULTS_UNDO", self.undo.clone().into()),
        ]
    }

    /// Has this be wrong from now on, and nothing else. The server sees it at once: it has the file mapped.
    pub fn set(&self, trouble: &Trouble) -> anyhow::Result<()> {
        use std::os::unix::fs::FileExt;
        let Trouble { is_full, write_error, sync_error, clock_ahead } = *trouble;
        let mut bytes = Vec::with_capacity(LOADED);
        for number in [u32::from(is_full), write_error, sync_error, u32::from(self.keeps_undo)] {
            bytes.extend(number.to_ne_bytes());
        }
        bytes.extend(clock_ahead.to_ne_bytes());
        let file = fs::OpenOptions::new().write(true).open(&self.control)?;
        file.write_all_at(&bytes, 0)?;
        file.write_all_at(&u32::from(self.is_lying).to_ne_bytes(), LOADED as u64 + 4)?;
        Ok(())
    }

    /// Whether any server has taken the library in. One that is linked statically does not.
    pub fn is_loaded(&self) -> bool {
        fs::read(&self.control).is_ok_and(|bytes| bytes[LOADED..LOADED + 4] != [0; 4])
    }

    /// Takes away what was not synced when the server was killed. Answers how many writes that were.
    pub fn lose_power(&self, choose: &mut dyn FnMut() -> bool) -> anyhow::Result<usize> {
        let mut lost = 0;
        for entry in fs::read_dir(&self.undo)? {
            let undo = entry?.path();
            let Some(file) = undo.file_name().map(|name| self.data.join(name)) else { continue };
            lost += power::take_back(&file, &undo, choose)
                .with_context(|| format!("{} could not be put back", file.display()))?;
        }
        Ok(lost)
    }
}
