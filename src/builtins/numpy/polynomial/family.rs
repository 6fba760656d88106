//! The functions that every module of series has, declared once for all six.

/// What the rows speak of.
pub mod names {
    pub(in crate::builtins::numpy::polynomial) use super::super::{
        calculus, evaluation, fit, products, roots, series,
    };
    pub use crate::array::Array;
    pub use crate::builtins::numpy::polynomial::calculus::Integration;
    pub use crate::builtins::numpy::polynomial::fit::Fitting;
    pub use crate::value::builtin::{Builtin, Callable, Given, RowKind};
    pub use crate::value::{Host, Result, Value, truth};
}

/// Declares `shared::ROWS` of a module: its basis, the module's name, the beginning of its functions' names, its class
/// and that of its objects' examples, then what the examples print.
macro_rules! family {
    (
        $basis:ident, $module:literal, $prefix:literal, $class:literal;
        domain $domain:literal;
        x $x_coefficients:expr => $x:literal;
        line $line:literal;
        fromroots $from_roots:literal;
        mulx $times_x:literal;
        mul $multiply:literal;
        div $divide:literal;
        pow $power_signature:literal $power:literal;
        val $value:literal;
        val2d $value2:literal;
        val3d $value3:literal;
        grid2d $grid2:literal;
        grid3d $grid3:literal;
        der $derivative:literal;
        int $integral:literal;
        vander $vander:literal;
        vander2d $vander2:literal;
        vander3d $vander3:literal;
        fit $fit:literal;
        companion $companion:literal;
        roots $roots:literal;
    ) => {
        /// The rows that all modules of series have.
        pub mod shared {
            use super::$basis;
            use super::super::family::{names::*, table};

            table! { $module, $prefix, $class;
                "line" "(off, scl)" "The coefficients of the line `off + scl*x`."
                    "(1, 2)" $line
                    => |host: &mut dyn Host, off: Value, scl: Value| products::line(&$basis, host, &off, &scl);
                "fromroots" "(roots)" "The series with these roots: a product of lines."
                    "([0, 1])" $from_roots
                    => |host: &mut dyn Host, roots: Value| products::from_roots(&$basis, host, &roots);
                "add" "(c1, c2)" "The sum of two series, given by their coefficients from degree 0 up."
                    "([1, 2, 3], [3, 2, 1])" "array([4., 4., 4.])"
                    => |host: &mut dyn Host, a: Value, b: Value| series::add(host, &a, &b);
                "sub" "(c1, c2)" "The difference of two series."
                    "([1, 2, 3], [3, 2, 1])" "array([-2.,  0.,  2.])"
                    => |host: &mut dyn Host, a: Value, b: Value| series::subtract(host, &a, &b);
                "mulx" "(c)" "The product of a series with x."
                    "([1, 2, 3])" $times_x
                    => |host: &mut dyn Host, c: Value| products::times_x(&$basis, host, &c);
                "mul" "(c1, c2)" "The product of two series."
                    "([1, 2, 3], [3, 2, 1])" $multiply
                    => |host: &mut dyn Host, a: Value, b: Value| ($basis.multiply)(&$basis, host, &a, &b);
                "div" "(c1, c2)" "Quotient and remainder of two series."
                    "([1, 2, 3], [3, 2])" $divide
                    => |host: &mut dyn Host, a: Value, b: Value| -> Result<Value> {
                        let (quotient, remainder) = products::divide(&$basis, host, &a, &b)?;
                        Ok(Value::tuple(vec![Value::array(quotient), Value::array(remainder)]))
                    };
                "pow" $power_signature "A series to a power: a whole number, not above `maxpower` unless that is None."
                    "([1, 2], 2)" $power
                    => |host: &mut dyn Host, c: Value, power: Value, max: Value| ($basis.power)(&$basis, host, &c, &power, &max);
                "val" "(x, c, tensor=True)" "The value of a series at `x`. With `tensor`, every column of `c` is evaluated at all of `x`."
                    "([0, 1, 2], [1, 2, 3])" $value
                    => |host: &mut dyn Host, x: Value, c: Value, tensor: Value| -> Result<Value> {
                        let tensor = truth(host, &tensor)?;
                        evaluation::evaluate(&$basis, host, &x, &c, tensor)
                    };
                "val2d" "(x, y, c)" "A series in two variables at points: `c[i, j]` goes with degree i in `x` and j in `y`."
                    "(2, 3, [[1, 2], [3, 4]])" $value2
                    => |host: &mut dyn Host, x: Value, y: Value, c: Value| evaluation::at_points(&$basis, host, &[x, y], &c);
                "val3d" "(x, y, z, c)" "A series in three variables at points."
                    "(2, 3, 4, [[[1, 2], [3, 4]]])" $value3
                    => |host: &mut dyn Host, x: Value, y: Value, z: Value, c: Value| evaluation::at_points(&$basis, host, &[x, y, z], &c);
                "grid2d" "(x, y, c)" "A series in two variables at every pair of an `x` and a `y`."
                    "([1, 2], [3], [[1, 2], [3, 4]])" $grid2
                    => |host: &mut dyn Host, x: Value, y: Value, c: Value| evaluation::on_grid(&$basis, host, &[x, y], &c);
                "grid3d" "(x, y, z, c)" "A series in three variables at every point of a grid."
                    "([1], [2], [3, 4], [[[1, 2], [3, 4]]])" $grid3
                    => |host: &mut dyn Host, x: Value, y: Value, z: Value, c: Value| evaluation::on_grid(&$basis, host, &[x, y, z], &c);
                "der" "(c, m=1, scl=1, axis=0)" "The derivative of order `m`; each one is multiplied by `scl`."
                    "([1, 2, 3])" $derivative
                    => |host: &mut dyn Host, c: Value, m: Value, scl: Value, axis: Value| calculus::derivative(&$basis, host, &c, &m, &scl, &axis);
                "int" "(c, m=1, k=<no value>, lbnd=0, scl=1, axis=0)" "The integral of order `m` from `lbnd`, with the constants `k`; each one is of the series times `scl`."
                    "([1, 2, 3])" $integral
                    => |host: &mut dyn Host, c: Value, m: Value, k: Given, lower: Value, scl: Value, axis: Value| {
                        let k = k.0.unwrap_or_else(|| Value::list(Vec::new()));
                        let how = Integration { m: &m, k: &k, lower: &lower, scl: &scl, axis: &axis };
                        calculus::integral(&$basis, host, &c, &how)
                    };
                "vander" "(x, deg)" "The values of the basis polynomials up to degree `deg`, one column for each."
                    "([2], 2)" $vander
                    => |host: &mut dyn Host, x: Value, degree: Value| evaluation::vander(&$basis, host, &x, &degree);
                "vander2d" "(x, y, deg)" "The products of basis polynomials of two variables, one column for each pair of degrees."
                    "([2], [3], [1, 1])" $vander2
                    => |host: &mut dyn Host, x: Value, y: Value, degrees: Value| evaluation::vander_of_several(&$basis, host, &[x, y], &degrees);
                "vander3d" "(x, y, z, deg)" "The products of basis polynomials of three variables."
                    "([2], [3], [4], [1, 0, 1])" $vander3
                    => |host: &mut dyn Host, x: Value, y: Value, z: Value, degrees: Value| evaluation::vander_of_several(&$basis, host, &[x, y, z], &degrees);
                "fit" "(x, y, deg, rcond=None, full=False, w=None)" "The series nearest to points in least squares: of degree `deg`, or with terms of the degrees in `deg`. `full` also tells residuals, rank, singular values and their limit."
                    "([0, 1, 2, 3], [2, 3, 8, 17], 2).round(6)" $fit
                    => |host: &mut dyn Host, x: Value, y: Value, degree: Value, rcond: Value, full: Value, w: Value| -> Result<Value> {
                        let how = Fitting { x: &x, y: &y, degree: &degree, rcond: &rcond, w: &w };
                        let full = truth(host, &full)?;
                        fit::fit(&$basis, host, &how)?.returned(host, full)
                    };
                "companion" "(c)" "A matrix whose eigenvalues are the roots of the series."
                    "([1, 2, 3])" $companion
                    => |host: &mut dyn Host, c: Value| roots::companion(&$basis, host, &c);
                "roots" "(c)" "The places where the series is 0."
                    "([-4, 0, 1]).round(6)" $roots
                    => |host: &mut dyn Host, c: Value| roots::roots(&$basis, host, &c);
                "trim" "(c, tol=0)" "The series without those coefficients at its end that are not larger than `tol`."
                    "([1, 2, 0, 0])" "array([1., 2.])"
                    => |host: &mut dyn Host, c: Value, tolerance: Value| series::trim(host, &c, &tolerance);
                ;
                "domain" "The interval on which these polynomials are at home." $domain => || Array::from_vec($basis.domain.to_vec());
                "zero" "The series that is 0." "array([0])" => || Array::from_vec(vec![0i64]);
                "one" "The series that is 1." "array([1])" => || Array::from_vec(vec![1i64]);
                "x" "The series that is x." $x => || Array::from_vec($x_coefficients);
                ;
                "domain" "The interval that is mapped to the window before evaluation." $domain => || Array::from_vec($basis.domain.to_vec());
                "window" "The interval that the domain is mapped to." $domain => || Array::from_vec($basis.domain.to_vec());
            }
        }
    };
}

