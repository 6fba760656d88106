//! Numbers with names, and the version whose behaviour this is.

use crate::builtins;
use crate::value::Value;

builtins! {
    /// The ratio of a circle's circumference to its diameter.
    ///
    /// >>> np.pi
    /// 3.141592653589793
    constant "np.pi" => || std::f64::consts::PI;
    /// The base of natural logarithms.
    ///
    /// >>> np.e
    /// 2.718281828459045
    constant "np.e" => || std::f64::consts::E;
    /// Euler's constant γ.
    ///
    /// >>> np.euler_gamma
    /// 0.5772156649015329
    constant "np.euler_gamma" => || 0.577_215_664_901_532_9;
    /// Positive infinity.
    ///
    /// >>> np.inf > 1e308
    /// True
    constant "np.inf" => || f64::INFINITY;
    /// Not a number: a missing or undefined value. It equals nothing, not even itself.
    ///
    /// >>> np.nan == np.nan
    /// False
    constant "np.nan" => || f64::NAN;
    /// Another name for `None`: between brackets it stands for a new axis of length 1.
    ///
    /// >>> np.array([1, 2])[:, np.newaxis].shape
    /// (2, 1)
    constant "np.newaxis" => || Value::None;
    /// The version of NumPy that is reproduced.
    ///
    /// >>> np.__version__
    /// '2.4.6'
    constant "np.__version__" => || "2.4.6";
    /// Are numbers stored with their lowest byte first?
    ///
    /// >>> np.little_endian
    /// True
    constant "np.little_endian" => || true;
}
