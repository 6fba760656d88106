//! Workers that keep something between two pieces of work: a lesson that ran once, for many answers.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Sender};

use crate::eval::on_large_stack;

/// What became of a piece of work.
pub struct Done<R> {
    pub result: R,
    /// The worker is not as it was before: a new one takes its place.
    pub spent: bool,
}

/// Does `work` on every item, `jobs` at a time, and hands the results to `take` in the order of the items, each as
/// soon as it and all before it are there. What a worker keeps is made by `begin` on its own thread, which has room
/// for the deepest cell.
pub fn in_order<T: Sync, R: Send, W>(
    items: &[T],
    jobs: usize,
    begin: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, &T) -> Done<R> + Sync,
    mut take: impl FnMut(&T, R),
) {
    let next = AtomicUsize::new(0);
    let (send, receive) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..jobs.clamp(1, items.len().max(1)) {
            let (send, next, begin, work) = (send.clone(), &next, &begin, &work);
            scope.spawn(move || {
                // One thread after the other: what a spent worker leaves on its thread ends with it.
                while on_large_stack(|| shift(items, next, begin, work, &send)) {}
            });
        }
        drop(send);
        let mut waiting: Vec<Option<R>> = items.iter().map(|_| None).collect();
        let mut taken = 0;
        for (at, result) in receive {
            if let Some(place) = waiting.get_mut(at) {
                *place = Some(result);
            }
            while let (Some(result), Some(item)) = (
                waiting.get_mut(taken).and_then(Option::take),
                items.get(taken),
            ) {
                take(item, result);
                taken += 1;
            }
        }
    });
}

/// Works until nothing is left, or until the worker is spent; says whether something may be left.
fn shift<T, R, W>(
    items: &[T],
    next: &AtomicUsize,
    begin: impl Fn() -> W,
    work: impl Fn(&mut W, &T) -> Done<R>,
    send: &Sender<(usize, R)>,
) -> bool {
    let mut worker = begin();
    loop {
        let at = next.fetch_add(1, Ordering::Relaxed);
        let Some(item) = items.get(at) else {
            return false;
        };
        let done = work(&mut worker, item);
        if send.send((at, done.result)).is_err() {
            return false;
        }
        if done.spent {
            return true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Done, in_order};

    #[test]
    fn results_come_in_order_and_spent_workers_are_replaced() {
        let items: Vec<usize> = (0..40).collect();
        let mut seen = Vec::new();
        let work = |done: &mut usize, item: &usize| {
            *done += 1;
            assert!(*done <= 3, "a spent worker goes on");
            Done {
                result: item * 2,
                spent: *done == 3,
            }
        };
        in_order(&items, 4, || 0, work, |_, result| seen.push(result));
        assert_eq!(seen, items.iter().map(|item| item * 2).collect::<Vec<_>>());
    }
}
