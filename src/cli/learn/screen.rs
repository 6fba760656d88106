//! The course on a screen: a page, what was last to be said, and the keys.

use std::sync::mpsc::{Receiver, Sender, channel};

use signal_hook::consts::{SIGCONT, SIGTSTP};
use signal_hook::low_level::emulate_default_handler;

use super::desk::{Desk, Left};
use super::events::{self, Event};
use super::lines;
use super::terminal::{Terminal, read_keys};
use super::watch::Saves;
use super::work::{self, Job};
use crate::cli::output::{Look, Output};
use crate::cli::{Status, fault, prose};
use crate::lesson::course::{Command, Effect, Key, View, WORDS, listing, prompt_keys};

pub fn run(desk: Desk, output: &mut Output) -> Status {
    let folder = desk.store.name();
    let ended = converse(desk);
    for fault in fault::screen_is_gone() {
        output.complain(&fault);
    }
    match ended {
        Ok(status) => {
            output.result(&format!(
                "Your answers are in {folder}. The course goes on here the next time.\n"
            ));
            status
        }
        Err(error) => {
            output.complain(&format!(
                "the terminal cannot be used: {error}\n  help: try `--plain`"
            ));
            Status::Fault
        }
    }
}

fn converse(desk: Desk) -> std::io::Result<Status> {
    let (send, happens) = channel();
    events::catch(send.clone())?;
    let mut screen = Screen {
        terminal: Terminal::open()?,
        jobs: work::start(desk.materials.clone(), send.clone()),
        watch: Saves::new(desk.store.folder(), send.clone()),
        desk,
        size: (80, 24),
        ended: None,
    };
    read_keys(send);
    screen.perform(vec![Effect::Open]);
    screen.stay(&happens)
}

struct Screen {
    terminal: Terminal,
    jobs: Sender<Job>,
    watch: Saves,
    desk: Desk,
    /// Columns and lines.
    size: (usize, usize),
    ended: Option<Status>,
}

/// Below this, what is not the page itself would leave no room for it.
const NARROW: usize = 70;

impl Screen {
    fn stay(mut self, happens: &Receiver<Event>) -> std::io::Result<Status> {
        loop {
            self.draw();
            let Ok(event) = happens.recv() else {
                return Ok(Status::Fault);
            };
            self.happened(event)?;
            // Keys that were pressed together turn several pages and draw one.
            while let (None, Ok(event)) = (self.ended, happens.try_recv()) {
                self.lay();
                self.happened(event)?;
            }
            if let Some(status) = self.ended {
                return Ok(status);
            }
        }
    }

    fn happened(&mut self, event: Event) -> std::io::Result<()> {
        match event {
            Event::Key(Key::Control('z')) => {
                self.terminal.give_back();
                emulate_default_handler(SIGTSTP)?;
            }
            Event::Key(key) => {
                if let Some(command) = Command::of_key(key, &self.desk.learner.view) {
                    let effects = self.desk.learner.obey(command);
                    self.perform(effects);
                }
            }
            Event::Saved => {
                let mut left = Left::default();
                self.desk.look(true, &mut left);
                self.finish(left);
            }
            Event::Unwatched(why) => self.desk.unwatched(&why),
            Event::Done(done) => {
                let effects = self.desk.take(done);
                self.perform(effects);
            }
            Event::Signal(SIGCONT) => self.terminal.take()?,
            Event::Signal(signal) => self.ended = events::ending(signal).or(self.ended),
            Event::Line(_) => self.ended = Some(Status::Good),
        }
        Ok(())
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        let left = self.desk.act(effects);
        self.finish(left);
    }

    fn finish(&mut self, left: Left) {
        for job in left.jobs {
            // The worker goes when we do.
            let _ = self.jobs.send(job);
        }
        if left.quit {
            self.ended = Some(Status::Good);
        }
        self.watch.begin();
    }

    /// Lays out the pages for the size that the screen has now.
    fn lay(&mut self) {
        let size = terminal_size::terminal_size();
        self.size = size.map_or(self.size, |(width, height)| {
            (width.0 as usize, height.0 as usize)
        });
        self.desk.width = self.size.0.clamp(20, 100);
        let effects = self.desk.lay(self.room());
        self.perform(effects);
    }

    /// Lines that notices may take.
    fn said(&self) -> usize {
        if self.size.0 < NARROW { 2 } else { 1 }
    }

    /// Lines that a page may take: all but the title, the notice, the keys, and empty lines between them.
    fn room(&self) -> usize {
        self.size.1.saturating_sub(self.said() + 4).max(3)
    }

