//! Results with named parts, which are tuples too: `np.linalg.svd(a).S`.

use std::any::Any;

use crate::builtins;
use crate::builtins::operators;
use crate::builtins::python::iterate;
use crate::syntax::ast::CompareOp;
use crate::value::display::repr;
use crate::value::{ClassId, Host, Native, Raised, Result, Value, compare};

/// A named tuple of a class that the catalogue knows.
pub struct NamedResult {
    class: ClassId,
    names: &'static [&'static str],
    values: Vec<Value>,
}

/// A result of `class` with these parts.
pub fn named<const N: usize>(
    class: ClassId,
    names: &'static [&'static str; N],
    values: [Value; N],
) -> Value {
    Value::Native(std::rc::Rc::new(NamedResult {
        class,
        names,
        values: values.into(),
    }))
}

impl NamedResult {
    fn tuple(&self) -> Value {
        Value::tuple(self.values.clone())
    }
}

impl Native for NamedResult {
    fn class(&self) -> ClassId {
        self.class
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr_with(&self, host: &mut dyn Host) -> Result<Option<String>> {
        let mut parts = Vec::with_capacity(self.values.len());
        for (name, value) in self.names.iter().zip(&self.values) {
            parts.push(format!("{name}={}", repr(host, value)?));
        }
        Ok(Some(format!("{}({})", self.class.name(), parts.join(", "))))
    }

    fn compare(&self, host: &mut dyn Host, op: CompareOp, other: &Value) -> Result<Option<Value>> {
        let other = match (other.native::<NamedResult>(), other) {
            (Some(result), _) => result.tuple(),
            (None, Value::Tuple(_)) => other.clone(),
            _ => return Ok(None),
        };
        compare::compare(host, op, &self.tuple(), &other).map(Some)
    }
}

fn as_tuple(value: &Value) -> Result<Value> {
    let result = value.native::<NamedResult>();
    result
        .map(NamedResult::tuple)
        .ok_or_else(|| Raised::type_error("a named result was expected"))
}

fn part(value: &Value, at: usize) -> Result<Value> {
    let result = value.native::<NamedResult>();
    let part = result.and_then(|result| result.values.get(at).cloned());
    part.ok_or_else(|| Raised::index_error("tuple index out of range"))
}

builtins! {
    /// A part by its position.
    ///
    /// >>> np.linalg.slogdet([[1, 0], [0, 1]])[0]
    /// np.float64(1.0)
    "EigResult.__getitem__" | "EighResult.__getitem__" | "QRResult.__getitem__" | "SlogdetResult.__getitem__" | "SVDResult.__getitem__" "(self, key)" =>
        |host: &mut dyn Host, result: Value, key: Value| operators::get_item(host, &as_tuple(&result)?, &key);
    /// The number of parts.
    ///
    /// >>> len(np.linalg.slogdet([[1, 0], [0, 1]]))
    /// 2
    "EigResult.__len__" | "EighResult.__len__" | "QRResult.__len__" | "SlogdetResult.__len__" | "SVDResult.__len__" "(self)" =>
        |result: Value| result.native::<NamedResult>().map_or(0, |result| result.values.len());
    /// The parts one after the other.
    ///
    /// >>> sign, logarithm = np.linalg.slogdet([[1, 0], [0, 1]])
    /// >>> sign
    /// np.float64(1.0)
    "EigResult.__iter__" | "EighResult.__iter__" | "QRResult.__iter__" | "SlogdetResult.__iter__" | "SVDResult.__iter__" "(self)" =>
        |host: &mut dyn Host, result: Value| iterate::iter(host, &as_tuple(&result)?).map(Value::Iterator);
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
