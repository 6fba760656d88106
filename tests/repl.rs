//! The prompt, in a real pseudo-terminal.
#![cfg(unix)]

#[path = "terminal/mod.rs"]
mod pty;

use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use nix::sys::signal::Signal;

const PROMPT: &str = ">>> ";

/// A running prompt.
struct Terminal(pty::Terminal);

impl Deref for Terminal {
    type Target = pty::Terminal;

    fn deref(&self) -> &pty::Terminal {
        &self.0
    }
}

impl DerefMut for Terminal {
    fn deref_mut(&mut self) -> &mut pty::Terminal {
        &mut self.0
    }
}

impl Terminal {
    /// Starts a conversation whose history is in `state`.
    fn open(state: &Path) -> Terminal {
        Terminal::open_with(state, &[], &[])
    }

    /// Starts one with more of an environment, and options.
    fn open_with(state: &Path, environment: &[(&str, &str)], options: &[&str]) -> Terminal {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ndbook"));
        command
            .env("NO_COLOR", "1")
            .env("TERM", "xterm")
            .env("XDG_STATE_HOME", state)
            .envs(environment.iter().copied())
            .args(options)
            .current_dir(state);
        let mut terminal = Terminal(pty::Terminal::open(&mut command, 100, 50));
        terminal.until(PROMPT);
        terminal
    }

    /// Types a line as people do, one key after the other.
    fn type_slowly(&mut self, line: &str) {
        self.type_slowly_without_end(&format!("{line}\r"));
    }

    fn type_slowly_without_end(&mut self, keys: &str) {
        for key in keys.chars() {
            std::thread::sleep(Duration::from_millis(10));
            self.press(&key.to_string());
        }
    }

    /// Enters a cell and waits for what it must show, on lines of their own.
    fn answers(&mut self, cell: &str, shown: &str) {
        self.press(&format!("{cell}\r"));
        self.until(&format!("\n{shown}\n"));
        self.until(PROMPT);
    }

    fn interrupt(&self) {
        self.signal(Signal::SIGINT);
    }

    /// Ctrl-D; the program must end well.
    fn leave(mut self) {
        self.press("\x04");
        let status = self.wait();
        assert!(status.success(), "{status}");
    }
}

/// An empty folder for the state of one test.
fn state(name: &str) -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("ndbook-{}-{name}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn values_blocks_and_the_last_value() {
    let mut terminal = Terminal::open(&state("values"));
    terminal.answers("1 + 1", "2");
    terminal.answers("_ * 21", "42");
    terminal.answers("np.arange(3)", "array([0, 1, 2])");
    terminal.press("for i in range(2):\r    print(i, i)\r\r");
    terminal.until("\n0 0\n1 1\n");
    terminal.until(PROMPT);
    terminal.answers("x = [1,\r     2]\rx", "[1, 2]");
    // An empty line is nothing, and what ends in a semicolon is not shown.
    terminal.press("\r");
    terminal.until(PROMPT);
    terminal.answers("5;\r6", "6");
    terminal.leave();
}

#[test]
fn typed_blocks_are_indented() {
    let mut terminal = Terminal::open(&state("indented"));
    terminal.type_slowly("for i in range(2):");
    terminal.type_slowly("if i:");
    terminal.type_slowly("print('odd', i)");
    terminal.type_slowly("");
    terminal.until("\nodd 1\n");
    terminal.until(PROMPT);
    terminal.leave();
}

#[test]
fn typed_blanks_take_the_place_of_the_indentation() {
    let mut terminal = Terminal::open(&state("blanks"));
    terminal.type_slowly("for i in range(2):");
    terminal.type_slowly("    if i:");
    terminal.type_slowly("        print('odd', i)");
    terminal.type_slowly("    print('all', i)");
    terminal.type_slowly("");
    terminal.until("\nall 0\nodd 1\nall 1\n");
    terminal.until(PROMPT);
    // Lines that rely on the indentation keep it, however fast their keys.
    terminal.press("def double(x):\r");
    std::thread::sleep(Duration::from_millis(100));
    terminal.press("return 2 * x\r");
    std::thread::sleep(Duration::from_millis(100));
    terminal.press("\r");
    terminal.until(PROMPT);
    terminal.answers("double(21)", "42");
    // They are there as they were typed.
    terminal.answers(
        "In[1].rstrip()",
        r#""for i in range(2):\n    if i:\n        print('odd', i)\n    print('all', i)""#,
    );
    terminal.press("for k in [7]:\rprint(k)\r\r");
    terminal.until("\n7\n");
    terminal.until(PROMPT);
    // Pasted without the terminal's marks.
    terminal.press("def f(x):\r    if x:\r        x = 2\r    return x\r\rf(1)\r");
    terminal.until("\n2\n");
    terminal.until(PROMPT);
    terminal.leave();
}