/// The rows themselves: functions, constants of the module, constants of the class.
macro_rules! table {
    (
        $module:literal, $prefix:literal, $class:literal;
        $($name:literal $signature:literal $doc:literal $example:literal $printed:expr => $body:expr;)* ;
        $($constant:literal $about:literal $shown:expr => $make:expr;)* ;
        $($own:literal $of_class:literal $seen:expr => $give:expr;)*
    ) => {
        pub static ROWS: &[Builtin] = &TABLE;

        static TABLE: [Builtin; [$($name,)* $($constant,)* $($own,)*].len()] = [
            $(Builtin::new(
                RowKind::Function,
                &[concat!("np.polynomial.", $module, ".", $prefix, $name)],
                $signature,
                concat!(" ", $doc, "\n\n >>> np.polynomial.", $module, ".", $prefix, $name, $example, "\n ", $printed, "\n"),
                |host, bound| Callable::invoke(&$body, host, bound),
            ),)*
            $(Builtin::new(
                RowKind::Constant,
                &[concat!("np.polynomial.", $module, ".", $prefix, $constant)],
                "",
                concat!(" ", $about, "\n\n >>> np.polynomial.", $module, ".", $prefix, $constant, "\n ", $shown, "\n"),
                |host, bound| Callable::invoke(&$make, host, bound),
            ),)*
            $(Builtin::new(
                RowKind::Constant,
                &[concat!($class, ".", $own)],
                "",
                concat!(" ", $of_class, "\n\n >>> np.polynomial.", $class, ".", $own, "\n ", $seen, "\n"),
                |host, bound| Callable::invoke(&$give, host, bound),
            ),)*
        ];
    };
}

pub(super) use {family, table};
