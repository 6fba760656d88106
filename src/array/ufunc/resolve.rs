//! From the operands' dtypes to a loop's, as NumPy's `ufunc_type_resolution.c` chooses.

use smallvec::{SmallVec, smallvec};

use super::loops::Loop;
use super::row::{Resolver, Ufunc};
use super::special;
use crate::array::promote::{Casting, Operand, can_cast, result_type};
use crate::array::{DType, Error, ErrorKind, Kind, Result};

/// One dtype for each operand, inputs then outputs.
pub type DTypes = SmallVec<[DType; 4]>;

/// What a call will run.
pub struct Resolved {
    pub dtypes: DTypes,
    /// `None` for Python objects, whose loops the floors above run.
    pub(super) row: Option<&'static Loop>,
}

impl Resolved {
    /// The operands are Python objects: not for this floor.
    pub fn is_object(&self) -> bool {
        self.row.is_none()
    }

    pub(in crate::array) fn row(&self) -> Option<&'static Loop> {
        self.row
    }
}

/// What the caller asks for beyond the operands.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// One entry for each operand, or empty: dtypes that are fixed from outside (`dtype=`, `signature=`).
    pub signature: &'a [Option<DType>],
    pub casting: Casting,
}

impl Request<'_> {
    pub const PLAIN: Request<'static> = Request {
        signature: &[],
        casting: Casting::SameKind,
    };

    fn fixed(&self, operand: usize) -> Option<&DType> {
        self.signature.get(operand).and_then(Option::as_ref)
    }

    fn is_free(&self) -> bool {
        self.signature.iter().all(Option::is_none)
    }
}

impl Ufunc {
    /// The loop for these operands, and its dtypes.
    ///
    /// # Errors
    /// TypeError and its kin where NumPy has no loop for them or may not cast to it.
    pub fn resolve(&self, operands: &[Operand], request: &Request) -> Result<Resolved> {
        if request.is_free()
            && let Some(row) = self.exact(operands)
        {
            return Ok(resolved(row, operands));
        }
        self.resolve_slowly(operands, request)
    }