    fn draw(&mut self) {
        self.lay();
        let mut lines = vec![self.title(), String::new()];
        let mut body = self.body();
        body.resize(self.room() + 1, String::new());
        let mut notice = self.notice();
        notice.resize(notice.len().max(self.said()), String::new());
        // A long notice takes the lines that the page leaves empty.
        let spare = body.iter().rev().take_while(|line| line.is_empty()).count();
        let more = (notice.len() - self.said()).min(spare);
        body.truncate(body.len() - more);
        notice.truncate(self.said() + more);
        lines.extend(body);
        lines.extend(notice);
        let keys = prompt_keys(&self.desk.learner, self.size.0);
        lines.push(self.desk.paint.text(Look::Faint, &keys));
        lines.truncate(self.size.1.max(1));
        self.terminal.show(&lines);
    }

    /// The lesson to the left, the page to the right.
    fn title(&self) -> String {
        let learner = &self.desk.learner;
        let title = learner.unit().map_or("", |unit| unit.title.as_str());
        let (page, pages) = learner.page();
        let (solved, all) = learner.score();
        let place = match (&learner.view, pages) {
            (View::List { .. }, _) => format!("{solved} of {all} solved"),
            (_, 0) => String::new(),
            _ => format!("{page}/{pages}"),
        };
        let room = self.size.0.saturating_sub(place.chars().count() + 2);
        let title = cut(title, room);
        let gap = (room + 2).saturating_sub(prose::columns(&title));
        let title = self.desk.paint.text(Look::Strong, &title);
        format!("{title}{}{place}", " ".repeat(gap))
    }

    fn body(&self) -> Vec<String> {
        match &self.desk.learner.view {
            View::List { chosen } => self.list(*chosen),
            View::Help => self.help(),
            View::Reading | View::Asking { .. } => match self.desk.learner.sheet() {
                Some(sheet) => sheet.lines.clone(),
                None => vec!["The lesson is running …".to_string()],
            },
        }
    }

    /// The rows around the chosen one, their states in a column.
    fn list(&self, chosen: usize) -> Vec<String> {
        let rows = listing(&self.desk.learner);
        let states = rows
            .iter()
            .map(|(_, _, state)| prose::columns(state))
            .max()
            .unwrap_or(0);
        let names = self.desk.width.saturating_sub(states + 4).max(8);
        let room = self.room();
        let first = (chosen + 1 + room / 2).min(rows.len()).saturating_sub(room);
        let line =
            |(number, (row, name, state)): (usize, &((usize, Option<usize>), String, String))| {
                let mark = if number == chosen { "> " } else { "  " };
                let name = cut(name, names);
                let gap = " ".repeat((names + 2).saturating_sub(prose::columns(&name)));
                let look = match (state.as_str(), row.1) {
                    ("solved", _) => Look::Good,
                    (_, None) => Look::Plain,
                    _ => Look::Warning,
                };
                let name = match number == chosen {
                    true => self.desk.paint.text(Look::Strong, &name),
                    false => name,
                };
                format!("{mark}{name}{gap}{}", self.desk.paint.text(look, state))
            };
        rows.iter()
            .enumerate()
            .skip(first)
            .take(room)
            .map(line)
            .collect()
    }

    fn help(&self) -> Vec<String> {
        let mut lines = Vec::new();
        // `go` needs a name: the list is there for that.
        for (word, does) in WORDS.iter().filter(|(word, _)| *word != "go") {
            let key = if *word == "help" {
                "?"
            } else {
                word.get(..1).unwrap_or("")
            };
            let width = self.desk.width.saturating_sub(4);
            let text = prose::sentence(
                &format!("{word}: {does}"),
                Look::Plain,
                self.desk.paint,
                width,
            );
            for (number, line) in text.into_iter().enumerate() {
                let key = if number == 0 { key } else { " " };
                lines.push(format!("{key}   {line}"));
            }
        }
        lines
    }

    /// What was last to be said, else where the answer to the exercise on the page goes.
    fn notice(&self) -> Vec<String> {
        let learner = &self.desk.learner;
        let paint = self.desk.paint;
        let set = |text: &str, look| prose::sentence(text, look, paint, self.size.0);
        match (&learner.view, &learner.notice) {
            (View::Asking { exercise }, _) => {
                set(&lines::question(&self.desk, *exercise), Look::Warning)
            }
            (_, Some(notice)) => set(notice, Look::Strong),
            (View::Reading, None) if self.at_open_exercise() => {
                let text = format!("Your answer goes into {}.", self.desk.answer_name());
                set(&text, Look::Faint)
            }
            _ => Vec::new(),
        }
    }

    fn at_open_exercise(&self) -> bool {
        let learner = &self.desk.learner;
        let exercise = learner.sheet().and_then(|sheet| sheet.exercise);
        exercise.is_some_and(|exercise| !learner.solved(learner.lesson, exercise))
    }
}

/// A text on one line of a width.
fn cut(text: &str, width: usize) -> String {
    if prose::columns(text) <= width {
        return text.to_string();
    }
    let mut short = String::new();
    for c in text.chars() {
        short.push(c);
        if prose::columns(&short) >= width {
            short.pop();
            break;
        }
    }
    short + "…"
}
