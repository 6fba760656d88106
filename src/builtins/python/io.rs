//! Files and streams: `open`, `io.StringIO`, `io.BytesIO`.
//!
//! A stream holds its whole content; what is written to a file reaches the sandbox at once, so that a later read of
//! the same run sees it whether or not the file was closed.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::array::meter;
use crate::builtins;
use crate::builtins::numpy::memmap;
use crate::value::builtin::{FromValue, Given, Rest};
use crate::value::convert::as_index;
use crate::value::{ClassId, Exception, Host, Native, Raised, Result, Value, special};

builtins! {
    /// Opens a file of the lesson's folder: `'r'` to read, `'w'` to write anew, `'a'` to append, with `'b'` for bytes.
    ///
    /// >>> f = open('greeting.txt', 'w')
    /// >>> f.write('hello')
    /// 5
    /// >>> f.close()
    /// >>> open('greeting.txt').read()
    /// 'hello'
    "open" | "io.open" "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)" => open;
    /// A text in memory that is read and written like a file.
    ///
    /// >>> import io
    /// >>> io.StringIO('a,b').read()
    /// 'a,b'
    "StringIO.__new__" "(initial_value='', newline=None)" => |initial: Value, _newline: Value| string_io(&initial);
    /// Bytes in memory that are read and written like a file.
    ///
    /// >>> import io
    /// >>> io.BytesIO(b'ab').read()
    /// b'ab'
    "BytesIO.__new__" "(initial_bytes=b'')" => |Given(initial): Given| bytes_io(initial);
    /// The class of texts in memory.
    constant "io.StringIO" => || Value::Class(ClassId::STRING_IO.into());
    /// The class of bytes in memory.
    constant "io.BytesIO" => || Value::Class(ClassId::BYTES_IO.into());
    /// The class of text files.
    constant "io.TextIOWrapper" => || Value::Class(ClassId::TEXT_IO.into());
    /// Raised where a file cannot do what is asked of it.
    constant "io.UnsupportedOperation" => || Value::Class(ClassId::UNSUPPORTED_OPERATION.into());
    /// Everything from here on, or at most `size` characters.
    ///
    /// >>> import io
    /// >>> io.StringIO('abc').read(2)
    /// 'ab'
    "TextIOWrapper.read" | "StringIO.read" | "BufferedReader.read" | "BytesIO.read" "(self, size=-1, /)" => read;
    /// One line with its line end; '' behind the last.
    ///
    /// >>> import io
    /// >>> io.StringIO('a\nb').readline()
    /// 'a\n'
    "TextIOWrapper.readline" | "StringIO.readline" | "BufferedReader.readline" | "BytesIO.readline" "(self, size=-1, /)" => |stream: Value, _size: Value| readline(&stream);
    /// All lines from here on.
    ///
    /// >>> import io
    /// >>> io.StringIO('a\nb').readlines()
    /// ['a\n', 'b']
    "TextIOWrapper.readlines" | "StringIO.readlines" | "BufferedReader.readlines" | "BytesIO.readlines" "(self, hint=-1, /)" => |stream: Value, _hint: Value| readlines(&stream);
    /// Writes a text and gives the number of its characters.
    ///
    /// >>> import io
    /// >>> io.StringIO().write('abc')
    /// 3
    "TextIOWrapper.write" | "StringIO.write" | "BufferedReader.write" | "BytesIO.write" "(self, text, /)" => |host: &mut dyn Host, stream: Value, text: Value| write(host, &stream, &text);
    /// Writes several texts; line ends are not added.
    "TextIOWrapper.writelines" | "StringIO.writelines" | "BufferedReader.writelines" | "BytesIO.writelines" "(self, lines, /)" => writelines;
    /// All that was written.
    ///
    /// >>> import io
    /// >>> f = io.StringIO()
    /// >>> print('a', 'b', file=f)
    /// >>> f.getvalue()
    /// 'a b\n'
    "TextIOWrapper.getvalue" | "StringIO.getvalue" | "BytesIO.getvalue" "(self, /)" => |stream: Value| stream_of(&stream).map(Stream::whole);
    /// Goes to a place that `tell` gave; 0 is the beginning.
    "TextIOWrapper.seek" | "StringIO.seek" | "BufferedReader.seek" | "BytesIO.seek" "(self, cookie, whence=0, /)" => seek;
    /// Where the next read or write begins.
    "TextIOWrapper.tell" | "StringIO.tell" | "BufferedReader.tell" | "BytesIO.tell" "(self, /)" => |stream: Value| open_stream(&stream).map(|s| s.at.get());
    /// Ends the use of a file.
    "TextIOWrapper.close" | "StringIO.close" | "BufferedReader.close" | "BytesIO.close" "(self, /)" => |stream: Value| stream_of(&stream).map(|s| s.closed.set(true));
    /// Writes out what is held back; here nothing ever is.
    "TextIOWrapper.flush" | "StringIO.flush" | "BufferedReader.flush" | "BytesIO.flush" "(self, /)" => |stream: Value| open_stream(&stream).map(|_| ());
    /// Cuts the file off, here or at `pos`.
    "TextIOWrapper.truncate" | "StringIO.truncate" | "BytesIO.truncate" "(self, pos=None, /)" => truncate;
    /// Was it opened for reading?
    "TextIOWrapper.readable" | "StringIO.readable" | "BufferedReader.readable" | "BytesIO.readable" "(self, /)" => |stream: Value| open_stream(&stream).map(|s| s.readable);
    /// Was it opened for writing?
    "TextIOWrapper.writable" | "StringIO.writable" | "BufferedReader.writable" | "BytesIO.writable" "(self, /)" => |stream: Value| open_stream(&stream).map(|s| s.writable);
    /// Can `seek` be used?
    "TextIOWrapper.seekable" | "StringIO.seekable" | "BufferedReader.seekable" | "BytesIO.seekable" "(self, /)" => |_stream: Value| true;
    /// Is it closed?
    ///
    /// >>> import io
    /// >>> io.StringIO('a').closed
    /// False
    property "TextIOWrapper.closed" | "StringIO.closed" | "BufferedReader.closed" | "BytesIO.closed" => |stream: Value| stream_of(&stream).map(|s| s.closed.get());
    /// The name that it was opened by.
    property "TextIOWrapper.name" | "BufferedReader.name" => |stream: Value| stream_of(&stream).map(|s| s.name.clone());
    /// The mode that it was opened in.
    property "TextIOWrapper.mode" | "BufferedReader.mode" => |stream: Value| stream_of(&stream).map(|s| s.mode.clone());
    /// The encoding of its text.
    property "TextIOWrapper.encoding" => |_stream: Value| "UTF-8";
    "TextIOWrapper.__iter__" | "StringIO.__iter__" | "BufferedReader.__iter__" | "BytesIO.__iter__" "(self, /)" => |stream: Value| stream;
    "TextIOWrapper.__next__" | "StringIO.__next__" | "BufferedReader.__next__" | "BytesIO.__next__" "(self, /)" => next_line;
    "TextIOWrapper.__enter__" | "StringIO.__enter__" | "BufferedReader.__enter__" | "BytesIO.__enter__" "(self, /)" => |stream: Value| open_stream(&stream).map(|_| stream.clone());
    "TextIOWrapper.__exit__" | "StringIO.__exit__" | "BufferedReader.__exit__" | "BytesIO.__exit__" "(self, /, *args)" => |stream: Value, _args: Rest| stream_of(&stream).map(|s| s.closed.set(true));
}

