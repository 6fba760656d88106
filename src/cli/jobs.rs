//! Many pieces of work side by side, with their results in order.

use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Sender};

use super::fault;
use crate::eval::spawn_large;

/// How many pieces to work on at a time.
pub fn number(wanted: Option<u16>) -> usize {
    wanted.map_or_else(
        || std::thread::available_parallelism().map_or(1, NonZero::get),
        usize::from,
    )
}

/// What the workers share.
struct Batch<T, F> {
    items: Vec<T>,
    work: F,
    next: AtomicUsize,
}

/// A piece's number and its result; where ndbook itself failed, what the panic said.
type Done<R> = (usize, Result<R, String>);

/// Does `work` on every item, `jobs` at a time, and hands the results to `take` in the order of the items, each as soon as
/// it and all before it are there. Where `work` panics there is what the panic said; the other pieces are done all the same.
///
/// Workers run on large stacks, as cells need them. One that panicked never ends, so that all it knows has to live as long
/// as the program does.
pub fn in_order<T, R>(
    items: Vec<T>,
    jobs: usize,
    work: impl Fn(&T) -> R + Send + Sync + 'static,
    mut take: impl FnMut(&T, Result<R, String>),
) where
    T: Send + Sync + 'static,
    R: Send + 'static,
{
    let batch = Arc::new(Batch {
        items,
        work,
        next: AtomicUsize::new(0),
    });
    let count = batch.items.len();
    let (send, receive) = mpsc::channel();
    for _ in 0..jobs.min(count) {
        start(&batch, &send);
    }
    let mut waiting: Vec<Option<Result<R, String>>> = (0..count).map(|_| None).collect();
    let mut done = 0;
    while done < count {
        let Ok((at, result)) = receive.recv() else {
            return;
        };
        if result.is_err() {
            start(&batch, &send);
        }
        if let Some(place) = waiting.get_mut(at) {
            *place = Some(result);
        }
        while let Some(result) = waiting.get_mut(done).and_then(Option::take) {
            if let Some(item) = batch.items.get(done) {
                take(item, result);
            }
            done += 1;
        }
    }
}

/// Starts a worker. Where the system gives no thread, the work is done here.
fn start<T, R, F>(batch: &Arc<Batch<T, F>>, send: &Sender<Done<R>>)
where
    T: Send + Sync + 'static,
    R: Send + 'static,
    F: Fn(&T) -> R + Send + Sync + 'static,
{
    let (own, results) = (batch.clone(), send.clone());
    if spawn_large(move || own.run(&results)).is_err() {
        batch.run(send);
    }
}

impl<T, F> Batch<T, F> {
    /// Works through what nobody has begun yet.
    fn run<R: 'static>(&self, results: &Sender<Done<R>>)
    where
        F: Fn(&T) -> R,
    {
        loop {
            let at = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = self.items.get(at) else {
                return;
            };
            let failed = results.clone();
            let tell = move |said| drop(failed.send((at, Err(said))));
            let result = fault::watched(tell, || (self.work)(item));
            if results.send((at, Ok(result))).is_err() {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..50).collect();
        let mut seen = Vec::new();
        let slow_first = |item: &u64| {
            std::thread::sleep(std::time::Duration::from_micros(500 - item * 10));
            item * 2
        };
        in_order(items, 4, slow_first, |item, result| {
            seen.push((*item, result))
        });
        let all: Vec<_> = (0..50).map(|item| (item, Ok(item * 2))).collect();
        assert_eq!(seen, all);
    }

    /// A fault stops its thread for good, so that it is made in a process of its own.
    #[test]
    fn a_fault_costs_no_other_piece_its_result() {
        let program = std::env::current_exe().expect("the running test");
        let mut run = std::process::Command::new(program);
        run.args(["--exact", "cli::jobs::tests::one_piece_fails"]);
        run.args(["--ignored", "--nocapture"]);
        let output = run.output().expect("a run of the test below");
        let shown = String::from_utf8_lossy(&output.stdout);
        assert!(
            shown.contains("[Ok(0), Err(\"a fault of ndbook\"), Ok(20), Ok(30)]"),
            "{shown}"
        );
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(
            complaint.contains("ndbook: internal fault at"),
            "{complaint}"
        );
    }

    #[test]
    #[ignore = "run by the test above"]
    fn one_piece_fails() {
        crate::cli::fault::install();
        let mut seen = Vec::new();
        let work = |item: &u64| match item {
            1 => panic!("a fault of ndbook"),
            item => item * 10,
        };
        in_order((0..4).collect(), 1, work, |_, result| seen.push(result));
        println!("{seen:?}");
        // The test harness would wait for the panic hook, in which the other thread stands still.
        std::process::exit(0);
    }
}
