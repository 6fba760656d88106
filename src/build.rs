//! How the released program is linked on Linux: without what only debuggers and unwinding need, about 1.5 MB.
//!
//! - The program stands at a fixed address, so that it needs no table of what to correct when it is loaded. It has no
//!   `unsafe` code that a random address would protect.
//! - Functions of the system's libraries are looked up when they are first called: most runs need few of them.
//! - Functions whose code is the same are one. Nothing here tells functions apart by their addresses.
//! - It does not unwind (see `src/cli/fault.rs`), so that the tables for that are left out. The compiler cannot leave them
//!   out by itself, because the standard library comes with them.

use std::path::Path;
use std::{env, fs};

const NO_UNWIND_TABLES: &str = "\
SECTIONS { /DISCARD/ : { *(.eh_frame) *(.eh_frame_hdr) *(.gcc_except_table*) } } INSERT AFTER .text;
";

fn main() {
    println!("cargo::rerun-if-changed=src/build.rs");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|own| own == value);
    let linked_so = is("PROFILE", "release")
        && is("CARGO_CFG_TARGET_OS", "linux")
        && is("CARGO_CFG_TARGET_ENV", "gnu");
    let Some(folder) = env::var_os("OUT_DIR").filter(|_| linked_so) else {
        return;
    };
    let script = Path::new(&folder).join("tables.ld");
    if fs::write(&script, NO_UNWIND_TABLES).is_err() {
        return;
    }
    println!("cargo::rustc-link-arg-bins=-no-pie");
    println!("cargo::rustc-link-arg-bins=-Wl,-z,lazy");
    println!("cargo::rustc-link-arg-bins=-Wl,--icf=all");
    println!("cargo::rustc-link-arg-bins=-Wl,--no-eh-frame-hdr");
    println!("cargo::rustc-link-arg-bins=-Wl,-T,{}", script.display());
}