/// An open file, or a text or bytes in memory.
pub struct Stream {
    class: ClassId,
    name: Rc<str>,
    mode: Rc<str>,
    readable: bool,
    writable: bool,
    /// Every write goes to the end.
    append: bool,
    content: RefCell<Vec<u8>>,
    /// Where the next read or write begins, in bytes.
    at: Cell<usize>,
    closed: Cell<bool>,
}

impl Native for Stream {
    fn class(&self) -> ClassId {
        self.class
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self) -> Option<String> {
        (self.class == ClassId::TEXT_IO).then(|| {
            format!(
                "<_io.TextIOWrapper name='{}' mode='{}' encoding='UTF-8'>",
                self.name, self.mode
            )
        })
    }
}

impl Stream {
    fn is_text(&self) -> bool {
        matches!(self.class, ClassId::TEXT_IO | ClassId::STRING_IO)
    }

    fn value(&self, bytes: &[u8]) -> Value {
        if self.is_text() {
            Value::str(String::from_utf8_lossy(bytes))
        } else {
            Value::Bytes(bytes.into())
        }
    }

    fn whole(&self) -> Value {
        self.value(&self.content.borrow())
    }

    /// The rest of the line on which it stands, with its line end.
    fn take_line(&self) -> Vec<u8> {
        let content = self.content.borrow();
        let rest = content.get(self.at.get()..).unwrap_or(&[]);
        let length = rest
            .iter()
            .position(|&byte| byte == b'\n')
            .map_or(rest.len(), |end| end + 1);
        self.at.set(
            self.at
                .get()
                .saturating_add(length)
                .min(content.len().max(self.at.get())),
        );
        rest[..length].to_vec()
    }
}