#[test]
fn errors_have_carets_and_the_session_goes_on() {
    let mut terminal = Terminal::open(&state("errors"));
    terminal.answers(
        "m = np.ones((2, 3))\rm + np.ones(2)",
        "1 | m + np.ones(2)\n  | - ^ ---------- shape (2,), float64",
    );
    terminal.answers("m.shape", "(2, 3)");
    terminal.answers("1 +", "SyntaxError: invalid syntax");
    terminal.answers("vlaue = 3\rvalue", "NameError: name 'value' is not defined");
    terminal.leave();
}

#[test]
fn interruptions_stop_the_cell_only() {
    let mut terminal = Terminal::open(&state("interrupt"));
    terminal.press("kept = 7\r");
    terminal.until(PROMPT);
    terminal.press("nonsense(\x03");
    terminal.until("KeyboardInterrupt\n");
    terminal.until(PROMPT);
    terminal.press("print('be' 'gun')\rwhile True: pass\r\r");
    terminal.until("\nbegun\n");
    std::thread::sleep(Duration::from_millis(500));
    terminal.interrupt();
    terminal.until("\nKeyboardInterrupt\n");
    terminal.until(PROMPT);
    terminal.answers("kept", "7");
    terminal.leave();
}

/// Each takes many seconds in any build, and most of them nearly all of it in one call of one kernel.
const LONG_KERNELS: [&str; 9] = [
    "np.convolve(a, a)",
    "N @ N",
    "np.linalg.svd(M)",
    "np.linalg.eig(M)",
    "np.einsum('ij,jk,kl,lm->', M, M, M, M)",
    "np.fft.fft(np.ones(20_000_003))",
    "np.random.default_rng(1).permutation(100_000_000)",
    "math.factorial(10_000_000)",
    "sum(range(10 ** 12))",
];

#[test]
fn interruptions_stop_long_kernels_and_bind_nothing() {
    let mut terminal = Terminal::open(&state("kernels"));
    terminal.press(
        "import math; a = np.arange(2_000_000) * 1.0; N = np.ones((3000, 3000), dtype=int)\r",
    );
    terminal.until(PROMPT);
    terminal.press("M = np.random.default_rng(0).random((1200, 1200))\r");
    terminal.until(PROMPT);
    for kernel in LONG_KERNELS {
        terminal.press(&format!("kept = 7; print('be' 'gun'); kept = {kernel}\r"));
        terminal.until("\nbegun\n");
        std::thread::sleep(Duration::from_millis(200));
        terminal.interrupt();
        terminal.until("KeyboardInterrupt\n");
        terminal.until(PROMPT);
        terminal.answers("kept", "7");
    }
    terminal.leave();
}

#[test]
fn names_and_attributes_are_completed() {
    let mut terminal = Terminal::open(&state("completion"));
    terminal.press("measurements = np.ones((2, 3))\r");
    terminal.until(PROMPT);
    terminal.answers("measu\t.sha\t", "(2, 3)");
    terminal.answers("np.linsp\t(0, 1, 3)", "array([0. , 0.5, 1. ])");
    terminal.answers("\"abc\".uppe\t()", "'ABC'");
    terminal.answers("import nump\t as n\rn.pi > 3", "True");
    terminal.leave();
}

#[test]
fn pasted_sessions_lose_their_prompts_and_outputs() {
    let mut terminal = Terminal::open(&state("paste"));
    let pasted =
        "\x1b[200~>>> a = 2\n>>> for i in range(2):\n...     a = a * 10\n...\n>>> a\n77\x1b[201~";
    terminal.answers(pasted, "200");
    let pasted = "\x1b[200~In [1]: b = 3\n\nIn [2]: b\nOut[2]: 9\x1b[201~";
    terminal.answers(pasted, "3");
    // Each statement is a cell of its own, and shows its value.
    let pasted = "\x1b[200~>>> x = np.arange(3)\n>>> x + 1\n9\n>>> x * 2\x1b[201~";
    terminal.answers(pasted, "array([1, 2, 3])\narray([0, 2, 4])");
    terminal.leave();
}

#[test]
fn commands() {
    let mut terminal = Terminal::open(&state("commands"));
    terminal.press("x = np.zeros((2, 3))\r");
    terminal.until(PROMPT);
    terminal.press("v = x[0]\rn = [1, 2]\r:who\r");
    terminal.until(
        "\nx  ndarray  (2, 3)  float64  48 B\nv  ndarray  (3,)    float64  24 B     a view of x\nn  list                      2 items\n",
    );
    terminal.until(PROMPT);
    terminal.answers(":time", "time and steps of each cell are shown");
    terminal.press("1\r");
    terminal.until(" s, 1 steps\n");
    terminal.answers(":time", "time and steps of each cell are hidden");
    terminal.answers(
        ":nonsense",
        "there is no command :nonsense; `:help` lists them",
    );
    terminal.answers(":reset", "all names are forgotten");
    terminal.answers("x", "NameError: name 'x' is not defined");
    terminal.press(":quit\r");
    terminal.leave();
}