    /// The loop whose inputs are just these plain dtypes.
    fn exact(&self, operands: &[Operand]) -> Option<&'static Loop> {
        let mut letters: SmallVec<[u8; 4]> = SmallVec::new();
        for operand in operands {
            match operand {
                Operand::DType(dtype) if dtype.is_numeric() && dtype.is_native() => {
                    letters.push(letter(dtype));
                }
                _ => return None,
            }
        }
        self.loops()
            .find(|row| row.types.get(..letters.len()) == Some(&letters[..]))
    }

    fn resolve_slowly(&self, operands: &[Operand], request: &Request) -> Result<Resolved> {
        let is_object = |dtype: &DType| *dtype == DType::Object;
        let objects = operands
            .iter()
            .any(|operand| is_object(&operand.default_dtype()))
            || request.signature.iter().flatten().any(is_object);
        if objects {
            return self.object_loop();
        }
        let dtypes = match self.resolver {
            Resolver::Default => self.linear(operands, request)?,
            Resolver::Uniform => self.uniform(operands, request)?,
            Resolver::Absolute => match kind(operands, 0) {
                Kind::Complex => self.linear(operands, request)?,
                _ => self.uniform(operands, request)?,
            },
            Resolver::Negative => self.not_bool(self.uniform(operands, request), NEGATIVE_BOOL)?,
            Resolver::Comparison => self.comparison(operands, request)?,
            Resolver::Logical => self.logical(operands, request)?,
            Resolver::IsFinite | Resolver::IsNat => self.is_finite(operands, request)?,
            Resolver::TrueDivision if are_integers(operands) && request.is_free() => {
                SmallVec::from_elem(DType::F64, 3)
            }
            _ if special::is_time(operands) => special::time_dtypes(self, operands)?,
            Resolver::Addition => self.addition(operands, request)?,
            Resolver::Subtraction => {
                self.not_bool(self.uniform(operands, request), SUBTRACT_BOOL)?
            }
            Resolver::Multiplication => self.multiplication(operands, request)?,
            Resolver::TrueDivision
            | Resolver::FloorDivision
            | Resolver::Remainder
            | Resolver::Divmod => self.linear(operands, request)?,
        };
        self.check_inputs(operands, &dtypes, request.casting)?;
        let letters: SmallVec<[u8; 4]> = dtypes.iter().map(letter).collect();
        match self.loop_of(&letters) {
            Some(row) => Ok(Resolved {
                dtypes,
                row: Some(row),
            }),
            None => Err(self.no_loop_to(operands, request)),
        }
    }

    fn object_loop(&self) -> Result<Resolved> {
        if !self.objects {
            return Err(self.not_supported());
        }
        let mut dtypes: DTypes = SmallVec::from_elem(DType::Object, self.nargs());
        if self.resolver == Resolver::Comparison
            && let Some(out) = dtypes.last_mut()
        {
            *out = DType::Bool;
        }
        Ok(Resolved { dtypes, row: None })
    }

    /// All of one dtype: the one asked for, or the operands' common one.
    fn uniform(&self, operands: &[Operand], request: &Request) -> Result<DTypes> {
        if !request.is_free() {
            return match self.one_fixed(request) {
                Some(dtype) => Ok(SmallVec::from_elem(dtype, self.nargs())),
                None => self.linear(operands, request),
            };
        }
        if self.nin > 1 && operands.iter().any(is_flexible) {
            let shown: Vec<String> = operands
                .iter()
                .map(|operand| dtype_repr(&operand.default_dtype()))
                .collect();
            return Err(self.no_loop_for(&shown));
        }
        let common = result_type(operands).map_err(|error| match error.kind {
            ErrorKind::DTypePromotion => self.no_loop(operands),
            _ => error,
        })?;
        Ok(SmallVec::from_elem(common, self.nargs()))
    }

    /// The dtype of a signature that names only this one, and all outputs.
    fn one_fixed(&self, request: &Request) -> Option<DType> {
        let mut found: Option<&DType> = None;
        for operand in 0..self.nargs() {
            match (request.fixed(operand), found) {
                (None, _) if operand < self.nin => {}
                (None, _) => return None,
                (Some(dtype), Some(before)) if dtype != before => return None,
                (Some(dtype), _) => found = Some(dtype),
            }
        }
        found.map(|dtype| dtype.native().clone())
    }

    fn not_bool(&self, dtypes: Result<DTypes>, message: &str) -> Result<DTypes> {
        let dtypes = dtypes?;
        if dtypes.first() == Some(&DType::Bool) {
            return Err(Error::type_error(message));
        }
        Ok(dtypes)
    }

    /// The first loop to which all inputs can be cast safely, and which has the fixed dtypes.
    fn linear(&self, operands: &[Operand], request: &Request) -> Result<DTypes> {
        if request.is_free() {
            let found = self.search(operands, &|_| None);
            return found.ok_or_else(|| self.not_supported());
        }
        if let Some(dtypes) = self.search(operands, &|i| request.fixed(i)) {
            return Ok(dtypes);
        }
        // `dtype=` fixes the outputs; the inputs may then be cast to the same.
        let outputs: SmallVec<[Option<&DType>; 2]> =
            (self.nin..self.nargs()).map(|i| request.fixed(i)).collect();
        let common = outputs.first().copied().flatten();
        if common.is_some() && outputs.iter().all(|output| *output == common) {
            let fixed = |i| {
                request
                    .fixed(i)
                    .or(if i < self.nin { common } else { None })
            };
            if let Some(dtypes) = self.search(operands, &fixed) {
                return Ok(dtypes);
            }
        }
        Err(Error::type_error(format!(
            "No loop matching the specified signature and casting was found for ufunc {}",
            self.name
        )))
    }

    fn search<'f>(
        &self,
        operands: &[Operand],
        fixed: &dyn Fn(usize) -> Option<&'f DType>,
    ) -> Option<DTypes> {
        // Whatever casts the caller allows: those are looked at when the loop is known.
        let casting = Casting::Safe;
        let weak = weak_by_kind(operands);
        let row = self.loops().find(|row| {
            row.types
                .iter()
                .enumerate()
                .all(|(i, &code)| match (fixed(i), operands.get(i)) {
                    (Some(dtype), _) => letter(dtype.native()) == code,
                    (None, Some(operand)) => plain_dtype(code)
                        .is_some_and(|target| casts_to(operand, &target, casting, weak)),
                    (None, None) => true,
                })
        })?;
        row.types.iter().map(|&code| plain_dtype(code)).collect()
    }

    fn comparison(&self, operands: &[Operand], request: &Request) -> Result<DTypes> {
        if !request.is_free() {
            return self.linear(operands, request);
        }
        let dtypes: SmallVec<[DType; 2]> = operands.iter().map(Operand::default_dtype).collect();
        if let [a, b] = &dtypes[..] {
            let times = |dtype: &DType| matches!(dtype.kind(), Kind::Datetime | Kind::Timedelta);
            if times(a) && times(b) && a.kind() != b.kind() {
                return Err(self.binary_resolution(a, b));
            }
        }
        if operands.iter().any(is_flexible) {
            let strings = |operand| matches!(kind_of(operand), Kind::Str | Kind::Bytes);
            // Text and bytes cannot be compared, though they have a dtype in common.
            let mixed = operands
                .windows(2)
                .any(|pair| kind(pair, 0) != kind(pair, 1));
            if mixed || !operands.iter().all(strings) {
                return Err(self.no_loop(operands));
            }
        }
        let common = result_type(operands).map_err(|error| match error.kind {
            ErrorKind::DTypePromotion => self.no_loop(operands),
            _ => error,
        })?;
        if are_whole(operands) && !common.is_integer() {
            // Signed with unsigned: compared exactly, not as floats.
            return Ok(match kind(operands, 0) {
                Kind::Signed => smallvec![DType::I64, DType::U64, DType::Bool],
                _ => smallvec![DType::U64, DType::I64, DType::Bool],
            });
        }
        Ok(smallvec![common.clone(), common, DType::Bool])
    }

    /// Numbers in their common dtype, anything else as bools.
    fn logical(&self, operands: &[Operand], request: &Request) -> Result<DTypes> {
        if request
            .signature
            .iter()
            .flatten()
            .any(|dtype| *dtype != DType::Bool)
        {
            return self.linear(operands, request);
        }
        // Python's numbers have no loop of their own here, and truth is all that counts.
        let numbers = operands.iter().all(
            |operand| matches!(operand, Operand::DType(dtype) if dtype.kind() <= Kind::Complex),
        );
        let inputs = if numbers && request.is_free() {
            result_type(operands)?
        } else {
            DType::Bool
        };
        Ok(smallvec![inputs.clone(), inputs, DType::Bool])
    }

    fn is_finite(&self, operands: &[Operand], request: &Request) -> Result<DTypes> {
        if let Some(Operand::DType(dtype)) = operands.first()
            && matches!(dtype.kind(), Kind::Datetime | Kind::Timedelta)
        {
            return Ok(smallvec![dtype.native().clone(), DType::Bool]);
        }
        if self.resolver == Resolver::IsNat {
            let message = "ufunc 'isnat' is only defined for np.datetime64 and np.timedelta64.";
            return Err(Error::type_error(message));
        }
        self.linear(operands, request)
    }

    /// Numbers, or strings end to end.
    fn addition(&self, operands: &[Operand], request: &Request) -> Result<DTypes> {
        if let [Operand::DType(a), Operand::DType(b)] = operands {
            match (a.native(), b.native()) {
                (DType::Str(m), DType::Str(n)) => {
                    let sum = DType::Str(m.saturating_add(*n));
                    return Ok(smallvec![DType::Str(*m), DType::Str(*n), sum]);
                }
                (DType::Bytes(m), DType::Bytes(n)) => {
                    let sum = DType::Bytes(m.saturating_add(*n));
                    return Ok(smallvec![DType::Bytes(*m), DType::Bytes(*n), sum]);
                }
                (DType::Str(_), DType::Bytes(_)) | (DType::Bytes(_), DType::Str(_)) => {
                    return Err(self.binary_resolution(a, b));
                }
                _ => {}
            }
        }
        self.uniform(operands, request)
    }

    /// Strings by integers are for `numpy.strings.multiply`, which knows how wide the result is.
    fn multiplication(&self, operands: &[Operand], request: &Request) -> Result<DTypes> {
        let string = |operand: &Operand| matches!(kind_of(operand), Kind::Str | Kind::Bytes);
        let whole = |operand: &Operand| matches!(kind_of(operand), Kind::Signed | Kind::Unsigned);
        if let [a, b] = operands
            && (string(a) && whole(b) || whole(a) && string(b))
        {
            return Err(Error::type_error(
                "The 'out' kwarg is necessary when using the string multiply ufunc directly. Use numpy.strings.multiply to \
                 multiply strings without specifying 'out'.",
            ));
        }
        self.uniform(operands, request)
    }

    fn check_inputs(&self, operands: &[Operand], dtypes: &DTypes, casting: Casting) -> Result<()> {
        if self.resolver == Resolver::Logical {
            return Ok(());
        }
        // A number alone has a dtype of its own.
        let weak = self.nin > 1;
        for (i, (operand, to)) in operands.iter().zip(dtypes).enumerate() {
            if !casts_to(operand, to, casting, weak) {
                let number = if self.nin == 1 {
                    String::new()
                } else {
                    format!("{i} ")
                };
                let message = format!(
                    "Cannot cast ufunc '{}' input {number}from {} to {} with casting rule '{}'",
                    self.name,
                    operand.default_dtype().repr(),
                    dtype_repr(to),
                    casting.name()
                );
                return Err(Error::new(ErrorKind::UFuncInputCasting, message));
            }
        }
        Ok(())
    }

    /// May the loop's outputs be cast to those given?
    pub(in crate::array) fn check_output(
        &self,
        i: usize,
        from: &DType,
        to: &DType,
        casting: Casting,
    ) -> Result<()> {
        if from == to || can_cast(from, to, casting) {
            return Ok(());
        }
        let number = if self.nout == 1 {
            String::new()
        } else {
            format!("{} ", self.nin + i)
        };
        let message = format!(
            "Cannot cast ufunc '{}' output {number}from {} to {} with casting rule '{}'",
            self.name,
            dtype_repr(from),
            dtype_repr(to),
            casting.name()
        );
        Err(Error::new(ErrorKind::UFuncOutputCasting, message))
    }

    fn not_supported(&self) -> Error {
        Error::type_error(format!(
            "ufunc '{}' not supported for the input types, and the inputs could not be safely coerced to any supported \
             types according to the casting rule ''safe''",
            self.name
        ))
    }

    pub(super) fn binary_resolution(&self, a: &DType, b: &DType) -> Error {
        let message = format!(
            "ufunc '{}' cannot use operands with types {} and {}",
            self.name,
            dtype_repr(a),
            dtype_repr(b)
        );
        Error::new(ErrorKind::UFuncBinaryResolution, message)
    }

    /// `_UFuncNoLoopError`, which shows the classes of the dtypes.
    pub(super) fn no_loop(&self, operands: &[Operand]) -> Error {
        self.no_loop_to(operands, &Request::PLAIN)
    }

    /// As [`Ufunc::no_loop`], with the dtype that was asked for as the output's.
    pub(super) fn no_loop_to(&self, operands: &[Operand], request: &Request) -> Error {
        let asked = match self.nout {
            1 => request.fixed(self.nin),
            _ => None,
        };
        let inputs: Vec<String> = operands.iter().map(class).collect();
        self.no_loop_between(&inputs, asked)
    }

    /// The same for a reduction, whose first operand is its result.
    pub(in crate::array) fn no_fold_loop(&self, operand: &Operand, asked: Option<&DType>) -> Error {
        let result = asked.map_or("None".to_string(), |dtype| {
            class(&Operand::DType(dtype.clone()))
        });
        self.no_loop_between(&[result, class(operand)], asked)
    }

    fn no_loop_for(&self, inputs: &[String]) -> Error {
        self.no_loop_between(inputs, None)
    }

    fn no_loop_between(&self, inputs: &[String], asked: Option<&DType>) -> Error {
        let inputs = match inputs {
            [one] => one.clone(),
            many => format!("({})", many.join(", ")),
        };
        let outputs = match self.nout {
            1 => asked.map_or("None".to_string(), |dtype| {
                class(&Operand::DType(dtype.clone()))
            }),
            n => format!("({})", vec!["None"; n].join(", ")),
        };
        let message = format!(
            "ufunc '{}' did not contain a loop with signature matching types {inputs} -> {outputs}",
            self.name
        );
        Error::new(ErrorKind::UFuncNoLoop, message)
    }
}

