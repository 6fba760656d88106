//! The course in sentences: nothing is drawn, every change is told, and commands are read line by line.

use std::collections::VecDeque;
use std::io::{self, BufRead, IsTerminal};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::desk::{Desk, Left};
use super::events::Event;
use super::panel;
use super::watch::Saves;
use super::work::{self, Job};
use crate::cli::Status;
use crate::cli::output::Output;
use crate::lesson::course::{Command, Effect, View, WORDS, listing};

pub fn run(mut desk: Desk, output: &mut Output) -> Status {
    desk.width = output.width;
    let (events, happens) = channel();
    #[cfg(unix)]
    if let Err(error) = super::events::catch(events.clone()) {
        output.complain(&format!("signals cannot be caught: {error}"));
        return Status::Fault;
    }
    read_lines(events.clone());
    let mut talk = Talk {
        jobs: work::start(desk.materials.clone(), events.clone()),
        watch: Saves::new(desk.store.folder(), events),
        desk,
        output,
        happens,
        waiting: VecDeque::new(),
        prompts: io::stdin().is_terminal(),
        ended: None,
    };
    talk.tell("Write next to turn the page, help for what else can be written, quit to leave.");
    talk.perform(vec![Effect::Open, Effect::Turn]);
    talk.converse()
}

/// Reads the keyboard or the pipe on a thread of its own.
fn read_lines(events: Sender<Event>) {
    thread::spawn(move || {
        let mut input = io::stdin().lock();
        loop {
            let mut bytes = Vec::new();
            let line = match input.read_until(b'\n', &mut bytes) {
                Ok(1..) => Some(String::from_utf8_lossy(&bytes).trim().to_string()),
                _ => None,
            };
            let last = line.is_none();
            if events.send(Event::Line(line)).is_err() || last {
                return;
            }
        }
    });
}

struct Talk<'a> {
    desk: Desk,
    output: &'a mut Output,
    happens: Receiver<Event>,
    jobs: Sender<Job>,
    watch: Saves,
    /// What happened while a job was waited for.
    waiting: VecDeque<Event>,
    /// Whether there is somebody to ask for the next command.
    prompts: bool,
    ended: Option<Status>,
}

impl Talk<'_> {
    fn converse(mut self) -> Status {
        loop {
            if let Some(status) = self.ended {
                let folder = self.desk.store.name();
                self.tell(&format!(
                    "Your answers are in {folder}. The course goes on here the next time."
                ));
                self.output.flush();
                return status;
            }
            if self.prompts {
                self.output.result("> ");
            }
            self.output.flush();
            let event = match self.waiting.pop_front() {
                Some(event) => event,
                None => match self.happens.recv() {
                    Ok(event) => event,
                    Err(_) => return Status::Fault,
                },
            };
            self.happened(event);
        }
    }

    fn happened(&mut self, event: Event) {
        match event {
            Event::Line(None) => self.ended = Some(Status::Good),
            Event::Line(Some(line)) => self.answer(&line),
            Event::Saved => {
                let mut left = Left::default();
                self.desk.look(true, &mut left);
                // Where nothing is new, nothing is said.
                if !left.jobs.is_empty() || !left.news.is_empty() {
                    self.finish(left);
                }
            }
            Event::Unwatched(why) => {
                self.desk.unwatched(&why);
                self.perform(Vec::new());
            }
            Event::Done(done) => {
                let effects = self.desk.take(done);
                self.perform(effects);
            }
            #[cfg(unix)]
            Event::Signal(signal) => self.ended = super::events::ending(signal).or(self.ended),
            #[cfg(unix)]
            Event::Key(_) => {}
        }
    }

    fn answer(&mut self, line: &str) {
        match Command::read(line, &self.desk.learner.view) {
            Ok(command) => {
                let effects = self.desk.learner.obey(command);
                self.perform(effects);
            }
            Err(complaint) => self.tell(&complaint),
        }
    }

    fn tell(&mut self, sentence: &str) {
        self.output.result(&format!("{sentence}\n"));
    }

    /// Has effects, waits for what they set off, and tells what came of it.
    fn perform(&mut self, effects: Vec<Effect>) {
        let left = self.desk.act(effects);
        self.finish(left);
    }

    fn finish(&mut self, left: Left) {
        if left.quit {
            self.ended = Some(Status::Good);
            return;
        }
        let mut news = left.news;
        for job in left.jobs {
            news.extend(self.wait(job));
        }
        let effects = self.desk.lay(usize::MAX);
        let then = self.desk.act(effects);
        for job in then.jobs {
            news.extend(self.wait(job));
        }
        self.watch.begin();
        if let Some(notice) = self.desk.learner.notice.take() {
            self.tell(&notice);
        }
        for effect in news {
            self.show(&effect);
        }
        self.show_view();
    }

    /// Waits until a job is done; gives the news that came of it.
    fn wait(&mut self, job: Job) -> Vec<Effect> {
        if self.jobs.send(job).is_err() {
            return Vec::new();
        }
        while let Ok(event) = self.happens.recv() {
            match event {
                Event::Done(done) => {
                    let effects = self.desk.take(done);
                    return self.desk.act(effects).news;
                }
                #[cfg(unix)]
                Event::Signal(signal) if super::events::ending(signal).is_some() => {
                    self.ended = super::events::ending(signal);
                    return Vec::new();
                }
                other => self.waiting.push_back(other),
            }
        }
        Vec::new()
    }

    fn show(&mut self, effect: &Effect) {
        let text = match effect {
            Effect::Turn => self.page(),
            Effect::Verdict(exercise) => panel::verdict(&self.desk, *exercise),
            Effect::Hint(exercise, number) => panel::hint(&self.desk, *exercise, *number),
            Effect::Solution(exercise) => {
                panel::solution(&self.desk, *exercise).unwrap_or_default()
            }
            _ => String::new(),
        };
        self.output.result(&text);
    }

    fn page(&self) -> String {
        let (page, pages) = self.desk.learner.page();
        let title = self
            .desk
            .learner
            .unit()
            .map_or("", |unit| unit.title.as_str());
        let lines = self
            .desk
            .learner
            .sheet()
            .map_or(&[][..], |sheet| &sheet.lines);
        format!(
            "Page {page} of {pages} of \"{title}\".\n\n{}\n",
            lines.join("\n")
        )
    }

    /// The list and the overview are told once, a question stays until it is answered.
    fn show_view(&mut self) {
        match self.desk.learner.view.clone() {
            View::Reading => return,
            View::List { .. } => {
                let list = list(&self.desk);
                self.output.result(&list);
            }
            View::Help => {
                let words = WORDS.map(|(word, does)| format!("{word}: {does}\n"));
                self.output.result(&words.concat());
            }
            View::Asking { exercise } => {
                let question = question(&self.desk, exercise);
                return self.tell(&question);
            }
        }
        self.desk.learner.view = View::Reading;
    }
}

/// What is asked before an exercise begins again.
pub fn question(desk: &Desk, exercise: usize) -> String {
    let unit = desk.learner.unit();
    let name = unit.and_then(|unit| unit.exercises.get(exercise));
    let name = name.map_or("", |exercise| exercise.name.as_str());
    format!("Begin {name} again? Your answer is kept as a copy. Yes or no?")
}

/// All lessons and exercises with their state.
pub fn list(desk: &Desk) -> String {
    let rows = listing(&desk.learner);
    let lines = rows
        .into_iter()
        .map(|(_, name, state)| format!("{name}: {state}\n"));
    let (solved, all) = desk.learner.score();
    lines.collect::<String>() + &format!("{solved} of {all} exercises are solved.\n")
}
