//! From items to points.

use super::{ExerciseMarks, ExerciseStatus, Item, total};
use crate::eval::CellError;
use crate::lesson::document::{Cell, Role};

/// An item with the points that the author gave it, if any.
pub struct Weighed {
    pub item: Item,
    pub said: Option<f64>,
}

/// Shares the points that a check says it is worth among its items.
pub fn weigh(check: &Cell, items: Vec<Item>) -> Vec<Weighed> {
    let said = match check.role {
        Role::Check { points, .. } => points.map(|points| points / items.len() as f64),
        _ => None,
    };
    items
        .into_iter()
        .map(|item| Weighed { item, said })
        .collect()
}

/// Gives every item its points: what its check says, or an equal share of what is left.
pub fn marks(
    name: &str,
    max_points: f64,
    items: Vec<Weighed>,
    error: Option<CellError>,
) -> ExerciseMarks {
    let items = shared(items, max_points);
    let all = items.iter().all(|item| item.passed);
    let status = match (&error, all) {
        // What was done before the error counts.
        (Some(_), true) if !items.is_empty() => ExerciseStatus::Pass,
        (Some(_), _) => ExerciseStatus::Error,
        (None, true) => ExerciseStatus::Pass,
        (None, false) => ExerciseStatus::Fail,
    };
    let earned = total(items.iter().map(|item| item.points));
    ExerciseMarks {
        name: name.to_string(),
        status,
        points: match (items.is_empty(), &error) {
            (true, None) => max_points,
            _ => earned,
        },
        max_points,
        items,
        error,
        output: String::new(),
        notes: Vec::new(),
    }
}

/// The items with what each is worth; together they are worth the exercise, whatever rounding says.
fn shared(items: Vec<Weighed>, max_points: f64) -> Vec<Item> {
    let said = total(items.iter().filter_map(|item| item.said));
    let open = items.iter().filter(|item| item.said.is_none()).count();
    let share = (max_points - said).max(0.0) / open.max(1) as f64;
    let whole = said + share * open as f64;
    // What the author gave the checks need not add up to what the exercise is worth.
    let scale = if whole > 0.0 { max_points / whole } else { 0.0 };
    let last = items.len().saturating_sub(1);
    let mut given = 0.0;
    items
        .into_iter()
        .enumerate()
        .map(|(number, Weighed { mut item, said })| {
            item.max_points = match number == last {
                true => (max_points - given).max(0.0),
                false => said.unwrap_or(share) * scale,
            };
            given += item.max_points;
            if item.passed {
                item.points = item.max_points;
            }
            item
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weighed(said: Option<f64>, passed: bool) -> Weighed {
        let message = (!passed).then(|| "no".to_string());
        Weighed {
            item: Item::new("item".to_string(), message),
            said,
        }
    }

    #[test]
    fn items_add_up_to_the_exercise() {
        for parts in 1..40 {
            let items = (0..parts).map(|_| weighed(None, true)).collect();
            assert_eq!(marks("e", 1.0, items, None).points, 1.0, "{parts} parts");
        }
        let items = vec![
            weighed(Some(1.0), true),
            weighed(None, false),
            weighed(None, true),
        ];
        let marks = marks("e", 4.0, items, None);
        let worth: Vec<f64> = marks.items.iter().map(|item| item.max_points).collect();
        assert_eq!(worth, [1.0, 1.5, 1.5]);
        assert_eq!((marks.points, marks.status), (2.5, ExerciseStatus::Fail));
    }
}