/// The class of an operand's dtype, as errors show it.
fn class(operand: &Operand) -> String {
    let path = match operand {
        Operand::DType(dtype) => dtype.class_path(),
        Operand::PythonInt => "numpy.dtypes._PyLongDType".to_string(),
        Operand::PythonFloat => "numpy.dtypes._PyFloatDType".to_string(),
        Operand::PythonComplex => "numpy.dtypes._PyComplexDType".to_string(),
    };
    format!("<class '{path}'>")
}

const NEGATIVE_BOOL: &str = "The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the logical_not function instead.";
const SUBTRACT_BOOL: &str = "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the logical_xor function instead.";

fn resolved(row: &'static Loop, operands: &[Operand]) -> Resolved {
    let dtypes = row
        .types
        .iter()
        .enumerate()
        .map(|(i, &code)| match operands.get(i) {
            Some(Operand::DType(dtype)) => dtype.clone(),
            _ => plain_dtype(code).unwrap_or(DType::Bool),
        })
        .collect();
    Resolved {
        dtypes,
        row: Some(row),
    }
}

/// As messages show a dtype, in native byte order and no less than one character wide: `dtype('float64')`.
pub fn dtype_repr(dtype: &DType) -> String {
    match dtype.native() {
        DType::Str(0) => DType::Str(1).repr(),
        DType::Bytes(0) => DType::Bytes(1).repr(),
        native => native.repr(),
    }
}

