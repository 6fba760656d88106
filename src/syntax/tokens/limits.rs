//! A bound on what later passes recurse over, apart from brackets and blocks: lambdas within lambdas and long runs
//! of operators, counted before pest reads the text so that a hostile line costs nothing.

use super::Kind;

/// How many lambdas may stand inside one another.
const MAX_LAMBDAS: usize = 100;
/// How many operators, trailers and conditions one expression may chain. Lowering has a finer measure.
const MAX_CHAIN: usize = 5000;

/// Counts within the innermost bracket; those around it wait.
#[derive(Debug, Default)]
pub(super) struct Limits {
    here: Count,
    around: Vec<Count>,
}

#[derive(Debug, Default)]
struct Count {
    lambdas: usize,
    /// Lambdas whose `:` is still to come, so that a comma belongs to their parameters.
    parameters: usize,
    chain: usize,
}

impl Limits {
    /// Counts a token; false if the text goes too deep with it.
    pub(super) fn pass(&mut self, kind: Kind, text: &str) -> bool {
        match kind {
            Kind::Newline => self.here = Count::default(),
            Kind::Keyword => self.keyword(text),
            Kind::Op => self.operator(text),
            _ => {}
        }
        self.here.lambdas <= MAX_LAMBDAS && self.here.chain <= MAX_CHAIN
    }

    fn keyword(&mut self, word: &str) {
        match word {
            "lambda" => {
                self.here.lambdas += 1;
                self.here.parameters += 1;
            }
            "not" | "if" => self.here.chain += 1,
            _ => {}
        }
    }

    fn operator(&mut self, op: &str) {
        match op {
            "(" | "[" | "{" => {
                self.here.chain += 1;
                let inside = Count {
                    lambdas: self.here.lambdas,
                    ..Count::default()
                };
                self.around.push(std::mem::replace(&mut self.here, inside));
            }
            ")" | "]" | "}" => self.here = self.around.pop().unwrap_or_default(),
            "," | ":" | ";" if self.here.parameters == 0 => {
                self.here = Count {
                    lambdas: self.around.last().map_or(0, |around| around.lambdas),
                    ..Count::default()
                };
            }
            ":" => self.here.parameters -= 1,
            "=" | "," => self.here.chain = 0,
            "==" | "!=" | "<" | "<=" | ">" | ">=" => {}
            _ => self.here.chain += 1,
        }
    }
}
