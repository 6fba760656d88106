"""Records what NumPy and Python draw, for tests/random.rs.

    python tests/random/record.py > tests/random/recorded.txt
    python tests/random/record.py --seeds 20 > big.txt     # then: NDBOOK_RANDOM=big.txt cargo test --test random

One line is one case: family, name and parameters | seed | the first five draws | a checksum over
all of them (FNV-1a over the draws as little-endian 64-bit words). Floats are given by their bits,
integers in two's complement. Each case draws about 1,000 numbers.
"""

import argparse
import random
import struct
import sys

import numpy as np

N = 1000
SEEDS = [42, 0, 1, 7, 123, 1234, 2024, 31337, 99999, 2**31, 2**32 - 1, 5, 17, 100, 271828, 314159,
         8675309, 10**9 + 7, 3000000019, 65536]

# name, parameters: drawn by a call of the same name with size=N
CONTINUOUS = """
standard_cauchy
exponential 2.5
standard_exponential
standard_normal
normal 0 1
normal 2.5 1.5
uniform -3 7.25
lognormal 0.5 0.75
laplace 1 2
gumbel 0.5 2
logistic 0 3
rayleigh 2
wald 3 0.5
wald 1 20
triangular -1 0.5 4
triangular 0 0 1
pareto 3
weibull 1.5
weibull 0
power 2.5
standard_gamma 0.05
standard_gamma 0.7
standard_gamma 1
standard_gamma 2.5
standard_gamma 400
standard_gamma 0
gamma 3 2
beta 0.5 0.5
beta 1e-110 1e-105
beta 0.01 0.003
beta 2 5
beta 0.5 3
chisquare 3
chisquare 0.5
f 3 7
noncentral_f 3 7 1.5
noncentral_f 0.5 7 1.5
noncentral_chisquare 3 2
noncentral_chisquare 0.5 2
noncentral_chisquare 0.5 90
noncentral_chisquare 2 0
standard_t 5
standard_t 0.9
vonmises 0 4
vonmises 1 1e-9
vonmises 1 3e-6
vonmises -2 0.3
vonmises 2.9 300
vonmises 3.1 2e7
""".split("\n")

DISCRETE = """
poisson 0
poisson 0.1
poisson 3.5
poisson 9.99
poisson 10
poisson 250
poisson 1e12
binomial 10 0.5
binomial 0 0.5
binomial 7 0
binomial 7 1
binomial 20 0.95
binomial 100 0.4
binomial 100 0.75
binomial 1000 0.03
binomial 1000000 0.123
binomial 1000000000000 0.6
binomial 60 0.5
negative_binomial 1 0.1
negative_binomial 12.5 0.6
negative_binomial 300 0.2
geometric 0.35
geometric 0.9
geometric 1
geometric 0.05
geometric 1e-7
zipf 1.05
zipf 2
zipf 4.5
zipf 30
logseries 0
logseries 0.3
logseries 0.99
hypergeometric 15 15 15
hypergeometric 100 2 10
hypergeometric 5 300 9
hypergeometric 3 4 7
hypergeometric 1000 400 70
hypergeometric 40000 90000 100000
hypergeometric 90000 40 60000
hypergeometric 0 20 12
hypergeometric 20 0 12
""".split("\n")

INTEGERS = """
int64 0 10
int64 -5 6
int64 0 1
int64 0 4294967296
int64 0 4294967295
int64 -9223372036854775808 9223372036854775807
int64 0 6000000000
int64 -1000000000000 3000000000000
uint64 0 18446744073709551615
uint64 7 18446744073709551000
int32 -2147483648 2147483647
int32 0 7
int32 -7 1500000000
uint32 0 4294967296
uint32 3 1000
int16 -32768 32768
int16 0 10
int16 -300 20001
uint16 0 65536
uint16 5 6
uint16 0 1000
int8 -128 128
int8 -3 4
int8 0 100
uint8 0 256
uint8 10 20
uint8 0 129
bool 0 2
bool 0 1
bool 1 2
""".split("\n")

