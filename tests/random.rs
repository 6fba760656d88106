//! Every stream of `array::random` against draws recorded from NumPy and Python.
//!
//! `tests/random/record.py` records `tests/random/recorded.txt` and says how a line reads. A larger
//! recording, named by the environment variable `NDBOOK_RANDOM`, is held as well.

use ndbook::array::random::bits::{AnyBitGenerator, Mt19937, Pcg64, Pcg64Dxsm, Philox, Sfc64};
use ndbook::array::random::bounded::{Bounded, Method, Width};
use ndbook::array::random::distributions::{self as d, Binomial};
use ndbook::array::random::permute;
use ndbook::array::random::python::{PythonRandom, Seed};
use ndbook::array::random::{BitGenerator, Legacy, SeedSequence};
use num_bigint::{BigInt, BigUint};
use std::fmt::Write as _;

const N: usize = 1000;

#[test]
fn recorded_draws() {
    compare(include_str!("random/recorded.txt"));
    if let Ok(path) = std::env::var("NDBOOK_RANDOM") {
        compare(&std::fs::read_to_string(path).expect("a readable recording"));
    }
}

fn compare(recording: &str) {
    let mut wrong = String::new();
    let mut count = 0;
    for line in recording.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split(" | ").collect();
        let [case, seed, first, sum] = fields[..] else {
            panic!("four fields: {line}")
        };
        let draws = draws(case, seed.parse().expect("a seed"));
        let head: Vec<String> = draws
            .iter()
            .take(5)
            .map(|word| format!("{word:x}"))
            .collect();
        count += 1;
        if head.join(" ") != first || format!("{:x}", checksum(&draws)) != sum {
            writeln!(
                wrong,
                "{case} | {seed}\n  want {first}\n  got  {}",
                head.join(" ")
            )
            .unwrap();
        }
    }
    assert!(count > 400, "only {count} cases");
    assert!(
        wrong.is_empty(),
        "{} of {count} cases differ:\n{wrong}",
        wrong.lines().count() / 3
    );
}

fn checksum(words: &[u64]) -> u64 {
    let bytes = words.iter().flat_map(|word| word.to_le_bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    })
}

/// The words that a recorded case should show.
fn draws(case: &str, seed: u64) -> Vec<u64> {
    let words: Vec<&str> = case.split(' ').collect();
    let (family, name, args) = (words[0], words[1], &words[2..]);
    match family {
        "bits" => bits(name, args, seed),
        "seed" => seed_sequence(name, args[0]),
        "words" => {
            let mut twister = Mt19937::from_words(&word_list(name));
            times(N, || twister.next_u32().into())
        }
        "generator" => generator(name, args, &mut pcg64(seed)),
        "legacy" => legacy(name, args, seed),
        "python" => python(name, args, &mut PythonRandom::new(&Seed::Int(&seed.into()))),
        "pytext" => python_floats(2, &Seed::Bytes(&unhex(name))),
        "pyint" => python_floats(10, &Seed::Int(&name.parse::<BigInt>().unwrap())),
        "pyhash" => python_floats(10, &Seed::Hash(name.parse().unwrap())),
        _ => panic!("unknown family {family}"),
    }
}

fn times(n: usize, mut draw: impl FnMut() -> u64) -> Vec<u64> {
    (0..n).map(|_| draw()).collect()
}

fn floats(args: &[&str]) -> Vec<f64> {
    args.iter().map(|arg| arg.parse().unwrap()).collect()
}

fn ints(args: &[&str]) -> Vec<i64> {
    args.iter().map(|arg| arg.parse().unwrap()).collect()
}

