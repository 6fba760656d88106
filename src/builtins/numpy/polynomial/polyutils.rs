//! `np.polynomial.polyutils`: what the modules of series share.

use crate::array::Array;
use crate::builtins;
use crate::builtins::operators;
use crate::builtins::python::iterate;
use crate::value::{Host, Raised, Result, Slice, Value, truth};

use super::domain::{domain_of, map_domain, map_parameters};
use super::series::{as_series, equal, trim};

builtins! {
    /// Coefficients as arrays of one dimension with a dtype that all have room in, without zeros at the end.
    ///
    /// >>> np.polynomial.polyutils.as_series([2, [1.5, 0]])
    /// [array([2.]), array([1.5])]
    "np.polynomial.polyutils.as_series" "(alist, trim=True)" => |host: &mut dyn Host, list: Value, trim: Value| -> Result<Value> {
        let trim = truth(host, &trim)?;
        let values = iterate::collect(host, &list)?;
        let series = as_series(host, &values.iter().collect::<Vec<_>>(), trim)?;
        Ok(Value::list(series.into_iter().map(Value::array).collect()))
    };
    /// A sequence without the zeros at its end.
    ///
    /// >>> np.polynomial.polyutils.trimseq([1, 2, 0, 0])
    /// [1, 2]
    "np.polynomial.polyutils.trimseq" "(seq)" => |host: &mut dyn Host, sequence: Value| {
        let mut kept = operators::length(host, &sequence)? as i64;
        let is_whole = kept == 0 || {
            let last = operators::get_item(host, &sequence, &Value::Int(-1))?;
            !equal(host, &last, 0)?
        };
        if is_whole {
            return Ok(sequence);
        }
        while kept > 1 {
            let last = operators::get_item(host, &sequence, &Value::Int(kept - 1))?;
            if !equal(host, &last, 0)? {
                break;
            }
            kept -= 1;
        }
        let slice = Slice { start: Value::None, stop: Value::Int(kept), step: Value::None };
        operators::get_item(host, &sequence, &Value::Slice(slice.into()))
    };
    /// The coefficients without those at the end that are not larger than `tol`.
    ///
    /// >>> np.polynomial.polyutils.trimcoef([0, 0, 3, 0, 5, 0, 0])
    /// array([0., 0., 3., 0., 5.])
    "np.polynomial.polyutils.trimcoef" "(c, tol=0)" => |host: &mut dyn Host, c: Value, tolerance: Value| trim(host, &c, &tolerance);
    /// The smallest interval that holds the points; of complex ones, two corners of a rectangle.
    ///
    /// >>> np.polynomial.polyutils.getdomain([3, -5, 4])
    /// array([-5.,  4.])
    "np.polynomial.polyutils.getdomain" "(x)" => |host: &mut dyn Host, x: Value| -> Result<Array> { domain_of(host, &x) };
    /// Offset and scale of the linear map from one interval to another.
    ///
    /// >>> np.polynomial.polyutils.mapparms((-1, 1), (0, 4))
    /// (2.0, 2.0)
    "np.polynomial.polyutils.mapparms" "(old, new)" => |host: &mut dyn Host, old: Value, new: Value| {
        let (offset, scale) = map_parameters(host, &old, &new)?;
        Ok::<Value, Raised>(Value::tuple(vec![offset, scale]))
    };
    /// Points under the linear map from one interval to another.
    ///
    /// >>> np.polynomial.polyutils.mapdomain([-1, 0, 1], (-1, 1), (0, 4))
    /// array([0., 2., 4.])
    "np.polynomial.polyutils.mapdomain" "(x, old, new)" => |host: &mut dyn Host, x: Value, old: Value, new: Value| map_domain(host, &x, &old, &new);
}
