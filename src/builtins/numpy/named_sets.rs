//! The distinct elements with what else is known of them, under names.

use crate::builtins;
use crate::value::{ClassId, Host, Raised, Result, Value};

use super::compose::call_with;
use super::named::{named, part};

builtins! {
    /// The distinct elements, where each first occurs, which of them each element is, and how often each occurs. Every NaN
    /// is one of its own.
    ///
    /// >>> np.unique_all([1, 2, 1]).counts
    /// array([2, 1])
    "np.unique_all" "(x)" => |host: &mut dyn Host, x: Value| {
        let parts = unique(host, x, &["return_index", "return_inverse", "return_counts"])?;
        let names = &["values", "indices", "inverse_indices", "counts"];
        Ok::<Value, Raised>(named(ClassId::UNIQUE_ALL_RESULT, names, parts))
    };
    /// The distinct elements, and how often each occurs. Every NaN is one of its own.
    ///
    /// >>> np.unique_counts([1, 2, 1])
    /// UniqueCountsResult(values=array([1, 2]), counts=array([2, 1]))
    "np.unique_counts" "(x)" => |host: &mut dyn Host, x: Value| {
        let parts = unique(host, x, &["return_counts"])?;
        Ok::<Value, Raised>(named(ClassId::UNIQUE_COUNTS_RESULT, &["values", "counts"], parts))
    };
    /// The distinct elements, and which of them each element is. Every NaN is one of its own.
    ///
    /// >>> np.unique_inverse([1, 2, 1])
    /// UniqueInverseResult(values=array([1, 2]), inverse_indices=array([0, 1, 0]))
    "np.unique_inverse" "(x)" => |host: &mut dyn Host, x: Value| {
        let parts = unique(host, x, &["return_inverse"])?;
        Ok::<Value, Raised>(named(ClassId::UNIQUE_INVERSE_RESULT, &["values", "inverse_indices"], parts))
    };
    /// The distinct elements.
    ///
    /// >>> np.unique_all([1, 2, 1]).values
    /// array([1, 2])
    property "UniqueAllResult.values" | "UniqueCountsResult.values" | "UniqueInverseResult.values" => |result: Value| part(&result, 0);
    /// Where each element first occurs.
    ///
    /// >>> np.unique_all([1, 2, 1]).indices
    /// array([0, 1])
    property "UniqueAllResult.indices" => |result: Value| part(&result, 1);
    /// Which of the distinct elements each element is.
    ///
    /// >>> np.unique_all([1, 2, 1]).inverse_indices
    /// array([0, 1, 0])
    property "UniqueAllResult.inverse_indices" => |result: Value| part(&result, 2);
    /// For every element the position of its value among the unique ones.
    ///
    /// >>> np.unique_inverse([1, 2, 1]).inverse_indices
    /// array([0, 1, 0])
    property "UniqueInverseResult.inverse_indices" => |result: Value| part(&result, 1);
    /// How often each element occurs.
    ///
    /// >>> np.unique_counts([1, 2, 1]).counts
    /// array([2, 1])
    property "UniqueCountsResult.counts" => |result: Value| part(&result, 1);
    /// How often each value occurs.
    ///
    /// >>> np.unique_all([1, 2, 1]).counts
    /// array([2, 1])
    property "UniqueAllResult.counts" => |result: Value| part(&result, 3);
}

/// `np.unique` with these parts.
fn unique<const N: usize>(
    host: &mut dyn Host,
    x: Value,
    parts: &[&'static str],
) -> Result<[Value; N]> {
    let asked = parts.iter().map(|&part| (part, Value::Bool(true)));
    let keywords = asked.chain([("equal_nan", Value::Bool(false))]);
    let found = call_with(host, "np.unique", [x], keywords)?;
    let items = found.tuple_items().map(|items| items.to_vec());
    <[Value; N]>::try_from(items.unwrap_or_default())
        .map_err(|_| Raised::type_error("np.unique gave another number of parts"))
}
