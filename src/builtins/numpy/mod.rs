//! NumPy, by the chapters of its reference.

pub mod arrayterator;
pub mod attributes;
pub mod averages;
pub mod axes;
pub mod bessel;
pub mod bits;
pub mod broadcast;
pub mod buffers;
pub mod business_days;
pub mod casts;
pub mod chains;
pub mod chararray;
pub mod choosing;
pub mod comparing;
pub mod compose;
pub mod constants;
pub mod contractions;
pub mod conversion;
pub mod copies;
pub mod creation;
pub mod dates;
pub mod differences;
pub mod dtype;
pub mod einsum;
pub mod einsum_path;
pub mod emath;
pub mod errstate;
pub mod fft;
pub mod fields;
pub mod files;
pub mod flags;
pub mod from_data;
pub mod functional;
mod gufuncs;
pub mod histograms;
pub mod histograms_nd;
pub mod index_tricks;
pub mod indexing;
pub mod info;
pub mod iteration;
pub mod joining;
pub mod limits;
pub mod linalg;
pub mod ma;
pub mod matrix;
pub mod memmap;
pub mod mixins;
mod named;
pub mod named_sets;
pub mod nditer;
pub mod norms;
pub mod old_core;
pub mod operators;
pub mod padding;
pub mod patterns;
pub mod phases;
pub mod polynomial;
pub mod polynomials;
pub mod positions;
mod print_context;
pub mod printing;
pub mod products;
pub mod pyfunc;
pub mod quantile_methods;
mod quantile_objects;
pub mod quantiles;
pub mod random;
pub mod ranges;
pub mod recfunctions;
pub mod recfunctions_join;
pub mod records;
pub mod reductions;
pub mod removed;
pub mod repeating;
pub mod rounding;
mod scalar_pairs;
pub mod scalars;
pub mod searching;
pub mod searching_sorted;
pub mod sets;
pub mod setup;
pub mod shape;
pub mod signals;
mod signature;
pub mod sorting;
pub mod spacing;
pub mod splitting;
pub mod strides;
pub mod strings;
pub mod taking;
pub mod tensors;
pub mod testing;
pub mod testing_context;
pub mod type_questions;
pub mod ufuncs;
pub mod ulps;
pub mod vectorize;
pub mod windows;

use crate::value::{Arguments, Builtin, Host, Raised, Result, Value};

/// The rows of all chapters.
pub static CHAPTERS: &[&[Builtin]] = &[
    attributes::ROWS,
    copies::ROWS,
    averages::ROWS,
    bits::ROWS,
    info::ROWS,
    ulps::ROWS,
    dates::ROWS,
    windows::ROWS,
    type_questions::ROWS,
    tensors::ROWS,
    setup::ROWS,
    pyfunc::ROWS,
    emath::ROWS,
    buffers::ROWS,
    broadcast::ROWS,
    bessel::ROWS,
    business_days::ROWS,
    comparing::ROWS,
    constants::ROWS,
    creation::ROWS,
    patterns::ROWS,
    conversion::ROWS,
    differences::ROWS,
    dtype::ROWS,
    einsum::ROWS,
    einsum_path::ROWS,
    errstate::ROWS,
    fft::ROWS,
    fft::frequencies::ROWS,
    fft::real::ROWS,
    files::generic::ROWS,
    files::npy::ROWS,
    files::npz::ROWS,
    files::raw::ROWS,
    files::savetxt::ROWS,
    files::table::ROWS,
    flags::ROWS,
    from_data::ROWS,
    functional::ROWS,
    histograms::ROWS,
    histograms_nd::ROWS,
    index_tricks::ROWS,
    iteration::ROWS,
    nditer::ROWS,
    joining::ROWS,
    padding::ROWS,
    phases::ROWS,
    positions::ROWS,
    polynomials::ROWS,
    polynomials::poly1d::ROWS,
    polynomial::ROWS,
    polynomial::arithmetic::ROWS,
    polynomial::chebyshev::ROWS,
    polynomial::chebyshev::shared::ROWS,
    polynomial::class::ROWS,
    polynomial::hermite::ROWS,
    polynomial::hermite::shared::ROWS,
    polynomial::hermite_e::ROWS,
    polynomial::hermite_e::shared::ROWS,
    polynomial::laguerre::ROWS,
    polynomial::laguerre::shared::ROWS,
    polynomial::legendre::ROWS,
    polynomial::legendre::shared::ROWS,
    polynomial::polyutils::ROWS,
    polynomial::powers::ROWS,
    polynomial::powers::shared::ROWS,
    polynomial::text::ROWS,
    printing::ROWS,
    print_context::ROWS,
    products::ROWS,
    contractions::ROWS,
    chains::ROWS,
    quantiles::ROWS,
    limits::ROWS,
    linalg::ROWS,
    arrayterator::ROWS,
    chararray::ROWS,
    matrix::ROWS,
    memmap::ROWS,
    mixins::ROWS,
    crate::builtins::subclasses::ROWS,
    named::ROWS,
    named_sets::ROWS,
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
    recfunctions::ROWS,
    recfunctions_join::ROWS,
    records::ROWS,
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
    strides::ROWS,
    taking::ROWS,
    choosing::ROWS,
    vectorize::ROWS,
    testing::ROWS,
    testing_context::ROWS,
    ufuncs::logic::ROWS,
    ufuncs::math::ROWS,
    ufuncs::methods::ROWS,
    ufuncs::numbers::ROWS,
];

/// The chapters whose rows give a value and change nothing, but for those marked `changes`.
pub static QUIET: &[&[Builtin]] = &[
    attributes::ROWS,
    copies::ROWS,
    averages::ROWS,
    bits::ROWS,
    dates::ROWS,
    windows::ROWS,
    type_questions::ROWS,
    tensors::ROWS,
    emath::ROWS,
    broadcast::ROWS,
    bessel::ROWS,
    comparing::ROWS,
    constants::ROWS,
    creation::ROWS,
    patterns::ROWS,
    conversion::ROWS,
    differences::ROWS,
    dtype::ROWS,
    einsum::ROWS,
    fft::ROWS,
    fft::frequencies::ROWS,
    fft::real::ROWS,
    flags::ROWS,
    from_data::ROWS,
    histograms::ROWS,
    histograms_nd::ROWS,
    index_tricks::ROWS,
    joining::ROWS,
    padding::ROWS,
    phases::ROWS,
    positions::ROWS,
    polynomials::ROWS,
    products::ROWS,
    contractions::ROWS,
    chains::ROWS,
    quantiles::ROWS,
    limits::ROWS,
    linalg::ROWS,
    matrix::ROWS,
    named_sets::ROWS,
    norms::ROWS,
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
    strides::ROWS,
    taking::ROWS,
    choosing::ROWS,
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
    crate::array::meter::go_on(16)?;
    row.call(host, Arguments::positional(arguments))
}