#[test]
fn cells_are_taken_back_with_their_values() {
    let mut terminal = Terminal::open(&state("undo"));
    terminal.press("a = np.arange(3)\ra[0] = 9\rb = [1]\r");
    terminal.answers(":undo", "taken back: b = [1]");
    terminal.answers(":undo", "taken back: a[0] = 9");
    terminal.answers("a", "array([0, 1, 2])");
    terminal.answers("b", "NameError: name 'b' is not defined");
    terminal.leave();
}

#[test]
fn expressions_are_taken_apart() {
    let mut terminal = Terminal::open(&state("steps"));
    terminal.press("a = np.ones((3, 4))\r");
    terminal.until(PROMPT);
    terminal.answers(
        ":steps a.T[0] + a.sum(axis=1)",
        "a                       float64 (3, 4)\n\
         a.T                     float64 (4, 3)  a view of a\n\
         a.T[0]                  float64 (3,)    a view of a.T\n\
         a.sum(axis=1)           float64 (3,)    new\n\
         a.T[0] + a.sum(axis=1)  float64 (3,)    new",
    );
    terminal.press(":steps a.T + a.sum(axis=0)\r");
    terminal.until("\na.T + a.sum(axis=0)  fails\nValueError: operands could not be broadcast");
    terminal.until(PROMPT);
    terminal.answers(
        ":broadcast a, (4,), 1",
        "a         3    4\n(4,)    ·→3    4\n1       ·→3  ·→4\nresult    3    4\n(4,) stretches along axis 0; 1 stretches along axes 0, 1; the result has shape (3, 4)",
    );
    terminal.answers(
        ":broadcast a, (3,)",
        "a         3      4\n(3,)    ·→3      3\nresult    3  clash\naxis 1 clashes: lengths 4 and 3 are neither equal nor 1",
    );
    terminal.leave();
}

#[test]
fn lessons_are_loaded_saved_and_gone_through() {
    let state = state("lesson");
    let text = "# One\n\nText.\n\n```python\nx = 6\n```\n\nMore.\n\n```python\nx * 7\n```\n";
    std::fs::write(state.join("one.md"), text).unwrap();
    let mut terminal = Terminal::open(&state);
    terminal.answers(":load one.md", "42\none.md: 2 cells ran");
    terminal.answers(":save all.md", "all.md: 2 cells saved");
    let saved = std::fs::read_to_string(state.join("all.md")).unwrap();
    assert!(
        saved.contains("```python\nx * 7\n```\n\n```output\n42\n```\n"),
        "{saved}"
    );
    terminal.answers(
        ":save all.md",
        "all.md is there already; `:save! all.md` writes over it",
    );
    terminal.press(":lesson one.md\r");
    terminal.until("[1/2]\n# One\n\nText.\n");
    terminal.until("x = 6");
    terminal.press("\r");
    terminal.until("[2/2]\nMore.\n");
    terminal.until("x * 7");
    terminal.press("\r");
    terminal.until("\n42\nthe lesson is at its end\n");
    terminal.until(PROMPT);
    terminal.leave();
}

#[test]
fn what_was_typed_is_found_by_its_beginning() {
    let mut terminal = Terminal::open(&state("prefix"));
    terminal.answers("11 + 1", "12");
    terminal.answers("22 + 1", "23");
    terminal.press("11\x1b[A\r");
    terminal.until("\n12\n");
    terminal.until(PROMPT);
    // Ctrl-R looks within.
    terminal.press("\x1222 +");
    std::thread::sleep(Duration::from_millis(100));
    terminal.press("\r");
    terminal.until("\n23\n");
    terminal.until(PROMPT);
    // Blocks come back whole, and are run by one Enter.
    terminal.press("for i in range(2):\r    print('turn', i)\r\r");
    terminal.until("\nturn 1\n");
    terminal.until(PROMPT);
    terminal.press("\x1b[A");
    std::thread::sleep(Duration::from_millis(100));
    terminal.press("\r");
    terminal.until("\nturn 0\nturn 1\n");
    terminal.until(PROMPT);
    terminal.leave();
}