fn stream_of(value: &Value) -> Result<&Stream> {
    value
        .native::<Stream>()
        .ok_or_else(|| Raised::type_error("expected a file"))
}

fn open_stream(value: &Value) -> Result<&Stream> {
    let stream = stream_of(value)?;
    if stream.closed.get() {
        let end = if stream.class == ClassId::STRING_IO {
            ""
        } else {
            "."
        };
        let message = format!("I/O operation on closed file{end}");
        return Err(Raised::value_error(message));
    }
    Ok(stream)
}

fn readable(value: &Value) -> Result<&Stream> {
    let stream = open_stream(value)?;
    if stream.readable {
        Ok(stream)
    } else {
        Err(unsupported("not readable"))
    }
}

fn unsupported(message: &str) -> Raised {
    Raised::new(ClassId::UNSUPPORTED_OPERATION, message)
}

/// The exception of an I/O error, with its number, words and file name.
pub fn os_error(error: &std::io::Error, path: &str) -> Raised {
    use std::io::ErrorKind;
    let (class, number, words) = match error.kind() {
        ErrorKind::NotFound => (
            ClassId::FILE_NOT_FOUND_ERROR,
            2,
            "No such file or directory",
        ),
        ErrorKind::IsADirectory => (ClassId::IS_A_DIRECTORY_ERROR, 21, "Is a directory"),
        ErrorKind::NotADirectory => (ClassId::NOT_A_DIRECTORY_ERROR, 20, "Not a directory"),
        ErrorKind::AlreadyExists => (ClassId::FILE_EXISTS_ERROR, 17, "File exists"),
        ErrorKind::OutOfMemory => return Raised::new(ClassId::MEMORY_ERROR, ""),
        _ => (ClassId::PERMISSION_ERROR, 13, "Permission denied"),
    };
    let args = vec![Value::Int(number), Value::str(words), Value::str(path)];
    Raised::exception(Rc::new(Exception::new(class, args)))
}

/// The whole file.
///
/// # Errors
/// FileNotFoundError and its kin.
pub fn read_file(host: &mut dyn Host, path: &str) -> Result<Vec<u8>> {
    memmap::settle(host, path)?;
    host.files()
        .read(path)
        .map_err(|error| os_error(&error, path))
}

/// Writes the whole file.
///
/// # Errors
/// As [`read_file`].
pub fn write_file(host: &mut dyn Host, path: &str, bytes: &[u8]) -> Result<()> {
    memmap::forget(host, path);
    host.files()
        .write(path, bytes)
        .map_err(|error| os_error(&error, path))
}

/// A text with every line end as a plain line feed.
pub fn universal(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Bytes as UTF-8.
///
/// # Errors
/// UnicodeDecodeError in Python's words.
pub fn decode(bytes: &[u8]) -> Result<&str> {
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let byte = bytes.get(at).copied().unwrap_or(0);
        let why = match error.error_len() {
            None => "unexpected end of data",
            Some(_) if (0xc2..0xf5).contains(&byte) => "invalid continuation byte",
            Some(_) => "invalid start byte",
        };
        let message =
            format!("'utf-8' codec can't decode byte {byte:#04x} in position {at}: {why}");
        Raised::new(ClassId::UNICODE_DECODE_ERROR, message)
    })
}

/// What a mode asks for.
struct Mode {
    read: bool,
    write: bool,
    append: bool,
    exclusive: bool,
    binary: bool,
}

fn parse_mode(mode: &str) -> Result<Mode> {
    let invalid = || Raised::value_error(format!("invalid mode: '{mode}'"));
    let count = |wanted: char| mode.chars().filter(|&c| c == wanted).count();
    if mode.chars().any(|c| !"rwaxbt+".contains(c)) || "rwaxbt+".chars().any(|c| count(c) > 1) {
        return Err(invalid());
    }
    if count('b') + count('t') == 2 {
        return Err(Raised::value_error(
            "can't have text and binary mode at once",
        ));
    }
    if count('r') + count('w') + count('a') + count('x') != 1 {
        return Err(Raised::value_error(
            "Must have exactly one of create/read/write/append mode and at most one plus",
        ));
    }
    let plus = count('+') == 1;
    Ok(Mode {
        read: count('r') == 1 || plus,
        write: count('r') == 0 || plus,
        append: count('a') == 1,
        exclusive: count('x') == 1,
        binary: count('b') == 1,
    })
}

