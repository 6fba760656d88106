//! ndbook runs NumPy lessons without Python: what a cell prints is, byte for byte, what CPython with NumPy prints.
//!
//! ```
//! use ndbook::eval::{Session, Settings, on_large_stack};
//! use ndbook::text::Source;
//!
//! let shown = on_large_stack(|| {
//!     let mut session = Session::new(Settings::default());
//!     session.run(&Source::new("lesson.md", "X = np.array([[5, 7], [3, 6]])", 1));
//!     session.run(&Source::new("lesson.md", "X.mean(axis=0)", 5)).display
//! });
//! assert_eq!(shown.as_deref(), Some("array([4. , 6.5])"));
//! ```
//!
//! # How a line becomes an output
//!
//! Take the cell `b = a[::-1] + np.sum(m, axis=0)` of a lesson, and follow it through the house. The house has floors;
//! a file uses only what lies on its own floor or below, and `tests/floors.rs` sees to it.
//!
//! - A file comes in at the top: [`cli`] finds lessons and reads their bytes, [`repl`] reads lines from a terminal. Only
//!   they touch the outside: disk, clock, terminal, environment. All below is text in, data out.
//! - [`lesson`] reads the Markdown into blocks that tile the file, so that writing it back changes no byte, and hands the
//!   text of each cell with its place to a session.
//! - [`syntax`] makes a tree of it: the grammar in `grammar/python.pest` reads the text, lowering gives nodes with
//!   spans, and every name learns where it lives. A wrong text is complained of in Python's words.
//! - [`eval`] walks the tree. It finds `a`, asks for `a[::-1]`, calls `np.sum`, adds, and binds `b`; it counts steps and
//!   depth, and when something fails it knows the span to blame.
//! - [`mod@builtins`] is the catalogue of what can be named: `np.sum` is one row with NumPy's signature, documentation
//!   whose examples are tests, and a plain typed function. Binding and error texts derive from the row.
//! - [`value`] holds what Python's objects are: a [`value::Value`] for each name, how they compare, convert and show
//!   themselves. The few calls upward (a function given to `sorted`, output, warnings) go through [`value::Host`].
//! - [`mod@array`] knows dtypes and memory and no Python. `a[::-1]` is a new [`array::Layout`] over the same
//!   [`array::Buffer`]; `np.sum` adds in NumPy's pairwise order; `+` promotes both dtypes, broadcasts both shapes, and
//!   runs one inner loop over rows. Printing breaks lines and counts digits as NumPy does.
//! - [`plot`] draws figures, which are plain data, as SVG and in letters; `plt.plot` is a row of the catalogue that puts
//!   a curve into one.
//! - [`text`] has what all floors speak of: sources, spans, and the pictures of errors with carets and labels.
//!
//! Then the way back: a displayed value becomes its `repr` in a [`lesson::Transcript`], an error becomes a caret under
//! the lesson's own line, and [`cli`] shows it, compares it with what was recorded, or marks an answer by it.
//!
//! # What holds everywhere
//!
//! No input makes it panic, no loop or allocation goes uncounted ([`array::meter`]), and nothing depends on the
//! machine's clock, locale or number of threads.

#![forbid(unsafe_code)]

pub mod array;
pub mod builtins;
pub mod cli;
pub mod eval;
pub mod lesson;
pub mod plot;
pub mod repl;
pub mod syntax;
pub mod text;
pub mod value;
