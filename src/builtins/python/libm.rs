//! The elementary functions that Python's numbers use, in one place.

pub fn pow(x: f64, y: f64) -> f64 {
    x.powf(y)
}

pub fn exp(x: f64) -> f64 {
    x.exp()
}

pub fn log(x: f64) -> f64 {
    x.ln()
}

pub fn sin(x: f64) -> f64 {
    x.sin()
}

pub fn cos(x: f64) -> f64 {
    x.cos()
}

pub fn hypot(x: f64, y: f64) -> f64 {
    x.hypot(y)
}

pub fn atan2(y: f64, x: f64) -> f64 {
    y.atan2(x)
}
