//! Results with named parts, which are tuples too: `np.linalg.svd(a).S`.

use crate::builtins;
use crate::builtins::python::named_tuple::record;
use crate::value::{ClassId, Raised, Result, Value};

/// A result of `class` with these parts.
pub fn named<const N: usize>(
    class: ClassId,
    names: &'static [&'static str; N],
    values: [Value; N],
) -> Value {
    record(class, names, values.into())
}

/// One of a result's parts, by its position.
///
/// # Errors
/// IndexError where there are fewer.
pub(super) fn part(value: &Value, at: usize) -> Result<Value> {
    let part = value.tuple_items().and_then(|items| items.get(at).cloned());
    part.ok_or_else(|| Raised::index_error("tuple index out of range"))
}

builtins! {
    /// The eigenvalues.
    ///
    /// >>> np.linalg.eigh([[2.0, 0], [0, 3]]).eigenvalues
    /// array([2., 3.])
    property "EigResult.eigenvalues" | "EighResult.eigenvalues" => |result: Value| part(&result, 0);
    /// The eigenvectors, as columns.
    ///
    /// >>> np.linalg.eigh([[2.0, 0], [0, 3]]).eigenvectors
    /// array([[1., 0.],
    ///        [0., 1.]])
    property "EigResult.eigenvectors" | "EighResult.eigenvectors" => |result: Value| part(&result, 1);
    /// The matrix with orthonormal columns.
    ///
    /// >>> np.linalg.qr([[1.0, 0], [0, 2]]).Q.shape
    /// (2, 2)
    property "QRResult.Q" => |result: Value| part(&result, 0);
    /// The upper triangle.
    ///
    /// >>> np.linalg.qr([[1.0, 0], [0, 2]]).R
    /// array([[1., 0.],
    ///        [0., 2.]])
    property "QRResult.R" => |result: Value| part(&result, 1);
    /// The determinant's sign.
    ///
    /// >>> np.linalg.slogdet([[0, 1], [1, 0]]).sign
    /// np.float64(-1.0)
    property "SlogdetResult.sign" => |result: Value| part(&result, 0);
    /// The logarithm of the determinant's absolute value.
    ///
    /// >>> np.linalg.slogdet([[0, 1], [1, 0]]).logabsdet
    /// np.float64(0.0)
    property "SlogdetResult.logabsdet" => |result: Value| part(&result, 1);
    /// The left singular vectors, as columns.
    ///
    /// >>> np.linalg.svd([[2.0, 0], [0, 1]]).U
    /// array([[1., 0.],
    ///        [0., 1.]])
    property "SVDResult.U" => |result: Value| part(&result, 0);
    /// The singular values.
    ///
    /// >>> np.linalg.svd([[2.0, 0], [0, 1]]).S
    /// array([2., 1.])
    property "SVDResult.S" => |result: Value| part(&result, 1);
    /// The right singular vectors, as rows.
    ///
    /// >>> np.linalg.svd([[2.0, 0], [0, 1]]).Vh
    /// array([[1., 0.],
    ///        [0., 1.]])
    property "SVDResult.Vh" => |result: Value| part(&result, 2);
}