/// NumPy's letter of a native dtype.
pub(super) fn letter(dtype: &DType) -> u8 {
    dtype.char_code() as u8
}

/// The dtype of a letter, for those that need no width or unit.
pub(super) fn plain_dtype(code: u8) -> Option<DType> {
    Some(match code {
        b'?' => DType::Bool,
        b'b' => DType::I8,
        b'B' => DType::U8,
        b'h' => DType::I16,
        b'H' => DType::U16,
        b'i' => DType::I32,
        b'I' => DType::U32,
        b'l' => DType::I64,
        b'L' => DType::U64,
        b'e' => DType::F16,
        b'f' => DType::F32,
        b'd' => DType::F64,
        b'F' => DType::C64,
        b'D' => DType::C128,
        _ => return None,
    })
}

fn kind_of(operand: &Operand) -> Kind {
    operand.default_dtype().kind()
}

fn kind(operands: &[Operand], i: usize) -> Kind {
    operands.get(i).map_or(Kind::Object, kind_of)
}

/// Strings, bytes and structs.
pub(in crate::array) fn is_flexible(operand: &Operand) -> bool {
    matches!(kind_of(operand), Kind::Str | Kind::Bytes | Kind::Void)
}

/// Bools and integers.
fn are_integers(operands: &[Operand]) -> bool {
    operands
        .iter()
        .all(|operand| kind_of(operand) <= Kind::Signed)
}