#[allow(clippy::too_many_arguments)] // Python's own list
fn open(
    host: &mut dyn Host,
    file: Value,
    mode: Rc<str>,
    _buffering: Value,
    _encoding: Value,
    _errors: Value,
    newline: Value,
    _closefd: Value,
    _opener: Value,
) -> Result<Value> {
    let file = match special::call(host, &file, "__fspath__", [])? {
        Some(path) => path,
        None => file,
    };
    let Value::Str(path) = &file else {
        return Err(Raised::type_error(format!(
            "expected str, bytes or os.PathLike object, not {}",
            file.type_name()
        )));
    };
    let wanted = parse_mode(&mode)?;
    let keeps = mode.contains('r') || wanted.append;
    if wanted.exclusive && host.files().exists(path) {
        return Err(os_error(&std::io::ErrorKind::AlreadyExists.into(), path));
    }
    let exists = mode.contains('r') || (wanted.append && host.files().exists(path));
    let mut content = if keeps && exists {
        read_file(host, path)?
    } else {
        Vec::new()
    };
    if wanted.write && !exists {
        write_file(host, path, &content)?;
    }
    if !wanted.binary {
        let text = decode(&content)?;
        if newline.is_none() && text.contains('\r') {
            content = universal(text).into_bytes();
        }
    }
    meter::check_bytes(content.len())?;
    let at = if wanted.append { content.len() } else { 0 };
    Ok(stream(Stream {
        class: if wanted.binary {
            ClassId::BUFFERED_READER
        } else {
            ClassId::TEXT_IO
        },
        name: path.clone(),
        mode,
        readable: wanted.read,
        writable: wanted.write,
        append: wanted.append,
        content: RefCell::new(content),
        at: Cell::new(at),
        closed: Cell::new(false),
    }))
}

fn stream(stream: Stream) -> Value {
    Value::Native(Rc::new(stream))
}

fn in_memory(class: ClassId, content: Vec<u8>) -> Value {
    stream(Stream {
        class,
        name: "".into(),
        mode: "".into(),
        readable: true,
        writable: true,
        append: false,
        content: RefCell::new(content),
        at: Cell::new(0),
        closed: Cell::new(false),
    })
}

fn string_io(initial: &Value) -> Result<Value> {
    match initial {
        Value::Str(text) => Ok(in_memory(ClassId::STRING_IO, text.as_bytes().to_vec())),
        Value::None => Ok(in_memory(ClassId::STRING_IO, Vec::new())),
        other => {
            let name = other.type_name();
            Err(Raised::type_error(format!(
                "initial_value must be str or None, not {name}"
            )))
        }
    }
}

fn bytes_io(initial: Option<Value>) -> Result<Value> {
    match initial {
        None | Some(Value::None) => Ok(in_memory(ClassId::BYTES_IO, Vec::new())),
        Some(Value::Bytes(bytes)) => Ok(in_memory(ClassId::BYTES_IO, bytes.to_vec())),
        Some(other) => {
            let name = other.type_name();
            Err(Raised::type_error(format!(
                "a bytes-like object is required, not '{name}'"
            )))
        }
    }
}

fn read(value: Value, size: Value) -> Result<Value> {
    let stream = readable(&value)?;
    let content = stream.content.borrow();
    let rest = content.get(stream.at.get()..).unwrap_or(&[]);
    let wanted = if size.is_none() {
        None
    } else {
        usize::try_from(as_index(&size)?).ok()
    };
    let length = match wanted {
        None => rest.len(),
        // Texts are counted in characters.
        Some(count) if stream.is_text() => {
            let text = decode(rest)?;
            text.char_indices()
                .nth(count)
                .map_or(rest.len(), |(at, _)| at)
        }
        Some(count) => count.min(rest.len()),
    };
    meter::steps(length / 64)?;
    stream.at.set(stream.at.get() + length);
    Ok(stream.value(&rest[..length]))
}

fn readline(value: &Value) -> Result<Value> {
    let stream = readable(value)?;
    Ok(stream.value(&stream.take_line()))
}

