//! NumPy, by the chapters of its reference.

pub mod attributes;
pub mod averages;
pub mod axes;
pub mod casts;
pub mod choosing;
pub mod comparing;
mod compose;
pub mod constants;
pub mod conversion;
pub mod copies;
pub mod creation;
pub mod dates;
pub mod differences;
pub mod dtype;
pub mod errstate;
pub mod fft;
mod fields;
pub mod files;
pub mod flags;
pub mod functional;
pub mod histograms;
pub mod indexing;
pub mod iteration;
pub mod joining;
pub mod linalg;
mod named;
pub mod nditer;
pub mod norms;
pub mod operators;
pub mod patterns;
pub mod polynomials;
pub mod printing;
pub mod products;
pub mod quantile_methods;
pub mod quantiles;
pub mod random;
pub mod ranges;
pub mod reductions;
pub mod removed;
pub mod repeating;
pub mod rounding;
pub mod scalars;
pub mod searching;
pub mod searching_sorted;
pub mod sets;
pub mod shape;
pub mod signals;
pub mod sorting;
pub mod spacing;
pub mod splitting;
pub mod strings;
pub mod taking;
pub mod testing;
pub mod ufuncs;

use crate::value::{Arguments, Builtin, Host, Raised, Result, Value};

/// The rows of all chapters.
pub static CHAPTERS: &[&[Builtin]] = &[
    attributes::ROWS,
    copies::ROWS,
    averages::ROWS,
    comparing::ROWS,
    constants::ROWS,
    creation::ROWS,
    patterns::ROWS,
    conversion::ROWS,
    differences::ROWS,
    dtype::ROWS,
    errstate::ROWS,
    fft::ROWS,
    files::generic::ROWS,
    files::npy::ROWS,
    files::npz::ROWS,
    files::raw::ROWS,
    files::savetxt::ROWS,
    files::table::ROWS,
    flags::ROWS,
    functional::ROWS,
    histograms::ROWS,
    iteration::ROWS,
    nditer::ROWS,
    joining::ROWS,
    polynomials::ROWS,
    printing::ROWS,
    products::ROWS,
    quantiles::ROWS,
    linalg::ROWS,
    named::ROWS,
    norms::ROWS,
    random::bits::ROWS,
    random::choice::ROWS,
    random::choice::generator::ROWS,
    random::continuous::ROWS,
    random::discrete::ROWS,
    random::generator::ROWS,
    random::integers::ROWS,
    random::integers::bytes::ROWS,
    random::integers::generator::ROWS,
    random::legacy::ROWS,
    random::legacy::class::ROWS,
    random::multivariate_normal::ROWS,
    random::multivariate_normal::generator::ROWS,
    random::permute::ROWS,
    random::permute::generator::ROWS,
    random::seeding::ROWS,
    random::simple::ROWS,
    random::simple::generator::ROWS,
    random::vectors::ROWS,
    random::vectors::generator::ROWS,
    ranges::ROWS,
    repeating::ROWS,
    splitting::ROWS,
    spacing::ROWS,
    reductions::ROWS,
    reductions::nan::ROWS,
    scalars::ROWS,
    rounding::ROWS,
    searching::ROWS,
    sets::ROWS,
    shape::ROWS,
    axes::ROWS,
    signals::ROWS,
    sorting::ROWS,
    strings::search::ROWS,
    strings::tests_of_texts::ROWS,
    strings::transform::ROWS,
    strings::widths::ROWS,
    searching_sorted::ROWS,
    taking::ROWS,
    choosing::ROWS,
    testing::ROWS,
    ufuncs::logic::ROWS,
    ufuncs::math::ROWS,
    ufuncs::methods::ROWS,
    ufuncs::numbers::ROWS,
];

/// Calls another row by its name, so that a function composed of others has their every detail.
///
/// # Errors
/// What the row raises.
pub fn call(
    host: &mut dyn Host,
    name: &str,
    arguments: impl IntoIterator<Item = Value>,
) -> Result<Value> {
    let row = super::find(name)
        .ok_or_else(|| Raised::attribute_error(format!("no {name} in the catalogue")))?;
    row.call(host, Arguments::positional(arguments))
}
