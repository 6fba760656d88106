//! The hypergeometric distribution: draws without putting back.

use crate::array::elementary::log;
use crate::array::random::bounded::interval;
use crate::array::random::{BitGenerator, whole};

use super::discrete::PATIENCE;

/// 2·√(2/e)
pub(in crate::array::random) const D1: f64 = 1.7155277699214135;
/// 3 − 2·√(3/e)
pub(in crate::array::random) const D2: f64 = 0.8989161620588988;

/// How many of `sample` draws from `good + bad` things are good.
///
/// NumPy asks for `good` and `bad` below 10⁹ and a `sample` of at most their sum; anything else is
/// 0 here.
pub fn hypergeometric(g: &mut dyn BitGenerator, good: i64, bad: i64, sample: i64) -> i64 {
    const LIMIT: i64 = 1_000_000_000;
    if !(0..LIMIT).contains(&good) || !(0..LIMIT).contains(&bad) {
        return 0;
    }
    let total = good + bad;
    if !(0..=total).contains(&sample) {
        return 0;
    }
    if sample >= 10 && sample <= total - 10 {
        ratio_of_uniforms(g, good, bad, sample)
    } else {
        one_by_one(g, good, bad, sample)
    }
}

/// Draws each thing; past the middle it is shorter to draw those that are left.
fn one_by_one(g: &mut dyn BitGenerator, good: i64, bad: i64, sample: i64) -> i64 {
    let total = good + bad;
    let over_half = sample > total / 2;
    let mut to_draw = if over_half { total - sample } else { sample };
    let (mut left, mut left_good) = (total, good);
    while to_draw > 0 && left_good > 0 && left > left_good {
        left -= 1;
        if (interval(g, left as u64) as i64) < left_good {
            left_good -= 1;
        }
        to_draw -= 1;
    }
    if left == left_good {
        left_good -= to_draw;
    }
    if over_half {
        left_good
    } else {
        good - left_good
    }
}

/// E. Stadlober's HRUA (1989): a ratio of uniforms under a table mountain.
fn ratio_of_uniforms(g: &mut dyn BitGenerator, good: i64, bad: i64, sample: i64) -> i64 {
    let total = good + bad;
    let drawn = sample.min(total - sample);
    let (fewer, more) = (good.min(bad), good.max(bad));
    let p = fewer as f64 / total as f64;
    let q = more as f64 / total as f64;
    let a = drawn as f64 * p + 0.5;
    let variance = (total - drawn) as f64 * drawn as f64 * p * q / (total - 1) as f64;
    let c = (variance + 0.5).sqrt();
    let h = D1 * c + D2;
    let mode = whole(((drawn + 1) as f64 * (fewer + 1) as f64 / (total + 2) as f64).floor());
    let weight = |k: i64| {
        log_factorial(k)
            + log_factorial(fewer - k)
            + log_factorial(drawn - k)
            + log_factorial(more - drawn + k)
    };
    let at_mode = weight(mode);
    let bound = ((drawn.min(fewer) + 1) as f64).min((a + 16.0 * c).floor());
    let mut k = mode;
    for _ in 0..PATIENCE {
        let u = g.next_f64();
        let v = g.next_f64();
        let x = a + h * (v - 0.5) / u;
        if !(x >= 0.0 && x < bound) {
            continue;
        }
        k = whole(x.floor());
        let t = at_mode - weight(k);
        if u * (4.0 - u) - 3.0 <= t {
            break;
        }
        if u * (u - t) >= 1.0 {
            continue;
        }
        if 2.0 * log(u) <= t {
            break;
        }
    }
    let k = if good > bad { drawn - k } else { k };
    if drawn < sample { good - k } else { k }
}

/// log(k!): from a table up to 125, then by Stirling's series to the term in k⁻³.
pub fn log_factorial(k: i64) -> f64 {
    const HALF_LOG_2PI: f64 = 0.9189385332046728;
    if let Some(&value) = usize::try_from(k).ok().and_then(|k| LOG_FACTORIAL.get(k)) {
        return value;
    }
    let x = k as f64;
    (x + 0.5) * log(x) - x + (HALF_LOG_2PI + (1.0 / x) * (1.0 / 12.0 - 1.0 / (360.0 * x * x)))
}

/// log(k!) for k up to 125, from NumPy's `logfactorial.c`.
#[rustfmt::skip]
#[allow(clippy::approx_constant)] // log(2!) is as it is
const LOG_FACTORIAL: [f64; 126] = [
    0.0, 0.0, 0.6931471805599453, 1.791759469228055, 3.1780538303479458,
    4.787491742782046, 6.579251212010101, 8.525161361065415, 10.60460290274525, 12.801827480081469,
    15.104412573075516, 17.502307845873887, 19.987214495661885, 22.552163853123425, 25.19122118273868,
    27.89927138384089, 30.671860106080672, 33.50507345013689, 36.39544520803305, 39.339884187199495,
    42.335616460753485, 45.38013889847691, 48.47118135183523, 51.60667556776438, 54.78472939811232,
    58.00360522298052, 61.261701761002, 64.55753862700634, 67.88974313718154, 71.25703896716801,
    74.65823634883016, 78.0922235533153, 81.55795945611504, 85.05446701758152, 88.58082754219768,
    92.1361756036871, 95.7196945421432, 99.33061245478743, 102.96819861451381, 106.63176026064346,
    110.32063971475739, 114.0342117814617, 117.77188139974507, 121.53308151543864, 125.3172711493569,
    129.12393363912722, 132.95257503561632, 136.80272263732635, 140.67392364823425, 144.5657439463449,
    148.47776695177302, 152.40959258449735, 156.3608363030788, 160.3311282166309, 164.32011226319517,
    168.32744544842765, 172.3527971391628, 176.39584840699735, 180.45629141754378, 184.53382886144948,
    188.6281734236716, 192.7390472878449, 196.86618167289, 201.00931639928152, 205.1681994826412,
    209.34258675253685, 213.53224149456327, 217.73693411395422, 221.95644181913033, 226.1905483237276,
    230.43904356577696, 234.70172344281826, 238.97838956183432, 243.2688490029827, 247.57291409618688,
    251.8904022097232, 256.22113555000954, 260.5649409718632, 264.9216497985528, 269.2910976510198,
    273.6731242856937, 278.0675734403661, 282.4742926876304, 286.893133295427, 291.3239500942703,
    295.76660135076065, 300.22094864701415, 304.6868567656687, 309.1641935801469, 313.65282994987905,
    318.1526396202093, 322.66349912672615, 327.1852877037752, 331.7178871969285, 336.26118197919845,
    340.815058870799, 345.37940706226686, 349.95411804077025, 354.5390855194408, 359.1342053695754,
    363.73937555556347, 368.35449607240474, 372.979468885689, 377.61419787391867, 382.25858877306,
    386.91254912321756, 391.5759882173296, 396.24881705179155, 400.93094827891576, 405.6222961611449,
    410.32277652693733, 415.03230672824964, 419.7508055995447, 424.4781934182571, 429.21439186665157,
    433.9593239950148, 438.71291418612117, 443.47508812091894, 448.2457727453846, 453.0248962384961,
    457.81238798127816, 462.6081785268749, 467.4121995716082, 472.2243839269806, 477.04466549258564,
    481.87297922988796,
];