PYTHON = """
random
uniform -2 5
triangular 0 1
triangular 1 6 2
triangular 3 3 3
gauss 0 1
gauss 5 2
normalvariate 0 1
normalvariate 10 0.5
lognormvariate 0.2 0.4
expovariate 0.5
expovariate -3
vonmisesvariate 0 4
vonmisesvariate 1 1e-7
gammavariate 2.5 3
gammavariate 1 2
gammavariate 0.4 2
betavariate 2 3
betavariate 0.5 0.5
paretovariate 3
weibullvariate 2 1.5
""".split("\n")


def bits(value):
    if isinstance(value, (bool, np.bool_)):
        return int(value)
    if isinstance(value, np.float32):
        return struct.unpack("<I", struct.pack("<f", value))[0]
    if isinstance(value, (float, np.floating)):
        return struct.unpack("<Q", struct.pack("<d", value))[0]
    return int(value) & 0xFFFFFFFFFFFFFFFF


def checksum(words):
    total = 0xCBF29CE484222325
    for word in words:
        for byte in struct.pack("<Q", word):
            total = ((total ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return total


def show(case, seed, values):
    words = [bits(value) for value in values]
    first = " ".join(f"{word:x}" for word in words[:5])
    print(f"{case} | {seed} | {first} | {checksum(words):x}")


def number(text):
    return int(text) if text.lstrip("-").isdigit() else float(text)


def named(lines):
    for line in lines:
        if line:
            name, *rest = line.split()
            yield line, name, [number(text) for text in rest]


def weights(n):
    p = np.arange(1, n + 1, dtype=float)
    p[3] = 0.0
    return p / p.sum()


def generator_cases(seed):
    new = lambda: np.random.default_rng(seed)
    for line, name, args in [*named(CONTINUOUS), *named(DISCRETE)]:
        show(f"generator {line}", seed, getattr(new(), name)(*args, size=N))
    single = dict(dtype=np.float32)
    show("generator random", seed, new().random(N))
    show("generator random_f32", seed, new().random(N, **single))
    show("generator standard_normal_f32", seed, new().standard_normal(100 * N, **single))
    show("generator standard_exponential_f32", seed, new().standard_exponential(100 * N, **single))
    show("generator standard_exponential_inv", seed, new().standard_exponential(N, method="inv"))
    show("generator standard_exponential_inv_f32", seed, new().standard_exponential(N, method="inv", **single))
    for shape in (0.05, 0.7, 1, 2.5, 400):
        show(f"generator standard_gamma_f32 {shape}", seed, new().standard_gamma(shape, N, **single))
    for line, dtype, (low, high) in named(INTEGERS):
        show(f"generator integers {line}", seed, new().integers(low, high, N, dtype=dtype))
        rng = new()
        show(f"generator integers1 {line}", seed, [rng.integers(low, high, dtype=dtype) for _ in range(100)])
    highs = np.arange(N) % 97 + 1
    for dtype in ("int64", "uint32", "int16", "uint8"):
        show(f"generator integers_below {dtype}", seed, new().integers(highs, dtype=dtype))
    show("generator multinomial 20 0.2 0.3 0.5", seed, new().multinomial(20, [0.2, 0.3, 0.5], 300).ravel())
    show("generator multinomial 5000 0.1 0.1 0.05 0.5 0.25", seed,
         new().multinomial(5000, [0.1, 0.1, 0.05, 0.5, 0.25], 200).ravel())
    show("generator multinomial 0 0.6 0.4", seed, new().multinomial(0, [0.6, 0.4], 200).ravel())
    show("generator multinomial 9 1 0 0", seed, new().multinomial(9, [1, 0, 0], 200).ravel())
    for alpha in ([1, 2, 3.5], [0.01, 0.05, 0.02], [0.05, 0, 0], [0.5, 0.05]):
        text = " ".join(map(str, alpha))
        show(f"generator dirichlet {text}", seed, new().dirichlet(alpha, 300).ravel())
    for method in ("marginals", "count"):
        for colors, sample in ([[16, 8, 4], 6], [[16, 8, 4], 20], [[400, 300, 0, 200], 70], [[5, 5], 10]):
            text = " ".join(map(str, [sample, *colors]))
            drawn = new().multivariate_hypergeometric(colors, sample, 250, method=method)
            show(f"generator multivariate_hypergeometric_{method} {text}", seed, drawn.ravel())
    for n in (1, 2, 10, 1000):
        show(f"generator permutation {n}", seed, new().permutation(n))
    for n, k in ((10, 3), (1000, 1000), (1000, 0), (20000, 300), (20000, 600), (20000, 20000), (10**9, 50)):
        show(f"generator choice {n} {k}", seed, new().choice(n, k, replace=False))
        show(f"generator choice_unshuffled {n} {k}", seed, new().choice(n, k, replace=False, shuffle=False))
    show("generator choice_p 50", seed, new().choice(50, N, p=weights(50)))
    show("generator choice_p_unique 50 20", seed, new().choice(50, 20, p=weights(50), replace=False))
    show("generator choice_p_unique 50 49", seed, new().choice(50, 49, p=weights(50), replace=False))
    rng = new()
    mixed = []
    for _ in range(100):
        mixed += [np.float32(rng.random(dtype=np.float32)), rng.random(), rng.integers(10), rng.standard_normal()]
    show("generator mixed", seed, mixed)


def legacy_cases(seed):
    new = lambda: np.random.RandomState(seed)
    for line, name, args in [*named(CONTINUOUS), *named(DISCRETE)]:
        show(f"legacy {line}", seed, getattr(new(), name)(*args, size=N))
    show("legacy random_sample", seed, new().random_sample(N))
    show("legacy tomaxint", seed, new().tomaxint(N))
    for line, dtype, (low, high) in named(INTEGERS):
        show(f"legacy randint {line}", seed, new().randint(low, high, N, dtype=dtype))
        rng = new()
        show(f"legacy randint1 {line}", seed, [rng.randint(low, high, dtype=dtype) for _ in range(100)])
    highs = np.arange(N) % 97 + 1
    for dtype in ("int64", "uint32", "int16", "uint8"):
        show(f"legacy randint_below {dtype}", seed, new().randint(highs, dtype=dtype))
    show("legacy multinomial 20 0.2 0.3 0.5", seed, new().multinomial(20, [0.2, 0.3, 0.5], 300).ravel())
    rng = new()
    rng.multinomial(0, [0.6, 0.4], 200)
    show("legacy multinomial_after 0 0.6 0.4", seed, rng.random_sample(N))
    show("legacy multinomial 9 1 0 0", seed, new().multinomial(9, [1, 0, 0], 200).ravel())
    show("legacy multinomial 5000 0.1 0.1 0.05 0.5 0.25", seed,
         new().multinomial(5000, [0.1, 0.1, 0.05, 0.5, 0.25], 200).ravel())
    for alpha in ([1, 2, 3.5], [0.5, 0.05]):
        text = " ".join(map(str, alpha))
        show(f"legacy dirichlet {text}", seed, new().dirichlet(alpha, 300).ravel())
    for n in (1, 2, 10, 1000):
        show(f"legacy permutation {n}", seed, new().permutation(n))
    show("legacy choice_p 50", seed, new().choice(50, N, p=weights(50)))
    show("legacy choice_p_unique 50 20", seed, new().choice(50, 20, p=weights(50), replace=False))
    show("legacy choice_p_unique 50 49", seed, new().choice(50, 49, p=weights(50), replace=False))
    rng = new()
    mixed = []
    for _ in range(100):
        mixed += [rng.randn(), rng.rand(), rng.randint(10), rng.gamma(2.0), rng.randn()]
    show("legacy mixed", seed, mixed)


def bits_cases(seed):
    for name in ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64"):
        new = lambda: getattr(np.random, name)(seed)
        show(f"bits {name}", seed, new().random_raw(N))
        if name in ("PCG64", "PCG64DXSM", "Philox"):
            show(f"bits {name} advance", seed, new().advance(2**70 + 12345).random_raw(N))
            show(f"bits {name} jumped", seed, new().jumped(3).random_raw(N))
        show(f"bits {name} random", seed, np.random.Generator(new()).random(N))
        show(f"bits {name} random_f32", seed, np.random.Generator(new()).random(N, dtype=np.float32))
    entropies = [[seed], [seed, 2**40, 0], [1, 2, 3, 4, 5, 6, 7, 8], [0], [], [2**200 + seed]]
    for entropy in entropies:
        value = entropy[0] if len(entropy) == 1 else entropy
        text = ",".join(map(str, entropy)) or "-"
        sequence = np.random.SeedSequence(value)
        show(f"seed {text} 32", seed, sequence.generate_state(50))
        show(f"seed {text} 64", seed, sequence.generate_state(50, np.uint64))
        sequence.spawn(3)
        grandchild = sequence.spawn(2)[1].spawn(1)[0]
        show(f"seed {text} grandchild", seed, grandchild.generate_state(50))
        wide = np.random.SeedSequence(value, pool_size=8)
        show(f"seed {text} wide", seed, wide.generate_state(50))
    for words in ([seed], [seed, 1, 2], list(range(700))):
        text = ",".join(map(str, words))
        if len(words) > 10:
            text = f"range{len(words)}"
        show(f"words {text}", seed, np.random.RandomState(words).randint(0, 2**32, N, dtype=np.uint32))


def python_cases(seed):
    new = lambda: random.Random(seed)
    for line, name, args in named(PYTHON):
        rng = new()
        show(f"python {line}", seed, [float(getattr(rng, name)(*args)) for _ in range(N)])
    for k in (1, 7, 32, 33, 53, 64):
        rng = new()
        show(f"python getrandbits {k}", seed, [rng.getrandbits(k) for _ in range(N)])
    show("python getrandbits_long 1000", seed, new().getrandbits(1000).to_bytes(128, "little"))
    show("python randbytes 500", seed, new().randbytes(500))
    for n in (1, 2, 10, 1000, 2**32, 2**40 + 1, 2**63):
        rng = new()
        show(f"python randrange {n}", seed, [rng.randrange(n) for _ in range(N)])
    show("python randrange_long 10000000000000000000000000", seed, new().randrange(10**25).to_bytes(20, "little"))
    for n in (2, 10, 1000):
        order = list(range(n))
        new().shuffle(order)
        show(f"python shuffle {n}", seed, order)
    for n, k in ((5, 5), (21, 5), (22, 5), (85, 6), (100, 30), (10**6, 1000), (1000, 0), (300, 100)):
        show(f"python sample {n} {k}", seed, new().sample(range(n), k))
    show("python choices 17", seed, new().choices(range(17), k=N))
    show("python choices_weighted 17", seed, new().choices(range(17), weights=[i % 5 + 0.5 for i in range(17)], k=N))
    for text in ("", "hello", "seed %d" % seed, "ünïcode", "x" * 111, "x" * 112, "x" * 300):
        rng = random.Random(text)
        show(f"pytext {text.encode().hex() or '-'}", seed, [rng.random() for _ in range(2)])
    for value in (-seed, seed + 2**100, -(2**64)):
        rng = random.Random(value)
        show(f"pyint {value}", seed, [rng.random() for _ in range(10)])
    for value in (0.5, -1.5, float(seed)):
        rng = random.Random(value)
        show(f"pyhash {hash(value)}", seed, [rng.random() for _ in range(10)])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=1)
    count = parser.parse_args().seeds
    print("# Recorded by record.py with NumPy", np.__version__, "and Python", sys.version.split()[0])
    for seed in SEEDS[:count]:
        bits_cases(seed)
        generator_cases(seed)
        legacy_cases(seed)
        python_cases(seed)


main()