fn indices(of: Vec<usize>) -> Vec<u64> {
    of.into_iter().map(|index| index as u64).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    let pairs = text.as_bytes().chunks_exact(2);
    pairs
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

fn word_list(text: &str) -> Vec<u32> {
    match text.strip_prefix("range") {
        Some(n) => (0..n.parse().unwrap()).collect(),
        None => text.split(',').map(|word| word.parse().unwrap()).collect(),
    }
}

// ---- bit generators and seeds -------------------------------------------------------------

fn sequence(seed: u64) -> SeedSequence {
    SeedSequence::new(&entropy(&seed.to_string()))
}

fn entropy(text: &str) -> Vec<u32> {
    let number = |digits: &str| {
        let words = digits.parse::<BigUint>().unwrap().to_u32_digits();
        ndbook::array::random::seed::words_of(words)
    };
    text.split(',')
        .filter(|digits| *digits != "-")
        .flat_map(number)
        .collect()
}

fn pcg64(seed: u64) -> Pcg64 {
    Pcg64::new(&sequence(seed))
}

fn bits(name: &str, args: &[&str], seed: u64) -> Vec<u64> {
    let seed = sequence(seed);
    let mut generator = match name {
        "PCG64" => AnyBitGenerator::Pcg64(Pcg64::new(&seed)),
        "PCG64DXSM" => AnyBitGenerator::Pcg64Dxsm(Pcg64Dxsm::new(&seed)),
        "MT19937" => AnyBitGenerator::Mt19937(Box::new(Mt19937::new(&seed))),
        "Philox" => AnyBitGenerator::Philox(Philox::new(&seed)),
        "SFC64" => AnyBitGenerator::Sfc64(Sfc64::new(&seed)),
        _ => panic!("unknown generator {name}"),
    };
    assert_eq!(generator.name(), name);
    let delta = (1_u128 << 70) + 12345;
    match (&mut generator, args.first()) {
        (AnyBitGenerator::Pcg64(g), Some(&"advance")) => g.advance(delta),
        (AnyBitGenerator::Pcg64Dxsm(g), Some(&"advance")) => g.advance(delta),
        (AnyBitGenerator::Philox(g), Some(&"advance")) => g.advance([delta as u64, 64, 0, 0]),
        (AnyBitGenerator::Pcg64(g), Some(&"jumped")) => *g = g.jumped(3),
        (AnyBitGenerator::Pcg64Dxsm(g), Some(&"jumped")) => *g = g.jumped(3),
        (AnyBitGenerator::Philox(g), Some(&"jumped")) => *g = g.jumped(3),
        (g, Some(&"random")) => return times(N, || g.next_f64().to_bits()),
        (g, Some(&"random_f32")) => return times(N, || g.next_f32().to_bits().into()),
        _ => {}
    }
    times(N, || generator.next_raw())
}

fn seed_sequence(values: &str, what: &str) -> Vec<u64> {
    let entropy = entropy(values);
    let mut sequence = SeedSequence::new(&entropy);
    let wide = |words: Vec<u32>| words.into_iter().map(u64::from).collect();
    match what {
        "32" => wide(sequence.generate_u32(50)),
        "64" => sequence.generate_u64(50),
        "wide" => wide(SeedSequence::with(&entropy, &[], 8).generate_u32(50)),
        "grandchild" => {
            sequence.spawn(3);
            wide(sequence.spawn(2)[1].spawn(1)[0].generate_u32(50))
        }
        _ => panic!("unknown case {what}"),
    }
}

// ---- distributions ------------------------------------------------------------------------

/// A distribution by the number and kind of its parameters.
enum Law<'g> {
    F0(&'g mut dyn FnMut() -> f64),
    F1(&'g mut dyn FnMut(f64) -> f64),
    F2(&'g mut dyn FnMut(f64, f64) -> f64),
    F3(&'g mut dyn FnMut(f64, f64, f64) -> f64),
    I1(&'g mut dyn FnMut(f64) -> i64),
    I2(&'g mut dyn FnMut(f64, f64) -> i64),
    I3(&'g mut dyn FnMut(i64, i64, i64) -> i64),
}

impl Law<'_> {
    fn draw(self, args: &[&str]) -> Vec<u64> {
        let x = |i: usize| floats(args)[i];
        match self {
            Law::F0(f) => times(N, || f().to_bits()),
            Law::F1(f) => times(N, || f(x(0)).to_bits()),
            Law::F2(f) => times(N, || f(x(0), x(1)).to_bits()),
            Law::F3(f) => times(N, || f(x(0), x(1), x(2)).to_bits()),
            Law::I1(f) => times(N, || f(x(0)) as u64),
            Law::I2(f) => times(N, || f(x(0), x(1)) as u64),
            Law::I3(f) => {
                let n = ints(args);
                times(N, || f(n[0], n[1], n[2]) as u64)
            }
        }
    }
}

fn generator(name: &str, args: &[&str], g: &mut dyn BitGenerator) -> Vec<u64> {
    let law = match name {
        "standard_cauchy" => Law::F0(&mut || d::standard_cauchy(g)),
        "standard_exponential" => Law::F0(&mut || d::standard_exponential(g)),
        "standard_exponential_inv" => Law::F0(&mut || d::standard_exponential_inv(g)),
        "standard_normal" => Law::F0(&mut || d::standard_normal(g)),
        "random" => Law::F0(&mut || g.next_f64()),
        "exponential" => Law::F1(&mut |a| d::exponential(g, a)),
        "rayleigh" => Law::F1(&mut |a| d::rayleigh(g, a)),
        "pareto" => Law::F1(&mut |a| d::pareto(g, a)),
        "weibull" => Law::F1(&mut |a| d::weibull(g, a)),
        "power" => Law::F1(&mut |a| d::power(g, a)),
        "standard_gamma" => Law::F1(&mut |a| d::standard_gamma(g, a)),
        "chisquare" => Law::F1(&mut |a| d::chisquare(g, a)),
        "standard_t" => Law::F1(&mut |a| d::standard_t(g, a)),
        "normal" => Law::F2(&mut |a, b| d::normal(g, a, b)),
        "uniform" => Law::F2(&mut |a, b| d::uniform(g, a, b - a)),
        "lognormal" => Law::F2(&mut |a, b| d::lognormal(g, a, b)),
        "laplace" => Law::F2(&mut |a, b| d::laplace(g, a, b)),
        "gumbel" => Law::F2(&mut |a, b| d::gumbel(g, a, b)),
        "logistic" => Law::F2(&mut |a, b| d::logistic(g, a, b)),
        "wald" => Law::F2(&mut |a, b| d::wald(g, a, b)),
        "gamma" => Law::F2(&mut |a, b| d::gamma(g, a, b)),
        "beta" => Law::F2(&mut |a, b| d::beta(g, a, b)),
        "f" => Law::F2(&mut |a, b| d::f(g, a, b)),
        "noncentral_chisquare" => Law::F2(&mut |a, b| d::noncentral_chisquare(g, a, b)),
        "vonmises" => Law::F2(&mut |a, b| d::vonmises(g, a, b)),
        "triangular" => Law::F3(&mut |a, b, c| d::triangular(g, a, b, c)),
        "noncentral_f" => Law::F3(&mut |a, b, c| d::noncentral_f(g, a, b, c)),
        "poisson" => Law::I1(&mut |a| d::poisson(g, a)),
        "geometric" => Law::I1(&mut |a| d::geometric(g, a)),
        "zipf" => Law::I1(&mut |a| d::zipf(g, a)),
        "logseries" => Law::I1(&mut |a| d::logseries(g, a)),
        "negative_binomial" => Law::I2(&mut |a, b| d::negative_binomial(g, a, b)),
        "binomial" => Law::I2(&mut |a, b| Binomial::new(a as i64, b).draw(g)),
        "hypergeometric" => Law::I3(&mut |a, b, c| d::hypergeometric(g, a, b, c)),
        _ => return generator_arrays(name, args, g),
    };
    law.draw(args)
}

fn generator_arrays(name: &str, args: &[&str], g: &mut dyn BitGenerator) -> Vec<u64> {
    let single = |n: usize, draw: fn(&mut dyn BitGenerator) -> f32, g: &mut dyn BitGenerator| {
        times(n, || draw(g).to_bits().into())
    };
    match name {
        "random_f32" => single(N, |g| g.next_f32(), g),
        "standard_normal_f32" => single(100 * N, d::standard_normal_f32, g),
        "standard_exponential_f32" => single(100 * N, d::standard_exponential_f32, g),
        "standard_exponential_inv_f32" => single(N, d::standard_exponential_inv_f32, g),
        "standard_gamma_f32" => {
            let shape = args[0].parse().unwrap();
            times(N, || d::standard_gamma_f32(g, shape).to_bits().into())
        }
        "integers" | "integers1" | "integers_below" => integers(name, args, g, Method::Lemire),
        "multinomial" => {
            let p = floats(&args[1..]);
            let n = args[0].parse().unwrap();
            let rounds = if p.len() == 3 && n == 20 { 300 } else { 200 };
            vectors(rounds, p.len(), |out| d::multinomial(g, n, &p, out))
        }
        "dirichlet" => {
            let alpha = floats(args);
            let mut out = vec![0.0; alpha.len()];
            let mut all = Vec::new();
            for _ in 0..300 {
                d::dirichlet(g, &alpha, &mut out);
                all.extend(out.iter().map(|x| x.to_bits()));
            }
            all
        }
        "multivariate_hypergeometric_marginals" => {
            let args = ints(args);
            let colors = &args[1..];
            vectors(250, colors.len(), |out| {
                d::multivariate_hypergeometric(g, colors, args[0], out)
            })
        }
        "multivariate_hypergeometric_count" => {
            let args = ints(args);
            let colors = &args[1..];
            let mut each = d::each_choice(colors);
            let draw = |out: &mut [i64]| {
                d::multivariate_hypergeometric_count(g, colors, args[0], &mut each, out);
            };
            vectors(250, colors.len(), draw)
        }
        "mixed" => (0..100)
            .flat_map(|_| {
                let first = [g.next_f32().to_bits().into(), g.next_f64().to_bits()];
                let whole = Bounded::new(g, Width::W64, Method::Lemire).next(9);
                [first[0], first[1], whole, d::standard_normal(g).to_bits()]
            })
            .collect(),
        _ => choices(name, &ints(args), g),
    }
}

fn vectors(rounds: usize, len: usize, mut draw: impl FnMut(&mut [i64])) -> Vec<u64> {
    let mut out = vec![0; len];
    let mut all = Vec::new();
    for _ in 0..rounds {
        draw(&mut out);
        all.extend(out.iter().map(|&n| n as u64));
    }
    all
}

/// Shuffles and choices, which both generations share but for `choice` without weights.
fn choices(name: &str, args: &[i64], g: &mut dyn BitGenerator) -> Vec<u64> {
    let n = args[0] as usize;
    let mut weights: Vec<f64> = (1..=n.min(N)).map(|i| i as f64).collect();
    if let Some(fourth) = weights.get_mut(3) {
        *fourth = 0.0;
    }
    let sum: f64 = weights.iter().sum();
    weights.iter_mut().for_each(|w| *w /= sum);
    match name {
        "permutation" => indices(permute::permutation(g, n)),
        "choice" => indices(permute::choose(g, n, args[1] as usize, true)),
        "choice_unshuffled" => indices(permute::choose(g, n, args[1] as usize, false)),
        "choice_p" => {
            let sums = permute::cumulative(&weights);
            times(N, || permute::locate(&sums, g.next_f64()) as u64)
        }
        "choice_p_unique" => indices(permute::choose_weighted(g, &weights, args[1] as usize)),
        _ => panic!("unknown case {name}"),
    }
}

fn integers(name: &str, args: &[&str], g: &mut dyn BitGenerator, method: Method) -> Vec<u64> {
    let width = match args[0] {
        "bool" => Width::Bool,
        "int8" | "uint8" => Width::W8,
        "int16" | "uint16" => Width::W16,
        "int32" | "uint32" => Width::W32,
        _ => Width::W64,
    };
    if name.ends_with("_below") {
        let mut draw = Bounded::new(g, width, method);
        return (0..N as u64).map(|i| draw.next(i % 97)).collect();
    }
    let bound = |text: &str| text.parse::<i128>().unwrap();
    let (low, high) = (bound(args[1]), bound(args[2]));
    let range = (high - 1 - low) as u64;
    let shown = |offset: u64| (low + i128::from(offset)) as u64;
    if name.ends_with('1') {
        return times(100, || shown(Bounded::new(g, width, method).next(range)));
    }
    let mut draw = Bounded::new(g, width, method);
    times(N, || shown(draw.next(range)))
}

fn legacy(name: &str, args: &[&str], seed: u64) -> Vec<u64> {
    let mut twister = Mt19937::from_word(seed as u32);
    let mut gauss = None;
    let mut s = Legacy {
        generator: &mut twister,
        gauss: &mut gauss,
    };
    let law = match name {
        "standard_cauchy" => Law::F0(&mut || s.standard_cauchy()),
        "standard_exponential" => Law::F0(&mut || s.standard_exponential()),
        "standard_normal" => Law::F0(&mut || s.standard_normal()),
        "random_sample" => Law::F0(&mut || s.generator.next_f64()),
        "exponential" => Law::F1(&mut |a| s.exponential(a)),
        "rayleigh" => Law::F1(&mut |a| s.rayleigh(a)),
        "pareto" => Law::F1(&mut |a| s.pareto(a)),
        "weibull" => Law::F1(&mut |a| s.weibull(a)),
        "power" => Law::F1(&mut |a| s.power(a)),
        "standard_gamma" => Law::F1(&mut |a| s.standard_gamma(a)),
        "chisquare" => Law::F1(&mut |a| s.chisquare(a)),
        "standard_t" => Law::F1(&mut |a| s.standard_t(a)),
        "normal" => Law::F2(&mut |a, b| s.normal(a, b)),
        "lognormal" => Law::F2(&mut |a, b| s.lognormal(a, b)),
        "wald" => Law::F2(&mut |a, b| s.wald(a, b)),
        "gamma" => Law::F2(&mut |a, b| s.gamma(a, b)),
        "beta" => Law::F2(&mut |a, b| s.beta(a, b)),
        "f" => Law::F2(&mut |a, b| s.f(a, b)),
        "noncentral_chisquare" => Law::F2(&mut |a, b| s.noncentral_chisquare(a, b)),
        "vonmises" => Law::F2(&mut |a, b| s.vonmises(a, b)),
        "noncentral_f" => Law::F3(&mut |a, b, c| s.noncentral_f(a, b, c)),
        "geometric" => Law::I1(&mut |a| s.geometric(a)),
        "zipf" => Law::I1(&mut |a| s.zipf(a)),
        "logseries" => Law::I1(&mut |a| s.logseries(a)),
        "negative_binomial" => Law::I2(&mut |a, b| s.negative_binomial(a, b)),
        "binomial" => Law::I2(&mut |a, b| Binomial::legacy(a as i64, b).draw(s.generator)),
        "hypergeometric" => Law::I3(&mut |a, b, c| s.hypergeometric(a, b, c)),
        "tomaxint" => return times(N, || s.generator.next_u64() >> 1),
        "randint" | "randint1" | "randint_below" => {
            return integers(name, args, s.generator, Method::Masked);
        }
        "multinomial" => {
            let p = floats(&args[1..]);
            let n = args[0].parse().unwrap();
            let rounds = if p.len() == 3 && n == 20 { 300 } else { 200 };
            return vectors(rounds, p.len(), |out| {
                d::multinomial(s.generator, n, &p, out)
            });
        }
        "dirichlet" => {
            let alpha = floats(args);
            let mut out = vec![0.0; 300 * alpha.len()];
            out.chunks_exact_mut(alpha.len())
                .for_each(|out| s.dirichlet(&alpha, out));
            return out.iter().map(|x| x.to_bits()).collect();
        }
        "mixed" => {
            let mut all = Vec::new();
            for _ in 0..100 {
                all.push(s.standard_normal().to_bits());
                all.push(s.generator.next_f64().to_bits());
                all.push(Bounded::new(s.generator, Width::W64, Method::Masked).next(9));
                all.push(s.gamma(2.0, 1.0).to_bits());
                all.push(s.standard_normal().to_bits());
            }
            return all;
        }
        // The rest is shared.
        _ => return generator(name, args, s.generator),
    };
    law.draw(args)
}

// ---- Python's module ----------------------------------------------------------------------

fn python_floats(n: usize, seed: &Seed) -> Vec<u64> {
    let mut rng = PythonRandom::new(seed);
    times(n, || rng.random().to_bits())
}

fn python(name: &str, args: &[&str], r: &mut PythonRandom) -> Vec<u64> {
    let law = match name {
        "random" => Law::F0(&mut || r.random()),
        "expovariate" => Law::F1(&mut |a| r.expovariate(a)),
        "paretovariate" => Law::F1(&mut |a| r.paretovariate(a)),
        "uniform" => Law::F2(&mut |a, b| r.uniform(a, b)),
        "triangular" if args.len() == 2 => Law::F2(&mut |a, b| r.triangular(a, b, None)),
        "triangular" => Law::F3(&mut |a, b, c| r.triangular(a, b, Some(c))),
        "gauss" => Law::F2(&mut |a, b| r.gauss(a, b)),
        "normalvariate" => Law::F2(&mut |a, b| r.normalvariate(a, b)),
        "lognormvariate" => Law::F2(&mut |a, b| r.lognormvariate(a, b)),
        "vonmisesvariate" => Law::F2(&mut |a, b| r.vonmisesvariate(a, b)),
        "gammavariate" => Law::F2(&mut |a, b| r.gammavariate(a, b)),
        "betavariate" => Law::F2(&mut |a, b| r.betavariate(a, b)),
        "weibullvariate" => Law::F2(&mut |a, b| r.weibullvariate(a, b)),
        _ => return python_choices(name, args, r),
    };
    law.draw(args)
}

fn python_choices(name: &str, args: &[&str], r: &mut PythonRandom) -> Vec<u64> {
    let number = |i: usize| args[i].parse::<u64>().unwrap();
    let size = |i: usize| number(i) as usize;
    let bytes = |n: BigUint, len: usize| {
        let mut bytes = n.to_bytes_le();
        bytes.resize(len, 0);
        bytes.into_iter().map(u64::from).collect()
    };
    match name {
        "getrandbits" => times(N, || r.getrandbits(size(0)).try_into().unwrap()),
        "getrandbits_long" => bytes(r.getrandbits(size(0)), 128),
        "randbytes" => r.randbytes(size(0)).into_iter().map(u64::from).collect(),
        "randrange" => times(N, || r.below(number(0))),
        "randrange_long" => bytes(r.below_big(&args[0].parse().unwrap()), 20),
        "shuffle" => {
            let mut order: Vec<u64> = (0..number(0)).collect();
            r.shuffle(order.len(), |i, j| order.swap(i, j));
            order
        }
        "sample" => indices(r.sample(size(0), size(1))),
        "choices" => times(N, || r.choices_index(size(0)) as u64),
        "choices_weighted" => {
            let mut sum = 0.0;
            let mut sums = Vec::new();
            for i in 0..size(0) {
                sum += (i % 5) as f64 + 0.5;
                sums.push(sum);
            }
            times(N, || r.choices_weighted(&sums) as u64)
        }
        _ => panic!("unknown case {name}"),
    }
}

// ---- parameters that NumPy refuses or hangs on ----------------------------------------------

/// Every distribution must come to an end, without a panic, whatever its parameters.
#[test]
fn odd_parameters_end() {
    let odd = [
        0.0,
        -0.0,
        -1.0,
        1.0,
        1e-320,
        1e-17,
        0.5,
        3e9,
        1e19,
        1e300,
        f64::INFINITY,
        f64::NAN,
    ];
    let mut g = pcg64(1);
    let mut gauss = None;
    for a in odd {
        for b in odd {
            two_parameters(
                &mut Legacy {
                    generator: &mut g,
                    gauss: &mut gauss,
                },
                a,
                b,
            );
        }
    }
    let whole = [0, -1, 1, 9, 10, 20, 1_000_000_000, i64::MAX, i64::MIN];
    for a in whole {
        for b in whole {
            for c in whole.into_iter().filter(|&c| c.unsigned_abs() < 1 << 40) {
                d::hypergeometric(&mut g, a, b, c);
                Legacy {
                    generator: &mut g,
                    gauss: &mut gauss,
                }
                .hypergeometric(a, b, c);
            }
        }
    }
}

fn two_parameters(s: &mut Legacy, a: f64, b: f64) {
    for draw in [
        d::normal,
        d::gamma,
        d::beta,
        d::f,
        d::noncentral_chisquare,
        d::vonmises,
        d::wald,
        d::laplace,
    ] {
        draw(s.generator, a, b);
    }
    for draw in [d::poisson, d::geometric, d::zipf, d::logseries] {
        draw(s.generator, a);
    }
    d::negative_binomial(s.generator, a, b);
    d::triangular(s.generator, a, b, a);
    d::standard_gamma_f32(s.generator, a as f32);
    for draw in [
        Legacy::gamma,
        Legacy::beta,
        Legacy::noncentral_chisquare,
        Legacy::vonmises,
        Legacy::wald,
    ] {
        draw(s, a, b);
    }
    s.zipf(a);
    s.logseries(a);
    s.negative_binomial(a, b);
    for n in [0, 1, 50, 1_000_000, i64::MAX, -5] {
        Binomial::new(n, a).draw(s.generator);
        Binomial::legacy(n, a).draw(s.generator);
    }
    let mut counts = [0; 3];
    d::multinomial(s.generator, 100, &[a, b, 0.1], &mut counts);
    d::dirichlet(s.generator, &[a, b], &mut [0.0; 2]);
    d::dirichlet(s.generator, &[], &mut []);
    permute::choose_weighted(s.generator, &[a, b, 0.5], 3);
    python_parameters(a, b);
}

fn python_parameters(a: f64, b: f64) {
    let mut r = PythonRandom::new(&Seed::Hash(3));
    r.gammavariate(a, b);
    r.betavariate(a, b);
    r.vonmisesvariate(a, b);
    r.triangular(a, b, Some(a));
    r.normalvariate(a, b);
}
