//! The classes there are before a lesson defines its own: Python's, NumPy's, and the exceptions.

use std::fmt;
use std::rc::Rc;

use super::instance::UserClass;

/// A class known from the start: a row of the table below.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClassId(u16);

/// A class as a value: `int`, `np.float64`, `ValueError`, or one that the lesson defined.
#[derive(Clone)]
pub enum Class {
    Builtin(ClassId),
    User(Rc<UserClass>),
}

struct Row {
    /// `__name__`
    name: &'static str,
    /// `__module__`
    module: &'static str,
    /// Both, with a dot between them.
    qualified: &'static str,
    bases: &'static [ClassId],
}

macro_rules! classes {
    ($($module:literal { $($constant:ident $name:literal ($($base:ident),*);)* })*) => {
        #[derive(Clone, Copy)]
        #[repr(u16)]
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)] // positions of the rows, named as the constants are
        enum Position { $($($constant,)*)* }

        impl ClassId {
            $($(pub const $constant: ClassId = ClassId(Position::$constant as u16);)*)*
        }

        static ROWS: &[Row] = &[
            $($(Row { name: $name, module: $module, qualified: concat!($module, ".", $name), bases: &[$(ClassId::$base),*] },)*)*
        ];
    };
}

classes! {
    "builtins" {
        OBJECT "object" ();
        TYPE "type" (OBJECT);
        NONE "NoneType" (OBJECT);
        NOT_IMPLEMENTED "NotImplementedType" (OBJECT);
        ELLIPSIS "ellipsis" (OBJECT);
        INT "int" (OBJECT);
        BOOL "bool" (INT);
        FLOAT "float" (OBJECT);
        COMPLEX "complex" (OBJECT);
        STR "str" (OBJECT);
        BYTES "bytes" (OBJECT);
        BYTEARRAY "bytearray" (OBJECT);
        MEMORYVIEW "memoryview" (OBJECT);
        LIST "list" (OBJECT);
        TUPLE "tuple" (OBJECT);
        DICT "dict" (OBJECT);
        SET "set" (OBJECT);
        FROZENSET "frozenset" (OBJECT);
        RANGE "range" (OBJECT);
        SLICE "slice" (OBJECT);
        FUNCTION "function" (OBJECT);
        BUILTIN_FUNCTION "builtin_function_or_method" (OBJECT);
        METHOD "method" (OBJECT);
        MODULE "module" (OBJECT);
        WRAPPER_DESCRIPTOR "wrapper_descriptor" (OBJECT);
        METHOD_WRAPPER "method-wrapper" (OBJECT);
        CONSTRUCTOR "constructor" (BUILTIN_FUNCTION);
        GENERATOR "generator" (OBJECT);
        PROPERTY "property" (OBJECT);
        STATICMETHOD "staticmethod" (OBJECT);
        CLASSMETHOD "classmethod" (OBJECT);
        SUPER "super" (OBJECT);
        DICT_KEYS "dict_keys" (OBJECT);
        DICT_VALUES "dict_values" (OBJECT);
        DICT_ITEMS "dict_items" (OBJECT);
        ODICT_KEYS "odict_keys" (DICT_KEYS);
        ODICT_VALUES "odict_values" (DICT_VALUES);
        ODICT_ITEMS "odict_items" (DICT_ITEMS);
        ENUMERATE "enumerate" (OBJECT);
        ZIP "zip" (OBJECT);
        MAP "map" (OBJECT);
        FILTER "filter" (OBJECT);
        REVERSED "reversed" (OBJECT);
        RANGE_ITERATOR "range_iterator" (OBJECT);
        LONGRANGE_ITERATOR "longrange_iterator" (OBJECT);
        LIST_ITERATOR "list_iterator" (OBJECT);
        LIST_REVERSE_ITERATOR "list_reverseiterator" (OBJECT);
        TUPLE_ITERATOR "tuple_iterator" (OBJECT);
        STR_ITERATOR "str_iterator" (OBJECT);
        STR_ASCII_ITERATOR "str_ascii_iterator" (OBJECT);
        BYTES_ITERATOR "bytes_iterator" (OBJECT);
        DICT_KEY_ITERATOR "dict_keyiterator" (OBJECT);
        DICT_VALUE_ITERATOR "dict_valueiterator" (OBJECT);
        DICT_ITEM_ITERATOR "dict_itemiterator" (OBJECT);
        DICT_REVERSE_KEY_ITERATOR "dict_reversekeyiterator" (OBJECT);
        DICT_REVERSE_VALUE_ITERATOR "dict_reversevalueiterator" (OBJECT);
        DICT_REVERSE_ITEM_ITERATOR "dict_reverseitemiterator" (OBJECT);
        SET_ITERATOR "set_iterator" (OBJECT);
        ITERATOR "iterator" (OBJECT);
        CALLABLE_ITERATOR "callable_iterator" (OBJECT);

        BASE_EXCEPTION "BaseException" (OBJECT);
        EXCEPTION "Exception" (BASE_EXCEPTION);
        KEYBOARD_INTERRUPT "KeyboardInterrupt" (BASE_EXCEPTION);
        SYSTEM_EXIT "SystemExit" (BASE_EXCEPTION);
        GENERATOR_EXIT "GeneratorExit" (BASE_EXCEPTION);
        ARITHMETIC_ERROR "ArithmeticError" (EXCEPTION);
        FLOATING_POINT_ERROR "FloatingPointError" (ARITHMETIC_ERROR);
        OVERFLOW_ERROR "OverflowError" (ARITHMETIC_ERROR);
        ZERO_DIVISION_ERROR "ZeroDivisionError" (ARITHMETIC_ERROR);
        ASSERTION_ERROR "AssertionError" (EXCEPTION);
        ATTRIBUTE_ERROR "AttributeError" (EXCEPTION);
        BUFFER_ERROR "BufferError" (EXCEPTION);
        EOF_ERROR "EOFError" (EXCEPTION);
        IMPORT_ERROR "ImportError" (EXCEPTION);
        MODULE_NOT_FOUND_ERROR "ModuleNotFoundError" (IMPORT_ERROR);
        LOOKUP_ERROR "LookupError" (EXCEPTION);
        INDEX_ERROR "IndexError" (LOOKUP_ERROR);
        KEY_ERROR "KeyError" (LOOKUP_ERROR);
        MEMORY_ERROR "MemoryError" (EXCEPTION);
        NAME_ERROR "NameError" (EXCEPTION);
        UNBOUND_LOCAL_ERROR "UnboundLocalError" (NAME_ERROR);
        OS_ERROR "OSError" (EXCEPTION);
        FILE_EXISTS_ERROR "FileExistsError" (OS_ERROR);
        FILE_NOT_FOUND_ERROR "FileNotFoundError" (OS_ERROR);
        IS_A_DIRECTORY_ERROR "IsADirectoryError" (OS_ERROR);
        NOT_A_DIRECTORY_ERROR "NotADirectoryError" (OS_ERROR);
        PERMISSION_ERROR "PermissionError" (OS_ERROR);
        TIMEOUT_ERROR "TimeoutError" (OS_ERROR);
        REFERENCE_ERROR "ReferenceError" (EXCEPTION);
        RUNTIME_ERROR "RuntimeError" (EXCEPTION);
        NOT_IMPLEMENTED_ERROR "NotImplementedError" (RUNTIME_ERROR);
        RECURSION_ERROR "RecursionError" (RUNTIME_ERROR);
        STOP_ITERATION "StopIteration" (EXCEPTION);
        SYNTAX_ERROR "SyntaxError" (EXCEPTION);
        INDENTATION_ERROR "IndentationError" (SYNTAX_ERROR);
        TAB_ERROR "TabError" (INDENTATION_ERROR);
        SYSTEM_ERROR "SystemError" (EXCEPTION);
        TYPE_ERROR "TypeError" (EXCEPTION);
        VALUE_ERROR "ValueError" (EXCEPTION);
        UNICODE_ERROR "UnicodeError" (VALUE_ERROR);
        UNICODE_DECODE_ERROR "UnicodeDecodeError" (UNICODE_ERROR);
        UNICODE_ENCODE_ERROR "UnicodeEncodeError" (UNICODE_ERROR);
        WARNING "Warning" (EXCEPTION);
        BYTES_WARNING "BytesWarning" (WARNING);
        DEPRECATION_WARNING "DeprecationWarning" (WARNING);
        FUTURE_WARNING "FutureWarning" (WARNING);
        IMPORT_WARNING "ImportWarning" (WARNING);
        PENDING_DEPRECATION_WARNING "PendingDeprecationWarning" (WARNING);
        RESOURCE_WARNING "ResourceWarning" (WARNING);
        RUNTIME_WARNING "RuntimeWarning" (WARNING);
        SYNTAX_WARNING "SyntaxWarning" (WARNING);
        UNICODE_WARNING "UnicodeWarning" (WARNING);
        USER_WARNING "UserWarning" (WARNING);
    }
    "io" {
        UNSUPPORTED_OPERATION "UnsupportedOperation" (OS_ERROR, VALUE_ERROR);
    }
    "_io" {
        TEXT_IO "TextIOWrapper" (OBJECT);
        BUFFERED_READER "BufferedReader" (OBJECT);
        STRING_IO "StringIO" (OBJECT);
        BYTES_IO "BytesIO" (OBJECT);
    }
    "numpy" {
        NDARRAY "ndarray" (OBJECT);
        DTYPE "dtype" (OBJECT);
        UFUNC "ufunc" (OBJECT);
        FLATITER "flatiter" (OBJECT);
        NDITER "nditer" (OBJECT);
        NDENUMERATE "ndenumerate" (OBJECT);
        NDINDEX "ndindex" (OBJECT);
        BROADCAST "broadcast" (OBJECT);
        BUSDAYCALENDAR "busdaycalendar" (OBJECT);
        VECTORIZE "vectorize" (OBJECT);
        POLY1D "poly1d" (OBJECT);
        FINFO "finfo" (OBJECT);
        IINFO "iinfo" (OBJECT);
        ERRSTATE "errstate" (OBJECT);
        GENERIC "generic" (OBJECT);
        NUMBER "number" (GENERIC);
        INTEGER "integer" (NUMBER);
        SIGNED_INTEGER "signedinteger" (INTEGER);
        UNSIGNED_INTEGER "unsignedinteger" (INTEGER);
        INEXACT "inexact" (NUMBER);
        FLOATING "floating" (INEXACT);
        COMPLEX_FLOATING "complexfloating" (INEXACT);
        FLEXIBLE "flexible" (GENERIC);
        CHARACTER "character" (FLEXIBLE);
        BOOL_ "bool" (GENERIC);
        INT8 "int8" (SIGNED_INTEGER);
        INT16 "int16" (SIGNED_INTEGER);
        INT32 "int32" (SIGNED_INTEGER);
        INT64 "int64" (SIGNED_INTEGER);
        UINT8 "uint8" (UNSIGNED_INTEGER);
        UINT16 "uint16" (UNSIGNED_INTEGER);
        UINT32 "uint32" (UNSIGNED_INTEGER);
        UINT64 "uint64" (UNSIGNED_INTEGER);
        FLOAT16 "float16" (FLOATING);
        FLOAT32 "float32" (FLOATING);
        FLOAT64 "float64" (FLOATING, FLOAT);
        COMPLEX64 "complex64" (COMPLEX_FLOATING);
        COMPLEX128 "complex128" (COMPLEX_FLOATING, COMPLEX);
        STR_ "str_" (STR, CHARACTER);
        BYTES_ "bytes_" (BYTES, CHARACTER);
        DATETIME64 "datetime64" (GENERIC);
        TIMEDELTA64 "timedelta64" (SIGNED_INTEGER);
        OBJECT_ "object_" (GENERIC);
        VOID "void" (FLEXIBLE);
        RECORD "record" (VOID);
        MATRIX "matrix" (NDARRAY);
        MEMMAP "memmap" (NDARRAY);
    }
    "numpy.rec" {
        RECARRAY "recarray" (NDARRAY);
        FORMAT_PARSER "format_parser" (OBJECT);
    }
    "numpy.char" {
        CHARARRAY "chararray" (NDARRAY);
    }
    "numpy.ma" {
        MASKED_ARRAY "MaskedArray" (NDARRAY);
    }
    "numpy.ma.core" {
        MASKED_CONSTANT "MaskedConstant" (MASKED_ARRAY);
        MVOID "mvoid" (MASKED_ARRAY);
        MASKED_ITERATOR "MaskedIterator" (OBJECT);
        MASKED_UNARY_OPERATION "_MaskedUnaryOperation" (OBJECT);
        MASKED_BINARY_OPERATION "_MaskedBinaryOperation" (OBJECT);
        DOMAINED_BINARY_OPERATION "_DomainedBinaryOperation" (OBJECT);
        EXTREMA_OPERATION "_extrema_operation" (OBJECT);
        MASKED_PRINT_OPTION "_MaskedPrintOption" (OBJECT);
        MASKED_ARRAY_FUTURE_WARNING "MaskedArrayFutureWarning" (FUTURE_WARNING);
        MA_ERROR "MAError" (EXCEPTION);
        MASK_ERROR "MaskError" (MA_ERROR);
    }
    "numpy.ma.extras" {
        MR_CLASS "mr_class" (OBJECT);
    }
    "numpy.dtypes" {
        BOOL_DTYPE "BoolDType" (DTYPE);
        INT8_DTYPE "Int8DType" (DTYPE);
        INT16_DTYPE "Int16DType" (DTYPE);
        INT32_DTYPE "Int32DType" (DTYPE);
        INT64_DTYPE "Int64DType" (DTYPE);
        UINT8_DTYPE "UInt8DType" (DTYPE);
        UINT16_DTYPE "UInt16DType" (DTYPE);
        UINT32_DTYPE "UInt32DType" (DTYPE);
        UINT64_DTYPE "UInt64DType" (DTYPE);
        FLOAT16_DTYPE "Float16DType" (DTYPE);
        FLOAT32_DTYPE "Float32DType" (DTYPE);
        FLOAT64_DTYPE "Float64DType" (DTYPE);
        COMPLEX64_DTYPE "Complex64DType" (DTYPE);
        COMPLEX128_DTYPE "Complex128DType" (DTYPE);
        STR_DTYPE "StrDType" (DTYPE);
        BYTES_DTYPE "BytesDType" (DTYPE);
        DATETIME64_DTYPE "DateTime64DType" (DTYPE);
        TIMEDELTA64_DTYPE "TimeDelta64DType" (DTYPE);
        VOID_DTYPE "VoidDType" (DTYPE);
        OBJECT_DTYPE "ObjectDType" (DTYPE);
        STRING_DTYPE "StringDType" (DTYPE);
    }
    "numpy._core.multiarray" {
        FLAGSOBJ "flagsobj" (OBJECT);
    }
    "numpy.lib" {
        NUMPY_VERSION "NumpyVersion" (OBJECT);
        ARRAYTERATOR "Arrayterator" (OBJECT);
    }
    "numpy.exceptions" {
        AXIS_ERROR "AxisError" (VALUE_ERROR, INDEX_ERROR);
        COMPLEX_WARNING "ComplexWarning" (RUNTIME_WARNING);
        MODULE_DEPRECATION_WARNING "ModuleDeprecationWarning" (DEPRECATION_WARNING);
        VISIBLE_DEPRECATION_WARNING "VisibleDeprecationWarning" (USER_WARNING);
        RANK_WARNING "RankWarning" (RUNTIME_WARNING);
        DTYPE_PROMOTION_ERROR "DTypePromotionError" (TYPE_ERROR);
        TOO_HARD_ERROR "TooHardError" (RUNTIME_ERROR);
    }
    "numpy._core._exceptions" {
        UFUNC_TYPE_ERROR "UFuncTypeError" (TYPE_ERROR);
        UFUNC_NO_LOOP_ERROR "UFuncTypeError" (UFUNC_TYPE_ERROR);
        UFUNC_BINARY_RESOLUTION_ERROR "UFuncTypeError" (UFUNC_TYPE_ERROR);
        UFUNC_CASTING_ERROR "UFuncTypeError" (UFUNC_TYPE_ERROR);
        UFUNC_INPUT_CASTING_ERROR "UFuncTypeError" (UFUNC_CASTING_ERROR);
        UFUNC_OUTPUT_CASTING_ERROR "UFuncTypeError" (UFUNC_CASTING_ERROR);
        ARRAY_MEMORY_ERROR "MemoryError" (MEMORY_ERROR);
    }
    "numpy.lib._index_tricks_impl" {
        R_CLASS "RClass" (OBJECT);
        C_CLASS "CClass" (OBJECT);
        INDEX_EXPRESSION "IndexExpression" (OBJECT);
        MGRID_CLASS "MGridClass" (OBJECT);
        OGRID_CLASS "OGridClass" (OBJECT);
    }
    "numpy.lib._arraysetops_impl" {
        UNIQUE_ALL_RESULT "UniqueAllResult" (TUPLE);
        UNIQUE_COUNTS_RESULT "UniqueCountsResult" (TUPLE);
        UNIQUE_INVERSE_RESULT "UniqueInverseResult" (TUPLE);
    }
    "numpy.linalg" {
        LINALG_ERROR "LinAlgError" (VALUE_ERROR);
    }
    "numpy.linalg._linalg" {
        EIG_RESULT "EigResult" (TUPLE);
        EIGH_RESULT "EighResult" (TUPLE);
        QR_RESULT "QRResult" (TUPLE);
        SLOGDET_RESULT "SlogdetResult" (TUPLE);
        SVD_RESULT "SVDResult" (TUPLE);
    }
    "numpy.polynomial._polybase" {
        POLYNOMIAL_BASE "ABCPolyBase" (OBJECT);
    }
    "numpy.polynomial.polynomial" {
        POLYNOMIAL "Polynomial" (POLYNOMIAL_BASE);
    }
    "numpy.polynomial.chebyshev" {
        CHEBYSHEV "Chebyshev" (POLYNOMIAL_BASE);
    }
    "numpy.polynomial.hermite" {
        HERMITE "Hermite" (POLYNOMIAL_BASE);
    }
    "numpy.polynomial.hermite_e" {
        HERMITE_E "HermiteE" (POLYNOMIAL_BASE);
    }
    "numpy.polynomial.laguerre" {
        LAGUERRE "Laguerre" (POLYNOMIAL_BASE);
    }
    "numpy.polynomial.legendre" {
        LEGENDRE "Legendre" (POLYNOMIAL_BASE);
    }
    "numpy.random._generator" {
        RANDOM_GENERATOR "Generator" (OBJECT);
    }
    "numpy.random.mtrand" {
        RANDOM_STATE "RandomState" (OBJECT);
    }
    "numpy.random.bit_generator" {
        BIT_GENERATOR "BitGenerator" (OBJECT);
        SEED_SEQUENCE "SeedSequence" (OBJECT);
    }
    "numpy.random._pcg64" {
        PCG64 "PCG64" (BIT_GENERATOR);
        PCG64DXSM "PCG64DXSM" (BIT_GENERATOR);
    }
    "numpy.random._philox" {
        PHILOX "Philox" (BIT_GENERATOR);
    }
    "numpy.random._sfc64" {
        SFC64 "SFC64" (BIT_GENERATOR);
    }
    "numpy.random._mt19937" {
        MT19937 "MT19937" (BIT_GENERATOR);
    }
    "numpy.lib._iotools" {
        CONVERSION_WARNING "ConversionWarning" (USER_WARNING);
    }
    "unittest.case" {
        ASSERT_RAISES_CONTEXT "_AssertRaisesContext" (OBJECT);
        SKIP_TEST "SkipTest" (EXCEPTION);
    }
    "numpy.testing" {
        SUPPRESS_WARNINGS "suppress_warnings" (OBJECT);
        CLEAR_AND_CATCH_WARNINGS "clear_and_catch_warnings" (CATCH_WARNINGS);
        WATCHED_WARNINGS "_WatchedWarnings" (OBJECT);
    }
    "numpy.testing._private.utils" {
        KNOWN_FAILURE "KnownFailureException" (EXCEPTION);
        IGNORE_EXCEPTION "IgnoreException" (EXCEPTION);
    }
    "numpy.lib.mixins" {
        ARRAY_OPERATORS "NDArrayOperatorsMixin" (OBJECT);
    }
    "numpy.lib.npyio" {
        NPZ_FILE "NpzFile" (OBJECT);
    }
    "numpy.lib._npyio_impl" {
        BAG_OBJ "BagObj" (OBJECT);
    }
    "collections.abc" {
        KEYS_VIEW "KeysView" (OBJECT);
        VALUES_VIEW "ValuesView" (OBJECT);
        ITEMS_VIEW "ItemsView" (OBJECT);
    }
    "collections" {
        COUNTER "Counter" (DICT);
        DEFAULTDICT "defaultdict" (DICT);
        ORDERED_DICT "OrderedDict" (DICT);
        DEQUE "deque" (OBJECT);
        NAMED_TUPLE "_NamedTuple" (TUPLE);
    }
    "_collections" {
        DEQUE_ITERATOR "_deque_iterator" (OBJECT);
        DEQUE_REVERSE_ITERATOR "_deque_reverse_iterator" (OBJECT);
    }
    "contextlib" {
        GENERATOR_CONTEXT_MANAGER "_GeneratorContextManager" (OBJECT);
    }
    "functools" {
        PARTIAL "partial" (OBJECT);
        LRU_CACHE_WRAPPER "_lru_cache_wrapper" (OBJECT);
        CACHE_DECORATOR "_cache_decorator" (OBJECT);
        KEY_WRAPPER "KeyWrapper" (OBJECT);
        CACHE_INFO "CacheInfo" (NAMED_TUPLE);
    }
    "operator" {
        ITEM_GETTER "itemgetter" (OBJECT);
        ATTRIBUTE_GETTER "attrgetter" (OBJECT);
        METHOD_CALLER "methodcaller" (OBJECT);
    }
    "typing" {
        TYPING_FORM "_TypingForm" (OBJECT);
    }
    "warnings" {
        CATCH_WARNINGS "catch_warnings" (OBJECT);
        WARNING_MESSAGE "WarningMessage" (OBJECT);
    }
    "itertools" {
        ACCUMULATE "accumulate" (OBJECT);
        CHAIN "chain" (OBJECT);
        COMBINATIONS "combinations" (OBJECT);
        COMBINATIONS_WITH_REPLACEMENT "combinations_with_replacement" (OBJECT);
        COMPRESS "compress" (OBJECT);
        COUNT "count" (OBJECT);
        CYCLE "cycle" (OBJECT);
        DROPWHILE "dropwhile" (OBJECT);
        FILTERFALSE "filterfalse" (OBJECT);
        GROUPBY "groupby" (OBJECT);
        GROUPER "_grouper" (OBJECT);
        ISLICE "islice" (OBJECT);
        PAIRWISE "pairwise" (OBJECT);
        PERMUTATIONS "permutations" (OBJECT);
        PRODUCT "product" (OBJECT);
        REPEAT "repeat" (OBJECT);
        STARMAP "starmap" (OBJECT);
        TAKEWHILE "takewhile" (OBJECT);
        TEE "_tee" (OBJECT);
        ZIP_LONGEST "zip_longest" (OBJECT);
    }
    "sys" {
        FLOAT_INFO "float_info" (TUPLE);
        INT_INFO "int_info" (TUPLE);
        VERSION_INFO "version_info" (TUPLE);
        OUTPUT_STREAM "_OutputStream" (OBJECT);
    }
    "time" {
        STRUCT_TIME "struct_time" (TUPLE);
    }
    "random" {
        PYTHON_RANDOM "Random" (OBJECT);
    }
    "matplotlib" {
        RC_PARAMS "RcParams" (OBJECT);
    }
    "matplotlib.artist" {
        ARTIST "Artist" (OBJECT);
    }
    "matplotlib.axes._axes" {
        AXES "Axes" (ARTIST);
    }
    "matplotlib.axis" {
        X_AXIS "XAxis" (ARTIST);
        Y_AXIS "YAxis" (ARTIST);
        X_TICK "XTick" (ARTIST);
        Y_TICK "YTick" (ARTIST);
    }
    "matplotlib.cbook" {
        SILENT_LIST "silent_list" (LIST);
    }
    "matplotlib.collections" {
        COLLECTION "Collection" (ARTIST);
        FILL_BETWEEN "FillBetweenPolyCollection" (COLLECTION);
        LINE_COLLECTION "LineCollection" (COLLECTION);
        PATH_COLLECTION "PathCollection" (COLLECTION);
        QUAD_MESH "QuadMesh" (COLLECTION);
    }
    "matplotlib.colorbar" {
        COLORBAR "Colorbar" (OBJECT);
    }
    "matplotlib.colors" {
        COLORMAP "Colormap" (OBJECT);
        LISTED_COLORMAP "ListedColormap" (COLORMAP);
        SEGMENTED_COLORMAP "LinearSegmentedColormap" (COLORMAP);
        NORMALIZE "Normalize" (OBJECT);
        LOG_NORM "LogNorm" (NORMALIZE);
    }
    "matplotlib.container" {
        CONTAINER "Container" (TUPLE);
        BAR_CONTAINER "BarContainer" (CONTAINER);
        ERRORBAR_CONTAINER "ErrorbarContainer" (CONTAINER);
        STEM_CONTAINER "StemContainer" (CONTAINER);
    }
    "matplotlib.contour" {
        QUAD_CONTOUR_SET "QuadContourSet" (COLLECTION);
    }
    "matplotlib.figure" {
        FIGURE "Figure" (ARTIST);
    }
    "matplotlib.image" {
        AXES_IMAGE "AxesImage" (ARTIST);
    }
    "matplotlib.legend" {
        LEGEND "Legend" (ARTIST);
    }
    "matplotlib.lines" {
        LINE_2D "Line2D" (ARTIST);
    }
    "matplotlib.patches" {
        PATCH "Patch" (ARTIST);
        POLYGON "Polygon" (PATCH);
        RECTANGLE "Rectangle" (PATCH);
        WEDGE "Wedge" (PATCH);
    }
    "matplotlib.spines" {
        SPINE "Spine" (PATCH);
        SPINES "Spines" (OBJECT);
    }
    "matplotlib.text" {
        TEXT "Text" (ARTIST);
        ANNOTATION "Annotation" (TEXT);
    }
    "matplotlib.transforms" {
        TRANSFORM "Transform" (OBJECT);
    }
    "datetime" {
        DATE "date" (OBJECT);
        DATETIME "datetime" (DATE);
        TIMEDELTA "timedelta" (OBJECT);
        TIME "time" (OBJECT);
        TZINFO "tzinfo" (OBJECT);
        TIMEZONE "timezone" (TZINFO);
        ISO_CALENDAR_DATE "IsoCalendarDate" (TUPLE);
    }
}

