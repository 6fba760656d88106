//! The program `ndbook`; see the library for what it is made of.

#![forbid(unsafe_code)]

fn main() -> std::process::ExitCode {
    ndbook::cli::main()
}
