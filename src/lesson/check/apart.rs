//! Where two arrays differ, and by how much.

use crate::array::{Array, Scalar};
use crate::lesson::stage::Stage;
use crate::value::convert;

/// How close two numbers must be: `|a - b| <= absolute + relative * |b|`, as NumPy's `allclose` has it.
#[derive(Clone, Copy, Debug)]
pub struct Tolerance {
    pub relative: f64,
    pub absolute: f64,
}

impl Tolerance {
    pub const NONE: Tolerance = Tolerance {
        relative: 0.0,
        absolute: 0.0,
    };

    /// In the proportion of `np.allclose`, so that a rounding error can stand where a zero should be.
    pub fn relative(tolerance: f64) -> Tolerance {
        Tolerance {
            relative: tolerance,
            absolute: tolerance * 1e-3,
        }
    }
}

/// Two arrays of one shape, element by element.
pub struct Apart {
    /// The index of the first elements that are apart, and both.
    pub first: (Vec<usize>, Scalar, Scalar),
    /// The largest difference of two numbers, where it stands.
    pub largest: Option<(f64, Vec<usize>)>,
    /// How many are apart.
    pub count: usize,
}

/// Larger arrays are not gone through for a remark.
const MOST_ELEMENTS: usize = 4_000_000;

/// Compares elements; none where all are within the tolerance, or where the shapes do not fit each other. A number
/// stands for as many as the other side has.
pub fn apart(left: &Array, right: &Array, tolerance: Tolerance) -> Option<Apart> {
    let shape = match (left.ndim(), right.ndim()) {
        (0, _) => right.shape().to_vec(),
        (_, 0) => left.shape().to_vec(),
        _ if left.shape() == right.shape() => left.shape().to_vec(),
        _ => return None,
    };
    let (left, right) = (left.broadcast_to(&shape)?, right.broadcast_to(&shape)?);
    if left.size() > MOST_ELEMENTS {
        return None;
    }
    let mut found: Option<Apart> = None;
    for (at, (a, b)) in left.scalars().zip(right.scalars()).enumerate() {
        let Some(difference) = difference(&a, &b, tolerance) else {
            continue;
        };
        let index = || index_of(at, &shape);
        let apart = found.get_or_insert_with(|| Apart {
            first: (index(), a, b),
            largest: None,
            count: 0,
        });
        apart.count += 1;
        let larger = apart
            .largest
            .as_ref()
            .is_none_or(|(most, _)| difference > *most);
        if difference.is_finite() && larger {
            apart.largest = Some((difference, index()));
        }
    }
    found
}

/// By how much two elements are apart: infinitely where they are no numbers. None where they are close.
fn difference(a: &Scalar, b: &Scalar, tolerance: Tolerance) -> Option<f64> {
    let whole = |x: &Scalar| x.as_integer();
    if let (Some(a), Some(b)) = (whole(a), whole(b)) {
        let apart = (a - b).abs() as f64;
        return (apart > tolerance.absolute + tolerance.relative * (b as f64).abs())
            .then_some(apart);
    }
    match (a.as_complex(), b.as_complex()) {
        (Some(a), Some(b)) => {
            let same =
                a == b || (a.re.is_nan() || a.im.is_nan()) && (b.re.is_nan() || b.im.is_nan());
            let apart = (a - b).norm_sqr().sqrt();
            let close = apart <= tolerance.absolute + tolerance.relative * b.norm_sqr().sqrt();
            (!same && !close).then_some(apart)
        }
        _ => (shown(a) != shown(b)).then_some(f64::INFINITY),
    }
}

fn shown(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Object(object) => object.repr(),
        other => format!("{other:?}"),
    }
}

/// The index of an element in C order.
fn index_of(mut at: usize, shape: &[usize]) -> Vec<usize> {
    let mut index = vec![0; shape.len()];
    for (place, &length) in index.iter_mut().zip(shape).rev() {
        *place = at % length.max(1);
        at /= length.max(1);
    }
    index
}

impl Apart {
    /// In words that take neither side for the right one; none for two numbers, which say it themselves.
    pub fn between(&self, stage: &mut Stage) -> Option<String> {
        let (index, left, right) = &self.first;
        if index.is_empty() {
            return None;
        }
        let (left, right) = (element(stage, left), element(stage, right));
        let mut text = format!("the first difference is at {index:?}: {left} and {right}");
        if let Some((largest, at)) = self.largest.as_ref().filter(|_| self.count > 1) {
            text.push_str(&format!("; the largest is {} at {at:?}", short(*largest)));
        }
        Some(text)
    }
}

/// An element as Python shows it.
pub fn element(stage: &mut Stage, scalar: &Scalar) -> String {
    let value = convert::to_python(scalar.clone());
    stage.repr(&value).unwrap_or_default()
}

/// A difference with few digits.
fn short(number: f64) -> String {
    let rounded: f64 = format!("{number:.3e}").parse().unwrap_or(number);
    match rounded {
        r if r != 0.0 && !(1e-4..1e16).contains(&r) => format!("{r:e}"),
        r => format!("{r}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn array(values: &[f64]) -> Array {
        Array::from_vec(values.to_vec()).expect("little memory")
    }

    #[test]
    fn first_and_largest_differences_have_an_index() {
        let found = apart(
            &array(&[1.0, 2.0, 3.0]),
            &array(&[1.0, 2.5, 9.0]),
            Tolerance::NONE,
        );
        let found = found.expect("they differ");
        assert_eq!(found.first.0, [1]);
        assert_eq!(found.largest, Some((6.0, vec![2])));
        assert_eq!(found.count, 2);
        assert!(apart(&array(&[f64::NAN]), &array(&[f64::NAN]), Tolerance::NONE).is_none());
        let near = Tolerance::relative(1e-6);
        assert!(apart(&array(&[1.0]), &array(&[1.0 + 1e-9]), near).is_none());
    }
}