#[test]
fn a_cell_is_edited_elsewhere() {
    let state = state("elsewhere");
    let editor = state.join("editor.sh");
    std::fs::write(&editor, "#!/bin/sh\necho 'print(6 * 7)' > \"$1\"\n").unwrap();
    let mut terminal = Terminal::open_with(&state, &[("VISUAL", "sh ./editor.sh")], &[]);
    terminal.press("6 *\x18\x05");
    terminal.until("print(6 * 7)");
    terminal.press("\r");
    terminal.until("\n42\n");
    terminal.until(PROMPT);
    terminal.press(":edit\r");
    terminal.until("print(6 * 7)");
    terminal.press("\r");
    terminal.until("\n42\n");
    terminal.until(PROMPT);
    terminal.leave();
}

#[test]
fn help_comes_from_the_catalogue() {
    let mut terminal = Terminal::open(&state("help"));
    terminal.press("np.mean?\r");
    let page = terminal.until("See also: ");
    assert!(
        page.contains("np.mean(a, axis=None") && page.contains("Parameters:"),
        "{page}"
    );
    terminal.until(PROMPT);
    terminal.press(":apropos pseudo-inverse\r");
    terminal.until("np.linalg.pinv");
    terminal.until(PROMPT);
    terminal.press(":help undo\r");
    terminal.until("takes back the last cell");
    terminal.until(PROMPT);
    terminal.leave();
}

#[test]
fn what_is_typed_is_commented_on() {
    let mut terminal = Terminal::open(&state("hints"));
    terminal.press("a = np.ones((3, 4))\r");
    terminal.until(PROMPT);
    terminal.type_slowly_without_end("a.T @ a");
    terminal.until("→ float64 (4, 4)");
    terminal.press("\x03");
    terminal.until("KeyboardInterrupt\n");
    terminal.until(PROMPT);
    terminal.type_slowly_without_end("np.linspace(0, ");
    terminal.until("np.linspace(start, stop, num=50");
    terminal.press("\x03");
    terminal.until("KeyboardInterrupt\n");
    terminal.until(PROMPT);
    terminal.answers(":set hints off", "hints are off");
    terminal.answers(":set mode vi", "the mode is vi");
    terminal.press("1 + 1\x1b");
    std::thread::sleep(Duration::from_millis(700));
    terminal.press("0x\r");
    terminal.until(PROMPT);
    terminal.leave();
}

#[test]
fn values_are_remembered_by_number() {
    let mut terminal = Terminal::open(&state("numbers"));
    terminal.answers("2", "2");
    terminal.answers("3", "3");
    terminal.answers("_ * 10 + __", "32");
    terminal.answers("Out[1], In[2]", "(2, '3')");
    terminal.press("for _ in range(2): pass\r\r");
    terminal.until(PROMPT);
    terminal.answers("_", "1");
    terminal.leave();
}

#[test]
fn plain_prompts_answer_in_sentences() {
    let mut terminal = Terminal::open_with(&state("plain"), &[], &["--plain"]);
    terminal.press("x = np.zeros(3)\r");
    terminal.until(PROMPT);
    terminal.answers(":who", "x is ndarray, (3,), float64, 24 B.");
    terminal.answers(
        ":steps x.sum()",
        "x is float64 (3,)\nx.sum() is np.float64(0.0)",
    );
    terminal.answers(
        ":broadcast x, (2, 1)",
        "x stretches along axis 0; (2, 1) stretches along axis 1; the result has shape (2, 3)",
    );
    terminal.leave();
}

#[test]
fn too_much_output_is_cut() {
    let mut terminal = Terminal::open(&state("cut"));
    terminal.press("'x' * 100_000 + 'the end'\r");
    let shown = terminal.until("… (more than 64 KiB: the rest is not shown)\n");
    let kept = shown.matches('x').count();
    assert!((60_000..70_000).contains(&kept), "{kept}");
    terminal.until(PROMPT);
    terminal.answers("1", "1");
    terminal.leave();
}

#[test]
fn a_terminal_that_vanishes_takes_no_history_with_it() {
    let state = state("vanished");
    let mut terminal = Terminal::open(&state);
    terminal.answers("40 + 2", "42");
    terminal.press("while True: pass\r\r");
    std::thread::sleep(Duration::from_millis(300));
    terminal.signal(Signal::SIGHUP);
    terminal.wait();
    let file = std::fs::read_to_string(state.join("ndbook/history")).unwrap();
    assert!(
        file.contains("40 + 2") && file.contains("while True: pass"),
        "{file}"
    );
}

#[test]
fn what_was_typed_is_remembered() {
    let state = state("history");
    let mut terminal = Terminal::open(&state);
    terminal.answers("40 + 2", "42");
    terminal.leave();
    let file = state.join("ndbook/history");
    assert!(std::fs::read_to_string(file).unwrap().contains("40 + 2"));
    let mut terminal = Terminal::open(&state);
    terminal.press("\x1b[A\r");
    terminal.until("\n42\n");
    terminal.until(PROMPT);
    terminal.leave();
}
