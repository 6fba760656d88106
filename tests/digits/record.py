"""Records what the reference's C library returns for numbers that `tests/digits.rs` makes in the same way.

Run with CPython and NumPy on Linux with glibc 2.36 and a processor that fuses (AVX2 and FMA, without AVX-512):

    python tests/digits/record.py

NumPy hands doubles to the C library for all of these but the hyperbolic tangent, whose loop is NumPy's own, and singles for
all but exp, log, sin, cos and tanh; these come from the C library through ctypes.
"""

import ctypes
import ctypes.util
import pathlib

import numpy as np

HERE = pathlib.Path(__file__).parent
LIBM = ctypes.CDLL(ctypes.util.find_library("m"))

# Which numbers a function gets: the exponents of the ordinary ones, and whether negative ones too.
CLASSES = {
    "any": (-9, 9, True),
    "positive": (-9, 9, False),
    "unit": (-12, -1, True),
    "above": (0, 12, False),
    "pair": (-6, 4, True),
}
FUNCTIONS = {
    "exp": "any", "exp2": "any", "expm1": "any", "log": "positive", "log2": "positive", "log10": "positive",
    "log1p": "positive", "sin": "any", "cos": "any", "tan": "any", "asin": "unit", "acos": "unit", "atan": "any",
    "sinh": "any", "cosh": "any", "tanh": "any", "asinh": "any", "acosh": "above", "atanh": "unit", "cbrt": "any",
    "pow": "pair", "atan2": "pair", "hypot": "pair",
}
COUNT = 320

# Bits of doubles that lie where the steps change.
HARD = [
    0x0000000000000000, 0x8000000000000000, 0x3FF0000000000000, 0xBFF0000000000000, 0x7FF0000000000000,
    0xFFF0000000000000, 0x0000000000000001, 0x000FFFFFFFFFFFFF, 0x0010000000000000, 0x7FEFFFFFFFFFFFFF,
    0x40862E42FEFA39EF, 0x40862E42FEFA39F0, 0xC0874910D52D3051, 0xC0874910D52D3052, 0x3FD62E42FEFA39EF,
    0x3FE62E42FEFA39EF, 0x3FF921FB54442D18, 0x400921FB54442D18, 0x4012D97C7F3321D2, 0x3FE921FB54442D18,
    0x3FEFFFFFFFFFFFFF, 0x3FF0000000000001, 0x3FE0000000000000, 0x3FDFFFFFFFFFFFFF, 0x3FC0000000000000,
    0x3FE8000000000000, 0x3FEF000000000000, 0x4036000000000000, 0x4035FFFFFFFFFFFF, 0x41B0000000000000,
    0x419921FB00000000, 0x4003690000000000, 0x3FEB600000000000, 0x6974E718D7D7625A, 0x7E37E43C8800759C,
]


def numbers(low, high, negative, seed):
    """The bits of COUNT doubles: three in four ordinary, the others of any exponent; then the hard ones."""
    state = seed
    for i in range(COUNT):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        fraction, sign = state >> 12, state & 1 if negative else 0
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        span = high - low + 1 if i % 4 else 2046
        exponent = (state >> 33) % span + (low + 1023 if i % 4 else 0)
        yield sign << 63 | exponent << 52 | fraction
    yield from HARD


def bits(name, dtype):
    kind = CLASSES[FUNCTIONS[name]]
    columns = 2 if FUNCTIONS[name] == "pair" else 1
    arguments = [np.array(list(numbers(*kind, seed)), dtype=np.uint64).view(np.float64) for seed in range(1, columns + 1)]
    if columns == 2:
        # Each hard number meets others than itself.
        arguments[1] = np.roll(arguments[1], 7)
    with np.errstate(all="ignore"):
        arguments = [x.astype(dtype) for x in arguments]
    real = ctypes.c_double if dtype == np.float64 else ctypes.c_float
    function = getattr(LIBM, name + ("" if dtype == np.float64 else "f"))
    function.restype, function.argtypes = real, [real] * columns
    out = np.array([function(*row) for row in zip(*(x.tolist() for x in arguments))], dtype=dtype)
    return out.view(np.uint64 if dtype == np.float64 else np.uint32)


def main():
    for dtype, file, width in ((np.float64, "double.txt", 16), (np.float32, "single.txt", 8)):
        lines = []
        for name in FUNCTIONS:
            lines.append(name)
            words = [f"{word:0{width}x}" for word in bits(name, dtype).tolist()]
            for at in range(0, len(words), 12):
                lines.append("  " + " ".join(words[at : at + 12]))
        (HERE / file).write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