impl ClassId {
    /// Every class there is from the start.
    pub fn all() -> impl Iterator<Item = ClassId> {
        (0..ROWS.len() as u16).map(ClassId)
    }

    pub fn name(self) -> &'static str {
        ROWS[self.0 as usize].name
    }

    pub fn module(self) -> &'static str {
        ROWS[self.0 as usize].module
    }

    pub fn bases(self) -> &'static [ClassId] {
        ROWS[self.0 as usize].bases
    }

    /// As `repr(type)` and tracebacks name it: `int`, `numpy.float64`.
    pub fn qualified(self) -> String {
        match self.module() {
            "builtins" => self.name().to_string(),
            module => match self.hidden_name() {
                Some(name) => format!("{module}.{name}"),
                None => self.with_module().to_string(),
            },
        }
    }

    /// The `__qualname__` of classes that NumPy lets show under the name of their base.
    fn hidden_name(self) -> Option<&'static str> {
        Some(match self {
            ClassId::UFUNC_NO_LOOP_ERROR => "_UFuncNoLoopError",
            ClassId::UFUNC_BINARY_RESOLUTION_ERROR => "_UFuncBinaryResolutionError",
            ClassId::UFUNC_CASTING_ERROR => "_UFuncCastingError",
            ClassId::UFUNC_INPUT_CASTING_ERROR => "_UFuncInputCastingError",
            ClassId::UFUNC_OUTPUT_CASTING_ERROR => "_UFuncOutputCastingError",
            ClassId::ARRAY_MEMORY_ERROR => "_ArrayMemoryError",
            _ => return None,
        })
    }

    /// The class as errors name it.
    pub fn in_errors(self) -> String {
        if self.is_python_class() {
            self.name().to_string()
        } else {
            self.qualified()
        }
    }

    /// NumPy's classes that are written in Python: errors name them without their module.
    pub fn is_python_class(self) -> bool {
        self.module() == "numpy.lib._index_tricks_impl"
            || self.module().starts_with("numpy.ma")
            || self.module().starts_with("matplotlib")
            || self.is_subclass(ClassId::POLYNOMIAL_BASE)
            || [
                ClassId::CHARARRAY,
                ClassId::FINFO,
                ClassId::IINFO,
                ClassId::MATRIX,
                ClassId::MEMMAP,
                ClassId::NDENUMERATE,
                ClassId::NDINDEX,
                ClassId::POLY1D,
                ClassId::RECARRAY,
                ClassId::VECTORIZE,
            ]
            .contains(&self)
    }

    /// Module and name: `builtins.int`, `itertools.count`.
    pub fn with_module(self) -> &'static str {
        ROWS[self.0 as usize].qualified
    }

    pub fn is_subclass(self, ancestor: ClassId) -> bool {
        self == ancestor || self.bases().iter().any(|base| base.is_subclass(ancestor))
    }

    /// The class and its ancestors, nearest first.
    pub fn lineage(self) -> Vec<ClassId> {
        let mut found = vec![self];
        for base in self.bases() {
            for ancestor in base.lineage() {
                // A shared ancestor stands after all that inherit from it.
                found.retain(|&earlier| earlier != ancestor);
                found.push(ancestor);
            }
        }
        found
    }

    pub fn is_exception(self) -> bool {
        self.is_subclass(ClassId::BASE_EXCEPTION)
    }
}