fn readlines(value: &Value) -> Result<Value> {
    let stream = readable(value)?;
    let mut lines = Vec::new();
    loop {
        meter::steps(1)?;
        let line = stream.take_line();
        if line.is_empty() {
            return Ok(Value::list(lines));
        }
        lines.push(stream.value(&line));
    }
}

fn next_line(value: Value) -> Result<Value> {
    let stream = readable(&value)?;
    meter::steps(1)?;
    let line = stream.take_line();
    if line.is_empty() {
        return Err(Raised::exception(Rc::new(Exception::new(
            ClassId::STOP_ITERATION,
            vec![],
        ))));
    }
    Ok(stream.value(&line))
}

fn write(host: &mut dyn Host, value: &Value, text: &Value) -> Result<i64> {
    let stream = open_stream(value)?;
    if !stream.writable {
        return Err(unsupported("not writable"));
    }
    let (bytes, count) = match text {
        Value::Str(text) if stream.is_text() => (text.as_bytes().to_vec(), text.chars().count()),
        Value::Bytes(bytes) if !stream.is_text() => (bytes.to_vec(), bytes.len()),
        other if stream.class == ClassId::STRING_IO => {
            return Err(Raised::type_error(format!(
                "string argument expected, got '{}'",
                other.type_name()
            )));
        }
        other if stream.is_text() => {
            return Err(Raised::type_error(format!(
                "write() argument must be str, not {}",
                other.type_name()
            )));
        }
        other => {
            let name = other.type_name();
            return Err(Raised::type_error(format!(
                "a bytes-like object is required, not '{name}'"
            )));
        }
    };
    let length = stream.content.borrow().len();
    let is_file = matches!(stream.class, ClassId::TEXT_IO | ClassId::BUFFERED_READER);
    // What is in a file stands in its stream as well.
    let copies = if is_file { 2 } else { 1 };
    meter::check_bytes(length.saturating_add(bytes.len()).saturating_mul(copies))?;
    meter::steps(bytes.len() / 64 + 1)?;
    let grows = stream.append || stream.at.get() == length;
    put(stream, &bytes);
    if !is_file {
        return Ok(count as i64);
    }
    if grows && host.files().append(&stream.name, &bytes).is_ok() {
        memmap::forget(host, &stream.name);
        return Ok(count as i64);
    }
    // The whole file is written anew.
    let content = stream.content.borrow();
    meter::steps(content.len() / 256)?;
    write_file(host, &stream.name, &content)?;
    Ok(count as i64)
}

/// Puts bytes where the stream stands, over what is there.
fn put(stream: &Stream, bytes: &[u8]) {
    let mut content = stream.content.borrow_mut();
    let at = if stream.append {
        content.len()
    } else {
        stream.at.get()
    };
    let end = at + bytes.len();
    if content.len() < end {
        content.resize(end, 0);
    }
    content[at..end].copy_from_slice(bytes);
    stream.at.set(end);
}

fn writelines(host: &mut dyn Host, value: Value, lines: Value) -> Result<()> {
    let lines = super::iterate::iter(host, &lines)?;
    while let Some(line) = super::iterate::next(host, &lines)? {
        write(host, &value, &line)?;
    }
    Ok(())
}

fn seek(value: Value, cookie: i64, whence: i64) -> Result<i64> {
    let stream = open_stream(&value)?;
    let length = stream.content.borrow().len() as i64;
    let from = match whence {
        0 => 0,
        1 => stream.at.get() as i64,
        2 => length,
        other => {
            return Err(Raised::value_error(format!(
                "invalid whence ({other}, should be 0, 1 or 2)"
            )));
        }
    };
    let at = from.saturating_add(cookie);
    let place = usize::try_from(at)
        .map_err(|_| Raised::value_error(format!("negative seek position {at}")))?;
    // Beyond the end there is nothing to read, and a write continues at the end.
    stream.at.set(place.min(length as usize));
    Ok(at)
}

fn truncate(host: &mut dyn Host, value: Value, size: Value) -> Result<i64> {
    let stream = open_stream(&value)?;
    if !stream.writable {
        return Err(unsupported("File not open for writing"));
    }
    let size = if size.is_none() {
        stream.at.get()
    } else {
        usize::from_value(size, host)?
    };
    stream.content.borrow_mut().truncate(size);
    if stream.class == ClassId::TEXT_IO {
        let content = stream.content.borrow().clone();
        write_file(host, &stream.name, &content)?;
    }
    Ok(size as i64)
}
