//! Pictures of data: figures as data, and what they look like as SVG and in letters.
//!
//! A [`Figure`] holds [`Axes`], these hold [`Artist`]s: curves, points, areas, lines, pictures, texts. Whoever builds
//! them decides what is drawn; this floor decides where. `view` finds limits and ticks as matplotlib does, [`layout`]
//! the rectangles, [`svg()`] writes a picture whose bytes depend on nothing but the figure, [`drawing`] one of at most 72
//! by 20 letters. [`contour`] finds lines of equal height.
//!
//! Drawing counts its steps and bytes like everything else ([`meter`](crate::array::meter)). There are no fonts here:
//! the widths of texts are those of DejaVu Sans, and whoever shows the SVG sets them.

pub mod artist;
mod color;
mod colormap;
pub mod contour;
mod draw;
pub mod figure;
pub mod layout;
pub mod legend;
mod marks;
mod png;
mod svg;
mod tables;
mod terminal;
mod text;
mod ticks;
pub mod view;

pub use artist::{Artist, Mapped, Marker};
pub use color::Color;
pub use colormap::{Colormap, Norm};
pub use draw::svg;
pub use figure::{Axes, Figure, Label, Shared, shared};
pub use terminal::drawing;