impl fmt::Debug for ClassId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Class {
    pub fn name(&self) -> Rc<str> {
        match self {
            Class::Builtin(id) => id.name().into(),
            Class::User(class) => class.name.name(),
        }
    }

    /// As `repr` and tracebacks name it.
    pub fn qualified(&self) -> String {
        match self {
            Class::Builtin(id) => id.qualified(),
            Class::User(class) if &*class.module() == "builtins" => class.qualified.clone(),
            Class::User(class) => format!("{}.{}", class.module(), class.qualified),
        }
    }

    /// The built-in class that instances are made of.
    pub fn builtin(&self) -> ClassId {
        match self {
            Class::Builtin(id) => *id,
            Class::User(class) => class.builtin(),
        }
    }

    pub fn is_subclass(&self, ancestor: &Class) -> bool {
        if self == ancestor {
            return true;
        }
        match (self, ancestor) {
            (Class::Builtin(id), Class::Builtin(other)) => id.is_subclass(*other),
            (Class::User(class), _) => class.bases.iter().any(|base| base.is_subclass(ancestor)),
            _ => false,
        }
    }
}

impl PartialEq for Class {
    fn eq(&self, other: &Class) -> bool {
        match (self, other) {
            (Class::Builtin(a), Class::Builtin(b)) => a == b,
            (Class::User(a), Class::User(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }
}

impl From<ClassId> for Class {
    fn from(id: ClassId) -> Class {
        Class::Builtin(id)
    }
}