/// Integers proper.
fn are_whole(operands: &[Operand]) -> bool {
    operands
        .iter()
        .all(|operand| matches!(kind_of(operand), Kind::Signed | Kind::Unsigned))
}

/// Do Python's numbers take part only by their kind? So it is where some array is of no lesser kind.
fn weak_by_kind(operands: &[Operand]) -> bool {
    let rank = |kind: Kind| match kind {
        Kind::Bool => 0,
        Kind::Unsigned | Kind::Signed => 1,
        Kind::Float | Kind::Complex => 2,
        _ => 3,
    };
    let (mut scalars, mut arrays) = (-1, -1);
    for operand in operands {
        match operand {
            Operand::DType(dtype) => arrays = arrays.max(rank(dtype.kind())),
            Operand::PythonInt => scalars = scalars.max(1),
            _ => scalars = 2,
        }
    }
    arrays >= 0 && arrays >= scalars
}

fn casts_to(operand: &Operand, to: &DType, casting: Casting, weak: bool) -> bool {
    let kind = to.kind();
    match operand {
        Operand::DType(from) => from == to || can_cast(from, to, casting),
        Operand::PythonInt if weak && (to.is_integer() || to.is_inexact()) => true,
        Operand::PythonFloat if weak && to.is_inexact() => true,
        Operand::PythonComplex if weak && kind == Kind::Complex => true,
        other => can_cast(&other.default_dtype(), to, casting),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_lead_back_to_their_dtypes() {
        for dtype in DType::NUMERIC {
            assert_eq!(plain_dtype(letter(&dtype)), Some(dtype));
        }
        assert_eq!(plain_dtype(b'O'), None);
    }
}
