//! Many pieces of work side by side, with their results in order.

use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Sender};

use super::fault;
use crate::eval::spawn_large;

/// How many workers there are for so many pieces. One piece has one, however many processors there are, which takes the
/// system twenty calls to tell.
fn workers(wanted: Option<u16>, pieces: usize) -> usize {
    let processors = || std::thread::available_parallelism().map_or(1, NonZero::get);
    let most = || wanted.map_or_else(processors, usize::from);
    if pieces < 2 {
        pieces
    } else {
        most().min(pieces)
    }
}

/// What became of a piece of work.
pub struct Done<R> {
    pub result: R,
    /// The worker is not as it was before: a new one takes its place.
    pub spent: bool,
}

/// What the workers share.
struct Batch<T, B, F> {
    items: Vec<T>,
    begin: B,
    work: F,
    next: AtomicUsize,
}

/// What a worker reports of a piece.
struct Report<R> {
    at: usize,
    /// Where ndbook itself failed, what the panic said.
    result: Result<R, String>,
    /// The worker ends with it.
    last: bool,
}

/// Does `work` on every item, `jobs` at a time, and hands the results to `take` in the order of the items, each as soon as
/// it and all before it are there. Where `work` panics there is what the panic said; the other pieces are done all the same.
///
/// Workers run on large stacks, as cells need them. One that panicked never ends, so that all it knows has to live as long
/// as the program does.
pub fn in_order<T, R>(
    items: Vec<T>,
    jobs: Option<u16>,
    work: impl Fn(&T) -> R + Send + Sync + 'static,
    take: impl FnMut(&T, Result<R, String>),
) where
    T: Send + Sync + 'static,
    R: Send + 'static,
{
    let work = move |(): &mut (), item: &T| Done {
        result: work(item),
        spent: false,
    };
    by_crew(items, jobs, || (), work, take);
}

/// As [`in_order`], by workers that keep something between two pieces of work: each makes it by `begin` on its own thread.
pub fn by_crew<T, R, W>(
    items: Vec<T>,
    jobs: Option<u16>,
    begin: impl Fn() -> W + Send + Sync + 'static,
    work: impl Fn(&mut W, &T) -> Done<R> + Send + Sync + 'static,
    mut take: impl FnMut(&T, Result<R, String>),
) where
    T: Send + Sync + 'static,
    R: Send + 'static,
{
    let batch = Arc::new(Batch {
        items,
        begin,
        work,
        next: AtomicUsize::new(0),
    });
    let count = batch.items.len();
    let (send, receive) = mpsc::channel();
    for _ in 0..workers(jobs, count) {
        start(&batch, &send);
    }
    let mut waiting: Vec<Option<Result<R, String>>> = (0..count).map(|_| None).collect();
    let mut done = 0;
    while done < count {
        let Ok(report) = receive.recv() else {
            return;
        };
        if report.last {
            start(&batch, &send);
        }
        if let Some(place) = waiting.get_mut(report.at) {
            *place = Some(report.result);
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
fn start<T, R, W, B, F>(batch: &Arc<Batch<T, B, F>>, send: &Sender<Report<R>>)
where
    T: Send + Sync + 'static,
    R: Send + 'static,
    B: Fn() -> W + Send + Sync + 'static,
    F: Fn(&mut W, &T) -> Done<R> + Send + Sync + 'static,
{
    let (own, reports) = (batch.clone(), send.clone());
    if spawn_large(move || own.run(&reports)).is_err() {
        batch.run(send);
    }
}

impl<T, B, F> Batch<T, B, F> {
    /// Works through what nobody has begun yet, or until the worker is spent.
    fn run<R: 'static, W>(&self, reports: &Sender<Report<R>>)
    where
        B: Fn() -> W,
        F: Fn(&mut W, &T) -> Done<R>,
    {
        let mut worker = (self.begin)();
        loop {
            let at = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = self.items.get(at) else {
                return;
            };
            let failed = reports.clone();
            let tell = move |said| {
                let report = Report {
                    at,
                    result: Err(said),
                    last: true,
                };
                drop(failed.send(report));
            };
            let done = fault::watched(tell, || (self.work)(&mut worker, item));
            let report = Report {
                at,
                result: Ok(done.result),
                last: done.spent,
            };
            if reports.send(report).is_err() || done.spent {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Done, by_crew, in_order};

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..50).collect();
        let mut seen = Vec::new();
        let slow_first = |item: &u64| {
            std::thread::sleep(std::time::Duration::from_micros(500 - item * 10));
            item * 2
        };
        in_order(items, Some(4), slow_first, |item, result| {
            seen.push((*item, result))
        });
        let all: Vec<_> = (0..50).map(|item| (item, Ok(item * 2))).collect();
        assert_eq!(seen, all);
    }

    #[test]
    fn spent_workers_are_replaced() {
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
        by_crew(items, Some(4), || 0, work, |_, result| seen.extend(result));
        assert_eq!(seen, (0..40).map(|item| item * 2).collect::<Vec<_>>());
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
        in_order((0..4).collect(), Some(1), work, |_, result| {
            seen.push(result)
        });
        println!("{seen:?}");
        // The test harness would wait for the panic hook, in which the other thread stands still.
        std::process::exit(0);
    }
}
